"""Times of one piece of work against another, whatever else the machine does."""

import gc
from collections.abc import Callable
from math import inf
from time import process_time

ROUND = 7
MOST_ROUNDS = 8


def ratio_below(limit: float, work: Callable, other: Callable) -> float:
    """How many times as long as the other a piece of work takes.

    The time is the processor's, in turns, and the least of each counts: whatever else
    the machine does can only add to it. A busy machine gets more rounds until both have
    come near their least; they end as soon as the ratio is below the limit.
    """
    least = [inf, inf]
    seconds(work), seconds(other)  # what is read once for all is not counted
    for _ in range(MOST_ROUNDS):
        for _ in range(ROUND):
            for number, one in enumerate((work, other)):
                least[number] = min(least[number], seconds(one))
        if least[0] < limit * least[1]:
            break
    return least[0] / least[1]


def seconds(work: Callable) -> float:
    """Of the processor, without the collection of what other tests left behind."""
    gc.collect()
    gc.disable()
    try:
        begun = process_time()
        work()
        return process_time() - begun
    finally:
        gc.enable()
