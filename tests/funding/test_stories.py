"""One grant's story: its public page, and the pages that link to it."""

import pytest

from funding.releases import key_for
from partnership.core.releases import services
from tests.builders import (
    a_fund,
    a_home_partnership,
    a_line,
    a_measure,
    a_partner,
    a_partnership,
    a_priority,
    a_report,
    a_settlement,
    a_target,
    a_user,
    an_allocation,
    an_area,
    an_objective,
    an_observation,
)
from tests.responses import text_at

pytestmark = pytest.mark.django_db
AMOUNTS = (
    "2016-17: £700 – To light streets.</li><li>2015-16: £600 – To light streets.</li>"
)


@pytest.fixture
def line():
    """A line with £600 in 2015-16 and £700 in 2016-17, and a measure."""
    home, partner = a_home_partnership(), a_partner(name="Lamp Trust", code="lamps")
    line = a_line(label="Street lamps", partnership=home, recipient=partner)
    line.measures.add(a_measure(name="Lamps lit"))
    for year, amount in {2015: 600, 2016: 700}.items():
        settlement = a_settlement(year=year, fund=line.fund, partnership=home)
        purpose = "To light streets."
        an_allocation(
            settlement=settlement, line=line, amount_gbp=amount, purpose=purpose
        )
    return line


def test_story_has_amounts_recipient_purpose_and_measures(client, line):
    page = text_at(client, "funding:line_detail", line.code)

    assert page.index("£700") < page.index("£600")
    assert 'href="/partners/lamps/"' in page
    assert "To light streets." in page
    assert "Lamps lit" in page
    assert "No published documents mention it." in page


def test_fund_and_recipient_link_to_the_story(client, line):
    link = f'href="/funding/lines/{line.code}/"'

    assert link in text_at(client, "funding:overview")
    assert link in text_at(client, "partnership:partner_detail", "lamps")


def test_line_that_is_not_published_has_no_page(client, line, settings):
    settings.SHOW_DRAFTS = False

    assert client.get(f"/funding/lines/{line.code}/").status_code == 404
    assert client.get("/funding/lines/nothing/").status_code == 404


def test_line_that_changed_its_fund_has_the_years_of_both(client, line, settings):
    settings.SHOW_DRAFTS = False
    user, former = a_user(), line.fund
    services.release("partnership", line.partnership.code, user)
    rows = {row.year: row for row in former.settlements.all()}
    services.release("partner", "lamps", user)
    services.release("funding-year", key_for(rows[2015]), user)
    line.fund = rows[2016].fund = a_fund(name="Another fund")
    line.save()
    rows[2016].save()
    services.release("funding-year", key_for(rows[2016]), user)

    page = text_at(client, "funding:line_detail", line.code)
    assert "Another fund" in page
    assert page.index("£700") < page.index("£600")
    assert AMOUNTS in text_at(client, "partnership:partner_detail", "lamps")


@pytest.fixture
def objective(line):
    """An objective that a priority supports; the line's recipient reports on it."""
    objective = an_objective(code="aim", text="Bring light to every street")
    priority = a_priority(code="light", partnership=line.partnership, title="Light")
    priority.objectives.add(objective)
    measure = line.measures.get()
    measure.priority_theme = priority
    measure.save()
    area = an_area(name="Lampton")
    a_target(measure=measure, value=100, area=area)
    an_observation(measure=measure, value=120, area=area)
    return objective


def test_story_has_the_objective_and_whether_targets_were_met(client, line, objective):
    page = text_at(client, "funding:line_detail", line.code)

    assert 'href="/objectives/aim/"' in page
    assert 'href="/priorities/light/"' in page
    assert "Lampton, 2016-17: target" in page and "actual 120" in page


@pytest.mark.parametrize(
    "page",
    [("priorities:objective_detail", "aim"), ("priorities:priority_detail", "light")],
)
def test_objective_and_priority_gather_funding_and_targets(
    client, line, objective, page
):
    found = text_at(client, *page)

    assert f'href="/funding/lines/{line.code}/"' in found
    assert AMOUNTS in found
    assert "actual 120" in found
    assert "Documents that mention it" in found


def test_objectives_are_listed_by_plan_and_link_to_each_other(client, objective):
    plan = objective.plan
    other = an_objective(plan=plan, number=2, unsupported_reason="Led by the police.")

    page = text_at(client, "priorities:objective_list")
    assert plan.title in page
    assert page.index("1. Bring light") < page.index(f"2. {other.text}")
    assert "None: Led by the police." in text_at(
        client, "priorities:objective_detail", other.code
    )
    assert 'href="/objectives/aim/"' in text_at(
        client, "priorities:priority_detail", "light"
    )


def test_partnership_gathers_priorities_documents_and_funding(client):
    partnership = a_partnership(name="Lampton Partnership")
    a_priority(code="light", partnership=partnership, title="Light")
    line = a_line(label="Lamps", recipient_partnership=partnership)
    an_allocation(line=line, amount_gbp=900)
    report = a_report(partnership=partnership)

    page = text_at(client, "partnership:partnership_detail", partnership.code)

    assert 'href="/priorities/light/"' in page
    assert "£900" in page and f"/funding/lines/{line.code}/" in page
    assert f'href="/{report.path}/"' in page


def test_objective_that_is_not_published_has_no_page(client, objective, settings):
    settings.SHOW_DRAFTS = False

    assert client.get("/objectives/aim/").status_code == 404
    assert "Bring light" not in text_at(client, "priorities:objective_list")
