"""The scrutiny paper: the sample's, against its facts, and made-up ones."""

import datetime as dt
from decimal import Decimal

import pytest

from partnership.core.values import periods
from reports.assembly.build import build
from reports.assembly.build_context import context_for
from reports.blocks import summary_list
from reports.blocks.recommendations import Recommendations
from reports.errors import ReportNotRendered
from reports.publication import rendering
from tests.builders import (
    a_coverage,
    a_front_matter,
    a_fund,
    a_group,
    a_home_partnership,
    a_line,
    a_measure,
    a_membership,
    a_passage,
    a_priority,
    a_recommendation,
    a_report,
    a_section_override,
    a_settlement,
    a_target,
    a_tenure,
    an_allocation,
    an_area,
    an_observation,
)
from tests.reports.pages import text_of
from tests.reports.papers import block, built, queries_for, section

pytestmark = pytest.mark.django_db

ADDRESS = "scrutiny-paper/2017-09-21"


@pytest.fixture(scope="module")
def paper(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="module")
def text(paper):
    return text_of(rendering.as_html(paper))


def test_sections_are_in_the_order_of_a_committee_paper(paper):
    assert [(s.level, s.title) for s in paper.sections] == [
        (2, ""),
        (2, "At a glance"),
        (2, "Introduction"),
        (2, "Exempt information"),
        (2, "Background"),
        (2, "Performance"),
        (3, "Public Health"),
        (3, "Youth Justice Service"),
        (3, "Domestic Abuse"),
        (3, "Preventing radicalisation"),
        (2, "Next steps"),
        (2, "Financial and staff implications"),
        (2, "Equalities implications"),
        (2, "Recommendation"),
        (2, "Sign-off"),
        (2, "Membership"),
    ]
    assert paper.sections[-1].label == "Annex A"


def test_front_sheet_does_not_repeat_the_meeting(paper):
    lines = block(paper, "front", "summary_list").lines

    assert [line.label for line in lines] == [
        "Report by",
        "Recommendation",
        "Division(s) affected",
    ]


def test_recommendation_is_stored_once_and_printed_twice(text):
    words = "dvise on areas of improvement"
    before = (
        "Recommendation To a",
        "The Performance Scrutiny Committee is RECOMMENDED to a",
    )

    assert [text.count(f"{one}{words}") for one in before] == [1, 1]


def test_sample_text_has_a_note(text):
    for name in ("Jackie Wilderspin", "Amrik Panaser", "Sarah Carter", "Carys Alty"):
        assert f"Sample text: not the words of {name}" in text


def test_rates_and_shares_are_worked_out(text):
    for words in ("0.12", "0.20", "160 of 235 (68%)", "99 of 156 (63%)"):
        assert words in text


# Made-up papers


def a_paper(grants=1, code="g", **kwargs):
    """A paper of Testshire with grants that each have a target and a pair."""
    area = an_area()
    home = a_home_partnership(**kwargs)
    a_coverage(partnership=home, area=area)
    a_priority(partnership=home, from_year=2017)
    a_membership(group=a_group(partnership=home))
    fund = a_fund()
    now = a_settlement(fund=fund, partnership=home, year=2017)
    for number in range(grants):
        measure = a_measure(theme=f"Lights {number}")
        line = a_line(fund=fund, partnership=home, order=number, code=f"{code}{number}")
        line.measures.add(measure)
        an_allocation(line=line, settlement=now, lead=a_tenure())
        for start in (2015, 2016):
            period = periods.financial_year(start)
            span = {"period": period}
            an_observation(measure=measure, area=area, value=Decimal(start), **span)
        a_target(measure=measure, area=area, value=Decimal(2017))
    report = a_report(
        document_type="scrutiny-paper", partnership=home, year=2017, period="2017-09-21"
    )
    for key in ("introduction", "background", "performance", "next"):
        a_passage(report=report, key=key, body="<p>Words.</p>")
    a_recommendation(report=report)
    return report


def test_lines_that_are_no_copies_are_printed_whatever_they_say():
    report = a_report(
        document_type="scrutiny-paper",
        dated_on=dt.date(2017, 9, 21),
        presented_to=a_group(name="Scrutiny Committee"),
    )
    given = {
        "decided-on": "21 September 2017",
        "decided-by": "Scrutiny Committee",
        "press": "Not given to the press before 1 May",
        "contact": "Not given: to be named",
    }
    for key, value in given.items():
        a_front_matter(report=report, key=key, value=value)

    lines = [(key, key) for key in ("to", "date", *given)]
    found = summary_list.collect(context_for(report), lines=lines).lines

    assert [line.label for line in found] == list(given)


