"""The sample's documents hold every fact of the real ones, in HTML and in PDF.

A fact that we give differently is in the exceptions, with the reason and what is
printed instead.
"""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from reports.assembly.build import build, find
from reports.publication import rendering
from tests.reports import facts
from tests.reports.conftest import ADDRESS
from tests.reports.page_breaks import holes, parted
from tests.reports.pages import text_of
from tests.reports.papers import built
from tests.reports.pdf_words import ua_problems

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
SHARED = settings.BASE_DIR.parent / "shared"
AGREEMENT = HERE.parent / "facts" / "agreement-2016-17.json"
FACTS = {
    ADDRESS: AGREEMENT,
    "scrutiny-paper/2017-09-21": SHARED / "facts" / "scrutiny-2017-09.json",
    "panel-update/2018-06-22": SHARED / "facts" / "panel-update-2017-18.json",
    "annual-review/oxford/2018-19": SHARED / "facts" / "annual-review-2018-19.json",
    "strategy-summary/2011-14": SHARED / "facts" / "rolling-strategies-2011.json",
}
PAPERS = ["scrutiny-paper/2017-09-21", "annual-review/oxford/2018-19"]
FAULTS = {
    "scrutiny-paper/2017-09-21": ["126", "Annex 5", "last year"],
    "annual-review/oxford/2018-19": [
        *("negative street culture", "Victim First ", "OCG", "last year")
    ],
    "panel-update/2018-06-22": [
        *("22 June 2017", "Wycombe Borough Council", "RBFRRS", "Crime Commission "),
        *("Black and Minority Ethnic & Refugee", "CSP's", "CSP’s are", "last year"),
        "past twelve months",
    ],
}
BESIDE_US = pytest.mark.skipif(not SHARED.exists(), reason="There is no ../shared.")
EVERY = pytest.mark.parametrize("address", FACTS)


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def exceptions(address):
    path = HERE / f"exceptions-{address.partition('/')[0]}.json"
    return read(path) if path.exists() else []


def page(address, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(rendering.as_html(built(address)), encoding="utf-8")
    return path


def missing(address, path):
    if not FACTS[address].exists():
        pytest.skip("There is no list of facts here.")
    return facts.missing_facts(read(FACTS[address]), path, exceptions(address))


@EVERY
def test_page_has_every_fact(address, tmp_path):
    assert missing(address, page(address, tmp_path)) == {}


@pytest.mark.pdf
@pytest.mark.long
@EVERY
def test_pdf_has_every_fact_is_accessible_and_fills_its_pages(address, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(rendering.as_pdf(built(address)).content)

    assert missing(address, path) == {}
    assert ua_problems(path) == []
    assert parted(path) == []
    assert holes(path) == {}


@pytest.mark.pdf
def test_pdf_of_the_agreement_has_every_fact(agreement_pdf):
    assert missing(ADDRESS, agreement_pdf) == {}


@BESIDE_US
@EVERY
def test_every_exception_is_needed_and_has_its_reason(address, tmp_path):
    by_id = {fact["id"]: fact for fact in read(FACTS[address])}
    rows = exceptions(address)
    text = facts.normalise(facts.read_text(page(address, tmp_path)))

    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert len(row["reason"]) > 10 and row["instead"]
        assert facts.missing_in(by_id[row["id"]], text), row["id"]


@pytest.mark.parametrize("address", FAULTS)
def test_faults_of_the_source_are_not_repeated(address):
    text = f"{text_of(rendering.as_html(built(address)))} ".casefold()

    assert [fault for fault in FAULTS[address] if fault.casefold() in text] == []


@pytest.mark.parametrize("address", PAPERS)
def test_paragraphs_are_numbered_through_without_a_gap(address):
    numbers = re.findall(r'id="para-(\d+)"', rendering.as_html(built(address)))

    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 5


@BESIDE_US
def test_our_list_is_the_shared_one():
    """If the list grows, so must ours, and the tests above show what is missing."""
    assert read(AGREEMENT) == read(SHARED / "facts" / AGREEMENT.name)


def test_missing_fact_is_found(tmp_path):
    """A checker that finds everything would be no test."""
    path = tmp_path / "page.html"
    path.write_text("<p>Nothing much, but 2016-17 and Oxfordshire.</p>")

    assert "csa-foreword-22" in facts.missing_facts(read(AGREEMENT), path)


def test_figure_inside_a_longer_number_does_not_count():
    assert facts.failures({"text": ["35"]}, "in 2035") == ["35"]
    assert facts.failures({"text": ["35"]}, "35 of them") == []


def test_corrected_figure_changes_every_sentence_that_uses_it(sample_data):
    """Words hold no typed copy of the grant's total."""
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
