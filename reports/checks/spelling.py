"""Checks of spelling: one spelling for each term and name, throughout a document."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import capfirst

from reports.checks.issue import warning
from reports.checks.name_register import (
    inside,
    name_register,
    official_spans,
    unofficial,
)
from reports.checks.registry import check
from reports.text import house_style
from reports.text.full_text import folded, plain, whole_text
from reports.text.phrases import shape, shape_with

WORD = shape("spelling.word")
JOINTS = str.maketrans("", "", "-/ ")
SMALL = set("a and at for i in of or the to".split())
# Prefixes that are not words on their own in such compounds: “multi agency”.
PREFIXES = {
    "anti", "co", "counter", "cyber", "inter", "mid", "multi", "non", "post", "pre",
    "re", "self", "semi", "sub", "under",
}  # fmt: skip


@check("spelling")
def terms_as_in_glossary(draft):
    whole, official = whole_text(draft), official_spans(draft, whole_text(draft))
    yield from _forms(draft, whole, official)
    for variant, right, is_exact in _variants(name_register(draft).terms):
        for start, end in whole.places(variant, exact=is_exact):
            if not inside((start, end), official):
                place = whole.at(start, end)
                yield warning(
                    f"“{place['excerpt']}” is written “{right}” in the glossary.",
                    f"Use “{right}”, or update the glossary.",
                    about=f"{variant} for {right}",
                    replacement=_as_begun(right, place["excerpt"]),
                    **place,
                )


def _variants(terms) -> Iterator[tuple[str, str, bool]]:
    """Spellings to avoid, each with the right one and whether capitals matter."""
    for term in terms:
        names = {plain(term.term), plain(term.full_version)}
        written = "" if term.is_form else term.instead_of
        for variant in filter(None, map(str.strip, written.splitlines())):
            if plain(variant) not in names:
                yield variant, *_right(term, variant)


def _forms(draft, whole, official):
    """Years, dates and numbers in a form that the glossary avoids."""
    for form in house_style.forms(name_register(draft).terms):
        for start, end, right in _places(whole, form):
            if not inside((start, end), official):
                place = whole.at(start, end)
                yield warning(
                    f"“{place['excerpt']}” is written “{right}” in the glossary.",
                    f"Use “{right}”, or update the glossary.",
                    replacement=right,
                    **place,
                )


def _places(whole, form):
    return whole.once("form", form, lambda: list(form.places(whole.typed)))


def _right(term, variant) -> tuple[str, bool]:
    """The spelling to use, and whether only capital letters differ from the variant."""
    for name in filter(None, [term.term, term.full_version]):
        start = plain(variant).lower().find(plain(name).lower())
        if start >= 0 and plain(name) not in plain(variant):
            return variant[:start] + name + variant[start + len(name) :], True
    if not term.full_version:
        return term.term, False
    if f"({term.term})" in variant:
        return f"{term.full_version} ({term.term})", False
    return (term.full_version if " " in variant else term.term), False


def _as_begun(right, excerpt):
    """The right spelling, with capital letters where the words of the excerpt have."""
    if not excerpt[0].isupper() or not right[0].islower():
        return right
    if excerpt.istitle() and "-" in right and ("-" in excerpt or " " in excerpt):
        return right.title()
    return capfirst(right)


@check("spelling")
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
    """Spellings in the glossary, which another check reports."""
    return {
        plain(variant).strip().lower()
        for term in name_register(draft).terms
        for variant in term.instead_of.splitlines()
    }


def _other_form(whole, form, usual, places):
    place = whole.at(*places[0])
    right = _as_begun(usual, place["excerpt"])
    times = f" {len(places)} times" if len(places) > 1 else ""
    return warning(
        f"“{form}” is written{times}, and “{usual}” elsewhere.",
        f"Use “{usual}” or “{form}” each time. You can add it to the glossary.",
        replacement=right,
        about=f"{form} and {usual}",
        **place,
    )


def _compounds(typed):
    """Words that only differ in a hyphen, space or accent, by what they share."""
    words = [(match[0], *match.span()) for match in WORD.finditer(typed)]
    keys = [_key(word) for word, _start, _end in words]
    closed = set(keys)
    several = {
        key
        for key, (word, *_place) in zip(keys, words, strict=True)
        if key != word.lower().removesuffix("'s")
    }
    follows = _followers(keys, words)
    apart = list(_apart(typed, words, keys, closed, several, follows))
    several |= {key for key, *_rest in apart}
    forms = defaultdict(lambda: defaultdict(list))
    for key, (word, start, end) in zip(keys, words, strict=True):
        if key in several:
            forms[key][word.lower().removesuffix("'s")].append((start, end))
    for key, start, end in apart:
        forms[key][typed[start:end].lower()].append((start, end))
    return forms


def _followers(keys, words):
    """The words that follow hyphenated ones, by what these share with others."""
    follows = defaultdict(set)
    for key, (word, *_place), after in zip(keys, words, words[1:], strict=False):
        if "-" in word:
            follows[key].add(_stem(after[0]))
    return follows


def _apart(typed, words, keys, closed, several, follows):
    """Two words that are wrongly written as separate words.

    They are one word elsewhere, and follow a prefix that is not a word, or precede what
    also follows the hyphenated word.
    """
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


@check("name-spelling")
def names_have_their_capitals(draft):
    whole = whole_text(draft)
    for name in _names(name_register(draft)):
        for start, end in whole.places(name):
            found = whole.typed[start:end]
            if found != plain(name) and _is_mixed(found, plain(name)):
                place = whole.at(start, end)
                yield warning(
                    f"“{place['excerpt']}” is recorded as “{name}”.",
                    "Use all of its capital letters.",
                    replacement=name,
                    **place,
                )


def _names(register):
    """Names of several words, each with its capital letter where it has one."""
    bodies = {name for body in register.bodies for name in body.names}
    terms = {term.full_version for term in register.terms}
    return sorted(
        name for name in bodies | terms if sum(w[0].isupper() for w in name.split()) > 1
    )


def _is_mixed(found, name):
    """Whether some words have the name's capital letters and others do not."""
    pairs = zip(found.split(), name.split(), strict=False)
    same = {a == b for a, b in pairs if b[0].isupper()}
    return same == {True, False} and not found[1:].islower()


@check("name-spelling")
def terms_keep_their_capital(draft):
    whole = whole_text(draft)
    for term in name_register(draft).terms:
        name = plain(term.term)
        if not (name.isalpha() and name.istitle() and not term.full_version):
            continue
        with_capital = shape_with("spelling.term-and-word", name)
        beside = {_stem(match[1]) for match in whole.matches(with_capital)} - SMALL
        without = shape_with("spelling.term-and-word", name.lower())
        for match in whole.matches(without):
            if _stem(match[1]) in beside:
                yield warning(
                    f"“{match[0]}” is written “{name} {match[1]}” elsewhere.",
                    f"Write {name} with a capital letter.",
                    replacement=f"{name} {match[1]}",
                    **whole.at(*match.span()),
                )
