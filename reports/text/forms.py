"""The table of forms in forms.toml, compiled to search sentences."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

TABLE = tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))
# A word that is not part of a longer one: "up" is not in "group" or "follow-up".
BEFORE, AFTER = r"(?<![\w\-])", r"(?![\w\-])"


def words_of(*names: str) -> list[str]:
    """The words of a list like "direction.up", or of several lists."""
    found: list[str] = []
    for name in names:
        section, _, key = name.partition(".")
        found += TABLE[section][key] if key else TABLE[section]
    return found


@lru_cache(maxsize=500)
def pattern(*names: str) -> re.Pattern:
    """Finds any word of these lists in lower case, longest first.

    It may contain an adverb: “got slightly worse”.
    """
    adverbs = "|".join(words_of("words.adverbs"))
    found = any_of(tuple(words_of(*names))).pattern
    return re.compile(found.replace(r"\s+", rf"\s+(?:(?:{adverbs})\s+)?"))


@lru_cache(maxsize=500)
def any_of(words: tuple[str, ...]) -> re.Pattern:
    """Finds any of some words or phrases, longest first."""
    longest = sorted(set(words), key=len, reverse=True)
    inside = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"{BEFORE}(?:{inside}){AFTER}" if inside else r"(?!)")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its ending, so that "burglaries" is "burglary"."""
    word = ALIKE.get(word, word)
    for ending, instead in (("'s", ""), ("ies", "y"), ("sses", "ss"), ("xes", "x")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ALIKE.get(
                word.removesuffix(ending) + instead, word.removesuffix(ending) + instead
            )
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            word = word.removesuffix(ending)
            return word.removesuffix("e")
    return ALIKE.get(word, word.removesuffix("e") if len(word) > 4 else word)


def _alike() -> tuple[dict[str, str], dict[str, str]]:
    """Single words, and phrases, by the word that replaces all synonyms."""
    words: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for group in TABLE["words"]["same"]:
        for word in group:
            is_phrase = re.search(r"[ -]", word)
            (phrases if is_phrase else words)[_spaced(word)] = _plain(group[0])
    return words, phrases


def _spaced(text: str) -> str:
    return re.sub(r"[\s-]+", " ", text)


def _plain(text: str) -> str:
    return re.sub(r"[ -]", "", text)


ALIKE, PHRASES = _alike()
EMPTY = frozenset(words_of("words.empty"))
GENERIC = frozenset(words_of("words.generic"))
STOPS = frozenset(words_of("words.stops"))
# “Fires are started on purpose” is the phrase “fires started on purpose”.
_BETWEEN = rf"(?:{'|'.join(words_of('words.auxiliaries'))})[\s-]+"
_PHRASE = re.compile(
    any_of(tuple(PHRASES)).pattern.replace(r"\s+", rf"[\s-]+(?:{_BETWEEN}){{0,3}}")
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")


def stems_at(text: str) -> list[tuple[int, int, str]]:
    """The meaningful words of a text in lower case: start, end, stem.

    A phrase that means the same as another is one word.
    """
    found, done = [], 0
    phrases = {match.start(): match for match in _PHRASE.finditer(text)}
    for match in _WORD.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        if phrase := phrases.get(start):
            done = phrase.end()
            found.append((start, done, _meant(_spaced(phrase[0]))))
        elif match[0] not in EMPTY:
            found.append((start, end, stem(match[0])))
    return found


def _meant(text: str) -> str:
    """The word for a phrase, which may have auxiliaries inside."""
    return PHRASES.get(text) or PHRASES[re.sub(rf"(?<= ){_BETWEEN}", "", text)]


@lru_cache(maxsize=5_000)
def stems(text: str) -> frozenset[str]:
    return frozenset(word for _start, _end, word in stems_at(plain(text)))


def plain(text: str) -> str:
    """The text in lower case, with one kind of apostrophe and dash; the same length."""
    table = str.maketrans("’‘–‑\u00a0", "''-- ")
    low = text.lower().translate(table)
    return low if len(low) == len(text) else text.translate(table)
