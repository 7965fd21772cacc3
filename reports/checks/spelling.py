"""Checks of spelling: one spelling for each term and name, throughout a document."""

import re
from collections import defaultdict

from reports.checks.finding import warn
from reports.checks.register import inside, official_spans, register_of, unofficial
from reports.checks.registry import check
from reports.text.full_text import (
    folded,
    plain,
    whole_text,
)

WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?(?:[-/][^\W\d_]+)*")
JOINTS = str.maketrans("", "", "-/ ")
# Beginnings that are no words of their own in such compounds: “multi agency”.
PREFIXES = {
    "anti", "co", "counter", "cyber", "inter", "mid", "multi", "non", "post", "pre",
    "re", "self", "semi", "sub", "under",
}  # fmt: skip


@check(
    "glossary-spelling",
    "Terms that the glossary spells otherwise",
    "One thing with two names makes readers look for two things.",
)
def terms_as_in_glossary(draft):
    whole, official = whole_text(draft), official_spans(draft, whole_text(draft))
    for term in register_of(draft).terms:
        names = {plain(term.term), plain(term.stands_for)}
        for variant in filter(None, map(str.strip, term.instead_of.splitlines())):
            if plain(variant) in names:
                continue
            right, exact = _right(term, variant)
            for start, end in whole.places(variant, exact=exact):
                if not inside((start, end), official):
                    place = whole.at(start, end)
                    yield warn(
                        f"“{place['excerpt']}” is written “{right}” in the glossary.",
                        f"Write “{right}”, or change the glossary.",
                        offer=_as_begun(right, place["excerpt"]),
                        offer_words=right,
                        **place,
                    )


def _right(term, variant) -> tuple[str, bool]:
    """The spelling to use, and whether capital letters tell it from the variant."""
    for name in filter(None, [term.term, term.stands_for]):
        start = plain(variant).lower().find(plain(name).lower())
        if start >= 0 and plain(name) not in plain(variant):
            return variant[:start] + name + variant[start + len(name) :], True
    if not term.stands_for:
        return term.term, False
    if f"({term.term})" in variant:
        return f"{term.stands_for} ({term.term})", False
    return (term.stands_for if " " in variant else term.term), False


def _as_begun(right, excerpt):
    """The right spelling, with capital letters where the words of the excerpt have."""
    if not excerpt[0].isupper() or not right[0].islower():
        return right
    if excerpt.istitle() and "-" in right and re.search(r"[- ]", excerpt):
        return right.title()
    return right[0].upper() + right[1:]


@check(
    "spelled-two-ways",
    "One word spelled in two ways",
    "Two spellings look like carelessness, and a search finds only half.",
)
def one_spelling(draft):
    whole = whole_text(draft)
    typed = unofficial(draft, whole)
    listed = _listed(draft)
    forms = whole.once("compounds", typed, lambda: _compounds(typed))
    for by_form in forms.values():
        if len(by_form) < 2:
            continue
        usual = max(by_form, key=lambda form: (len(by_form[form]), "-" in form, form))
        for form, places in by_form.items():
            if form != usual and form not in listed:
                yield _other_form(whole, form, usual, places)


def _listed(draft):
    """Spellings that the glossary names: another check tells of them."""
    return {
        plain(variant).strip().lower()
        for term in register_of(draft).terms
        for variant in term.instead_of.splitlines()
    }


def _other_form(whole, form, usual, places):
    place = whole.at(*places[0])
    right = _as_begun(usual, place["excerpt"])
    times = f" {len(places)} times" if len(places) > 1 else ""
    return warn(
        f"“{form}” is written{times}, and “{usual}” elsewhere.",
        f"Write “{usual}” each time, or “{form}”; the glossary can settle it.",
        offer=right,
        offer_words=right,
        about=f"{form} and {usual}",
        **place,
    )


