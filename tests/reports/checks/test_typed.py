"""Typed figures: offered their token, told to be unknown, or contradicted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.checks import services
from reports.checks.typed import figures_are_linked
from reports.text.draft import draft_of
from tests.builders import (
    a_contribution,
    a_measure,
    a_partner,
    a_priority,
    a_user,
    an_observation,
)
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def test_a_figure_of_the_data_is_offered_its_token():
    report = draft_with("<p>In 2015 there were 1,233 thefts.</p>")
    (finding,) = found(report, "typed-figure")
    assert finding.what == (
        "1,233 was typed. It matches Thefts, Testshire, 2015 in your data."
    )
    assert finding.offer == "[=value thefts testshire 2015]"
    assert finding.offer_words == finding.excerpt == "1,233"
    assert not finding.is_stop


def test_a_bound_figure_raises_nothing():
    report = draft_with("<p>There were [=value thefts testshire 2015] thefts.</p>")
    assert found(report, "typed-figure") == []


def test_pasted_words_are_read_alike():
    pasted = "<p><strong>Thefts </strong><em>(2015): </em>1,233</p>"
    (finding,) = found(draft_with(pasted), "typed-figure")
    assert finding.offer == "[=value thefts testshire 2015]"


def test_figures_in_headings_lists_and_cells_are_found():
    body = (
        "<h3>Lamps: 71</h3><ul><li>72 lamps</li></ul>"
        "<table><tr><td>Lamps</td><td>73</td></tr></table>"
    )
    findings = found(draft_with(body), "typed-figure")
    assert [one.excerpt for one in findings] == ["71", "72", "73"]


def test_a_figure_that_is_not_in_the_data_is_told():
    (finding,) = found(draft_with("<p>We put up 57 lamps.</p>"), "typed-figure")
    assert finding.what.startswith("57 was typed and not found in your data")
    assert finding.offer == ""


def test_unknown_figures_of_one_sentence_are_told_together():
    report = draft_with("<p>We put up 57 lamps, 12 gates and 31 signs.</p>")
    (finding,) = found(report, "typed-figure")
    assert finding.what.startswith("57, 12 and 31 were typed and not found in your")


def test_small_numbers_are_not_bound_to_what_they_do_not_name():
    report = draft_with("<p>We met 3 times.</p>")
    an_observation(area=report.partnership.areas.get(), value=3)
    (finding,) = found(report, "typed-figure")
    assert finding.offer == ""


def test_a_number_in_words_is_offered_its_count():
    report = draft_with("<p>We share two priorities.</p>")
    (finding,) = found(report, "typed-figure")
    assert finding.offer == "[=count priorities 2016-17]"


def test_a_wrong_number_of_priorities_is_told():
    report = draft_with("<p>We share five priorities.</p>")
    (finding,) = found(report, "typed-contradiction")
    assert finding.what == "“five priorities” contradicts your data, which has two."
    assert finding.offer == "[=count priorities 2016-17]"


def test_another_partnerships_priorities_are_its_own_to_count():
    report = draft_with("<p>Words.</p>", kind="panel-update", period="2016-17")
    a_contribution(report=report, body="<p>We share five priorities.</p>")
    assert not any("five" in one.what for one in found(report, "typed-contradiction"))


def test_another_value_of_a_named_measure_and_period_stops():
    report = draft_with("<p>In 2015 there were 1,323 thefts.</p>")
    (finding,) = found(report, "typed-contradiction")
    assert finding.is_stop
    assert (
        finding.what
        == "“1,323” contradicts your data: Thefts, Testshire, 2015 is 1,233."
    )
    assert finding.offer == "[=value thefts testshire 2015]"
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
def test_what_may_stand_beside_the_data_is_no_contradiction(body):
    assert found(draft_with(f"<p>{body}</p>"), "typed-contradiction") == []


def test_a_number_that_may_be_of_a_part_only_warns():
    body = "<p>In 2015 there were 1,323 thefts from shops.</p>"
    (finding,) = found(draft_with(body), "typed-contradiction")
    assert not finding.is_stop


def test_another_amount_of_a_line_stops():
    report = draft_with("<p>In 2016-17 Lights: £25,000.</p>")
    (finding,) = found(report, "typed-contradiction")
    assert finding.is_stop and finding.offer == "[=amount lights 2016-17]"


def test_names_of_the_partnership_hold_no_figures():
    a_partner(name="Room 512")
    assert found(draft_with("<p>We met in Room 512.</p>"), "typed-figure") == []


def test_a_qualifier_that_the_token_prints_is_replaced_with_it():
    report = draft_with("<p>In 2016-17 up to 4,000 lamps were lit in Testshire.</p>")
    area = report.partnership.areas.get()
    measure = a_measure(code="lamps", name="Lamps lit")
    given = {"starts_on": "2016-04-01", "ends_on": "2017-03-31"}
    an_observation(measure=measure, area=area, value=4000, qualifier="up-to", **given)
    (finding,) = found(report, "typed-figure")
    assert finding.excerpt == finding.offer_words == "up to 4,000"


def test_words_without_tokens_are_told_to_go_without_the_figure():
    report = draft_with("<p>Words.</p>", summary="In 2015 there were 1,233 thefts.")
    (finding,) = found(report, "typed-figure")
    assert finding.offer == "" and finding.cure.startswith("Remove the figure")


def test_a_draft_without_figures_asks_nothing_of_the_data():
    report = draft_with("<p>No figure here.</p>")
    draft = draft_of(report)
    draft.text  # noqa: B018
    with CaptureQueriesContext(connection) as queries:
        assert list(figures_are_linked(draft)) == []
    assert not any("observation" in query["sql"] for query in queries)


def test_an_answered_figure_is_left():
    report = draft_with("<p>We put up 57 lamps.</p>")
    finding = found(report, "typed-figure")[0]
    services.accept_warning(report, finding, "Counted by hand.", a_user())
    checked = services.run(report)
    assert [one.check for one, _ in checked.accepted] == ["typed-figure"]
    assert all(one.check != "typed-figure" for one in checked.warnings)


def test_priorities_of_another_year_may_be_counted():
    report = draft_with("<p>In 2015-16 we had the five priorities of then.</p>")
    a_priority(partnership=report.partnership, from_year=2015)
    assert found(report, "typed-contradiction") == []
