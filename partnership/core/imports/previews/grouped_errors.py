"""Errors of a file as pages show them: each once, with the rows that have it."""

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
