"""The blocks of money and measures: tables and charts, row by row."""

from decimal import Decimal

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Area
from priorities.measure_releases import MEASURE
from priorities.models import Measure
from priorities.queries.target_results import target_results
from reports.blocks import (
    carried_forward,
    funding_chart,
    funding_table,
    increases_chart,
    measure_table,
    priority_figures,
    rates_chart,
    success_measures_table,
    target_table,
)
from reports.figures.targets import read_results
from tests.builders import (
    a_carry_forward,
    a_line,
    a_measure,
    a_priority,
    a_priority_link,
    a_reported_change,
    a_settlement,
    a_target,
    an_allocation,
    an_area,
    an_observation,
)
from tests.reports.collecting import CAPTION, collected, words
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


class TestFundingTable:
    def rows(self, report):
        return [words(row) for row in collected(report, funding_table).rows]

    def add_allocations(self, report, year, total, amounts):
        fund = report.partnership.settlements.first().fund
        shared = {"fund": fund, "partnership": report.partnership}
        settlement = fund.settlements.filter(year=year).first() or a_settlement(
            year=year, total_gbp=Decimal(total), **shared
        )
        for code, given in amounts.items():
            line = fund.lines.filter(code=code).first() or a_line(
                code=code, label=code.title(), **shared
            )
            an_allocation(settlement=settlement, line=line, **given)
        return fund

    def test_one_year_has_no_change(self, report):
        table = collected(report, funding_table)

        assert [column.label for column in table.columns] == ["Line", "2016-17"]
        assert self.rows(report) == [["Lights", "24,000"], ["Total", "24,000"]]

    def test_years_side_by_side_with_the_last_change(self, report):
        self.add_allocations(report, 2014, 9, {"lights": {"reason": Reason.NOT_GIVEN}})
        self.add_allocations(
            report,
            2015,
            32000,
            {
                "lights": {
                    "amount_gbp": Decimal(32000),
                    "qualifier": Qualifier.UP_TO,
                    "note": "Twice a year.",
                }
            },
        )
        self.add_allocations(report, 2013, 1, {"gates": {"amount_gbp": Decimal(1)}})

        table = collected(report, funding_table)

        assert self.rows(report) == [
            ["Lights", "not given", "up to 32,000", "24,000", "−8,000", "−25.0"],
            ["Total", "9", "32,000", "24,000", "−8,000", "−25.0"],
        ]
        assert table.rows[0].cells[0].notes == [1]
        assert [note.html for note in table.notes] == ["Twice a year."]

    def test_line_included_in_another_names_it(self, report):
        same = {
            name: {"amount_gbp": Decimal(1)} for name in ("paths", "roads", "walls")
        }
        fund = self.add_allocations(
            report, 2015, 5, {"lights": {"amount_gbp": Decimal(5)}, **same}
        )
        lights = fund.lines.get(code="lights")
        self.add_allocations(
            report,
            2016,
            0,
            {"gates": {"reason": Reason.IN_ANOTHER_LINE, "in_line": lights}, **same},
        )

        table = collected(report, funding_table)

        assert self.rows(report)[0] == [
            *("Gates", "n/a", "included below", "see note", "n/a")
        ]
        assert table.notes[0].html == "In 2016-17, part of Lights."
        # The line has taken in another, so a change of it would mislead.
        assert self.rows(report)[1] == ["Lights", "5", "24,000", *NA]

    def test_change_from_zero_has_no_percentage(self, report):
        self.add_allocations(report, 2015, 0, {"lights": {"amount_gbp": Decimal(0)}})

        assert self.rows(report)[0][-2:] == ["+24,000", "n/a"]

    def test_subtotals_are_above_their_lines(self, report):
        fund = report.partnership.settlements.get().fund
        lights = fund.lines.get()
        lights.parent = a_line(
            label="Places", fund=fund, partnership=report.partnership
        )
        lights.save()

        table = collected(report, funding_table)

        assert [(row.kind, row.depth) for row in table.rows] == [
            ("sum", 0),
            ("sub", 1),
            ("total", 0),
        ]
        assert self.rows(report)[0] == ["Places", "24,000"]

    def test_only_later_years_is_empty(self, report):
        report.partnership.settlements.update(year=YEAR + 1)

        assert collected(report, funding_table).is_empty
        assert collected(report, funding_chart).is_empty


NA = ["n/a", "n/a"]


