"""Names of records with a misspelt or wrong word."""

import difflib

from reports.text.forms import plain, stem

KINDS = {"person", "partner", "group", "plan", "partnership"}
COUNCILS = {"district", "borough", "city", "county", "town", "unitary"}


def misspelt_name(known, text: str):
    """Return the known name that is misspelt here, with its place in the text."""
    if plain(text) in known.names:
        return None
    words = text.split(" ")
    low = [_bare_word(word) for word in words]
    gaps, sizes = known.once("names by gap", lambda: _names_by_gap(known))
    for first in range(len(words)):
        for last in range(first + 2, len(words) + 1):
            if last - first not in sizes:
                continue
            part = tuple(low[first:last])
            if " ".join(part) in known.names:
                continue
            for gap in range(len(part)):
                for name, kind, word in gaps.get(
                    (gap, part[:gap] + part[gap + 1 :]), []
                ):
                    if _is_slip(part[gap], word, len(part), part[-1], kind):
                        offset = len(" ".join(words[:first])) + (1 if first else 0)
                        size = len(" ".join(words[first:last]))
                        shown = text[offset : offset + size].removesuffix("’s")
                        return name, offset, len(shown)
    return None


def _bare_word(word):
    return plain(word).removesuffix("'s").rstrip("'").rstrip(",.;:")


def full_names(known):
    """Names of several words, each with what it is the name of."""
    return known.once("full names", lambda: _full_names(known))


def _full_names(known):
    named = (name for found in known.names.values() for name in found)
    rows = {(name.name, name.kind) for name in named if name.kind in KINDS}
    return sorted(row for row in rows if " " in row[0])


def _names_by_gap(known):
    """Known names by all of their words except one, and how many words they have."""
    gaps, sizes = {}, set()
    for name, kind in full_names(known):
        words = tuple(_bare_word(word) for word in name.split(" "))
        sizes.add(len(words))
        for gap, word in enumerate(words):
            key = gap, words[:gap] + words[gap + 1 :]
            gaps.setdefault(key, []).append((name, kind, word))
    return gaps, sizes


def _is_slip(x, y, size, last, kind) -> bool:
    """Whether a word is a mistyped or mistaken form of another."""
    ratio = difflib.SequenceMatcher(None, x, y).ratio()
    if kind == "person":
        return 0.6 <= ratio < 1
    if stem(x) == stem(y):
        return False
    if ratio >= 0.75 and len(x) + len(y) > 8:
        return True
    return size > 2 and x in COUNCILS and y in COUNCILS and last == "council"
