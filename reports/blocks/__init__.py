"""Blocks: the parts of a document's sections, one module for each.

A block module has a dataclass for its content and `collect(context, **options)`, which
reads the data and returns one. A document type lists its blocks with `use`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class Empty(Enum):
    """What a document type does with an empty block."""

    SKIP = "leave it out"
    NONE = "print “None”"
    NOTHING_REPORTED = "print “Nothing has been reported”"
    STOP = "stop with an error"


@dataclass(frozen=True)
class Use:
    """A block in an outline: its function, its options, and what to do if empty."""

    collect: Callable
    options: dict = field(default_factory=dict)
    empty: Empty = Empty.SKIP


def use(module, *, empty=Empty.SKIP, **options) -> Use:
    """Declare a block of a section by its module and the options of its `collect`."""
    return Use(module.collect, options, empty)
