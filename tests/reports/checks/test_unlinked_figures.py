"""Typed figures that can be linked, are unknown, or contradict the data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks import acceptance, services
from reports.checks.issue import Severity
from reports.checks.unlinked_figures import figures_are_known
from reports.text.draft import draft_of
from tests.builders import (
    a_commissioners_plan,
    a_contribution,
    a_measure,
    a_partner,
    a_priority,
    a_user,
    an_observation,
)
from tests.reports.checks.checking import draft_with, found, links

pytestmark = pytest.mark.django_db


def test_a_figure_of_the_data_is_offered_its_token():
    report = draft_with("<p>In 2015 there were 1,233 thefts.</p>")
    (link,) = links(report)
    assert link.description == "Thefts, Testshire, 2015"
    assert link.token == "[=value thefts testshire 2015]"
    assert link.printed == link.excerpt == "1,233"
    assert found(report, "typed-figure") == []


def test_pasted_words_are_read_the_same():
    pasted = "<p><strong>Thefts </strong><em>(2015): </em>1,233</p>"
    (link,) = links(draft_with(pasted))
    assert link.token == "[=value thefts testshire 2015]"


def test_figures_in_headings_lists_and_cells_are_found():
    body = (
        "<h3>Lamps: 71</h3><ul><li>72 lamps</li></ul>"
        "<table><tr><td>Lamps</td><td>73</td></tr></table>"
    )
    issues = found(draft_with(body), "typed-figure")
    assert [one.excerpt for one in issues] == ["71", "72", "73"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>Thefts are counted by month. All told it was 1,233.</p>",
        "<p>Thefts:</p><table><tr><th>Where</th><th>2015</th><th>Change</th></tr>"
        "<tr><td>Testshire</td><td>1,233</td><td>-41</td></tr></table>",
    ],
)
def test_no_figure_of_the_data_is_called_unknown(body):
    assert found(draft_with(body), "typed-figure") == []


def test_a_number_that_is_data_of_something_else_is_unknown():
    (issue,) = found(draft_with("<p>We lent 1,233 lamps.</p>"), "typed-figure")
    assert issue.excerpt == "1,233"


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("We lent 1,233 lamps.", Severity.ADVICE),
        ("The helpline took 412 calls about thefts.", Severity.ADVICE),
        ("The number of incidents fell by 11%.", Severity.WARNING),
    ],
)
def test_only_a_figure_that_the_data_should_have_needs_an_answer(words, severity):
    (issue,) = found(draft_with(f"<p>{words}</p>"), "typed-figure")
    assert issue.severity == severity


@pytest.mark.parametrize(
    "words",
    [
        "By spring wardens will have visited 1,500 homes.",
        "Suppose each school had 1,500 lamps.",
    ],
)
def test_a_figure_that_is_planned_or_supposed_is_not_called_unknown(words):
    assert found(draft_with(f"<p>{words}</p>"), "typed-figure") == []


def test_small_numbers_are_not_linked_to_what_they_do_not_name():
    report = draft_with("<p>We met 3 times.</p>")
    an_observation(area=report.partnership.areas.get(), value=3)
    (issue,) = found(report, "typed-figure")
    assert issue.replacement == ""


def test_a_number_in_words_is_offered_its_count():
    report = draft_with("<p>We share two priorities.</p>")
    (link,) = links(report)
    assert link.token == "[=count priorities 2016-17]"


def test_another_partnerships_priorities_are_its_own_to_count():
    report = draft_with("<p>Words.</p>", document_type="panel-update", period="2016-17")
    a_contribution(report=report, body="<p>We share five priorities.</p>")
    assert not any(
        "five" in one.message for one in found(report, "typed-contradiction")
    )


def test_numbers_in_names_are_not_figures():
    a_partner(name="Room 512")
    assert found(draft_with("<p>We met in Room 512.</p>"), "typed-figure") == []


def test_years_in_the_name_of_a_plan_are_not_figures():
    report = draft_with("<p>The Police and Crime Plan 2014-19 sets out aims.</p>")
    area = report.partnership.police_area
    a_commissioners_plan(title="Police and Crime Plan 2014-19", area=area)

    assert found(report, "typed-figure") == []


def test_a_qualifier_that_the_token_prints_is_replaced_with_it():
    report = draft_with("<p>In 2016-17 up to 4,000 lamps were lit in Testshire.</p>")
    area = report.partnership.areas.get()
    measure = a_measure(code="lamps", name="Lamps lit")
    given = {"starts_on": "2016-04-01", "ends_on": "2017-03-31"}
    an_observation(measure=measure, area=area, value=4000, qualifier="up-to", **given)
    (link,) = links(report)
    assert link.excerpt == link.printed == "up to 4,000"


def test_no_link_is_suggested_where_none_can_be_printed():
    report = draft_with("<p>Words.</p>", summary="In 2015 there were 1,233 thefts.")
    assert links(report) == found(report, "typed-figure") == []


def test_draft_without_figures_makes_no_queries():
    report = draft_with("<p>No figure here.</p>")
    draft = draft_of(report)
    draft.text  # noqa: B018
    with CaptureQueriesContext(connection) as queries:
        assert list(figures_are_known(draft)) == []
    # All rows are compared with those remembered, and none is read as a figure.
    assert not any('observation"."value' in query["sql"] for query in queries)


def test_an_accepted_figure_is_not_reported():
    report = draft_with("<p>The number of incidents fell by 57%.</p>")
    issue = found(report, "typed-figure")[0]
    acceptance.accept_warning(report, issue, "Counted by hand.", a_user())
    checked = services.run(report)
    assert [one.check for one, _ in checked.accepted] == ["typed-figure"]
    assert all(one.check != "typed-figure" for one in checked.warnings)


def test_priorities_of_another_year_may_be_counted():
    report = draft_with("<p>In 2015-16 we had the five priorities of then.</p>")
    a_priority(partnership=report.partnership, from_year=2015)
    assert found(report, "typed-contradiction") == []
