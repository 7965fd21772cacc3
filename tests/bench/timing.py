"""The time of one piece of work against another, whatever else the machine does."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import process_time

ROUNDS = 9


@dataclass(frozen=True)
class Comparison:
    """A piece of work, what it is measured against, and the ratio to stay below."""

    name: str
    work: Callable
    other: Callable
    goal: float


def ratio(work: Callable, other: Callable) -> float:
    """Return how many times as long as the other a piece of work takes.

    The median of paired rounds, whose order changes each time. The time is the
    processor's, so it may only be used for work that happens in this process.
    """
    work(), other()  # what is read only once does not count
    ratios = []
    for number in range(ROUNDS):
        if number % 2:
            divisor, time = seconds(other), seconds(work)
        else:
            time, divisor = seconds(work), seconds(other)
        ratios.append(time / divisor)
    return median(ratios)


def seconds(work: Callable) -> float:
    """Return the processor's time, without collecting the garbage of earlier work."""
    gc.collect()
    gc.disable()
    try:
        begun = process_time()
        work()
        return process_time() - begun
    finally:
        gc.enable()
