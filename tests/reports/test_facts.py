"""Every fact of the real agreement is in ours, in HTML and in PDF.

A fact that we give differently is in the exceptions, with the reason and what is
printed instead.
"""

import json
from pathlib import Path

import pytest
from django.conf import settings

from tests.tools import check_facts

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
FACTS = settings.BASE_DIR / "tests" / "facts" / "agreement-2016-17.json"
SHARED = settings.BASE_DIR.parent / "shared" / "facts" / "agreement-2016-17.json"
EXCEPTIONS = HERE / "exceptions-agreement-2016-17.json"


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def page(agreement_html, tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "agreement.html"
    path.write_text(agreement_html, encoding="utf-8")
    return path


def check(path, facts, capsys):
    """Every fact is there, or the test says which are not."""
    failed = check_facts.main(facts, path, EXCEPTIONS)

    assert failed == 0, capsys.readouterr().out


def test_html_has_the_facts(page, capsys):
    check(page, FACTS, capsys)


@pytest.mark.pdf
def test_pdf_has_the_facts(agreement_pdf, capsys):
    check(agreement_pdf, FACTS, capsys)


@pytest.mark.skipif(not SHARED.exists(), reason="there is no ../shared beside us")
def test_our_list_is_the_shared_one():
    """If the list grows, so must ours, and the tests above show what is missing."""
    assert read(FACTS) == read(SHARED)


@pytest.mark.skipif(not SHARED.exists(), reason="there is no ../shared beside us")
def test_our_checker_finds_what_the_shared_one_finds():
    """A copy that was made milder would find less."""
    shared = SHARED.parent.parent / "tools" / "check_facts.py"
    ours = settings.BASE_DIR / "tests" / "tools" / "check_facts.py"

    def code(path):
        spaces = {}
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), spaces)
        return spaces

    text = "Crime fell by 6% – £53k in 2016/17, “so far”."
    for theirs, our_name in (("normalise", "normalise"), ("squash", "without_spaces")):
        assert code(shared)[theirs](text) == code(ours)[our_name](text)
    assert code(shared)["WINDOW"] == code(ours)["WINDOW"]


def test_every_exception_is_of_a_fact_and_has_its_reason():
    known = {fact["id"] for fact in read(FACTS)}
    exceptions = read(EXCEPTIONS)

    assert len({row["id"] for row in exceptions}) == len(exceptions)
    for row in exceptions:
        assert row["id"] in known
        assert len(row["reason"]) > 10
        assert row["instead"]


def test_unneeded_exception_is_an_error(page):
    text = check_facts.normalise(check_facts.read_text(page))
    facts = {fact["id"]: fact for fact in read(FACTS)}

    for row in read(EXCEPTIONS):
        assert check_facts.missing_in(facts[row["id"]], text), row["id"]


def test_missing_fact_is_found(tmp_path, capsys):
    """A checker that finds everything would be no test."""
    page = tmp_path / "page.html"
    page.write_text("<p>Nothing much, but 2016-17 and Oxfordshire.</p>")

    assert check_facts.main(FACTS, page) == 1
    assert "MISSING csa-foreword-22" in capsys.readouterr().out


def test_figure_inside_a_longer_number_does_not_count():
    assert check_facts.failures({"text": ["35"]}, "in 2035") == ["35"]
    assert check_facts.failures({"text": ["35"]}, "35 of them") == []


def test_corrected_figure_changes_every_sentence_that_uses_it(sample_data):
    """Words hold no typed copy of the grant's total."""
    from reports.assembly.build import (
        build,
        find,
    )
    from reports.publication import rendering
    from tests.reports.conftest import ADDRESS
    from tests.reports.pages import text_of

    report = find(ADDRESS)
    before = text_of(rendering.as_html(build(report)))
    assert before.count("778,813") > 2

    settlement = report.partnership.settlements.get(year=2016)
    settlement.total_gbp += 1000
    settlement.save()
    message = text_of(rendering.as_html(build(report)))
    assert "add up to £778,813, but the settlement is £779,813" in message

    line = settlement.allocations.get(line__code="youth")
    line.amount_gbp += 1000
    line.save()

    after = text_of(rendering.as_html(build(report)))
    assert "778,813" not in after
    assert after.count("779,813") == before.count("778,813")
