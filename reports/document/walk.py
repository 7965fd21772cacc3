"""Find the parts below a part of the document tree, quickly.

A document has thousands of cells, and each step of building it looks at all of them.
"""

import dataclasses
from collections.abc import Iterator
from types import NoneType
from typing import Any, get_args

SCALARS = {str, int, bool, float, NoneType}


def walk(value: Any, *wanted: type) -> Iterator:
    """Everything of the wanted types below a dataclass, list, tuple or dict, in order.

    If one contains another, the outer one comes first.
    """
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, list | tuple):
            pending += reversed(node)
        elif isinstance(node, dict):
            pending += reversed(node.values())
        elif names := fields_to_walk(type(node)):
            if isinstance(node, wanted):
                yield node
            pending += [getattr(node, name) for name in names]


_known: dict[type, tuple[str, ...]] = {}


def fields_to_walk(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, last first, that may hold more than text or a number.

    Empty for other types; a dataclass has at least one name, if only of a text.
    """
    if kind not in _known:
        _known[kind] = _fields_to_walk(kind)
    return _known[kind]


def _fields_to_walk(kind: type) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    all_fields = dataclasses.fields(kind)[::-1]
    names = tuple(field.name for field in all_fields if not _is_plain(field.type))
    return names or tuple(field.name for field in all_fields[:1])


def _is_plain(kind: Any) -> bool:
    """Whether a type, such as a list of texts, can only hold text and numbers."""
    return (
        kind in SCALARS or bool(parts := get_args(kind)) and all(map(_is_plain, parts))
    )
