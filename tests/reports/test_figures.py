"""From a figure code to its figure: every name, every format and every error."""

# One module, because every name and style is asked of the same few rows.

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from funding.models import Fund
from partnership.core.values import periods
from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Area, Group
from priorities.models import Measure, ReportedChange, Target
from reports.errors import TokenError
from reports.figures import resolver as module
from reports.figures.grammar import scan
from reports.figures.resolver import Resolver
from tests.builders import (
    a_carry_forward,
    a_commissioners_plan,
    a_coverage,
    a_fund,
    a_group,
    a_home_partnership,
    a_line,
    a_measure,
    a_membership,
    a_partnership,
    a_priority,
    a_reported_change,
    a_settlement,
    a_target,
    an_allocation,
    an_area,
    an_objective,
    an_observation,
)
from tests.row_copies import copied

pytestmark = pytest.mark.django_db


@copied()
def a_partnership_with_figures():
    home = a_home_partnership(name="Testshire Partnership")
    add_money(home)
    add_figures()
    return home


@pytest.fixture
def home():
    return a_partnership_with_figures()


@pytest.fixture
def money(home):
    return Fund.objects.get()


@pytest.fixture
def figures(home):
    return Area.objects.get(code="testshire")


def add_money(home):
    """Two years of one fund: lights in both, gates new, youth up to an amount."""
    fund = a_fund(code="safety-fund", name="Safety Fund")
    shared = {"fund": fund, "partnership": home}
    heading = a_line(code="places", label="Places", order=1, **shared)
    below = {"parent": heading, **shared}
    lines = {
        "lights": a_line(code="lights", label="Lights", order=2, **below),
        "gates": a_line(code="gates", label="Gates", order=3, **below),
        "youth": a_line(code="youth", label="Youth", order=4, **shared),
    }
    first = a_settlement(year=2015, total_gbp=Decimal(65000), **shared)
    second = a_settlement(year=2016, total_gbp=Decimal("57133.50"), **shared)
    amounts = [
        (first, "lights", {"amount_gbp": Decimal(60000)}),
        (first, "gates", {"reason": Reason.NOT_APPLICABLE}),
        (first, "youth", {"amount_gbp": Decimal(5000)}),
        (second, "lights", {"amount_gbp": Decimal(50000)}),
        (second, "gates", {"amount_gbp": Decimal(2133)}),
        (
            second,
            "youth",
            {"amount_gbp": Decimal("5000.50"), "qualifier": Qualifier.UP_TO},
        ),
    ]
    for settlement, code, values in amounts:
        an_allocation(settlement=settlement, line=lines[code], **values)
    a_carry_forward(
        code="lights-late",
        line=lines["lights"],
        amount_gbp=Decimal(53000),
        qualifier=Qualifier.JUST_UNDER,
        purpose="Lights that came late",
    )
    a_carry_forward(
        code="gates-late", line=lines["gates"], reason=Reason.NOT_YET_DECIDED
    )


def observe(code, area, values, unit=Measure.Unit.COUNT, **kwargs):
    """Values by calendar year."""
    measure = a_measure(code=code, name=code.title(), unit=unit, base="people")
    for year, value in values.items():
        period = periods.calendar_year(year)
        given = {"value": Decimal(value)} if value else {"reason": Reason.NOT_GIVEN}
        an_observation(measure=measure, area=area, period=period, **given, **kwargs)
    return measure


