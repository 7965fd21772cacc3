"""Errors of a file as pages show them: each once, with the rows that have it."""

from django.utils.text import capfirst

from partnership.core.values.formatting import listed

MOST_ROWS_NAMED = 6
# How many rows and cells are stored of an error; if it has more, its value is replaced.
MAX_PLACES = 500
# How many characters of a cell the pages show.
MAX_LENGTH = 300


def shorten(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[:MAX_LENGTH]} …"


def grouped(errors) -> list[dict]:
    """Return errors as plain data; those of equal cells are one.

    `rows` and `cells` are places in the file, `lines` the numbers of the rows. Several
    records can be read from one row.
    """
    found: dict = {}
    for error in errors:
        group = found.setdefault(_key(error), _group(error))
        if error.place not in group["seen"]:
            group["seen"].add(error.place)
            _add(group, error)
    for group in found.values():
        del group["seen"]
    return list(found.values())


def _key(error):
    if error.is_of_value:
        words = error.column, error.value, error.message
        return error.sheet, *words, error.question
    # A cell may be read for several years across.
    return (error.place, error.message) if error.cell else id(error)


def _group(error):
    return {
        "column": error.column,
        "value": shorten(error.value),
        "message": error.message,
        "question": error.question,
        "sheet": error.sheet,
        **{"count": 0, "lines": [], "rows": [], "cells": [], "seen": set()},
    }


def _add(group, error):
    group["count"] += 1
    if group["count"] <= MAX_PLACES:
        sheet, mark, _ = error.place.rpartition("!")
        group["lines"].append(error.line)
        group["rows"] += [f"{sheet}{mark}{error.line}"] if error.line else []
        group["cells"] += filter(None, [error.cell])


def has_all_places(group: dict) -> bool:
    return group["count"] <= MAX_PLACES


def rows_of(error: dict) -> str:
    """“row 5” or “rows 5, 6 and 7”."""
    lines = list(dict.fromkeys(error["lines"]))
    more = error["count"] - len(error["lines"])
    words = listed(map(str, [*lines, *[""] * more]), MOST_ROWS_NAMED)
    return f"rows {words}" if len(lines) > 1 else f"row {words}"


def correction_of(error: dict, value: str) -> str:
    """Return a sentence about a value that a user has entered for an error."""
    column, old, new = error["column"], error["value"], value
    where = f"{capfirst(rows_of(error))}, column “{column}”"
    change = f"“{old}” was changed to “{new}”" if old else f"“{new}” was entered"
    return f"{where}: {change}." if new else f"{where}: “{old}” was removed."


def answer_to(question: dict, key: str) -> str:
    """Return a sentence about the answer to a question."""
    label = dict(question["options"]).get(key, key)
    values = ", ".join(f"“{text}”" for text in question["values"])
    return f"{question['message'].rstrip('.?')}: {values}. Your answer: {label}."
