"""Helpers to look up codes, years and periods, with error messages for users."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from inspect import signature
from typing import Any, NoReturn

from partnership.core.values import financial_years, periods
from reports.errors import TokenError
from reports.figures.figure import Figure

# No code is longer than this, so longer text is not compared with codes.
LONGEST_CODE = 80


@dataclass(frozen=True)
class Handler:
    """One name of the grammar: the function for its figure, its usage and styles.

    Every figure also has the style `capital`.
    """

    make: Callable[..., Figure]
    usage: str
    styles: frozenset[str] = frozenset()


class WrongArguments(Exception):
    """A token has too few or too many words after its name."""


def call(make: Callable, *arguments) -> Any:
    """Call a function that makes a figure. Raises WrongArguments for a wrong number.

    A TypeError from within the function is a bug, and is not caught.
    """
    try:
        _signature(make).bind(*arguments)
    except TypeError:
        raise WrongArguments from None
    return make(*arguments)


_signature = cache(signature)


def nearest(given: str, known: Iterable[str], what: str) -> NoReturn:
    """Raise TokenError for an unknown code, with the nearest known one."""
    names = list(known) if len(given) <= LONGEST_CODE else []
    close = difflib.get_close_matches(given, names, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise TokenError(f"There is no {what} “{given}”.{hint}")


def the_year(text: str) -> int:
    """The year in which a financial year starts. Raises TokenError."""
    try:
        return financial_years.parse(text)
    except ValueError as error:
        raise TokenError(str(error)) from None


def the_period(text: str) -> str:
    """The code of a period, whatever format it was written in."""
    try:
        return periods.parse(text).code
    except ValueError as error:
        raise TokenError(str(error)) from None
