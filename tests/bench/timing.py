"""The time of one piece of work compared with another, on a machine with other work."""

import gc
import resource
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 9


@dataclass(frozen=True)
class Comparison:
    """A piece of work, what it is measured against, and the ratio to stay below.

    Work that another process does a part of, such as a database, is timed by the clock.
    """

    name: str
    work: Callable
    other: Callable
    goal: float
    in_this_process: bool = True
    # How much more work is done than in the run that it is compared with.
    times: float = 1
    rounds: int = ROUNDS
    # Whether garbage is collected meanwhile, as each side has set it.
    collects: bool = False

    goal_words = "at most"

    def ratio(self) -> float:
        return (
            ratio(self.work, self.other, self.clock, self.rounds, self.collects)
            / self.times
        )

    @property
    def clock(self) -> Callable:
        return cpu_time if self.in_this_process else perf_counter


@dataclass(frozen=True)
class Rate(Comparison):
    """How often a piece of work is done while the other is done once, or more often."""

    in_this_process: bool = False

    goal_words = "at least"

    def ratio(self) -> float:
        return ratio(self.other, self.work, self.clock, self.rounds) * self.times


@dataclass(frozen=True)
class Wait(Comparison):
    """How long readers wait while the work goes on, against their wait without it."""

    def ratio(self) -> float:
        self.other()
        # Before and after: the machine may have other work at one of these times.
        idle = self.idle()
        waits = []
        with ThreadPoolExecutor(1) as pool:
            going_on = pool.submit(self.work)
            while not going_on.done():
                waits.append(seconds(self.other, perf_counter))
        going_on.result()
        return median(waits) / median([*idle, *self.idle()])

    def idle(self) -> list[float]:
        return [seconds(self.other, perf_counter) for _ in range(10 * self.rounds)]


def cpu_time() -> float:
    """Return the seconds that this process and its children have worked."""
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    return sum(one.ru_utime + one.ru_stime for one in used)


def ratio(
    work: Callable,
    other: Callable,
    clock: Callable = cpu_time,
    rounds: int = ROUNDS,
    collects: bool = False,
) -> float:
    """Return how many times as long as the other a piece of work takes.

    The median of paired rounds, whose order changes each time.
    """
    work(), other()  # what is read only once does not count
    ratios = []
    for number in range(rounds):
        if number % 2:
            divisor = seconds(other, clock, collects)
            time = seconds(work, clock, collects)
        else:
            time = seconds(work, clock, collects)
            divisor = seconds(other, clock, collects)
        ratios.append(time / divisor)
    return median(ratios)


def seconds(
    work: Callable, clock: Callable = cpu_time, collects: bool = False
) -> float:
    """Return the time of some work, without collecting the garbage of earlier work."""
    gc.collect()
    gc.freeze()
    if not collects:
        gc.disable()
    try:
        begun = clock()
        work()
        return clock() - begun
    finally:
        gc.enable()
        gc.unfreeze()