def _compounds(typed):
    """Words that are the same but for hyphen, blank or accent, by what they share."""
    words = [(match[0], *match.span()) for match in WORD.finditer(typed)]
    keys = [_key(word) for word, _start, _end in words]
    closed = set(keys)
    several = {
        key
        for key, (word, *_place) in zip(keys, words, strict=True)
        if key != word.lower().removesuffix("'s")
    }
    follows = defaultdict(set)
    for key, (word, *_place), after in zip(keys, words, words[1:], strict=False):
        if "-" in word:
            follows[key].add(_stem(after[0]))
    apart = list(_apart(typed, words, keys, closed, several, follows))
    several |= {key for key, *_rest in apart}
    forms = defaultdict(lambda: defaultdict(list))
    for key, (word, start, end) in zip(keys, words, strict=True):
        if key in several:
            forms[key][word.lower().removesuffix("'s")].append((start, end))
    for key, start, end in apart:
        forms[key][typed[start:end].lower()].append((start, end))
    return forms


def _apart(typed, words, keys, closed, several, follows):
    """Two words that are one word elsewhere, where that cannot be right: after a
    beginning that is no word, or before what follows the hyphened word too."""
    for number in range(len(words) - 1):
        word, start, end = words[number]
        other, begin, last = words[number + 1]
        key = keys[number] + keys[number + 1]
        if key not in closed or typed[end:begin] != " " or "-" in word + other:
            continue
        after = _stem(words[number + 2][0]) if number + 2 < len(words) else ""
        if word.lower() in PREFIXES or (key in several and after in follows[key]):
            yield key, start, last


def _key(word):
    return folded(word).translate(JOINTS).removesuffix("'s")


def _stem(word):
    return word.lower().rstrip("s")


@check(
    "capitals-of-names",
    "Names with only some of their capital letters",
    "Half a capital reads as a slip, or as another body.",
)
def names_have_their_capitals(draft):
    whole = whole_text(draft)
    for name in _names(register_of(draft)):
        for start, end in whole.places(name):
            found = whole.typed[start:end]
            if found != plain(name) and _is_mixed(found, plain(name)):
                place = whole.at(start, end)
                yield warn(
                    f"“{place['excerpt']}” is written “{name}” in the register.",
                    "Write its name with all of its capital letters.",
                    offer=name,
                    offer_words=name,
                    **place,
                )


def _names(register):
    """Names of several words, each with its capital letter where it has one."""
    bodies = {name for body in register.bodies for name in body.names}
    terms = {term.stands_for for term in register.terms}
    return sorted(
        name for name in bodies | terms if sum(w[0].isupper() for w in name.split()) > 1
    )


def _is_mixed(found, name):
    """Some words have the name's capitals and some lost theirs."""
    pairs = zip(found.split(), name.split(), strict=False)
    kept = {a == b for a, b in pairs if b[0].isupper()}
    return kept == {True, False} and not found[1:].islower()


@check(
    "term-loses-capital",
    "A term now with and now without its capital letter",
    "Prevent is a duty and to prevent is not; capitals tell readers which is meant.",
)
def terms_keep_their_capital(draft):
    whole = whole_text(draft)
    for term in register_of(draft).terms:
        name = plain(term.term)
        if not (name.isalpha() and name.istitle() and not term.stands_for):
            continue
        with_capital = re.compile(rf"\b{name} ([a-z]+)\b")
        beside = {_stem(match[1]) for match in whole.matches(with_capital)} - {
            "and",
            "or",
            "the",
            "to",
            "a",
            "in",
            "i",
            "of",
            "at",
            "for",
        }
        without = re.compile(rf"\b{name.lower()} ([a-z]+)\b")
        for match in whole.matches(without):
            if _stem(match[1]) in beside:
                yield warn(
                    f"“{match[0]}” is written “{name} {match[1]}” elsewhere.",
                    f"Write {name} with a capital letter.",
                    offer=f"{name} {match[1]}",
                    offer_words=f"{name} {match[1]}",
                    **whole.at(*match.span()),
                )
