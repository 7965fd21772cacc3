"""The list of checks: each is found by a function, and each has its text."""

import ast
from functools import partial
from pathlib import Path

from reports import checks
from reports.checks import comparators, services
from reports.checks.registry import CHECKS, GROUPS

MOST_LINES = 20


def _named_by_comparators():
    """The names of checks among the texts in the comparators."""
    texts = set()
    for path in Path(comparators.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("Mistake", "mistake", "error", "warning")
            ):
                names = node.args[:1]
                texts |= {arg.value for arg in names if isinstance(arg, ast.Constant)}
    return texts


def test_comparators_name_checks_that_there_are():
    assert _named_by_comparators() <= set(CHECKS)


def test_each_check_is_found_by_a_function():
    services.load()
    compared = _named_by_comparators()

    for name, check in CHECKS.items():
        own = [one for one in check.finders if not isinstance(one.find, partial)]
        assert own or name in compared, name


def test_checks_are_short_and_match_nothing_themselves():
    """Their words and shapes are in tables."""
    root = Path(checks.__file__).parent
    for path in root.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not {one.name for one in node.names} & {"re", "regex"}, path
            if isinstance(node, ast.FunctionDef) and node.decorator_list:
                lines = node.end_lineno - node.lineno + 1
                assert lines <= MOST_LINES, (path.name, node.name, lines)


def test_names_and_titles_are_there_once():
    rows = [row for group in GROUPS for row in group["check"]]

    for key in ("name", "title"):
        values = [row[key] for row in rows]
        assert len(values) == len(set(values)), key
    assert all(row["explanation"].endswith(".") for row in rows)
