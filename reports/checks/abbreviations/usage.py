"""Checks that abbreviations are spelled out at first use, and mean only one thing."""

from collections import defaultdict

from reports.checks.abbreviations.matching import (
    WORD,
    by_initials,
    different,
    fit_end,
    fit_start,
    meanings,
    words_before,
)
from reports.checks.issue import advice, warning
from reports.checks.name_register import name_register, unofficial
from reports.checks.registry import check
from reports.text.full_text import plain, whole_text
from reports.text.phrases import shape, shape_with

USED = shape("abbreviations.used")
# Words this close explain the abbreviation before them.
BESIDE = 80


@check("abbreviation-unexplained")
def abbreviations_are_spelled_out(draft):
    whole = whole_text(draft)
    for short, uses in _uses(draft, whole).items():
        if _spelled_out(draft, whole).get(short) is None:
            yield _to_spell_out(draft, short, whole.at(*uses[0]), "is not spelled out")


@check("abbreviation-unexplained")
def abbreviations_are_spelled_out_first(draft):
    whole = whole_text(draft)
    for short, uses in _uses(draft, whole).items():
        explained = _spelled_out(draft, whole).get(short)
        first = next((use for use in uses if _in_order(whole.at(*use))), None)
        if explained is None or first is None or _is_beside(whole, first, explained):
            continue
        if _in_order(whole.at(explained, explained)):
            yield _to_spell_out(
                draft, short, whole.at(*first), "is used before it is spelled out"
            )


def _is_beside(whole, use, explained):
    """Whether the words come before the letters, or soon after on their line."""
    return explained <= use[1] + BESIDE and "\n" not in whole.text[use[1] : explained]


def _in_order(place):
    """Running text is in the order in which they are read; titles may not."""
    return bool(place["words"].section) and "<p" in place["words"].raw


def _to_spell_out(draft, short, place, how):
    meant = meanings(draft).get(short)
    if not meant:
        return warning(
            f"{short} {how}.",
            "Spell it out the first time you use it, or add it to the glossary.",
            **place,
        )
    # What it means is known, so that this is only a matter of style.
    full = f"{meant[0].words} ({short})"
    return advice(f"{short} {how}.", f"Write “{full}”.", replacement=full, **place)


def _uses(draft, whole) -> dict[str, list[tuple[int, int]]]:
    """Where abbreviations are used that need an explanation."""

    def read():
        register = name_register(draft)
        names = {term.term for term in register.terms if not term.full_version}
        names |= {body.name.strip("!") for body in register.bodies}
        uses = defaultdict(list)
        for match in USED.finditer(unofficial(draft, whole)):
            if not {match[0], f"{match[0]}s"} & names and not _is_word(whole, match):
                uses[match[0]].append(match.span())
        return uses

    return whole.once("abbreviations used", name_register(draft).content, read)


def _is_word(whole, match):
    """Whether capitals are only for emphasis: a whole line, a slogan, a quoted word."""
    if len(match[0]) < 4:
        return False
    around = whole.text[max(match.start() - 20, 0) : match.end() + 20]
    line = shape("words.letters").findall(whole.line_at(match.start()))
    return all(word.isupper() for word in line) or bool(
        shape_with("abbreviations.shouted", match[0]).search(around)
    )


def _spelled_out(draft, whole) -> dict[str, int]:
    """Where each full name is first used, with or without its abbreviation."""

    def read():
        lower = _lowered(whole)
        return {
            short: min(places)
            for short, uses in _uses(draft, whole).items()
            if (places := _places(draft, whole, short, uses, lower))
        }

    return whole.once("abbreviations spelled out", name_register(draft).content, read)


def _lowered(whole):
    return whole.once("text in small letters", None, whole.text.lower)


def _places(draft, whole, short, uses, lower):
    places = [
        start
        for meaning in meanings(draft).get(short, [])
        if (start := lower.find(plain(meaning.words).lower())) >= 0
    ]
    for start, end in uses:
        after = WORD.findall(whole.text[end : end + 120])
        if whole.text[start - 1 : start] == "(":
            before = words_before(whole.text, start - 1)
            if fit_end(short, before) or fit_end(short, before[:-1]):
                places.append(start)
        elif fit_start(short, after[1:] if after[:1] == ["s"] else after):
            places.append(start)
    return places


@check("abbreviation-wrong")
def abbreviations_mean_one_thing(draft):
    whole = whole_text(draft)
    found = whole.once(
        "abbreviations of two things",
        name_register(draft).content,
        lambda: list(_ambiguous(draft, whole)),
    )
    for short, names, place in found:
        yield warning(
            f"{short} can mean “{names[0]}” or “{names[1]}”.",
            "Write the name in full, or say which you mean.",
            **whole.at(*place),
        )


def _ambiguous(draft, whole):
    """Abbreviations with two meanings, and where each is first used."""
    initials, lower = by_initials(draft), _lowered(whole)
    for short, place in _first_uses(whole).items():
        explained = [*meanings(draft).get(short, []), *initials.get(short, [])]
        names = different(explained)
        here = [name for name in names if plain(name).lower() in lower]
        if len(names) > 1 and len(here) != 1:
            yield short, names, place


def _first_uses(whole):
    """The first uses, including names in capitals, which may be organisations."""
    uses: dict[str, tuple[int, int]] = {}
    for match in whole.matches(USED):
        uses.setdefault(match[0], match.span())
    return uses
