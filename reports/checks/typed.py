"""Figures that were typed by hand: in the data, not in the data, or against them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from partnership.core.text.token_validation import text_fields
from partnership.core.values import financial_years
from reports.checks.finding import Finding, stop, warn
from reports.checks.registry import check
from reports.text.draft import Draft
from reports.text.numbers import (
    RANGE,
    Number,
)
from reports.text.sentences import (
    Sentence,
    index,
    index_with_counts,
    sentences,
)
from reports.text.value_index import (
    Candidate,
    ValueIndex,
    stems,
)

# A number from here on is hardly the same as another by chance.
TELLING = 1000
MIDDLING = 100
DETERMINED = re.compile(
    r"\b(?:the|our|its|their|all|these|has|have|are|were|with|agreed|shared?)\s+$", re.I
)
OVER = {"over", "more than", "at least"}
UNDER = {"up to", "just under", "under", "less than", "fewer than", "as many as"}
# Words that add nothing to “there were so many of this in that year”.
NEUTRAL = set(
    "a all amount and are at came county figure for got gets grant had has in is its "
    "number of police received receives recorded reported saw stood the there to total "
    "totalled was we were year".split()
)
PLAIN_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Typed:
    """A typed figure with what it may be: those that fit, the likeliest first."""

    sentence: Sentence
    number: Number
    fitting: list[Candidate] = field(default_factory=list)
    against: Candidate | None = None
    is_sure: bool = False


def typed_figures(draft: Draft) -> list[Typed]:
    """Every typed figure of the draft, looked up in the data."""
    return draft.shared("typed-figures", lambda: list(_looked_up(draft)))


def _looked_up(draft) -> Iterator[Typed]:
    for sentence in sentences(draft):
        for number in sentence.typed:
            if number.counts and not _is_our_own(draft, sentence):
                continue
            known = index_with_counts(draft) if number.counts else index(draft)
            found = Typed(sentence, number, _fitting(known, sentence, number))
            if not found.fitting:
                _contradict(draft, known, found)
            yield found


def _is_our_own(draft, sentence) -> bool:
    """Whether the words count what is the report's partnership's own."""
    row = sentence.words.row
    owner = getattr(row, "partnership_id", None) or getattr(
        getattr(row, "priority", None), "partnership_id", None
    )
    return row is not None and owner in {None, draft.partnership.pk}


def _fitting(known: ValueIndex, sentence, number) -> list[Candidate]:
    """The candidates that the sentence may mean; those that it names go first."""
    if number.kind == RANGE:
        return []
    told = stems(f"{sentence.text} {sentence.heading}")
    ranked = known.ranked(number, sentence.text, sentence.context)
    subjects = {one.subject for one in ranked}
    alone = len(subjects) == 1 and _is_telling(number)
    return [one for one in ranked if alone or _is_named(one, told, number)]


def _is_telling(number: Number) -> bool:
    return number.value >= TELLING


def _is_named(candidate: Candidate, told: set[str], number: Number) -> bool:
    """Whether enough of the candidate's name is told to think of it."""
    names = candidate.names
    if number.counts:
        return candidate.subject != "members" or len(names & told) > 1
    wanted = 1 if number.value >= MIDDLING or number.unit < 1 else 2
    return len(names & told) >= min(wanted, len(names))


def _contradict(draft, known: ValueIndex, found: Typed) -> None:
    """Note what the data say instead, if the sentence names it and its period."""
    sentence, number = found.sentence, found.number
    if number.counts:
        found.against = _count_instead(draft, known, sentence, number)
        return
    for subject, start, end in _named(draft, known, sentence.text):
        figures = known.by_subject[subject]
        if any(number.agrees(one.value) for one in figures if one.kind == number.kind):
            return
        rows = [one for one in figures if _is_period(draft, one, sentence, number)]
        if len(rows) == 1 and not _may_stand(number, rows[0], sentence.text):
            found.against = rows[0]
            found.is_sure = _is_plain(known, sentence, number, start, end)
            return


def _count_instead(draft, known, sentence, number) -> Candidate | None:
    told = sentence.years
    determined = DETERMINED.search(sentence.text[: number.start])
    if not determined or any(
        year != financial_years.label(draft.year) for year in told
    ):
        return None
    rows = known.by_subject[number.counts]
    return rows[0] if len(rows) == 1 and rows[0].value else None


def _is_period(draft, one: Candidate, sentence, number) -> bool:
    """Whether a figure is of the kind and of the one period that a sentence tells."""
    if one.kind != number.kind or one.role != "value" or not one.token:
        return False
    told = set(sentence.years)
    if not told and one.token.startswith(("[=amount", "[=total")):
        told = {financial_years.label(draft.year)}
    return bool(told) and told == set(
        re.findall(r"[12][0-9]{3}(?:-[0-9]{2})?", one.period)
    )


