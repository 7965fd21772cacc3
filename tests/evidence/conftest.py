"""Writes the table of evidence where EVIDENCE names a file: see `make evidence`."""

import os
from pathlib import Path

import pytest

from tests.evidence.known import NUMBERS, OUT_OF_REACH

RESULTS: dict[str, list[tuple[dict, str, bool]]] = {}
HEAD = """# Evidence

Five real documents of community safety partnerships hold 192 inconsistencies: sums
that do not add up, references to appendices that are not there, one body under three
names. Each is reproduced by a test, in words and data of our own with the same fault.

*Prevented* means that the fault cannot be made: the database, a form or the way in
which documents are built stands against it. *Flagged* means that a check finds it
before publication. The numbers are those of two lists: 1 is an agreement with a paper
for scrutiny, 2 an update for a police panel, a summary of strategies and an annual
review. This page is written by `make evidence`, which runs the tests.

| no. | what was wrong | what becomes of it | how | test |
| --- | --- | --- | --- | --- |
"""


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if call.when == "call":
        marks = [dict(mark.kwargs) for mark in item.iter_markers("evidence")]
        report.user_properties.append(("evidence", marks))


def pytest_runtest_logreport(report):
    for name, marks in report.user_properties:
        if name == "evidence" and report.when == "call":
            test = report.nodeid.removeprefix("tests/evidence/").split("[")[0]
            for mark in marks:
                told = (mark, test, report.passed, report.nodeid)
                RESULTS.setdefault(mark["number"], []).append(told)


def pytest_sessionfinish(session):
    path = os.environ.get("EVIDENCE")
    if path and not hasattr(session.config, "workerinput"):
        Path(path).write_text(_page(), encoding="utf-8")


def _page():
    rows = [_row(number) for number in NUMBERS]
    shown = sum(row[2] in {"prevented", "flagged"} for row in rows)
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"{HEAD}{table}\n{shown} of {len(NUMBERS)} prevented or flagged\n"


def _row(number):
    # In one order, however the tests were shared out among processes.
    found = sorted(RESULTS.get(number, []), key=lambda one: one[3])
    found = [told[:3] for told in found]
    if found and all(passed for _, _, passed in found):
        prevented = [mark["prevented"] for mark, _, _ in found if mark["prevented"]]
        flagged = [f"`{mark['flagged']}`" for mark, _, _ in found if mark["flagged"]]
        tests = dict.fromkeys(f"`{test}`" for _, test, _ in found)
        return (
            number,
            found[0][0]["fault"],
            "prevented" if prevented else "flagged",
            "; ".join(dict.fromkeys([*prevented, *flagged])),
            "<br>".join(tests),
        )
    if found:
        return number, found[0][0]["fault"], "**its test fails**", "", found[0][1]
    if number in OUT_OF_REACH:
        fault, why = OUT_OF_REACH[number]
        return number, fault, "out of reach", why, ""
    return number, "", "**nothing shows it**", "", ""
