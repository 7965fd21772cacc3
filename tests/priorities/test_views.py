"""Public pages of priorities and measures."""

import datetime as dt
import re
from itertools import count, pairwise

import pytest
from django.urls import reverse

from partnership.core.models.registry import RECORD_TYPES
from partnership.core.values.missing import Reason
from priorities.models import Measure, PriorityLink, Target
from priorities.queries.measured import priorities_by_key
from tests.builders import (
    a_coverage,
    a_home_partnership,
    a_lead,
    a_measure,
    a_partnership,
    a_priority,
    a_priority_link,
    a_reported_change,
    a_strand,
    a_target,
    a_user,
    an_area,
    an_objective,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def county():
    """The area of the home partnership."""
    area = an_area(code="testshire", name="Testshire")
    a_coverage(partnership=a_home_partnership(), area=area)
    return area


def text(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def in_calendar_year(year):
    return {
        "starts_on": dt.date(year, 1, 1),
        "ends_on": dt.date(year, 12, 31),
        "period_kind": "calendar-year",
    }


def test_priorities_show_what_they_replace(client):
    earlier = a_priority(title="Less noise", from_year=2015, to_year=2015)
    later = a_priority(title="Much less noise")
    a_priority_link(earlier=earlier, later=later, kind=PriorityLink.Kind.REWORDED)

    page = text(client, "priorities:priority_list")

    assert "(2015-16, reworded)" in page
    assert "no earlier priority recorded" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"year": "2016-17"}, {"Now"}),
        ({"year": "2011-12"}, {"Long ago"}),
        ({"partnership": "north-csp"}, {"Long ago"}),
        ({"year": "2016-17", "partnership": "north-csp"}, set()),
        ({"year": "nonsense"}, set()),
        ({}, {"Now", "Long ago"}),
    ],
)
def test_priorities_are_filtered(client, query, found):
    north = a_partnership(code="north-csp")
    a_priority(title="Now")
    a_priority(title="Long ago", partnership=north, from_year=2011, to_year=2013)

    page = text(client, "priorities:priority_list", **query)

    assert {title for title in ["Now", "Long ago"] if f">{title}</a>" in page} == found
    assert ("No priorities match." in page) == (not found)


def test_priority_shows_leads_outcomes_and_reasons(client):
    priority = a_priority()
    strand = a_strand(
        priority=priority,
        outcome="<p>Fewer calls</p>",
        outcome_reason="",
        progress_reason=Reason.NOT_YET_DUE,
        progress_note="after the summer",
    )
    lead = a_lead(strand=strand)

    page = text(client, "priorities:priority_detail", priority.code)

    assert str(lead.body) in page
    assert "<p>Fewer calls</p>" in page
    assert "Not yet due: after the summer" in page


@pytest.mark.parametrize(
    ("kind", "is_shown"),
    [("continued", True), ("reworded", True), ("merged", False), ("split", False)],
)
def test_measures_go_on_with_a_priority_that_continues(client, county, kind, is_shown):
    home = county.partnerships.get()
    years = [
        a_priority(partnership=home, from_year=year) for year in (2014, 2015, 2016)
    ]
    for earlier, later in pairwise(years):
        a_priority_link(earlier=earlier, later=later, kind=kind)
    measure = a_measure(name="Noises", priority_theme=years[0])
    an_observation(measure=measure, area=county, value=12)

    page = text(client, "priorities:priority_detail", years[-1].code)

    assert ("Noises" in page) == is_shown
    found = priorities_by_key(years[-1:])
    assert (found.get(years[0].pk) == years[-1]) == is_shown


def test_priority_shows_its_measures(client):
    area = an_area()
    priority = a_priority(partnership=a_coverage(area=area).partnership)
    measure = a_measure(name="Noises", priority_theme=priority)
    an_observation(measure=measure, area=area, value=12)

    page = text(client, "priorities:priority_detail", priority.code)

    assert "Noises" in page


def test_text_with_an_unknown_figure_is_not_shown(client):
    priority = a_priority(context="<p>We had [=value nothing nowhere 2015] calls.</p>")

    page = text(client, "priorities:priority_detail", priority.code)

    assert "We had" not in page
    assert "cannot be shown because it contains a figure code" in page


def test_objective_links_to_those_of_the_plans_before_and_after(client):
    earlier, later = an_objective(text="Fewer thefts"), an_objective(text="Locks")
    later.replaces.add(earlier)

    for one, other, word in (
        (earlier, later, "Replaced by"),
        (later, earlier, "Replaces"),
    ):
        page = text(client, "priorities:objective_detail", one.code)
        assert f"<dt>{word}</dt>" in page
        assert f'href="/objectives/{other.code}/"' in page


def test_district_priority_and_the_county_one_link_to_each_other(client):
    own, shared = a_priority(title="Locks"), a_priority(title="Fewer thefts")
    own.contributes_to.add(shared)

    page = text(client, "priorities:priority_detail", own.code)
    assert "Priorities it contributes to" in page
    assert f'href="/priorities/{shared.code}/"' in page
    page = text(client, "priorities:priority_detail", shared.code)
    assert "Priorities that contribute to it" in page
    assert f'href="/priorities/{own.code}/"' in page


def test_priority_list_query_count_does_not_grow(client):
    assert_queries_do_not_grow(
        lambda: text(client, "priorities:priority_list"), a_priority_link, most=9
    )