def _may_stand(number: Number, one: Candidate, text: str) -> bool:
    """Whether the typed figure may be right beside the data's."""
    if one.words in text:
        return True
    size = abs(one.value)
    if number.qualifier in OVER:
        return size >= number.value
    if number.qualifier in UNDER:
        return size <= number.value
    return bool(number.qualifier) and abs(size - number.value) * 20 <= size


def _is_plain(known, sentence, number, start, end) -> bool:
    """Whether a sentence tells the number, the name and the year, and nothing else.

    Only then the number cannot be of a part, another place or another thing.
    """
    if len(sentence.numbers) > 1:
        return False
    first, last = sorted([(start, end), (number.start, number.end)])
    text = sentence.text
    rest = f"{text[: first[0]]} {text[first[1] : last[0]]} {text[last[1] :]}"
    rest = rest.replace(known.default_area, "").lower().replace(number.qualifier, "")
    return NEUTRAL.issuperset(PLAIN_WORD.findall(rest))


def _named(draft, known: ValueIndex, text) -> Iterator[tuple[str, int, int]]:
    """The measures and lines that a text names, the longest name first."""
    names, pattern = draft.shared("named-subjects", lambda: _subjects(known))
    if pattern is None:
        return
    for match in pattern.finditer(text):
        yield names[match[0].lower()], match.start(), match.end()


def _subjects(known: ValueIndex):
    names: dict[str, str] = {}
    for subject, rows in known.by_subject.items():
        for one in rows:
            if one.role == "value" and one.area in {"", known.default_area}:
                name = one.label.removesuffix(f", {one.area}").lower()
                if len(name) > 3 and name != "total":
                    names.setdefault(name, subject)
    if not names:
        return names, None
    longest = sorted(names, key=len, reverse=True)
    pattern = rf"\b(?:{'|'.join(map(re.escape, longest))})\b"
    return names, re.compile(pattern, re.I)


@check(
    "typed-figure",
    "Figures that were typed by hand",
    "When the data are corrected, a typed figure stays as it was.",
)
def figures_are_bound(draft):
    unknown: dict[int, list[Typed]] = {}
    for found in typed_figures(draft):
        if found.against:
            continue
        if found.fitting:
            yield from _bindable(found)
        elif not found.number.is_word:
            unknown.setdefault(id(found.sentence), []).append(found)
    for alike in unknown.values():
        yield _unknown(alike)


def _bindable(found: Typed) -> Iterator[Finding]:
    with_token = [one for one in found.fitting if one.token]
    if not with_token:
        return
    number, best = found.number, with_token[0]
    excerpt = excerpt_of(found, best)
    what = f"{number.text} was typed by hand. It is {best.told}."
    about = f"{number.text} in {found.sentence.around(number)}"
    place = found.sentence.place_of(number, excerpt)
    if not can_hold_tokens(found.sentence):
        cure = "Say it without the figure: these words are printed as they are typed."
        yield warn(what, cure, about=about, **place)
        return
    yield warn(
        what,
        "Bind it, so that it follows the data.",
        about=about,
        offer=best.token,
        offer_words=best.words,
        **place,
    )


def _unknown(alike: list[Typed]) -> Finding:
    """One finding for all unknown figures of a sentence."""
    first = alike[0]
    *others, last = [one.number.text for one in alike]
    listed = f"{', '.join(others)} and {last}" if others else last
    was, are, it = ("were", "are", "them") if others else ("was", "is", "it")
    return warn(
        f"{listed} {was} typed by hand and {are} not in the data: "
        f"“{first.sentence.around(first.number)}”.",
        f"Enter {it} and bind {it}, or leave {it} with a reason.",
        why="Nobody can tell where it comes from, or when it is out of date.",
        **first.sentence.place_of(first.number),
    )


def excerpt_of(found: Typed, best: Candidate) -> str:
    """The letters that the token replaces: “up to” too, where the token prints it."""
    number = found.number
    qualifier = number.qualifier
    if qualifier and best.words.lower().startswith(qualifier):
        start = found.sentence.text.lower().rfind(qualifier, 0, number.start)
        return found.sentence.text[start : number.end]
    return number.text


def can_hold_tokens(sentence: Sentence) -> bool:
    row, name = sentence.words.row, sentence.words.field
    return row is None or name in text_fields(type(row))


@check(
    "typed-contradiction",
    "Typed figures that the data contradict",
    "The document would say two different things, or one that is wrong.",
)
def figures_agree_with_the_data(draft):
    for found in typed_figures(draft):
        if not found.against:
            continue
        number, one = found.number, found.against
        tell = stop if found.is_sure else warn
        yield tell(
            f"{number.text} was typed, but the data say {one.words}: {one.told}.",
            "Bind the figure of the data, or correct the data if they are wrong.",
            offer=one.token,
            offer_words=one.words,
            **found.sentence.place_of(number),
        )
