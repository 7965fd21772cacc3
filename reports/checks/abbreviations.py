"""Checks of abbreviations: spelled out, once, first; one thing each."""

import re
from collections import defaultdict

from reports.checks.finding import warn
from reports.checks.initials import (
    SHAPE,
    WORD,
    by_initials,
    different,
    fit_end,
    fit_start,
    meanings,
    words_before,
)
from reports.checks.register import register_of, unofficial
from reports.checks.registry import check
from reports.text.full_text import (
    plain,
    whole_text,
)

USED = re.compile(rf"(?<![\w&./@-]){SHAPE}(?=s?\b)(?![\w-]*[@/]\w*\.)(?!\.\w)")
# Known to everybody.
EVERYDAY = {"CCTV", "EU", "ID", "IT", "MP", "NHS", "OK", "PDF", "TV", "UK", "US"}
# So near, the words explain the letters before them.
BESIDE = 80


@check(
    "abbreviation-unexplained",
    "Abbreviations that are nowhere spelled out",
    "Readers outside the partnership do not know them.",
)
def abbreviations_are_spelled_out(draft):
    whole = whole_text(draft)
    for short, uses in _uses(draft, whole).items():
        if _spelled_out(draft, whole).get(short) is None:
            yield _to_spell_out(
                draft, short, whole.at(*uses[0]), "is nowhere spelled out"
            )


@check(
    "abbreviation-late",
    "Abbreviations used before they are spelled out",
    "Who reads from the start has to guess.",
)
def abbreviations_are_spelled_out_first(draft):
    whole = whole_text(draft)
    for short, uses in _uses(draft, whole).items():
        told = _spelled_out(draft, whole).get(short)
        first = next((use for use in uses if _in_order(whole.at(*use))), None)
        if told is None or first is None or _is_beside(whole, first, told):
            continue
        if _in_order(whole.at(told, told)):
            yield _to_spell_out(
                draft, short, whole.at(*first), "is used before it is spelled out"
            )


def _is_beside(whole, use, told):
    """Whether the words stand before the letters, or soon after on their line."""
    return told <= use[1] + BESIDE and "\n" not in whole.text[use[1] : told]


def _in_order(place):
    """Running words stand in the order in which they are read; titles may not."""
    return bool(place["words"].section) and "<p" in place["words"].raw


def _to_spell_out(draft, short, place, how):
    meant = meanings(draft).get(short)
    if not meant:
        return warn(
            f"{short} {how}.",
            "Write it out there. If it is a name, enter it in the glossary.",
            **place,
        )
    full = f"{meant[0].words} ({short})"
    return warn(
        f"{short} {how}.",
        f"Write “{full}” there.",
        offer=full,
        offer_words=full,
        **place,
    )


def _uses(draft, whole) -> dict[str, list[tuple[int, int]]]:
    """Where abbreviations stand that ask for an explanation."""

    def read():
        register = register_of(draft)
        names = {term.term for term in register.terms if not term.stands_for}
        names |= {body.name.strip("!") for body in register.bodies} | EVERYDAY
        uses = defaultdict(list)
        for match in USED.finditer(unofficial(draft, whole)):
            if not {match[0], f"{match[0]}s"} & names and not _is_word(whole, match):
                uses[match[0]].append(match.span())
        return uses

    return whole.once("abbreviations used", register_of(draft).content, read)


def _is_word(whole, match):
    """Capitals for their loudness: a line of them, a slogan, a word in quotes."""
    if len(match[0]) < 4:
        return False
    around = whole.text[max(match.start() - 20, 0) : match.end() + 20]
    word = re.escape(match[0])
    line = re.findall(r"[A-Za-z]{2,}", whole.line_at(match.start()))
    shouted = rf"\b[A-Z]{{4,}},? (?:and )?{word}|{word},? (?:and )?[A-Z]{{4,}}\b"
    return all(one.isupper() for one in line) or bool(
        re.search(rf"{shouted}|[\"']{word}[\"']|{word}:", around)
    )


def _spelled_out(draft, whole) -> dict[str, int]:
    """Where each abbreviation is first spelled out, beside it or without it."""

    def read():
        lower = _lowered(whole)
        return {
            short: min(places)
            for short, uses in _uses(draft, whole).items()
            if (places := _places(draft, whole, short, uses, lower))
        }

    return whole.once("abbreviations spelled out", register_of(draft).content, read)


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


@check(
    "abbreviation-ambiguous",
    "One abbreviation for two things",
    "Readers cannot tell which of the two is meant.",
)
def abbreviations_mean_one_thing(draft):
    whole = whole_text(draft)
    found = whole.once(
        "abbreviations of two things",
        register_of(draft).content,
        lambda: list(_ambiguous(draft, whole)),
    )
    for short, names, place in found:
        yield warn(
            f"{short} can mean “{names[0]}” and “{names[1]}”.",
            "Write the name in full, or say which is meant.",
            **whole.at(*place),
        )


def _ambiguous(draft, whole):
    """Abbreviations with two meanings, and where each is first used."""
    initials, lower = by_initials(draft), _lowered(whole)
    for short, place in _first_uses(whole).items():
        told = [*meanings(draft).get(short, []), *initials.get(short, [])]
        names = different(told)
        here = [name for name in names if plain(name).lower() in lower]
        if len(names) > 1 and len(here) != 1:
            yield short, names, place


def _first_uses(whole):
    """Names in capitals too: one of them may name a thing and a body."""
    uses: dict[str, tuple[int, int]] = {}
    for match in whole.matches(USED):
        uses.setdefault(match[0], match.span())
    return uses
