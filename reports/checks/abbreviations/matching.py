"""Abbreviations and the words that they stand for."""

from collections import defaultdict
from dataclasses import dataclass

from reports.checks.name_register import name_register
from reports.text.full_text import folded
from reports.text.phrases import shape

SHORT = shape("abbreviations.short")
SMALL = {"and", "of", "the", "for", "to", "in", "&", "on", "or", "against"}
PARTS = shape("abbreviations.parts")
WORD = shape("abbreviations.word")


@dataclass(frozen=True)
class Meaning:
    """What an abbreviation means, and the record with it."""

    words: str
    source: str


def fit(short: str, words: list[str]) -> bool:
    """Whether the letters are the first letters of the words, in order.

    Small words and later parts of hyphenated ones may give a letter or none.
    """
    parts = [
        (part, number > 0 or word.lower() in SMALL)
        for word in words
        for number, part in enumerate(PARTS.findall(word.lower()))
    ]
    return _fit(short.lower(), parts)


def _fit(letters, parts):
    if not letters:
        return all(may_lack for _part, may_lack in parts)
    if not parts:
        return False
    part, may_lack = parts[0]
    if part[0] == letters[0] and _fit(letters[1:], parts[1:]):
        return True
    return may_lack and _fit(letters, parts[1:])


def fit_end(short: str, words: list[str]) -> bool:
    """Whether the letters fit some last words, beginning with the first of them."""
    return any(
        words[-count][0].lower() == short[0].lower() and fit(short, words[-count:])
        for count in range(1, min(len(short) + 4, len(words)) + 1)
    )


def fit_start(short: str, words: list[str]) -> bool:
    """Whether the letters fit some first words."""
    return any(
        fit(short, words[first : first + count])
        for first in range(min(4, len(words)))
        if all(word.lower() in SMALL | INTRODUCING for word in words[:first])
        for count in range(1, min(len(short) + 4, len(words) - first) + 1)
    )


INTRODUCING = {"is", "are", "means", "stands", "short", "called", "a", "an"}


def words_before(text: str, end: int) -> list[str]:
    """The words of the sentence up to a place."""
    line = text[max(text.rfind("\n", 0, end) + 1, end - 200) : end]
    return WORD.findall(shape("abbreviations.clause-end").split(line)[-1])


def meanings(draft) -> dict[str, list[Meaning]]:
    """What abbreviations mean: in the glossary, or as other names of organisations."""
    return draft.shared("what abbreviations mean", lambda: _read(name_register(draft)))


def _read(register):
    found = defaultdict(list)
    for term in register.terms:
        if term.full_version:
            found[term.term].append(Meaning(term.full_version, f"term {term.pk}"))
    for body in register.bodies:
        for name in body.also:
            if SHORT.fullmatch(name):
                found[name].append(Meaning(body.name, _source(body)))
    return found


def by_initials(draft) -> dict[str, list[Meaning]]:
    """Names in the register by the first letters of their words."""
    register = name_register(draft)
    found = defaultdict(list)
    named = [(name, _source(body)) for body in register.bodies for name in body.names]
    named += [(term.term, f"term {term.pk}") for term in register.terms]
    for name, source in named:
        words = [word for word in shape("words.any").findall(name) if word not in SMALL]
        letters = "".join(word[0] for word in words)
        if len(letters) > 2 and letters.isupper():
            found[letters].append(Meaning(name, source))
    return found


def _source(body):
    return f"{type(body.row).__name__} {body.row.pk}"


def different(meanings_found: list[Meaning]) -> list[str]:
    """The wordings that cannot be the same thing: none is part of another."""
    chosen: list[Meaning] = []
    for wording in sorted(meanings_found, key=lambda meaning: -len(meaning.words)):
        words = set(shape("words.any").findall(folded(wording.words)))
        if not any(
            wording.source == other.source
            or words <= set(shape("words.any").findall(folded(other.words)))
            for other in chosen
        ):
            chosen.append(wording)
    return [meaning.words for meaning in chosen]
