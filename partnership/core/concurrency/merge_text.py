"""Three-way merge of text: by paragraph, then by sentence.

Words are never mixed within a sentence: “fell by 5%” and “rose by 6%” must not become
“rose by 5%”. Users resolve a sentence that both changed.
"""

import re
from difflib import SequenceMatcher
from itertools import chain, pairwise

from merge3 import Merge3

from partnership.core.text.html import INLINE, VOID, blocks, is_markup, split_tags

# Additions that share a larger part of their words are versions of the same text.
ALIKE = 0.6
TAG_NAME = re.compile(r"<(/?)(\w+)")
# Each sentence takes the space before it, so that an added one brings its own.
SENTENCE = re.compile(r"\s*\S.*?(?:[.!?][”’\")\]]*(?=\s)|$)|\s+$", re.S)


def merge_texts(base: str, theirs: str, mine: str) -> str | None:
    """Both users’ changes to `base` merged; None if they changed the same sentence.

    What both added is kept once; where they added different text, theirs comes first.
    """
    merged: list[str] = []
    for kind, *sides in _regions(*map(_paragraphs, (base, theirs, mine))):
        region = sides[0] if kind == "agreed" else _merge_paragraphs(*sides)
        if region is None:
            return None
        merged += region
    return "\n".join(merged)


def combine_texts(theirs: str, mine: str) -> str:
    """Combine both versions: shared text once, and both texts where they differ."""
    ours, others = _paragraphs(theirs), _paragraphs(mine)
    found: list[str] = []
    matcher = SequenceMatcher(None, ours, others, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        here, there = ours[start:end], others[first:last]
        if kind == "replace" and len(here) == len(there):
            found += chain.from_iterable(
                _combine_paragraphs(*pair) for pair in zip(here, there, strict=True)
            )
        else:
            found += here
            found += there if kind != "equal" else []
    return "\n".join(found)


def _paragraphs(text) -> list[str]:
    if not text.strip():
        return []
    return blocks(text) if is_markup(text) else [text]


def _regions(base, theirs, mine):
    """Yield (agreed, parts) and (conflict, base, theirs, mine) in order."""
    merge = Merge3(base, theirs, mine, is_cherrypick=False)
    for region in merge.merge_regions():
        kind, start, end, *others = region
        if kind == "unchanged":
            yield "agreed", base[start:end]
        elif kind in {"a", "same"}:
            yield "agreed", theirs[start:end]
        elif kind == "b":
            yield "agreed", mine[start:end]
        else:
            a_start, a_end, b_start, b_end = others
            yield (
                "conflict",
                base[start:end] if start is not None else [],
                theirs[a_start:a_end],
                mine[b_start:b_end],
            )


def _merge_paragraphs(base, theirs, mine) -> list[str] | None:
    """A region of paragraphs that both changed."""
    if len(base) == len(theirs) == len(mine):
        merged = [
            _merge_sentences(*paragraphs)
            for paragraphs in zip(base, theirs, mine, strict=True)
        ]
        return None if None in merged else [text for text in merged if text]
    for changed, other in ((theirs, mine), (mine, theirs)):
        # One only added paragraphs before or after what the other changed. The other
        # may have added the same.
        if base and changed[: len(base)] == base:
            added = changed[len(base) :]
            return other if other[-len(added) :] == added else other + added
        if base and changed[-len(base) :] == base:
            added = changed[: -len(base)]
            return other if other[: len(added)] == added else added + other
    return _both(base, theirs, mine)


def _merge_sentences(base, theirs, mine) -> str | None:
    merged: list[str] = []
    for kind, *sides in _regions(*map(_sentences, (base, theirs, mine))):
        region = sides[0] if kind == "agreed" else _both(*sides)
        if region is None:
            return None
        merged += region
    text = _joined(merged)
    return text if _is_sound(text) else None


def _joined(parts) -> str:
    """Sentences and tags as one text; two first sentences lack a space between."""
    out = ""
    for before, part in pairwise(["<p>", *parts]):
        are_sentences = not (_is_block_tag(before) or _is_block_tag(part))
        has_space = before[-1].isspace() or part[0].isspace()
        out += f" {part}" if are_sentences and not has_space else part
    return out


def _is_block_tag(part) -> bool:
    name = TAG_NAME.match(part)
    return name is not None and name[2].lower() not in INLINE


def _both(base, theirs, mine) -> list[str] | None:
    """The text that both added in one place; None if they changed existing text.

    If each changed one of two neighbouring sentences, they are merged one by one.
    """
    if len(base) == len(theirs) == len(mine):
        single = [_one_change(*parts) for parts in zip(base, theirs, mine, strict=True)]
        if None not in single:
            return single
    start = 0
    while start < min(len(theirs), len(mine)) and theirs[start] == mine[start]:
        start += 1
    end = 0
    while (
        end < min(len(theirs), len(mine)) - start and theirs[-1 - end] == mine[-1 - end]
    ):
        end += 1
    if len(base) > start + end:
        return None
    added, others = theirs[start : len(theirs) - end], mine[start : len(mine) - end]
    if _are_alike(" ".join(added), " ".join(others)):
        return None
    shared_end = theirs[len(theirs) - end :]
    if added and others and not _is_sound("".join(theirs[:start])):
        # A list item or row each: tags that look shared belong to both.
        return theirs + mine
    return theirs[: len(theirs) - end] + mine[start : len(mine) - end] + shared_end


def _are_alike(block, other) -> bool:
    """Whether two added texts are versions of the same text."""
    words = block.split(), other.split()
    return all(words) and SequenceMatcher(None, *words, autojunk=False).ratio() > ALIKE


def _one_change(base, theirs, mine) -> str | None:
    if theirs in (base, mine):
        return mine
    return theirs if mine == base else None


def _combine_paragraphs(theirs, mine) -> list[str]:
    ours, others = _sentences(theirs), _sentences(mine)
    matcher = SequenceMatcher(None, ours, others, autojunk=False)
    shared = [
        part
        for block in matcher.get_matching_blocks()
        for part in ours[block.a : block.a + block.size]
    ]
    found: list[str] = []
    for kind, start, end, first, last in matcher.get_opcodes():
        found += ours[start:end]
        found += others[first:last] if kind != "equal" else []
    text = _joined(found)
    has_shared = any(part[0] != "<" and re.search(r"\w", part) for part in shared)
    return [text] if has_shared and _is_sound(text) else [theirs, mine]


def _sentences(text) -> list[str]:
    """The tags of blocks and the sentences of a paragraph, which join up again.

    Tags within a line belong to their sentence, and a sentence does not end in them.
    """
    found: list[str] = []
    current, depth = "", 0
    for part in split_tags(text):
        name = TAG_NAME.match(part)
        if _is_block_tag(part):
            found += [current, part]
            current, depth = "", 0
        elif name:
            current += part
            if name[2].lower() not in VOID:
                depth += -1 if name[1] else 1
        elif depth:
            current += part
        else:
            *whole, last = SENTENCE.findall(part) or [part]
            for sentence in whole:
                found.append(current + sentence)
                current = ""
            current += last
    return [part for part in [*found, current] if part]


def _is_sound(text) -> bool:
    """Whether the tags of a merged text are still nested correctly."""
    open_tags: list[str] = []
    for part in split_tags(text):
        name = TAG_NAME.match(part)
        if name is None or name[2].lower() in VOID:
            continue
        if not name[1]:
            open_tags.append(name[2])
        elif not open_tags or open_tags.pop() != name[2]:
            return False
    return not open_tags