def test_priority_page_query_count_does_not_grow(client):
    priority = a_priority()
    orders = count()

    assert_queries_do_not_grow(
        lambda: text(client, "priorities:priority_detail", priority.code),
        lambda: a_lead(strand=a_strand(priority=priority, order=next(orders))),
        most=24,
    )


def test_measures_show_the_home_partnerships_area(client, county):
    measure = a_measure(name="Noises", desired_direction=Measure.Direction.DOWN)
    an_observation(measure=measure, area=county, value=200, **in_calendar_year(2014))
    an_observation(measure=measure, area=county, value=250, **in_calendar_year(2015))
    an_observation(measure=a_measure(name="Elsewhere only"))

    page = text(client, "priorities:measure_list")

    assert "up 25%: worse" in page
    assert "compared with 2014" in page
    assert "Elsewhere only" not in page


def test_measures_show_the_area_and_theme_asked_for(client, county):
    city = an_area(code="city")
    an_observation(measure=a_measure(name="Noises", theme="Streets"), area=city)
    an_observation(measure=a_measure(name="Falls", theme="Health"), area=city)

    page = text(client, "priorities:measure_list", area="city", theme="Health")

    assert "Falls" in page
    assert "Noises</a>" not in page


def test_unknown_area_has_no_measures(client, county):
    page = text(client, "priorities:measure_list", area="nowhere")

    assert "No measures match." in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("noise", {"Noises at night", "Loud noises"}),
        ("NIGHT noises ", {"Noises at night"}),
        ("", {"Noises at night", "Loud noises", "Falls"}),
        ("noi%es", set()),
    ],
)
def test_measures_are_found_by_words_in_the_name(client, county, words, found):
    names = ["Noises at night", "Loud noises", "Falls"]
    for name in names:
        an_observation(measure=a_measure(name=name), area=county)

    page = text(client, "priorities:measure_list", q=words, sort="-measure")

    assert {name for name in names if f">{name}</a>" in page} == found
    assert f'value="{words}"' in page or not words
    assert ("Try a different search, area or theme." in page) == (not found)


def test_search_without_results_suggests_what_to_do(client, county):
    an_observation(area=county)

    page = text(client, "priorities:measure_list", q="<b>zzz")

    assert "No measures for Testshire match “&lt;b&gt;zzz”." in page
    assert "Try a different search" in page


def test_search_that_is_too_long_finds_nothing(client, county):
    assert "No measures match." in text(client, "priorities:measure_list", q="a" * 101)


def test_measure_list_query_count_does_not_grow(client, county):
    assert_queries_do_not_grow(
        lambda: text(client, "priorities:measure_list"),
        lambda: an_observation(measure=a_measure(theme="Streets"), area=county),
        most=12,
    )


def test_measure_shows_figures_counts_targets_and_reported_changes(client, county):
    measure = a_measure(unit=Measure.Unit.PERCENT)
    an_observation(
        measure=measure, area=county, value=54, numerator=126, denominator=235
    )
    a_target(
        measure=measure, area=county, value=50, comparison=Target.Comparison.AT_LEAST
    )
    a_reported_change(measure=measure, area=county)

    page = text(client, "priorities:measure_detail", measure.code)

    assert "54%" in page
    assert "126 of 235" in page
    assert "at least 50%" in page
    assert ">met" in page
    assert "up 5%" in page


def test_measure_without_a_figure_gives_the_reason(client, county):
    row = an_observation(area=county, reason=Reason.SUPPRESSED)

    page = text(client, "priorities:measure_detail", row.measure.code)

    assert "suppressed" in page


def test_measure_shows_its_latest_change_first(client, county):
    measure = a_measure(desired_direction=Measure.Direction.DOWN)
    an_observation(measure=measure, area=county, value=790, **in_calendar_year(2014))
    an_observation(measure=measure, area=county, value=1233, **in_calendar_year(2015))

    page = text(client, "priorities:measure_detail", measure.code)

    assert "Up 56% from 790 in 2014 to 1,233 in 2015: worse." in page
    assert 'class="bars"' not in page


def test_measure_draws_three_figures(client, county):
    measure = a_measure()
    for year, value in {2013: 100, 2014: 50, 2015: 200}.items():
        an_observation(
            measure=measure, area=county, value=value, **in_calendar_year(year)
        )

    page = text(client, "priorities:measure_detail", measure.code)

    bars = re.findall(r'<rect width="([^"]+)"', page)
    assert bars == ["50.0%", "25.0%", "100.0%"]


def test_measure_page_query_count_does_not_grow(client):
    measure = a_measure()

    def add():
        row = an_observation(measure=measure)
        a_target(measure=measure, area=row.area)
        a_reported_change(measure=measure, area=row.area)

    assert_queries_do_not_grow(
        lambda: text(client, "priorities:measure_detail", measure.code), add, most=9
    )


def test_target_against_the_desired_direction_has_a_notice(client):
    measure = a_measure(name="Fires", desired_direction="down")
    target = a_target(measure=measure)
    client.force_login(a_user(is_superuser=True))
    notice = "Fires should go down. Select “at most”, or change its desired direction."

    for record, row in (("targets", target), ("measures", measure)):
        page = client.get(RECORD_TYPES[record].edit_url(row.pk)).content.decode()
        assert notice in page

    target.comparison = "at-most"
    target.save()
    page = client.get(RECORD_TYPES["targets"].edit_url(target.pk)).content.decode()
    assert notice not in page
