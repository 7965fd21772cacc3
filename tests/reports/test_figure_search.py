"""Available figures, found by words and by numbers."""

from decimal import Decimal
from itertools import count

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from priorities.models import Measure
from reports.figures import search as figures
from reports.figures.available import available_figures
from reports.figures.grammar import scan
from reports.figures.resolver import HANDLERS, Resolver
from reports.figures.search import by_value
from tests.builders import (
    a_carry_forward,
    a_coverage,
    a_fund,
    a_group,
    a_home_partnership,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_post,
    a_priority,
    a_related_plan,
    a_report,
    a_reported_change,
    a_return,
    a_settlement,
    a_target,
    a_tenure,
    an_alias,
    an_allocation,
    an_area,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return a_home_partnership(code="home", name="Testshire Partnership")


@pytest.fixture
def report(home):
    """Of 2016-17, with three years of money and two of thefts."""
    fund = a_fund(code="fund", name="Safety Fund")
    shared = {"fund": fund, "partnership": home}
    heading = a_line(code="places", label="Places", **shared)
    lights = a_line(code="lights", label="Street lights", parent=heading, **shared)
    for year, total, amount in [
        (2014, 50000, 10000), (2015, 786680, None), (2016, 778813, 350323)
    ]:  # fmt: skip
        settlement = a_settlement(year=year, total_gbp=Decimal(total), **shared)
        given = {"reason": Reason.NOT_GIVEN} if amount is None else {}
        if amount:
            given["amount_gbp"] = Decimal(amount)
        an_allocation(settlement=settlement, line=lights, **given)
    a_carry_forward(code="late", line=lights, amount_gbp=Decimal(5300))
    a_return(line=lights)
    area = an_area(code="testshire", name="Testshire")
    a_coverage(partnership=home, area=area)
    thefts = a_measure(code="thefts", name="Thefts", source="Testshire Police")
    lights.measures.add(thefts)
    observe(thefts, area, {2014: 790, 2015: 1233})
    seen = a_measure(code="seen", name="Victims seen", unit=Measure.Unit.PERCENT)
    observe(seen, area, {2015: 92}, numerator=235, denominator=256)
    a_reported_change(measure=a_measure(code="reported", name="Reported"), area=area)
    year = {"measure": thefts, "area": area}
    an_observation(**year, value=Decimal(900))
    a_target(**year, value=Decimal(1000))
    a_priority(partnership=home)
    group = a_group(code="board", name="Board", partnership=home)
    a_membership(group=group)
    a_tenure(post=a_post(code="chair", group=group))
    a_related_plan(code="plan", title="Health Plan", partnership=home)
    return a_report(partnership=home)


def observe(measure, area, values, **given):
    for year, value in values.items():
        period = periods.calendar_year(year)
        an_observation(
            measure=measure, area=area, value=Decimal(value),
            period=period,
            **given,
        )  # fmt: skip


def search(report, query, **kwargs):
    resolver = Resolver(report.partnership, report=report)
    return figures.search(resolver, report.year, query, **kwargs)


def labels(report, query, **kwargs):
    return [option.label for option in search(report, query, **kwargs)]


def test_option_has_label_value_detail_token_and_printed_text(report):
    [option] = search(report, "safety fund total 2016-17", limit=1)

    assert option.label == "Safety Fund, total, 2016-17"
    assert option.value == "£778,813"
    assert option.detail == "£; source Safety Fund; was £786,680 in 2015-16"
    assert option.token == "[=total fund 2016-17]"
    assert option.unit == "pounds"


def test_change_offers_every_style_that_works(report):
    [option] = search(report, "total change 2015-16 2016-17", limit=1)

    words = dict(option.styles)
    base = "[=change total fund 2015-16 2016-17"
    assert words == {
        f"{base} | words]": "£7,867 less",
        f"{base} | rose]": "fell by £7,867",
        f"{base} | than]": "£7,867 less than the year before",
        f"{base} | from-to]": "fell from £786,680 to £778,813",
        f"{base} | percent]": "1%",
        f"{base} | signed]": "−£7,867",
    }


def test_words_match_in_any_order_by_their_beginning(report):
    assert labels(report, "2015 testsh thef")[0] == "Thefts, Testshire, 2015"
    assert labels(report, "THEFTS 2015")[0] == "Thefts, Testshire, 2015"
    assert labels(report, "2016/17 total")[0] == "Safety Fund, total, 2016-17"


def test_other_names_are_searched(report):
    """As a former name of an area: its figures are still its own."""
    [area] = report.partnership.areas.all()
    assert labels(report, "riding") == []

    an_alias(record_code=area.code, name="The Northern Riding", to_on="2014-03-31")

    assert labels(report, "riding 2015 thef")[0] == "Thefts, Testshire, 2015"


def test_what_matches_more_words_comes_first(report):
    found = labels(report, "street lights 2014-15")

    assert found[0] == "Street lights, 2014-15"
    assert "Street lights, 2016-17" in found


def test_equal_matches_are_ordered_by_distance_from_the_year(report):
    found = [one for one in labels(report, "fund total") if "change" not in one]

    assert found[:3] == [
        "Safety Fund, total, 2016-17",
        "Safety Fund, total, 2015-16",
        "Safety Fund, total, 2014-15",
    ]


def test_year_in_the_query_replaces_the_reports_year(report):
    assert labels(report, "safety fund total 2014-15")[0] == (
        "Safety Fund, total, 2014-15"
    )


def test_change_passes_over_a_year_that_is_not_known(report):
    """It is then not a change between the years around it."""
    found = [one for one in labels(report, "street lights") if "change" in one]

    assert found == ["Street lights, change from 2014-15 to 2016-17"]


def test_unknown_words_find_nothing(report):
    assert search(report, "zebra") == []


def test_empty_query_gives_the_nearest_year(report):
    assert labels(report, " ", limit=1) == ["Safety Fund, total, 2016-17"]


def test_number_of_results_is_limited(report):
    assert len(search(report, "2016-17", limit=3)) == 3


@pytest.mark.parametrize(
    ("query", "token", "value"),
    [
        ("share lights total", "[=share lights 2016-17 | percent]", "45%"),
        ("share lights places", "[=share lights 2016-17 places | percent]", "100%"),
        ("carried late", "[=carried late]", "£5,300"),
        (
            "victims two counts",
            "[=part seen testshire 2015 | words]",
            "235 of 256 (92%)",
        ),
        (
            "target thefts",
            "[=target thefts testshire 2016-17 | words]",
            "at least 1,000",
        ),
        ("met all", "[=met all 2016-17 | words]", "none of one"),
        ("reported change", "[=change value reported", "up 5%"),
        ("number priorities", "[=count priorities 2016-17 | words]", "one"),
        ("members board", "[=count members board 2016-17 | words]", "one"),
        ("who chairman", "[=name post chair]", "Sam Example"),
        ("name partnership testshire home", "[=name partnership home]", "Testshire P"),
        ("health first day", "[=date plan plan start]", "1 April 2016"),
        (
            "return received",
            "[=date return lights 2016-17 end-year received]",
            "date not",
        ),
    ],
)
def test_each_kind_of_thing_is_found(report, query, token, value):
    option = search(report, query, limit=1)[0]

    assert option.token.startswith(token)
    assert option.value.startswith(value)


def test_every_token_name_is_available(report):
    resolver = Resolver(report.partnership, report=report)

    there = {entry.inside.split()[0] for entry in available_figures(resolver)}

    assert there == set(HANDLERS)


def test_every_option_prints_its_text(report):
    """The words shown beside a token are those that the document prints."""
    resolver = Resolver(report.partnership, report=report)
    for option in search(report, "", limit=1000):
        for source, words in option.styles:
            [token] = scan(source)
            assert resolver.figure(token).text == words


def test_rows_of_other_partnerships_are_not_offered(report):
    far = a_partnership(name="Farshire Partnership")
    a_group(name="Farshire Board", partnership=far)
    fund = a_fund(name="Farshire Fund")
    a_settlement(partnership=far, fund=fund)
    a_line(label="Farshire lights", partnership=far, fund=fund)

    assert search(report, "farshire") == []


@pytest.mark.parametrize(
    ("number", "unit", "token"),
    [
        ("778813", "pounds", "[=total fund 2016-17]"),
        ("7867", "pounds", "[=change total fund 2015-16 2016-17 | words]"),
        ("45", "percent", "[=share lights 2016-17 | percent]"),
        ("56", "percent", "[=change value thefts testshire 2014 2015 | words]"),
        ("443", "count", "[=change value thefts testshire 2014 2015 | number]"),
        ("1233", "count", "[=value thefts testshire 2015]"),
        ("1233.0", "count", "[=value thefts testshire 2015]"),
        ("235", "count", "[=part seen testshire 2015 | number]"),
        ("256", "count", "[=part seen testshire 2015 | base]"),
        ("92", "percent", "[=value seen testshire 2015]"),
        ("1000", "count", "[=target thefts testshire 2016-17 | number]"),
        ("1", "count", "[=count priorities 2016-17 | number]"),
    ],
)
def test_number_finds_the_token_that_prints_it(report, number, unit, token):
    found = {(one.unit, one.token) for one in by_value(report)[Decimal(number)]}

    assert (unit, token) in found


def test_number_that_no_token_prints_finds_nothing(report):
    assert Decimal(31337) not in by_value(report)


def test_queries_do_not_grow_with_rows(report):
    home, line = report.partnership, report.partnership.lines.get(code="lights")
    numbers = count(10)

    def ask():
        search(report, "", limit=1000)
        by_value(report)

    def add():
        number = next(numbers)
        a_partner()
        a_measure()
        a_priority(partnership=home, number=number)
        a_membership(group=a_group(partnership=home))
        a_line(partnership=home, fund=line.fund)
        a_return(line=line, year=2040 + number)
        observe(a_measure(), an_area(), {2014: 1, 2015: 2})

    assert_queries_do_not_grow(ask, add)