def add_figures():
    area = an_area(code="testshire", name="Testshire")
    observe("thefts", area, {2014: 790, 2015: 1233})
    observe("repeats", area, {2014: "29.7", 2015: "24.60"}, Measure.Unit.PERCENT)
    observe("steady", area, {2014: 266, 2015: 267})
    observe("few", area, {2013: 20, 2014: 19, 2015: 30})
    observe("new", area, {2014: "0", 2015: 4})
    recounted = observe("recounted", area, {2014: 80, 2015: 90})
    recounted.observations.filter(value=90).update(is_break=True, note="New rules")
    observe("grant", area, {2015: "1250.50"}, Measure.Unit.POUNDS)
    observe("gone", area, {2015: None})
    observe("many", area, {2015: 550}, qualifier=Qualifier.OVER)
    rate = observe("arrests", area, {2015: "11.5"}, Measure.Unit.PER_1000)
    Measure.objects.filter(pk=rate.pk).update(base="people aged 10 to 17")
    spread = observe("spread", area, {2015: "0.2"}, Measure.Unit.PER_100000)
    Measure.objects.filter(pk=spread.pk).update(base="")
    seen = observe("seen", area, {2014: 60, 2015: 92}, Measure.Unit.PERCENT)
    seen.observations.filter(value=92).update(numerator=235, denominator=256)
    seen.observations.filter(value=60).update(numerator=3, denominator=5)
    for code, values in (
        ("thefts", {"value": Decimal(1000), "comparison": Target.Comparison.AT_MOST}),
        ("repeats", {"reason": Reason.NOT_GIVEN}),
    ):
        year = periods.calendar_year(2015)
        a_target(
            measure=Measure.objects.get(code=code), area=area, period=year, **values
        )
    shown = a_measure(code="reported", name="Reported")
    years = {
        "starts_on": dt.date(2015, 1, 1),
        "ends_on": dt.date(2015, 12, 31),
        "base_starts_on": dt.date(2014, 1, 1),
        "base_ends_on": dt.date(2014, 12, 31),
        "period_kind": "calendar-year",
        "base_period_kind": "calendar-year",
    }
    down = ReportedChange.Direction.DOWN
    a_reported_change(
        measure=shown, area=area, amount=Decimal(11), direction=down, **years
    )
    a_reported_change(
        measure=a_measure(code="hinted"),
        area=area,
        reason=Reason.NOT_GIVEN,
        words="slightly",
        **years,
    )


def text_of(home, source):
    return figure_of(home, source).text


def figure_of(home, source):
    [token] = scan(source)
    return Resolver(home, [token]).figure(token)


