"""The annual review: the sample's, against its facts, and made-up ones."""

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from priorities.models import Observation, PriorityLink
from reports.assembly.build import build, find
from reports.errors import ReportNotRendered
from reports.public import queries
from reports.publication import rendering
from tests import sample_copy
from tests.builders import (
    a_coverage,
    a_group,
    a_measure,
    a_membership,
    a_partnership,
    a_passage,
    a_priority,
    a_priority_link,
    a_report,
    a_strand,
    an_achievement,
    an_area,
    an_observation,
)
from tests.reports.pages import text_of
from tests.reports.papers import block, built, cells, queries_for, section

pytestmark = pytest.mark.django_db

ADDRESS = "annual-review/oxford/2018-19"


@pytest.fixture(scope="module")
def review(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="module")
def html(review):
    return rendering.as_html(review)


@pytest.fixture(scope="module")
def text(html):
    return text_of(html)


def test_priorities_have_sections_in_the_plan_order(review):
    listed = block(review, "priorities", "priority_list").entries
    parts = [one for one in review.sections if one.level == 3]

    assert [one.title for one in parts] == [entry.words for entry in listed]
    assert [entry.marker for entry in listed] == [f"({one})" for one in "abcdef"]


def test_priority_without_achievements_shows_nothing_reported(review):
    (gap,) = section(review, "oxford-2018-c").blocks

    assert gap.text == "No work on this priority has been reported."
    assert gap.number > 0


def test_strands_are_listed_below_their_priority(review):
    (first, *others) = block(review, "next", "priority_list").entries

    assert [part.marker for part in first.parts] == ["(1)", "(2)", "(3)", "(4)"]
    assert not any(entry.parts for entry in others)


def test_only_recorded_links_join_priorities(review):
    words = block(review, "next", "folded_table").text

    assert "Reworded: “Support the Government’s Violence against Women" in words
    assert "crimes”, now “Supporting the Government’s" in words
    assert "No change has been recorded for the other five. Priorities for" in words
    assert words.endswith(
        "Drug exploitation; Late-night safety; Modern slavery and exploitation; "
        "Hate crime."
    )


def test_no_telephone_or_email_is_printed(text):
    assert "01865" not in text
    assert "@" not in text


def test_corrected_figure_changes_words_table_and_headline():
    sample_copy.insert()
    Observation.objects.filter(measure__code="ox-needles").update(value=7300)

    text = text_of(rendering.as_html(build(find(ADDRESS))))

    assert "7,292" not in text
    assert text.count("7,300") == 3


def test_review_has_a_readable_url(client):
    sample_copy.insert()

    assert queries.draft_at("annual-review", "oxford/2018-19") == find(ADDRESS)
    assert find(ADDRESS).file_stem == "annual-review-oxford-2018-19"
    assert client.get(f"/{ADDRESS}/").status_code == 200
    assert client.get("/annual-review/oxford-csp/2018-19/").status_code == 404


# Made-up reviews


def a_review(priorities=1, **kwargs):
    """Testford's review of 2018-19, with priorities of that year and one later."""
    csp = a_partnership(**kwargs)
    a_coverage(partnership=csp, area=an_area())
    a_membership(group=a_group(partnership=csp))
    for number in range(1, priorities + 1):
        title = f"Light street {number}"
        row = a_priority(partnership=csp, from_year=2018, number=number, title=title)
        a_strand(priority=row)
        an_achievement(partnership=csp, priority=row, year=2018, body="<p>Lit.</p>")
    a_priority(partnership=csp, from_year=2019, title="Light parks", theme="Parks")
    report = a_report(
        document_type="annual-review", partnership=csp, year=2018, period="2018-19"
    )
    for key in ("introduction", "membership", "priorities", "achievements", "next"):
        a_passage(report=report, key=key, body="<p>Words.</p>")
    return report


def old_and_new(report):
    rows = report.partnership.priorities.order_by("from_year", "number")
    return rows.first(), rows.last()


