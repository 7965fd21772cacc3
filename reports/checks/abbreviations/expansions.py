"""Checks of abbreviations next to their full names, and of their plurals."""

from reports.checks.abbreviations.matching import SMALL, fit_end, meanings, words_before
from reports.checks.issue import warning
from reports.checks.name_register import name_register
from reports.checks.registry import check
from reports.text.full_text import folded, whole_text
from reports.text.phrases import shape

IN_BRACKETS = shape("abbreviations.in-brackets")
SEVERAL = shape("abbreviations.several")
OF_ONE = shape("abbreviations.of-one")
AND_VERB = shape("abbreviations.and-verb")


@check("abbreviation-wrong")
def abbreviations_fit_their_words(draft):
    whole = whole_text(draft)
    for match in whole.matches(IN_BRACKETS):
        short, plural = match.groups()
        words = words_before(whole.text, match.start())
        meant = [meaning.words for meaning in meanings(draft).get(short, [])]
        if any(_end_with(words, full, plural) for full in meant):
            continue
        if not meant and (fit_end(short, words) or fit_end(short, words[:-1])):
            continue
        count = _count_meant(words, short)
        if count:
            yield _wrong(whole, match, words[-count], meant)


def _wrong(whole, match, first, meant):
    short, plural = match.groups()
    place = whole.at(whole.text.rfind(first, 0, match.start()), match.end())
    if not meant:
        return warning(
            f"{short} does not match “{place['excerpt']}”.",
            "Correct the abbreviation or the full name.",
            **place,
        )
    right = f"{meant[0]}{plural} ({short}{plural})"
    return warning(
        f"{short} means “{meant[0]}”, not “{place['excerpt']}”.",
        f"Write “{right}”.",
        replacement=right,
        **place,
    )


def _bare(text):
    """The words of a text in lower case, without punctuation and accents."""
    found = shape("words.with-apostrophe").findall(folded(text).replace("-", " "))
    return " ".join(found)


def _end_with(words, full, plural):
    before, wanted = _bare(" ".join(words)), _bare(full)
    several = f"{wanted}s"
    return before.endswith(several if plural else (wanted, several, f"{wanted}'s"))


def _count_meant(words, short):
    """How many of the last words the abbreviation seems to mean; 0 if none fits."""
    letters = set(short.lower())
    for count in range(min(len(short) + 3, len(words)), 1, -1):
        last = words[-count:]
        initials = {word[0].lower() for word in last if word.lower() not in SMALL}
        begins = last[0][0] == short[0]
        if begins and len(initials & letters) >= max(2, (len(letters) + 1) // 2):
            return count
    return 0


@check("abbreviation-wrong")
def apostrophes_of_abbreviations(draft):
    whole = whole_text(draft)
    for match in whole.matches(SEVERAL):
        short = match["counted"] or match[2]
        place = whole.at(match.end() - len(f"{short}'s"), match.end())
        yield _apostrophe(
            f"“{place['excerpt']}” seems to be a plural, but has an apostrophe.",
            f"{short}s",
            place,
        )
    single = {name for body in name_register(draft).bodies for name in body.also}
    for match in whole.matches(OF_ONE):
        if match[1] in single and not AND_VERB.match(whole.typed, match.end()):
            place = whole.at(match.start(1), match.end())
            yield _apostrophe(
                f"“{place['excerpt']}” is a plural, but there is only one {match[1]}.",
                f"{match[1]}’s",
                place,
            )


def _apostrophe(what, right, place):
    return warning(what, f"Write {right}.", replacement=right, **place)