MONEY = {
    "[=amount lights 2016-17]": "£50,000",
    "[=amount youth 2016-17]": "up to £5,000.50",
    "[=amount youth 2016-17 | capital]": "Up to £5,000.50",
    "[=amount gates 2015-16]": "n/a",
    "[=amount places 2016-17]": "£52,133",
    "[=total safety-fund 2016-17]": "£57,133.50",
    "[=carried lights-late]": "just under £53,000",
    "[=carried lights-late | capital]": "Just under £53,000",
    "[=carried gates-late]": "not yet decided",
    "[=share lights 2015-16]": "92%",
    "[=share youth 2015-16]": "7.7%",
    "[=change total safety-fund 2015-16 2016-17]": "£7,866.50 less",
    "[=change amount lights 2015-16 2016-17]": "£10,000 less",
    "[=change amount lights 2015-16 2016-17 | words]": "£10,000 less",
    "[=change amount lights 2015-16 2016-17 | number]": "£10,000",
    "[=change amount lights 2015-16 2016-17 | signed]": "−£10,000",
    "[=change amount lights 2015-16 2016-17 | rose]": "fell by £10,000",
    "[=change amount lights 2015-16 2016-17 | percent]": "17%",
    "[=change amount places 2015-16 2016-17 | capital]": "£7,867 less",
    "[=change amount lights 2015-16 2015-16]": "the same",
    "[=change amount lights 2015-16 2016-17 | than]": "£10,000 less than the year "
    "before",
    "[=change amount lights 2016-17 2015-16 | than]": "£10,000 more than in 2016-17",
    "[=change amount lights 2015-16 2015-16 | than]": "the same as in 2015-16",
    "[=change amount lights 2015-16 2016-17 | from-to]": "fell from £60,000 to £50,000",
    "[=change amount lights 2015-16 2015-16 | from-to]": "stayed at £60,000",
    "[=change total safety-fund 2015-16 2016-17 | from-to]": "fell from £65,000 to "
    "£57,133.50",
    "[=share lights 2015-16 | of]": "£60,000 of £65,000 (92%)",
    "[=share lights 2016-17 places]": "96%",
    "[=share gates 2016-17 places | of]": "£2,133 of £52,133 (4.1%)",
}
FIGURES = {
    "[=value thefts testshire 2015]": "1,233",
    "[=value repeats testshire 2015]": "24.6%",
    "[=value grant testshire 2015]": "£1,250.50",
    "[=value gone testshire 2015]": "not given",
    "[=value many testshire 2015]": "over 550",
    "[=value many testshire 2015 | capital]": "Over 550",
    "[=change value thefts testshire 2014 2015]": "up 56%",
    "[=change value thefts testshire 2014 2015 | rose]": "rose by 56%",
    "[=change value thefts testshire 2014 2015 | percent]": "56%",
    "[=change value thefts testshire 2014 2015 | signed]": "+56%",
    "[=change value thefts testshire 2014 2015 | number]": "443",
    "[=change value thefts testshire 2014 2015 | capital]": "Up 56%",
    "[=change value thefts testshire 2015 2014]": "down 36%",
    "[=change value repeats testshire 2014 2015]": "down 5.1 percentage points",
    "[=change value steady testshire 2014 2015]": "about the same",
    "[=change value steady testshire 2014 2015 | rose]": "stayed about the same",
    "[=change value new testshire 2014 2015 | number]": "4",
    "[=change value few testshire 2014 2015 | number]": "11",
    "[=change value few testshire 2013 2015]": "up 50%",
    "[=change value few testshire 2014 2014]": "about the same",
    "[=change value reported testshire 2014 2015]": "down 11%",
    "[=change value reported testshire 2014 2015 | rose]": "fell by 11%",
    "[=change value hinted testshire 2014 2015]": "up slightly",
    "[=change value hinted testshire 2014 2015 | rose]": "rose slightly",
    "[=change value thefts testshire 2014 2015 | than]": "56% more than in 2014",
    "[=change value thefts testshire 2015 2014 | than]": "36% fewer than in 2015",
    "[=change value repeats testshire 2014 2015 | than]": "5.1 percentage points lower "
    "than in 2014",
    "[=change value steady testshire 2014 2015 | than]": "about the same as in 2014",
    "[=change value steady testshire 2014 2014 | than]": "the same as in 2014",
    "[=change value reported testshire 2014 2015 | than]": "11% fewer than in 2014",
    "[=change value hinted testshire 2014 2015 | than]": "slightly more than in 2014",
    "[=change value thefts testshire 2014 2015 | from-to]": "rose from 790 to 1,233",
    "[=change value repeats testshire 2014 2015 | from-to]": "fell from 29.7% to 24.6%",
    "[=change value steady testshire 2014 2014 | from-to]": "stayed at 266",
    "[=change value few testshire 2014 2015 | from-to]": "rose from 19 to 30",
    "[=change value new testshire 2014 2015 | from-to]": "rose from 0 to 4",
    "[=value arrests testshire 2015 | rate]": "11.5 per 1,000 people aged 10 to 17",
    "[=value spread testshire 2015 | rate]": "0.20 per 100,000 people",
    "[=part seen testshire 2015]": "235 of 256 (92%)",
    "[=part seen testshire 2015 | of]": "235 of 256",
    "[=part seen testshire 2015 | percent]": "92%",
    "[=part seen testshire 2015 | number]": "235",
    "[=part seen testshire 2015 | base]": "256",
    "[=part seen testshire 2014]": "3 of 5",
    "[=target thefts testshire 2015]": "at most 1,000",
    "[=target thefts testshire 2015 | number]": "1,000",
    "[=target repeats testshire 2015]": "not given",
}


