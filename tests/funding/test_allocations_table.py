"""The officers' table of a settlement's lines: totals, faults, and two at once."""

from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from funding.models import Allocation, FundingLine
from partnership.core.records.forms.fingerprint import pack
from partnership.core.values.missing import Reason
from tests import builders
from tests.partnership.records.helpers import user_with_permissions
from tests.queries import assert_queries_do_not_grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def settlement():
    """£1,000 of which two lines under one heading got 300 and 400."""
    row = builders.a_settlement(year=2016, total_gbp="1000.00")
    shared = {"fund": row.fund, "partnership": row.partnership}
    heading = builders.a_line(label="Safety", **shared)
    for order, (label, amount) in enumerate([("Lights", 300), ("Locks", 400)]):
        line = builders.a_line(label=label, parent=heading, order=order, **shared)
        builders.an_allocation(settlement=row, line=line, amount_gbp=amount)
    return row


def place(settlement):
    return reverse("funding:allocations_table", args=[settlement.pk])


def form_data(page, **changed):
    """What the table sends: `lights_amount="500"` is typed in the line Lights."""
    data = {"began": page.context["began"]}
    for row in page.context["table"].lines:
        for field in row.form:
            name = f"{row.line.label.lower()}_{field.name}"
            value = changed.pop(name, field.value())
            data[field.html_name] = "" if value is None else str(value)
    assert not set(changed) - {"totals"}
    return data | changed


@pytest.fixture
def send(officer, settlement):
    """Open the table and send it, with what is entered in new fields or those there."""

    def send(new=(), **changed):
        page = officer.get(place(settlement))
        return officer.post(place(settlement), form_data(page, **changed) | dict(new))

    return send


def amount(label):
    return Allocation.objects.get(line__label=label).amount_gbp


def test_totals_and_difference_from_the_settlement_are_shown(officer, settlement):
    page = officer.get(place(settlement))

    assertContains(page, "<output data-sum>700</output>")
    assertContains(page, "Settlement £1,000. £300 left to allocate.")


def test_subtotal_without_line_amounts_can_be_edited(officer, settlement):
    """So it is where a source gives a heading's amount and none of its lines'."""
    lights = Allocation.objects.get(line__label="Lights").line
    heading = lights.parent
    later = builders.a_settlement(
        fund=settlement.fund,
        partnership=settlement.partnership,
        year=2017,
        total_gbp="1000.00",
    )
    row = builders.an_allocation(settlement=later, line=heading, amount_gbp=900)
    reason = Reason.NOT_YET_DECIDED
    builders.an_allocation(
        settlement=later, line=lights, amount_gbp=None, reason=reason
    )

    page = officer.get(place(later))
    assertContains(page, "Settlement £1,000. £100 left to allocate.")
    officer.post(place(later), form_data(page, safety_amount="950"))

    row.refresh_from_db()
    assert row.amount_gbp == 950


def test_earlier_years_are_shown_but_not_editable(officer, settlement):
    line = Allocation.objects.get(line__label="Lights").line
    before = builders.a_settlement(
        fund=settlement.fund, partnership=settlement.partnership, year=2015
    )
    builders.an_allocation(settlement=before, line=line, amount_gbp=250)

    page = officer.get(place(settlement))

    [lights] = [row for row in page.context["table"].lines if row.line == line]
    assert (lights.figures, lights.change) == (["250"], "+50")


@pytest.mark.database
def test_all_lines_are_saved_together_with_their_history(officer, send):
    send(lights_amount="£500.50", locks_amount="450")

    assert (str(amount("Lights")), amount("Locks")) == ("500.50", 450)
    entry = Allocation.objects.get(line__label="Locks").history.first()
    assert (entry.history_user, entry.history_change_reason) == (
        officer.user,
        "Edited in the allocations table",
    )


def test_unchanged_line_gets_no_version(send):
    send(lights_amount="500")

    assert Allocation.objects.get(line__label="Locks").history.count() == 1


def test_one_error_saves_nothing_and_shows_the_values_entered(send):
    answer = send(lights_amount="10k", locks_amount="450")

    assertContains(answer, "<title>Error: ", status_code=422)
    assertContains(
        answer,
        "Lights: “10k” is an abbreviation. Did you mean 10,000?",
        status_code=422,
    )
    assertContains(answer, 'value="10k"', status_code=422)
    assertContains(answer, 'value="450"', status_code=422)
    assert (amount("Lights"), amount("Locks")) == (300, 400)


def test_totals_are_updated_without_saving(send):
    answer = send(lights_amount="900", totals="1")

    assertContains(answer, "Allocations are £300 over the settlement.")
    assert amount("Lights") == 300


@pytest.mark.parametrize(
    ("amount_type", "pounds", "message"),
    [
        (
            "not-yet-decided",
            "300",
            "Enter an amount or select “not yet decided”, not both",
        ),
        ("exact", "", "Enter an amount in pounds, or select a reason there is none"),
        ("in-another-line", "", "Select the line that includes this money"),
    ],
)
def test_figure_and_reason_must_agree(amount_type, pounds, message, send):
    answer = send(lights_amount_type=amount_type, lights_amount=pounds)

    assertContains(answer, message, status_code=422)
    assert amount("Lights") == 300


def test_reason_can_replace_a_figure(send):
    send(lights_amount_type="not-yet-decided", lights_amount="")

    row = Allocation.objects.get(line__label="Lights")
    assert (row.amount_gbp, row.reason) == (None, "not-yet-decided")


def test_line_not_in_the_year_is_removed(send):
    send(lights_amount_type="", lights_amount="")

    assert not Allocation.objects.filter(line__label="Lights").exists()


