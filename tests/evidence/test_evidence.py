"""Every inconsistency is answered, and at least 185 of 192 are prevented or flagged."""

import pytest

from reports.checks import services
from reports.checks.registry import CHECKS
from tests.evidence.known import NUMBERS, OUT_OF_REACH

FEWEST = 185


@pytest.fixture
def marks(request):
    """All marks of this folder; skips where only a part of it was asked for."""
    folder = request.path.parent
    files = {item.path for item in request.session.items}
    chosen = request.config.option.keyword or request.config.option.markexpr
    if not set(folder.glob("test_*.py")) <= files or chosen:
        pytest.skip("Only a part of the evidence was asked for.")
    return [
        mark.kwargs
        for item in request.session.items
        for mark in item.iter_markers("evidence")
    ]


def test_every_inconsistency_is_answered_once(marks):
    shown = {mark["number"] for mark in marks}

    assert shown | set(OUT_OF_REACH) == set(NUMBERS)
    assert not shown & set(OUT_OF_REACH)
    assert len(shown) >= FEWEST


def test_every_mark_says_how_and_names_a_check_there_is(marks):
    services.load()

    for mark in marks:
        assert bool(mark["flagged"]) != bool(mark["prevented"]), mark
        assert mark["fault"], mark
        assert mark["flagged"] in {"", "link suggestion", *CHECKS}, mark