class TestFundingChart:
    def test_caption_gives_the_largest_share(self, report):
        settlement = report.partnership.settlements.get()
        line = a_line(
            label="Paint", fund=settlement.fund, partnership=report.partnership
        )
        an_allocation(settlement=settlement, line=line, amount_gbp=8000)
        report.partnership.settlements.update(total_gbp=32000)

        chart = collected(report, funding_chart)

        # Without a verb, it suits “Lights” as well as “Public Health”.
        assert chart.caption == "Lights: 75% of the grant in 2016-17"

    @pytest.mark.parametrize(
        ("before", "caption"),
        [
            (
                {"total_gbp": 75000},
                "The grant fell by 68% from £75,000 in 2015-16 to £24,000 in 2016-17",
            ),
            ({"total_gbp": 25000}, "Lights: £24,000 in 2016-17"),
            ({"total_gbp": 75000, "qualifier": "up-to"}, "Lights: £24,000 in 2016-17"),
        ],
    )
    def test_large_change_of_the_total_is_the_caption(self, report, before, caption):
        """Most of it may be that of lines that are not in the later year."""
        settlement = report.partnership.settlements.get()
        shared = {"fund": settlement.fund, "partnership": report.partnership}
        a_settlement(year=YEAR - 1, **shared, **before)

        assert collected(report, funding_chart).caption == caption

    def test_only_line_has_its_amount_in_the_caption(self, report):
        chart = collected(report, funding_chart)

        assert chart.caption == "Lights: £24,000 in 2016-17"
        assert chart.sentence == "2016-17: Lights £24,000; total £24,000."
        assert [drawing.fit for drawing in chart.drawings] == ["wide", "narrow"]

    def test_money_returned_is_stated_and_no_line_exceeds_the_total(self, report):
        settlement = report.partnership.settlements.get()
        shared = {"fund": settlement.fund, "partnership": report.partnership}
        line = a_line(label="Paint", **shared)
        returned = {"amount_gbp": Decimal("-4000.50"), "note": "Not spent"}
        an_allocation(settlement=settlement, line=line, **returned)
        settlement.total_gbp = Decimal("19999.50")
        settlement.save()

        chart = collected(report, funding_chart)

        assert (
            "amounts below £0 have no bar: Paint −£4,000.50 in 2016-17" in chart.detail
        )
        assert "smaller lines" not in chart.detail
        assert chart.caption == "The main lines of the grant, 2016-17"

    def test_many_small_lines_have_no_chart(self, report):
        """Twenty-five parts of 4% each cannot be distinguished."""
        settlement = report.partnership.settlements.get()
        settlement.allocations.all().delete()
        for _ in range(25):
            line = a_line(fund=settlement.fund, partnership=report.partnership)
            an_allocation(
                settlement=settlement, line=line, amount_gbp=Decimal(24000) / 25
            )

        assert collected(report, funding_chart).is_empty

    def test_fund_without_lines_has_no_chart(self, report):
        report.partnership.settlements.get().allocations.all().delete()

        assert collected(report, funding_chart).is_empty

    def test_line_that_ended_does_not_break_the_caption(self, report):
        settlement = report.partnership.settlements.get()
        shared = {"fund": settlement.fund, "partnership": report.partnership}
        first = a_settlement(year=2015, total_gbp=Decimal(24000), **shared)
        line = settlement.fund.lines.get()
        settlement.allocations.all().delete()
        an_allocation(settlement=first, line=line, amount_gbp=Decimal(24000))

        chart = collected(report, funding_chart)

        assert chart.caption == "The main lines of the grant, 2015-16 to 2016-17"
        assert chart.detail.endswith("; the split of 2016-17 is not known")


@pytest.mark.parametrize("block", [priority_figures, success_measures_table])
def test_measures_of_a_priority_go_on_when_it_continues(report, block):
    earlier = a_priority(partnership=report.partnership, from_year=YEAR - 1)
    later = a_priority(
        partnership=report.partnership, from_year=YEAR, number=9, title="Noise"
    )
    a_priority_link(earlier=earlier, later=later, kind="continued")
    measure = a_measure(name="Noises", priority_theme=earlier)
    area = report.partnership.areas.get()
    an_observation(
        measure=measure, area=area, value=12, period=periods.financial_year(YEAR)
    )
    theme = {"theme": "none"} if block is success_measures_table else {}

    table = collected(report, block, key="f", caption="F", **theme)

    assert "Noise" in str([words(row) for row in table.rows])
    assert "Noises" in str([words(row) for row in table.rows])


class TestCarriedForward:
    def test_rows_are_by_year_and_never_of_the_future(self, report):
        line = report.partnership.lines.get()
        for start, purpose in ((2015, "Gates"), (2014, "Lights"), (2016, "Doors")):
            a_carry_forward(
                line=line, from_year=start, to_year=start + 1, purpose=purpose
            )

        rows = [words(row) for row in collected(report, carried_forward).rows]

        assert rows == [
            ["Lights", "2014-15", "2015-16", "100"],
            ["Gates", "2015-16", "2016-17", "100"],
        ]