@pytest.mark.database
def test_conflicting_change_is_shown_and_not_overwritten(officer, settlement):
    page = officer.get(place(settlement))
    Allocation.objects.filter(line__label="Lights").update(amount_gbp=310)
    Allocation.objects.filter(line__label="Locks").update(amount_gbp=410)

    answer = officer.post(place(settlement), form_data(page, lights_amount="500"))

    assertContains(answer, "Saved by someone else: £310", status_code=409)
    assertContains(answer, 'value="500"', status_code=409)
    assertContains(answer, 'value="410"', status_code=409)
    assert amount("Lights") == 310
    officer.post(place(settlement), form_data(answer))
    assert (amount("Lights"), amount("Locks")) == (500, 410)


def test_change_by_others_only_is_not_overwritten(officer, settlement):
    page = officer.get(place(settlement))
    Allocation.objects.filter(line__label="Locks").update(amount_gbp=410)

    officer.post(place(settlement), form_data(page, lights_amount="500"))

    assert (amount("Lights"), amount("Locks")) == (500, 410)


@pytest.mark.database
def test_queries_do_not_grow_with_the_lines(officer, settlement):
    def add():
        line = builders.a_line(fund=settlement.fund, partnership=settlement.partnership)
        builders.an_allocation(settlement=settlement, line=line)

    assert_queries_do_not_grow(lambda: officer.get(place(settlement)), add)


def test_invalid_fingerprints_change_no_other_line(officer, settlement):
    page = officer.get(place(settlement))
    data = form_data(page, lights_amount="500") | {"began": pack({"999999999": "x"})}

    officer.post(place(settlement), data)

    assert amount("Lights") == 500
    assertNotContains(officer.get(place(settlement)), "Saved by someone else")


@pytest.mark.database
@pytest.mark.parametrize(("stated", "after"), [(700, 800), (650, 650)])
def test_subtotal_equal_to_its_lines_is_updated_with_them(
    officer, settlement, stated, after
):
    """A subtotal that differed from them was stated by someone, and is not changed."""
    heading = settlement.fund.lines.get(label="Safety")
    row = builders.an_allocation(settlement=settlement, line=heading, amount_gbp=stated)

    page = officer.get(place(settlement))
    officer.post(place(settlement), form_data(page, lights_amount="400"))

    row.refresh_from_db()
    assert row.amount_gbp == after


def test_table_needs_the_change_permission(client, settlement):
    assert client.get(place(settlement)).status_code == 302
    client.force_login(builders.a_user())
    assert client.get(place(settlement)).status_code == 404
    client.force_login(user_with_permissions("view", slug="allocations"))

    assert client.get(place(settlement)).status_code == 403
    assert client.post(place(settlement), {}).status_code == 403
    assert amount("Lights") == 300


@pytest.mark.database
def test_line_is_added_in_the_table(officer, settlement):
    heading = FundingLine.objects.get(label="Safety")
    page = officer.get(place(settlement))
    new = {"new-label": "Gates", "new-parent": str(heading.pk), "new-amount": "250.50"}

    officer.post(place(settlement), form_data(page) | new)

    line = FundingLine.objects.get(label="Gates")
    assert (line.parent, line.order, line.code) == (heading, 2, "gates")
    assert amount("Gates") == Decimal("250.50")
    assertContains(officer.get(place(settlement)), "<output data-sum>950.50</output>")


def test_form_sent_twice_adds_one_line(officer, settlement):
    new = {"new-label": "Wrocław 安全", "new-amount": "250.50"}
    data = form_data(officer.get(place(settlement))) | new

    officer.post(place(settlement), data)
    answer = officer.post(place(settlement), data)

    assertContains(
        answer, "The table already has a line “Wrocław 安全”", status_code=422
    )
    assert Allocation.objects.filter(line__label="Wrocław 安全").count() == 1


def test_line_without_an_amount_is_not_yet_decided(send):
    send({"new-label": "Gates"})

    row = Allocation.objects.get(line__label="Gates")
    assert (row.amount_gbp, row.reason) == (None, "not-yet-decided")


def test_amount_of_a_new_line_needs_a_name(send):
    answer = send({"new-amount": "5"})

    assertContains(answer, "Enter the name of the new line", status_code=422)
    assert FundingLine.objects.count() == 3


def test_line_is_moved_and_what_was_typed_stays(officer, settlement):
    page = officer.get(place(settlement))
    locks = FundingLine.objects.get(label="Locks")

    again = officer.post(
        place(settlement),
        form_data(page, lights_amount="555") | {"move": f"{locks.pk} up"},
    )

    rows = [row.line.label for row in again.context["table"].rows]
    assert rows == ["Safety", "Locks", "Lights"]
    assertContains(again, 'value="555"')
    assert amount("Lights") == 300
    officer.post(place(settlement), form_data(again, lights_amount="555"))
    assert amount("Lights") == 555


@pytest.mark.parametrize(
    "asked", ["lights up", "lights sideways", "x up", "999999 up", "", "² up"]
)
def test_line_that_cannot_be_moved_stays(asked, officer, settlement):
    lights = FundingLine.objects.get(label="Lights")
    shared = {"fund": lights.fund, "partnership": lights.partnership}
    builders.a_line(parent=lights.parent, order=2, label="Bins", **shared)
    data = form_data(officer.get(place(settlement)))

    asked = asked.replace("lights", str(lights.pk))
    assert officer.post(place(settlement), data | {"move": asked})

    rows = FundingLine.objects.filter(parent=lights.parent).order_by("order")
    assert [row.label for row in rows] == ["Lights", "Locks", "Bins"]