@pytest.mark.parametrize("source", MONEY)
def test_money(home, money, source):
    assert text_of(home, source) == MONEY[source]


@pytest.mark.parametrize("source", FIGURES)
def test_figures(home, figures, source):
    assert text_of(home, source) == FIGURES[source]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[=count priorities 2016-17]", "two"),
        ("[=count priorities 2016-17 | number]", "2"),
        ("[=count priorities 2016-17 | capital]", "Two"),
        ("[=count priorities 2015-16]", "no"),
        ("[=count themes 2016-17]", "one"),
        ("[=count objectives 2016-17]", "three"),
        ("[=count csps 2016-17]", "two"),
        ("[=count csps 2010-11]", "one"),
        ("[=count districts 2016-17]", "three"),
        ("[=count members board 2016-17]", "10"),
        ("[=count boards 2016-17]", "one"),
    ],
)
def test_counts(home, source, text):
    for number in (1, 2):
        a_priority(partnership=home, number=number)
    a_priority(partnership=home, number=3, kind="theme")
    plan = a_commissioners_plan(area=home.police_area)
    for number in (1, 2, 3):
        an_objective(plan=plan, number=number)
    districts = [an_area(kind=Area.Kind.DISTRICT) for _ in range(3)]
    north = a_partnership(county_partnership=home, from_on=dt.date(2011, 4, 1))
    south = a_partnership(county_partnership=home)
    a_coverage(partnership=north, area=districts[0])
    for area in districts[1:]:
        a_coverage(partnership=south, area=area)
    board = a_group(code="board", partnership=home, kind=Group.Kind.LINKED_BOARD)
    for _ in range(10):
        a_membership(group=board)
    a_membership(group=board, to_on=dt.date(2015, 3, 31))

    assert text_of(home, source) == text


def test_every_token_name_is_covered():
    elsewhere = ["[=count x]", "[=name x]", "[=date x]", "[=met x]"]
    tried = [*MONEY, *FIGURES, *elsewhere]

    assert {scan(source)[0].name for source in tried} == set(module.HANDLERS)


@pytest.mark.parametrize("name", sorted(module.HANDLERS["change"].styles))
def test_every_style_of_a_change_is_covered(name):
    assert any(source.endswith(f"| {name}]") for source in {**MONEY, **FIGURES})


def test_figure_has_its_origin(home, figures):
    figure = figure_of(home, "[=value repeats testshire 2015]")

    assert figure.value == "24.6"
    assert figure.about == "Repeats, Testshire"
    assert (figure.period, figure.base) == ("2015", "people")
    assert figure.token == "[=value repeats testshire 2015]"


def test_change_of_a_line_has_its_base(home, money):
    figure = figure_of(home, "[=change amount lights 2015-16 2016-17]")

    assert (figure.about, figure.value) == ("Lights, change", "-10000.00")
    assert (figure.period, figure.base) == ("2015-16 to 2016-17", "£60,000")
    assert figure.source == "Safety Fund"


def test_missing_figure_has_no_value(home, money, figures):
    assert figure_of(home, "[=amount gates 2015-16]").value == ""
    assert figure_of(home, "[=value gone testshire 2015]").value == ""


