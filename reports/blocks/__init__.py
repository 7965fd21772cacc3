"""Blocks: what sections of documents are made of, one module for each.

A block module has a dataclass for what it holds and `collect(context, **options)`,
which reads the data and gives one. A kind names blocks with `use`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum


class Empty(Enum):
    """What a kind does with a block that holds nothing."""

    SKIP = "leave it out"
    NONE = "print “None”"
    NOTHING_REPORTED = "print “Nothing reported”"
    STOP = "stop the document"


@dataclass(frozen=True)
class Use:
    """A block's place in an outline: which, with what options, what if it is empty."""

    collect: Callable
    options: dict = field(default_factory=dict)
    empty: Empty = Empty.SKIP


def use(module, *, empty=Empty.SKIP, **options) -> Use:
    return Use(module.collect, options, empty)
