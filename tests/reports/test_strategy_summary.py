"""The strategy summary: the sample's, against its facts, and made-up ones."""

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from partnership.models import Coverage
from priorities.models import Measure, Priority
from reports.assembly.build import build
from reports.publication import rendering
from tests.builders import (
    a_coverage,
    a_home_partnership,
    a_measure,
    a_partnership,
    a_passage,
    a_priority,
    a_report,
    a_strand,
    an_area,
    an_observation,
)
from tests.reports.pages import text_of
from tests.reports.papers import block, built, cells, figures_of, queries_for, section

pytestmark = pytest.mark.django_db

ADDRESS = "strategy-summary/2011-14"
THEME = "Measures of success 2011-14"


@pytest.fixture(scope="module")
def summary(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="module")
def html(summary):
    return rendering.as_html(summary)


def test_first_page_counts_partnerships_priorities_and_measures(summary):
    figures = figures_of(block(summary, "front", "key_figures"))
    measures = block(summary, "measures", "table")

    assert [label for _, label, _ in figures] == [
        "community safety partnerships",
        "priorities in common",
        "measures of success",
    ]
    assert figures[1][0] == "3"
    assert figures[2][0] == str(len(measures.rows))


def test_chart_shows_the_measures_of_each_priority(summary):
    chart = block(summary, "at-a-glance", "chart")
    directions = [row[2] for row in cells(block(summary, "measures", "table"))]

    assert chart.sentence == (
        "1. Whole communities: 2 to increase, 2 to decrease. 2. Victims: 4 to "
        "increase, 1 to decrease. 3. Offenders: 2 to increase, 2 to decrease. No "
        "priority: 1 to increase, 2 to decrease."
    )
    assert directions.count("Increase") == 9


def test_priorities_have_one_number_each(summary):
    listed = block(summary, "summary", "priority_list").entries
    parts = [one for one in summary.sections if one.number]

    assert [(entry.marker, entry.words) for entry in listed] == [
        (one.number, one.title) for one in parts
    ]


def test_every_common_theme_is_listed_under_its_priority(summary):
    parts = [one for one in summary.sections if one.number]

    counts = [len(block(summary, one.key, "strand_list").items) for one in parts]
    assert counts == [5, 7, 9]


def test_every_measure_has_a_direction_and_no_baseline(summary):
    table = block(summary, "measures", "table")
    rows = cells(table)

    assert len(rows) == 16
    assert {row[2] for row in rows} == {"Increase", "Decrease"}
    assert table.folded == ["No baselines for 2010-11 have been recorded."]


def test_signed_and_dated_as_the_paper_was(html):
    text = text_of(html)

    assert "Signed REW" in text
    assert "30 June 2011" in text


def test_document_covers_three_years(summary):
    assert summary.period_words == "1 April 2011 to 31 March 2014"


# Made-up summaries


def a_summary(priorities=1, csps=1, measures=1, **kwargs):
    """A summary of Testshire with strands, CSPs that take part, measures."""
    area = an_area()
    home = a_home_partnership(**kwargs)
    a_coverage(partnership=home, area=area)
    years = {"from_year": 2011, "to_year": 2013}
    report = a_report(
        document_type="strategy-summary", partnership=home, year=2011, period="2011-14"
    )
    members = [a_partnership(county_partnership=home) for _ in range(csps)]
    for number in range(1, priorities + 1):
        same = {"number": number, "title": f"Light street {number}", **years}
        row = a_priority(partnership=home, theme=f"Street {number}", **same)
        a_strand(priority=row, title="Lamps in common")
        a_passage(report=report, key=f"priority.{row.code}", body="<p>Words.</p>")
        for csp in members:
            a_priority(partnership=csp, **same)
    for _ in range(measures):
        an_observation(measure=a_measure(theme=THEME), area=area)
    for key in ("summary", "landscape", "participation", "measures", "monitoring"):
        a_passage(report=report, key=key, body="<p>Words.</p>")
    return report


def participation(report):
    return cells(block(build(report), "participation", "table"))


def measures(report):
    return cells(block(build(report), "measures", "table"))


def test_queries_do_not_grow_with_priorities_partnerships_and_measures():
    few = a_summary()
    many = a_summary(priorities=4, csps=5, measures=6, is_home=False)

    assert queries_for(few) == queries_for(many)


def test_partnership_takes_part_in_its_own_priorities():
    report = a_summary(priorities=2)
    (csp,) = report.partnership.csps.all()
    own = csp.priorities.order_by("number")
    a_strand(priority=own[0], title="Lamps of our own")
    own[1].delete()

    name = csp.name
    assert participation(report) == [
        [name, "Takes part", "not given", "Lamps of our own"]
    ]


