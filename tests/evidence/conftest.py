"""Writes the table of evidence where EVIDENCE names a file: see `make evidence`."""

import os
from pathlib import Path

import pytest

from tests.evidence.known import NUMBERS, OUT_OF_REACH

RESULTS: dict[str, list[tuple[dict, str, bool]]] = {}
HEAD = """# Evidence

Five real documents of community safety partnerships contain 192 inconsistencies: sums
that do not add up, references to appendices that do not exist, one organisation under
three names. A test reproduces each one, with text and data of our own.

*Prevented* means that the fault cannot be made, because of the database, a form or the
way documents are built. *Flagged* means that a check finds it before publication. The
numbers are those of two lists: 1 is an agreement and a scrutiny paper; 2 is a panel
update, a strategy summary and an annual review. `make evidence` runs the tests and
writes this page.

| no. | fault | result | how | test |
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
                result = (mark, test, report.passed, report.nodeid)
                RESULTS.setdefault(mark["number"], []).append(result)


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
    found = [result[:3] for result in found]
    if found and all(passed for _, _, passed in found):
        prevented = [mark["prevented"] for mark, _, _ in found if mark["prevented"]]
        flagged = [f"`{mark['flagged']}`" for mark, _, _ in found if mark["flagged"]]
        fault = found[0][0]["fault"]
        tests = dict.fromkeys(f"`{test}`" for _, test, _ in found)
        return (
            number,
            fault[0].upper() + fault[1:],
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
