"""Quarters and months of a measure, entered in a grid."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from partnership.core.values import calendar
from partnership.core.values.calendar import Frequency
from partnership.core.values.periods import financial_year, parse
from priorities.models import Measure, Observation
from tests import builders
from tests.partnership.records.helpers import user_with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure():
    return builders.a_measure(frequency="quarter", adds_up="sum")


@pytest.fixture
def area():
    area = builders.an_area(name="Llanfair")
    builders.a_coverage(partnership=builders.a_home_partnership(), area=area)
    return area


def place(measure, **query):
    query = {"year": "2015-16", **query}
    return reverse("priorities:grid", args=[measure.pk], query=query)


def cell(area, month, year=2015):
    return f"figure-{area.pk}-{year}-{month:02}-01"


QUARTERS = [(4, 2015, 10), (7, 2015, 20), (10, 2015, 30), (1, 2016, "1,040")]


@pytest.mark.database
def test_quarters_get_their_days_and_add_up(officer, measure, area):
    typed = {cell(area, month, year): value for month, year, value in QUARTERS}

    page = officer.post(place(measure), typed, follow=True)

    assertContains(page, "4 figures saved.")
    assertContains(page, Frequency.MONTHS_TO.label.capitalize())
    rows = Observation.objects.order_by("starts_on")
    assert [(row.value, row.ends_on) for row in rows] == [
        (10, dt.date(2015, 6, 30)),
        (20, dt.date(2015, 9, 30)),
        (30, dt.date(2015, 12, 31)),
        (1040, dt.date(2016, 3, 31)),
    ]
    assert {row.period_kind for row in rows} == {"quarter"}
    assertContains(page, "1,100")


def test_figure_of_the_year_is_not_that_of_a_quarter(officer, measure, area):
    shared = {"measure": measure, "area": area}
    builders.an_observation(**shared, value=4321, period=financial_year(2015))
    builders.an_observation(**shared, value=17, period=parse("July to September 2015"))

    assertContains(officer.get(place(measure)), "4,321")


def test_months_are_entered_too_and_february_has_its_days(officer, measure, area):
    officer.post(place(measure, kind="month"), {cell(area, 2, 2016): "3"})

    row = Observation.objects.get()
    assert (row.period_kind, row.ends_on) == ("month", dt.date(2016, 2, 29))


@pytest.mark.database
def test_figure_replaces_a_reason_and_blank_ones_stay(officer, measure, area):
    shared = {"measure": measure, "area": area, "period_kind": "quarter"}
    builders.an_observation(
        **shared,
        value=None,
        reason="not-available",
        starts_on=dt.date(2015, 4, 1),
        ends_on=dt.date(2015, 6, 30),
    )
    page = officer.get(place(measure))
    assertContains(page, "not available")
    assert (page.context["before"], page.context["after"]) == ("2014-15", "2016-17")

    officer.post(place(measure), {cell(area, 4): "7"})

    row = Observation.objects.get()
    assert (row.value, row.reason) == (7, "")
    answer = officer.post(place(measure), {cell(area, 4): ""})
    assertContains(
        answer, "To delete one, open it in the list of figures", status_code=422
    )
    assert Observation.objects.get().value == 7


@pytest.mark.database
@pytest.mark.parametrize(
    ("typed", "saved", "words", "saved_again"),
    [
        (["11", "20", ""], [11, 25, 30], "1 figure saved.", [11, 25, 30]),
        (["10", "21", ""], [10, 25, 30], "Someone else has saved 25.", [10, 21, 30]),
        (["10", "20", "3"], [10, 25, 30], "Someone else has saved 30.", [10, 25, 3]),
        (["10", "25", "30"], [10, 25, 30], "0 figures saved.", [10, 25, 30]),
    ],
)
def test_figures_that_someone_else_saved_stay(
    typed, saved, words, saved_again, officer, measure, area
):
    names = [cell(area, month) for month in [4, 7, 10]]
    officer.post(place(measure), {names[0]: "10", names[1]: "20"})
    page = officer.get(place(measure))
    officer.post(place(measure), {names[0]: "10", names[1]: "25", names[2]: "30"})
    rows = Observation.objects.order_by("starts_on")

    for expected in [saved, saved_again]:
        sent = dict(zip(names, typed, strict=True), began=page.context["began"])
        answer = officer.post(place(measure), sent, follow=True)
        assert [row.value for row in rows.all()] == expected
        if expected is saved:
            assertContains(
                answer, words, status_code=422 if "Someone" in words else 200
            )
        page = answer if "Someone" in words else page


def test_adding_figures_needs_permission_to_add_them(client, measure, area):
    client.force_login(user_with_permissions("view", "change", slug="observations"))

    assert client.get(place(measure)).status_code == 200
    assert client.post(place(measure), {cell(area, 4): "7"}).status_code == 403


@pytest.mark.parametrize("wrong", ["1.5", "-2", "many"])
def test_impossible_figure_has_an_error_at_its_field(wrong, officer, measure, area):
    answer = officer.post(place(measure), {cell(area, 4): wrong, cell(area, 7): "4"})

    assertContains(answer, "Llanfair, quarter April to June 2015: ", status_code=422)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("often", "number", "last"),
    [
        (Frequency.MONTH, 12, dt.date(2016, 3, 31)),
        (Frequency.QUARTER, 4, dt.date(2016, 3, 31)),
        (Frequency.MONTHS_TO_MONTH, 12, dt.date(2016, 3, 31)),
        (Frequency.MONTHS_TO, 4, dt.date(2016, 3, 31)),
        (Frequency.SO_FAR_MONTH, 12, dt.date(2016, 3, 31)),
        (Frequency.SO_FAR, 4, dt.date(2016, 3, 31)),
        (Frequency.AS_AT_MONTH, 12, dt.date(2016, 3, 31)),
        (Frequency.AS_AT, 4, dt.date(2016, 3, 31)),
        (Frequency.AS_AT_YEAR, 1, dt.date(2016, 3, 31)),
        (Frequency.FINANCIAL_YEAR, 1, dt.date(2016, 3, 31)),
        (Frequency.CALENDAR_YEAR, 1, dt.date(2015, 12, 31)),
    ],
)
def test_periods_of_a_year_follow_each_other(often, number, last):
    periods = calendar.periods_of(often, 2015)

    assert (len(periods), periods[-1].end) == (number, last)
    assert calendar.period_at(often, periods[0].end) == periods[0]
    assert len({period.label for period in periods}) == number
    following = [calendar.following(often, period) for period in periods]
    assert following[:-1] == periods[1:]
    assert [calendar.following(often, after, -1) for after in following] == periods
    assert list(calendar.ended_between(often, periods[0], last)) == periods[1:]


@pytest.mark.parametrize(
    ("often", "label"),
    [
        (Frequency.MONTHS_TO_MONTH, "12 months to May 2015"),
        (Frequency.SO_FAR_MONTH, "to May 2015"),
        (Frequency.AS_AT_MONTH, "at May 2015"),
    ],
)
def test_running_figures_of_months_are_entered(officer, measure, area, often, label):
    """Beside those of quarters, which have the same type of period."""
    Measure.objects.update(frequency=often)
    address = reverse("priorities:grid", args=[measure.pk])
    page = officer.get(address, {"year": "2015-16"})
    [may] = [c for c in page.context["form"].cells if c.period.label == label]

    page = officer.post(f"{address}?year=2015-16", {may.name: "7"}, follow=True)

    assertContains(page, "1 figure saved.")
    assert Observation.objects.get().period == may.period
    quarters = {"year": "2015-16", "kind": often.removesuffix("-month")}
    cells = officer.get(address, quarters).context["form"].cells
    assert label not in {cell.period.label for cell in cells}