@pytest.mark.parametrize("changed", [{"title": "Dim"}, {"to_year": 2012}])
def test_priority_with_other_wording_or_years_does_not_match(changed):
    report = a_summary()
    report.partnership.csps.get().priorities.update(**changed)

    assert participation(report)[0][1:] == ["not given", "not given"]


def test_baseline_is_the_year_before_in_the_partnerships_area():
    report = a_summary(measures=0)
    area = report.partnership.areas.get()
    period = periods.financial_year(2010)
    span = {"period": period}
    known = a_measure(
        theme=THEME, name="Thefts", desired_direction=Measure.Direction.DOWN
    )
    an_observation(measure=known, area=area, value=90, **span)
    an_observation(measure=known, value=77, **span)
    unknown = a_measure(theme=THEME, name="Trust", order=1, desired_direction="up")
    an_observation(
        measure=unknown, area=area, reason=Reason.NOT_YET_DUE, value=None, **span
    )
    a_measure(theme=THEME, name="Walks", order=2)
    a_measure(theme="Others")

    assert measures(report) == [
        ["Thefts", "Decrease", "90"],
        ["Trust", "Increase", "not yet due"],
        ["Walks", "Neither", "not given"],
    ]


def test_shared_wording_comes_first_with_the_parts_below():
    report = a_summary(measures=0)
    priority = report.partnership.priorities.get()
    a_measure(theme=THEME, name="Thefts", definition="Fewer thefts and fires")
    a_measure(theme=THEME, name="Fires", definition="Fewer thefts and fires", order=1)
    a_measure(
        theme=THEME,
        name="Walks",
        definition="More walks",
        order=2,
        priority_theme=priority,
    )

    table = block(build(report), "measures", "table")

    assert [(row.cells[0].text, row.cells[0].sub) for row in table.rows] == [
        ("Fewer thefts and fires", "Thefts; Fires"),
        ("More walks", ""),
    ]
    assert table.rows[1].cells[1].text == "1. Street 1"


def test_parts_of_one_wording_with_figures_have_rows_of_their_own():
    report = a_summary(measures=0)
    words = {"theme": THEME, "definition": "Fewer thefts and fires"}
    for order, name in enumerate(("Thefts", "Fires")):
        measure = a_measure(name=name, order=order, **words)
        period = periods.financial_year(2010)
        an_observation(
            measure=measure,
            area=Coverage.objects.get(partnership=report.partnership).area,
            value=4,
            starts_on=period.start,
            ends_on=period.end,
            period_kind=period.kind,
        )

    rows = cells(block(build(report), "measures", "table"))

    assert [(row[0], row[-1]) for row in rows] == [
        ("Fewer thefts and fires", "4"),
        ("Fewer thefts and fires", "4"),
    ]


def test_priority_without_strands_shows_nothing_reported():
    report = a_summary()
    row = report.partnership.priorities.get()
    row.strands.all().delete()

    assert section(build(report), row.code).blocks[-1].is_unreported


def test_partnership_with_a_contributing_priority_takes_part():
    report = a_summary()
    own = report.partnership.csps.get().priorities.get()
    own.title = "Dim"
    own.save()
    own.contributes_to.set(report.partnership.priorities.all())

    assert participation(report)[0][1] == "Takes part"


def test_summary_without_priorities_in_common_shows_those_of_each_partnership():
    report = a_summary(measures=0)
    measure = a_measure(name="Thefts", priority_theme=Priority.objects.first())
    report.partnership.priorities.all().delete()

    table = block(build(report), "participation", "table")

    assert table.detail == "They have no priorities in common"
    assert [row.cells[-1].text for row in table.rows] == ["Light street 1"]
    assert "Thefts" not in text_of(rendering.as_html(build(report))), measure


def test_measures_of_success_are_those_of_the_priorities():
    report = a_summary(measures=0)
    priority = report.partnership.priorities.get()
    a_measure(name="Thefts", priority_theme=priority, desired_direction="down")

    assert [row[0] for row in measures(report)] == ["Thefts"]


def test_partnerships_that_all_take_part_are_named_in_a_sentence():
    report = a_summary(priorities=2, csps=2, measures=0)

    folded = block(build(report), "participation", "folded_table")

    assert folded.text.endswith("take part in both priorities.")
    assert folded.key == "participation"


def test_matrix_shows_who_takes_part_in_what():
    report = a_summary(priorities=2, csps=2, measures=0)
    Priority.objects.filter(
        partnership__county_partnership=report.partnership
    ).last().delete()

    table = block(build(report), "participation", "table")

    assert sum(cell.sign == "met" for row in table.rows for cell in row.cells) == 3
