"""Typed figures that can be linked, are unknown, or contradict the data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks import acceptance, services
from reports.checks.unlinked_figures import figures_are_known
from reports.text.draft import draft_of
from tests.builders import (
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


def test_a_linked_figure_raises_nothing():
    report = draft_with("<p>There were [=value thefts testshire 2015] thefts.</p>")
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


def test_a_figure_that_is_not_in_the_data_is_reported():
    (issue,) = found(draft_with("<p>We put up 57 lamps.</p>"), "typed-figure")
    assert issue.message.startswith("57 was typed and not found in your data")
    assert issue.replacement == ""


def test_unknown_figures_of_one_sentence_are_reported_together():
    report = draft_with("<p>We put up 57 lamps, 12 gates and 31 signs.</p>")
    (issue,) = found(report, "typed-figure")
    assert issue.message.startswith("57, 12 and 31 were typed and not found in your")


def test_small_numbers_are_not_linked_to_what_they_do_not_name():
    report = draft_with("<p>We met 3 times.</p>")
    an_observation(area=report.partnership.areas.get(), value=3)
    (issue,) = found(report, "typed-figure")
    assert issue.replacement == ""


def test_a_number_in_words_is_offered_its_count():
    report = draft_with("<p>We share two priorities.</p>")
    (link,) = links(report)
    assert link.token == "[=count priorities 2016-17]"


def test_a_wrong_number_of_priorities_is_reported():
    report = draft_with("<p>We share five priorities.</p>")
    (issue,) = found(report, "typed-contradiction")
    assert issue.message == "“five priorities” contradicts your data, which has two."
    assert issue.replacement == "[=count priorities 2016-17]"


def test_another_partnerships_priorities_are_its_own_to_count():
    report = draft_with("<p>Words.</p>", document_type="panel-update", period="2016-17")
    a_contribution(report=report, body="<p>We share five priorities.</p>")
    assert not any(
        "five" in one.message for one in found(report, "typed-contradiction")
    )


def test_another_value_of_a_named_measure_and_period_is_an_error():
    report = draft_with("<p>In 2015 there were 1,323 thefts.</p>")
    (issue,) = found(report, "typed-contradiction")
    assert issue.is_error
    assert (
        issue.message
        == "“1,323” contradicts your data: Thefts, Testshire, 2015 is 1,233."
    )
    assert issue.replacement == "[=value thefts testshire 2015]"
    assert found(report, "typed-figure") == []


@pytest.mark.parametrize(
    "body",
    [
        "In 2015 there were over 1,200 thefts.",
        "In 2015 there were about 1,230 thefts.",
        "In 2013 there were 1,100 thefts.",
        "Thefts worried 1,400 people.",
        "Thefts in 2015 led 1,400 people to ask for lights.",
        "In 2015 there were 1,323 thefts in Northtown.",
    ],
)
def test_possible_addition_to_the_data_is_not_a_contradiction(body):
    assert found(draft_with(f"<p>{body}</p>"), "typed-contradiction") == []


def test_a_number_that_may_be_of_a_part_is_a_warning():
    body = "<p>In 2015 there were 1,323 thefts from shops.</p>"
    (issue,) = found(draft_with(body), "typed-contradiction")
    assert not issue.is_error


def test_another_amount_of_a_line_is_an_error():
    report = draft_with("<p>In 2016-17 Lights: £25,000.</p>")
    (issue,) = found(report, "typed-contradiction")
    assert issue.is_error and issue.replacement == "[=amount lights 2016-17]"


def test_numbers_in_names_are_not_figures():
    a_partner(name="Room 512")
    assert found(draft_with("<p>We met in Room 512.</p>"), "typed-figure") == []


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
    report = draft_with("<p>We put up 57 lamps.</p>")
    issue = found(report, "typed-figure")[0]
    acceptance.accept_warning(report, issue, "Counted by hand.", a_user())
    checked = services.run(report)
    assert [one.check for one, _ in checked.accepted] == ["typed-figure"]
    assert all(one.check != "typed-figure" for one in checked.warnings)


def test_priorities_of_another_year_may_be_counted():
    report = draft_with("<p>In 2015-16 we had the five priorities of then.</p>")
    a_priority(partnership=report.partnership, from_year=2015)
    assert found(report, "typed-contradiction") == []
