"""Paragraph numbers and levels of headings that no hand can set."""

import re

import pytest

from partnership.models import Partnership
from reports.blocks.prose import Prose
from reports.document import tree
from reports.document.prose import Composer
from reports.document.tree import Document, Rich, SectionNode
from reports.figures.resolver import Resolver
from reports.text.draft import draft_of
from tests.builders import (
    a_coverage,
    a_home_partnership,
    a_partnership,
    a_report,
    an_area,
)
from tests.evidence import evidence

pytestmark = pytest.mark.django_db


@evidence(
    "1.91",
    prevented="paragraphs are numbered by the document",
    fault="A paper without a paragraph 16",
)
@evidence(
    "2.13",
    prevented="paragraphs are numbered by the document",
    fault="Paragraph 9 followed by 11",
)
def test_paragraphs_are_numbered_without_a_hole():
    words = [
        Rich("<p>One.</p><p>Two.</p>"),
        Rich("<ul><li>x</li></ul>"),
        Rich("<p>A.</p>"),
    ]
    sections = [
        SectionNode(f"s{number}", "S", blocks=[Prose(f"p{number}", words=rich)])
        for number, rich in enumerate(words)
    ]
    document = Document("paper", "Paper", "Title", "2016-17", "Testshire", "")
    document.sections, document.numbers_paragraphs = sections, True
    tree.number(document)
    html = "".join(rich.html for rich in words)

    assert re.findall(r'id="para-(\d+)"', html) == ["1", "2", "3"]


@evidence(
    "2.15",
    prevented="the first heading of a text gets its level from its section",
    fault="Headings of the same kind at four different levels",
)
@pytest.mark.parametrize("typed", ["h3", "h4"])
def test_heading_takes_the_level_of_its_place(typed):
    composer = Composer(Resolver(Partnership(), []))

    rich = composer.rich(f"<{typed}>Priorities</{typed}><p>Two.</p>", "Here", level=4)

    assert rich.html.startswith("<h4>")


@evidence(
    "2.17",
    prevented="areas and partnerships get their level from the area they are in",
    fault="A unitary council’s partnership at county level",
)
def test_unitary_is_under_a_heading_as_a_district_does():
    police = an_area(code="testland", kind="police-area")
    home = a_home_partnership(police_area=police)
    county = an_area(name="Westshire", kind="county", parent=police)
    for name, area in {
        "Hill CSP": an_area(kind="district", parent=county),
        "Bridge CSP": an_area(name="Bridgetown", kind="unitary", parent=police),
    }.items():
        csp = a_partnership(name=name, police_area=police)
        a_coverage(partnership=csp, area=area)
    report = a_report(
        document_type="panel-update", partnership=home, period="2016-06-22", year=2016
    )
    levels = {one.title: one.level for one in draft_of(report).sections}

    assert levels["Westshire"] == levels["Bridgetown"] == 3
    assert levels["Hill CSP"] == levels["Bridge CSP"] == 4
