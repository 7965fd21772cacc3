"""The guide for writers: every example prints what it says, and nothing is left out."""

import re
from pathlib import Path

import pytest

from reports.assembly.build import find
from reports.figures.grammar import scan
from reports.figures.names import NAMES
from reports.figures.resolver import HANDLERS, Resolver

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide/figure-codes.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\|.*`(\[=[^`]+\])`.* \| ([^|]+) \|$", re.M)
EXAMPLES = [(token.replace("\\|", "|"), text) for token, text in ROW.findall(GUIDE)]
ANY_TOKEN = re.compile(r"\[=([a-z]+) ")


def test_every_example_prints_as_documented(sample_data):
    report = find("scrutiny-paper/2017-09-21")
    resolver = Resolver(report.partnership, report=report)

    printed = [
        (source, resolver.figure(scan(source)[0]).text) for source, _ in EXAMPLES
    ]

    assert len(EXAMPLES) > 50
    assert printed == EXAMPLES


def test_every_token_name_is_documented():
    assert set(HANDLERS) <= set(ANY_TOKEN.findall(GUIDE))


def test_every_style_is_documented():
    styles = set().union(*(handler.styles for handler in HANDLERS.values()))

    assert [style for style in styles if f"`{style}`" not in GUIDE
            and f"| {style}]" not in GUIDE] == []  # fmt: skip


def test_every_kind_of_name_is_documented():
    assert [kind for kind in NAMES if f"[=name {kind} " not in GUIDE] == []