class TestMeasureTable:
    def area(self, report):
        return report.partnership.areas.get()

    def test_row_names_periods_values_change_and_comparator(self, report):
        table = collected(report, measure_table)

        assert table.columns[-1].label == "The Country"
        rows = {row.cells[0].text: words(row) for row in table.rows}
        assert rows["Thefts"] == ["Thefts", "1,233", "up 56%", "n/a"]
        rate = rows["Theft rate, per 1,000 people"]
        assert rate[1:] == ["4.8", "up 55%", "2 (lower)"]
        [thefts] = [r for r in table.rows if r.cells[0].text == "Thefts"]
        assert thefts.cells[2].sub == "from 790"
        assert table.rows[1].cells[0].sub == "2014 and 2015"

    def test_measures_are_grouped_by_theme(self, report):
        a = Measure.objects.get(code="thefts")
        a.theme, a.order = "Crime", 1
        a.save()

        kinds = [
            (row.kind, row.cells[0].text)
            for row in collected(report, measure_table).rows
        ]

        assert ("group", "Crime") in kinds
        assert ("group", "Other measures") in kinds

    def test_measures_without_a_theme_have_no_heading(self, report):
        Measure.objects.update(theme="")

        rows = collected(report, measure_table).rows

        assert rows and {row.kind for row in rows}.isdisjoint({"group"})

    def test_change_of_a_small_count_is_a_number(self, report):
        """From 3 to 5 is “up 2”: “up 67%” would make much of little."""
        measure = Measure.objects.get(code="thefts")
        measure.observations.filter(area=self.area(report)).delete()
        for year, value in ((2014, 3), (2015, 5)):
            period = periods.calendar_year(year)
            an_observation(
                measure=measure,
                area=self.area(report),
                value=Decimal(value),
                period=period,
            )

        rows = collected(report, measure_table).rows

        [row] = [row for row in rows if row.cells[0].text == "Thefts"]
        assert words(row)[1:3] == ["5", "up 2"]
        assert row.cells[2].sign == "up"
        assert row.cells[2].sub == "from 3"

    def test_reported_change_has_no_values(self, report):
        Measure.objects.all().delete()
        measure = a_measure(name="Noise", is_assessed=True)
        first, last = periods.calendar_year(2014), periods.calendar_year(2015)
        a_reported_change(
            measure=measure,
            area=self.area(report),
            direction="down",
            base=first,
            period=last,
            note="As reported.",
        )

        table = collected(report, measure_table)

        assert words(table.rows[0]) == ["Noise", "not given", "down 5%"]
        assert [note.html for note in table.notes] == ["As reported."]
        assert table.rows[0].cells[2].sign == "down"


class TestCharts:
    def test_increases_are_shown_with_figures(self, report):
        chart = collected(report, increases_chart)

        assert chart.caption == "Thefts rose"
        assert chart.sentence == "Thefts: 790 in 2014, 1,233 in 2015."

    def test_desired_increase_is_not_shown(self, report):
        Measure.objects.update(desired_direction="up")

        assert collected(report, increases_chart).is_empty

    def test_only_the_four_largest_increases_are_shown(self, report):
        area = report.partnership.areas.get()
        for number in range(6):
            measure = a_measure(
                name=f"Measure {number}", is_assessed=True, desired_direction="down"
            )
            for year in (2014, 2015):
                period = periods.calendar_year(year)
                an_observation(
                    measure=measure,
                    area=area,
                    value=Decimal(100 + number * 100 * (year - 2014)),
                    period=period,
                )

        chart = collected(report, increases_chart)

        assert chart.caption == "Measure 5 rose most, by 500"
        assert "Measure 5" in chart.sentence
        assert "Measure 1:" not in chart.sentence

    def test_rates_above_elsewhere_are_pairs(self, report):
        chart = collected(report, rates_chart)

        assert chart.caption == "Theft rate: more than twice the rate of The Country"
        assert chart.sentence == "Theft rate: 4.8 in Testshire, 2 in The Country."

    def test_lower_rates_have_no_chart(self, report):
        nation = Area.objects.get(code="country")
        nation.observations.update(value=Decimal(9))

        assert collected(report, rates_chart).is_empty

    def test_zero_rate_elsewhere_has_no_chart(self, report):
        Area.objects.get(code="country").observations.update(value=Decimal(0))

        assert collected(report, rates_chart).is_empty


def test_forecast_does_not_count_as_a_result(report):
    area, line = report.partnership.areas.get(), a_line(partnership=report.partnership)
    here = {"measure": a_measure(theme="Lights"), "area": area}
    line.measures.add(here["measure"])
    target = a_target(**here)
    row = an_observation(**here, value=120, qualifier=Qualifier.FORECAST)
    an_observation(**here | {"area": an_area(name="Elsewhere")})

    [result] = target_results(target.measure, [row])
    content = MEASURE.content(target.measure.code)
    [shown] = collected(report, target_table, **CAPTION, theme="Lights").rows

    assert result.verdict == "not known"
    assert [latest["name"] for latest in content["latest"]] == ["Elsewhere"]
    assert words(shown)[1:] == ["100", "120 forecast", "not yet due"]
    assert read_results(report.partnership).met == {}


def test_split_that_is_not_known_is_a_note(report):
    settlement = report.partnership.settlements.get()
    settlement.split_reason = Reason.NOT_YET_DECIDED
    settlement.save()

    table = collected(report, funding_table)

    notes = [note.html for note in table.notes]
    assert notes == ["2016-17: the split between lines is not yet decided."]