def test_queries_do_not_grow_with_grants_and_topics():
    few = a_paper(grants=1)
    many = a_paper(grants=5, code="m", is_home=False)
    a_passage(report=few, key="topic.one", body="<p>Words.</p>", signed_by=a_tenure())
    for number in range(5):
        key = f"topic.thing-{number}"
        a_passage(report=many, key=key, body="<p>Words.</p>", signed_by=a_tenure())

    assert queries_for(many) == queries_for(few)


def test_a_grant_shows_results_of_the_year_before():
    document = build(a_paper())
    head, _words, targets, pairs = section(document, "g0").blocks

    assert head.year == "2017-18"
    assert targets.caption.endswith("results against targets, 2016-17")
    assert [cell.text for cell in targets.rows[0].cells[1:]] == [
        "2,017",
        "2,016",
        "Missed",
    ]
    assert [column.label for column in pairs.columns[1:]] == ["2015-16", "2016-17"]
    assert [cell.text for cell in pairs.rows[0].cells[1:]] == ["2,015", "2,016"]


def test_a_grant_without_measures_has_no_tables():
    report = a_paper()
    line = report.partnership.lines.get()
    line.measures.clear()

    names = [block.template for block in section(build(report), "g0").blocks]

    assert names == ["grant_heading", "prose"]


def test_grant_without_text_shows_it():
    prose = section(build(a_paper()), "g0").blocks[1]

    assert (prose.gap, prose.written) == ("Not written yet.", False)


def test_topic_has_no_grant_and_is_named_by_its_key():
    report = a_paper(grants=0)
    a_passage(report=report, key="topic.street-lights", body="<p>Words.</p>")

    topic = section(build(report), "street-lights")

    assert (topic.title, topic.level) == ("Street lights", 3)
    assert (topic.blocks[0].amount, topic.blocks[0].lead) == ("No grant", "")


def test_officer_can_rename_and_hide_a_grant_section():
    report = a_paper(grants=2)
    a_section_override(report=report, key="g0", title="Lamps")
    a_section_override(report=report, key="g1", is_hidden=True, hidden_reason="Merged.")

    document = build(report)

    assert section(document, "g0").title == "Lamps"
    assert "g1" not in {s.key for s in document.sections}


def test_empty_sections_show_none_unless_text_was_written():
    report = a_paper()
    a_passage(report=report, key="financial", body="<p>Two posts end.</p>")

    document = build(report)

    assert section(document, "exempt").blocks[0].text == "None"
    assert "Two posts end." in section(document, "financial").blocks[0].words.html


def test_each_group_has_its_own_recommendations():
    report = a_paper()
    report.recommendations.all().delete()
    board, council = a_group(name="Board"), a_group(name="Council")
    for number, (to, words) in enumerate(
        [(board, "to agree"), (council, "Pay it"), (board, "To meet"), (None, "All go")]
    ):
        shared = {"report": report, "number": number}
        a_recommendation(addressed_to=to, text=words, **shared)

    document = build(report)

    blocks = [block for part in document.sections for block in part.blocks]
    [block] = [block for block in blocks if isinstance(block, Recommendations)]
    assert [(g.lead, g.items) for g in block.groups] == [
        ("The Board is RECOMMENDED", ["to agree", "to meet"]),
        ("The Council is RECOMMENDED", ["to pay it"]),
        ("", ["All go"]),
    ]
    first = block.groups[0].number
    assert [g.number for g in block.groups] == [first, first + 1, first + 2]


def test_paper_without_a_recommendation_is_an_error():
    report = a_paper()
    report.recommendations.all().delete()

    with pytest.raises(ReportNotRendered, match="Recommendations"):
        build(report)


def test_a_reference_to_a_paragraph_has_its_number():
    report = a_paper()
    report.passages.filter(key="next").update(
        body="<p>See [@paragraph performance].</p>"
    )
    document = build(report)
    number = section(document, "performance").blocks[0].number

    html = section(document, "next").blocks[0].words.html
    assert f'href="#para-{number}">paragraph {number}</a>' in html