FAULTS = {
    "[=totl safety-fund 2016-17]": "no figure called “totl”. Did you mean total?",
    "[=xyzzy]": "There is no figure called “xyzzy”.",
    "[=amount light 2016-17]": "There is no funding line with the code “light”. Did "
    "you mean lights?",
    "[=amount lights 2019-20]": "Safety Fund has no settlement for 2019-20.",
    "[=amount lights 2016-18]": "is not one financial year",
    "[=amount lights]": "not a valid figure code. Use the format [=amount LINE YEAR].",
    "[=amount lights 2016-17 2017-18]": "Use the format [=amount LINE YEAR].",
    "[=total safty-fund 2016-17]": "code “safty-fund”. Did you mean safety-fund?",
    "[=total safety-fund 2012-13]": "has no settlement for 2012-13",
    "[=total safety-fund soon]": "“soon” is not a financial year",
    "[=carried lights-lat]": "Did you mean lights-late?",
    "[=share gates 2015-16 | percent]": "a share needs both amounts to be known",
    "[=share gates 2015-16]": "a share needs both amounts to be known",
    "[=change lights 2015-16 2016-17]": "There is no change of “lights”.",
    "[=change amount gates 2015-16 2016-17]": "needs both amounts to be known",
    "[=change amount lights 2016-17]": "[=change amount LINE YEAR YEAR]",
    "[=change]": "[=change amount LINE YEAR YEAR]",
    "[=value theft testshire 2015]": "no measure with the code “theft”. Did you mean "
    "thefts?",
    "[=value thefts testshir 2015]": "figure for Thefts for the area “testshir”. Did "
    "you mean testshire?",
    "[=value thefts testshire 2013]": "no figure for Thefts for the period “2013”",
    "[=value thefts testshire later]": "“later” is not a period",
    "[=change value thefts testshire 2013 2015]": "there is no change to show",
    "[=change value recounted testshire 2014 2015]": "there is a break in the series",
    "[=change value few testshire 2014 2015]": "at least 20, and this one is",
    "[=change value few testshire 2014 2015 | percent]": "this one is 19.",
    "[=change value few testshire 2014 2015 | words]": "this one is 19.",
    "[=change value few testshire 2014 2015 | rose]": "this one is 19.",
    "[=change value few testshire 2014 2015 | signed]": "this one is 19.",
    "[=change value new testshire 2014 2015]": "a percentage of 0. Use the “number”",
    "[=change value reported testshire 2014 2015 | number]": "does not give both "
    "numbers",
    "[=change value hinted testshire 2014 2015 | percent]": "no number for this change",
    "[=change value hinted testshire 2014 2015 | signed]": "no number for this change",
    "[=change value thefts testshire 2014 2015 | percnt]": "Did you mean percent?",
    "[=total safety-fund 2016-17 | purple]": "no format of “total” called “purple”",
    "[=change amount youth 2015-16 2016-17 | "
    "than]": "“up to £5,000.50” is not an exact figure",
    "[=change amount youth 2015-16 2016-17 | "
    "from-to]": "Show both amounts instead, with [=amount",
    "[=change amount gates 2015-16 2016-17 | from-to]": "needs both amounts",
    "[=share lights 2015-16 youth]": "Lights is not part of Youth.",
    "[=share lights 2015-16 plces]": "no funding line with the code “plces”. Did you "
    "mean places?",
    "[=share lights 2015-16 a b]": "[=share LINE YEAR HEADING]",
    "[=change value few testshire 2014 2015 | "
    "than]": "Use the “number” or “from-to” format",
    "[=change value new testshire 2014 2015 | "
    "than]": "Use the “number” or “from-to” format",
    "[=change value reported testshire 2014 2015 | from-to]": "not both figures. Use "
    "the “words” or “rose” format",
    "[=change value gone testshire 2015 2015 | than]": "there is no change to show",
    "[=change value many testshire 2015 2015 | "
    "than]": "“over 550” is not an exact figure",
    "[=value thefts testshire 2015 | rate]": "Thefts is not a rate, so this format "
    "cannot be used.",
    "[=part thefts testshire 2015]": "Use [=value thefts testshire 2015].",
    "[=part seen testshire 2014 | percent]": "this one is 5.",
    "[=target thefts testshire 2014]": "no target for Thefts for the period “2014”. "
    "Did you mean 2015?",
    "[=target thefts elsewhere 2015]": "no target for Thefts for the area “elsewhere”",
    "[=target theft testshire 2015]": "no measure with the code “theft”. Did you "
    "mean thefts?",
    "[=met lights 2016-17]": "no measure has both a target and an actual for 2016-17",
    "[=met light 2016-17]": "no funding line with the code “light”. Did you mean "
    "lights?",
    "[=name partnr x]": "no name of a “partnr”. Did you mean partner?",
    "[=name partner x]": "There is no partner with the code “x”.",
    "[=name group boad]": "no group with the code “boad”. Did you mean board?",
    "[=name group board | years]": "the “years” format cannot be used for a group",
    "[=name measure thefts | short]": "the “short” format cannot be used for a measure",
    "[=name post x]": "There is no post with the code “x”.",
    "[=date electon]": "There is no date of “electon”.",
    "[=date meeting]": "this document is not for a meeting",
    "[=date plan x end]": "There is no plan with the code “x”.",
    "[=date plan x middle]": "There is no date of a plan called “middle”.",
    "[=date return lights 2016-17 end-year "
    "due]": "no end-year return for Lights in 2016-17",
    "[=date return lights 2016-17 half due]": "There is no type of return called "
    "“half”.",
    "[=date return lights 2016-17 end-year lost]": "no date of a return called “lost”",
    "[=date progress x]": "There is no priority with the code “x”.",
    "[=count priority 2016-17]": "Did you mean priorities?",
    "[=count priorities]": "[=count priorities YEAR]",
    "[=count members bord 2016-17]": "no group with the code “bord”. Did you mean "
    "board?",
}