def links_to_later(report):
    return cells(block(build(report), "next", "table"))


def test_queries_do_not_grow_with_priorities_and_achievements():
    few, many = a_review(priorities=1), a_review(priorities=6)

    assert queries_for(few) == queries_for(many)


def test_what_happened_to_a_priority_is_shown_as_recorded():
    report = a_review()
    old, new = old_and_new(report)
    assert links_to_later(report) == [[old.title, "not given", "not given"]]

    old.ended_reason = "The lamps are lit."
    old.save()
    assert links_to_later(report) == [[old.title, "Ended", "The lamps are lit."]]
    records = section(build(report), "next").records
    assert ("priority", old.code, "ended_reason") in records

    a_priority_link(earlier=old, later=new, kind=PriorityLink.Kind.MERGED)
    assert links_to_later(report) == [[old.title, "Merged", new.title]]


def test_priority_of_both_years_continues():
    report = a_review()
    new = old_and_new(report)[1]
    new.delete()
    report.partnership.priorities.update(to_year=2019)

    title = report.partnership.priorities.get().title
    assert links_to_later(report) == [[title, "Continues", title]]


def test_later_priority_without_a_link_is_named_below_the_table():
    report = a_review()
    old, new = old_and_new(report)
    assert block(build(report), "next", "table").source.endswith(": Parks.")

    a_priority_link(earlier=old, later=new)
    assert block(build(report), "next", "table").source == ""


def test_achievements_are_of_the_year_and_of_the_partnership_itself():
    report = a_review()
    old = old_and_new(report)[0]
    an_achievement(partnership=report.partnership, priority=old, year=2017)
    an_achievement(priority=old, year=2018)

    (words,) = section(build(report), old.code).blocks

    assert len(words.items) == 1


def test_achievement_without_a_priority_is_listed_separately():
    report = a_review()
    message = build(report)
    [nothing] = section(message, "other").blocks
    assert nothing.text == "Nothing has been reported."

    an_achievement(partnership=report.partnership, year=2018, title="Bins & lamps")
    (words,) = section(build(report), "other").blocks
    assert "<strong>Bins &amp; lamps.</strong>" in words.items[0].words.html


def test_achievement_figure_is_shown_with_its_text():
    report = a_review()
    an_achievement(
        partnership=report.partnership, year=2018, figure="12", figure_caption="lamps"
    )

    page = text_of(rendering.as_html(build(report)))

    assert "12 lamps" in page


def figures(report):
    return cells(block(build(report), "figures", "table"))


def test_figures_are_grouped_by_priority_with_the_previous_year():
    report = a_review()
    old = old_and_new(report)[0]
    area = report.partnership.areas.get()
    measure = a_measure(name="Lamps", priority_theme=old)
    for year, value in ((2017, 20), (2018, 30)):
        period = periods.financial_year(year)
        span = {"period": period}
        an_observation(measure=measure, area=area, value=value, **span)
    an_observation(measure=measure, value=99, **span)
    missing = a_measure(name="Poles", priority_theme=old, order=1)
    an_observation(
        measure=missing, area=area, value=None, reason=Reason.NOT_AVAILABLE, **span
    )
    undated = a_measure(name="Bulbs", priority_theme=old, order=2)
    an_observation(
        measure=undated,
        area=area,
        value=5,
        starts_on=None,
        ends_on=None,
        period_kind=periods.PeriodKind.NOT_GIVEN,
    )

    assert figures(report) == [
        [old.title],
        ["Lamps", "20", "30"],
        ["Poles", "not given", "not available"],
        ["Bulbs", "not given", "5"],
    ]


def test_review_without_priorities_is_an_error():
    report = a_review()
    report.partnership.achievements.all().delete()
    report.partnership.priorities.all().delete()

    with pytest.raises(ReportNotRendered, match="Priority list"):
        build(report)


def test_home_partnership_can_have_a_review():
    report = a_review(is_home=True)

    assert report.path == "annual-review/2018-19"
    assert build(report).title == "Annual review"
