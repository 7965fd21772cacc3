"""Names of records, and words that are nearly one of them."""

import difflib

from reports.text.forms import plain, stem

COUNCILS = {"district", "borough", "city", "county", "town", "unitary"}


def nearly(known, text: str):
    """Return the known name that is misspelt here, with its place in the text."""
    if plain(text) in known.names:
        return None
    words = text.split(" ")
    low = [_bare_word(word) for word in words]
    gaps, sizes = _names_by_gap(known)
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
    cached = known.__dict__.get("_full_names")
    if cached is None:
        kinds = {"person", "partner", "group", "plan", "partnership"}
        rows = {
            (n.name, n.kind)
            for found in known.names.values()
            for n in found
            if n.kind in kinds
        }
        cached = known.__dict__["_full_names"] = sorted(r for r in rows if " " in r[0])
    return cached


def _names_by_gap(known):
    """Known names by all of their words but one, and how many words they have."""
    cached = known.__dict__.get("_names_by_gap")
    if cached is None:
        gaps, sizes = {}, set()
        for name, kind in full_names(known):
            words = tuple(_bare_word(word) for word in name.split(" "))
            sizes.add(len(words))
            for gap, word in enumerate(words):
                key = gap, words[:gap] + words[gap + 1 :]
                gaps.setdefault(key, []).append((name, kind, word))
        cached = known.__dict__["_names_by_gap"] = gaps, sizes
    return cached


def _is_slip(x, y, size, last, kind) -> bool:
    """Whether a word of a name is another one's, mistyped or mistaken."""
    ratio = difflib.SequenceMatcher(None, x, y).ratio()
    if kind == "person":
        return 0.6 <= ratio < 1
    if stem(x) == stem(y):
        return False
    if ratio >= 0.75 and len(x) + len(y) > 8:
        return True
    return size > 2 and x in COUNCILS and y in COUNCILS and last == "council"