@pytest.mark.parametrize("source", FAULTS)
def test_error_names_the_problem_and_the_nearest_code(home, money, figures, source):
    a_group(code="board", partnership=home)

    with pytest.raises(TokenError) as caught:
        figure_of(home, source)

    assert FAULTS[source] in str(caught.value)


@pytest.mark.parametrize("message", ["bad operand", "f() takes 1 positional argument"])
def test_type_error_in_our_code_is_not_shown_to_a_user(
    home, money, monkeypatch, message
):
    def broken(resolver, token, *arguments):
        raise TypeError(message)

    handler = replace(module.HANDLERS["total"], make=broken)
    monkeypatch.setitem(module.HANDLERS, "total", handler)

    with pytest.raises(TypeError, match=re.escape(message)):
        figure_of(home, "[=total safety-fund 2016-17]")


def test_unexpected_measure_is_read_once(home, figures, django_assert_num_queries):
    """Words of a strand or a note may name measures that no passage names."""
    found = Resolver(home)
    [first] = scan("[=value thefts testshire 2015]")
    [second] = scan("[=value repeats testshire 2015]")
    assert found.figure(first).text == "1,233"

    with django_assert_num_queries(0):
        assert found.figure(second).text == "24.6%"


def test_percentage_change_from_zero_is_rejected(home):
    fund = a_fund(code="fund", name="Fund")
    shared = {"fund": fund, "partnership": home}
    line = a_line(code="line", **shared)
    for year, amount in ((2015, 0), (2016, 10)):
        settlement = a_settlement(year=year, **shared)
        an_allocation(settlement=settlement, line=line, amount_gbp=Decimal(amount))
    base = "[=change amount line 2015-16 2016-17"

    assert text_of(home, f"{base}]") == "£10 more"
    with pytest.raises(TokenError, match="a percentage of £0"):
        figure_of(home, f"{base} | percent]")


def test_line_that_includes_another_is_not_compared(home):
    """Half of the change would be the other line's money."""
    fund = a_fund()
    shared = {"fund": fund, "partnership": home}
    line, other = a_line(code="line", **shared), a_line(code="other", **shared)
    first = a_settlement(year=2015, **shared)
    second = a_settlement(year=2016, **shared)
    for settlement in (first, second):
        an_allocation(settlement=settlement, line=line)
    an_allocation(settlement=first, line=other)
    an_allocation(
        settlement=second, line=other, reason=Reason.IN_ANOTHER_LINE, in_line=line
    )

    with pytest.raises(TokenError, match="needs both amounts"):
        figure_of(home, "[=change amount line 2015-16 2016-17]")
