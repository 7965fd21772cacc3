"""Each block of the agreement: full, empty, with one row, with many."""

import datetime as dt
from decimal import Decimal

import pytest

from funding.ledger import Amount
from partnership import periods
from partnership.models import Area, Group
from partnership.values import Qualifier, Reason
from priorities.models import Comparison, Measure
from reports.blocks import (
    achievements,
    carried_forward,
    contact,
    cover,
    csp_table,
    delivery_table,
    district_crime,
    district_work,
    evidence,
    funding_chart,
    funding_table,
    governance,
    headlines,
    measure_table,
    members,
    objectives_table,
    plans_table,
    priorities_table,
    prose,
    rates_chart,
    rising_chart,
    statement,
)
from reports.blocks.table import missing, money
from reports.context import context_for
from tests.builders import (
    a_carry_forward,
    a_comparison,
    a_coverage,
    a_governance_link,
    a_group,
    a_home_partnership,
    a_lead,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_passage,
    a_person,
    a_post,
    a_priority,
    a_related_plan,
    a_report,
    a_settlement,
    a_stated_change,
    a_strand,
    a_tenure,
    an_achievement,
    an_allocation,
    an_area,
    an_observation,
)
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db

CAPTION = {"key": "key", "caption": "In {place}, {year}"}
BLOCKS = {
    achievements: {},
    carried_forward: CAPTION,
    contact: {"heading": "Contact"},
    csp_table: CAPTION,
    delivery_table: CAPTION,
    district_crime: CAPTION,
    district_work: CAPTION,
    funding_chart: {"key": "key"},
    funding_table: CAPTION,
    governance: CAPTION,
    headlines: {},
    measure_table: CAPTION,
    members: {},
    objectives_table: CAPTION,
    plans_table: CAPTION,
    priorities_table: CAPTION,
    rates_chart: {"key": "key"},
    rising_chart: {"key": "key"},
    statement: {},
}
# What the made-up county has nothing of.
NOT_IN_TESTSHIRE = {carried_forward, district_crime}


def name_of(module):
    return module.__name__.rpartition(".")[2]


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.fixture
def home(report):
    return report.partnership


def collected(report, module, **options):
    context = context_for(report)
    context.place = "Here"
    block = module.collect(context, **(options or BLOCKS[module]))
    assert context.composer.problems == []
    return block


def words(row):
    """What a reader sees of a row, a cell each."""
    return [cell_words(cell) for cell in row.cells]


def cell_words(cell):
    parts = [cell.before, cell.text, cell.rich and cell.rich.html, cell.after]
    parts += [label for label, _url in cell.links]
    return " ".join(filter(None, parts))


@pytest.mark.parametrize("module", BLOCKS, ids=name_of)
def test_block_of_a_bare_partnership_is_empty(module):
    block = collected(a_report(partnership=a_home_partnership()), module)

    assert block.is_empty


@pytest.mark.parametrize(
    "module", [m for m in BLOCKS if m not in NOT_IN_TESTSHIRE], ids=name_of
)
def test_block_of_the_small_county_is_not_empty(report, module):
    block = collected(report, module)

    assert not block.is_empty
    assert block.template_path == f"reports/blocks/{block.template}.html"
    caption = getattr(block, "caption", "")
    assert "{" not in caption


@pytest.mark.parametrize(
    "module",
    [
        csp_table,
        delivery_table,
        funding_table,
        measure_table,
        objectives_table,
        plans_table,
        priorities_table,
    ],
    ids=name_of,
)
def test_table_is_as_wide_as_the_page_and_every_row_as_the_table(report, module):
    table = collected(report, module)

    assert sum(column.width for column in table.columns) == 100
    for row in table.rows:
        wanted = 1 if row.kind == "group" else len(table.columns)
        assert len(row.cells) == wanted
    for row in table.rows:
        if row.kind != "group":
            assert [c.column for c in row.cells] == [c.label for c in table.columns]


class TestProse:
    def block(self, report, key="vision.words", **kwargs):
        return collected(report, prose, key=key, **kwargs)

    def test_words_with_a_heading_begin_one_level_lower(self, report):
        a_passage(report=report, key="vision.words", body="<h3>A</h3><p>x</p>")

        assert self.block(report).words.html.startswith("<h3>A</h3>")
        headed = self.block(report, heading="In {year}")
        assert headed.heading == "In 2016-17"
        assert headed.words.html.startswith("<h4>A</h4>")

    def test_place_that_nobody_wrote_says_so(self, report):
        block = self.block(report)

        assert (block.gap, block.written) == ("Not written yet.", False)

    @pytest.mark.parametrize(
        ("note", "gap"),
        [("", "Not given."), ("to come in May 2016", "To come in May 2016.")],
    )
    def test_place_with_a_reason_gives_it(self, report, note, gap):
        a_passage(
            report=report,
            key="vision.words",
            body_reason=Reason.NOT_GIVEN,
            reason_note=note,
        )

        block = self.block(report)

        assert (block.gap, block.written, block.words) == (gap, True, None)

    def test_signature_has_name_office_and_what_it_is_not(self, report):
        board = report.partnership.groups.first()
        tenure = a_tenure(
            person=a_person(name="Councillor Sam Example"),
            post=a_post(group=board, title="Chairman"),
        )
        a_passage(
            report=report,
            key="vision.words",
            body="<p>x</p>",
            signed_by=tenure,
            sample_note="Sample text: not their words",
        )

        signature = self.block(report).signature

        assert signature.name == "Councillor Sam Example"
        assert "Chairman" in signature.office
        assert signature.note == "Sample text: not their words"


class TestFundingTable:
    def rows(self, report):
        return [words(row) for row in collected(report, funding_table).rows]

    def allot(self, report, year, total, amounts):
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
        self.allot(report, 2014, 9, {"lights": {"reason": Reason.NOT_GIVEN}})
        self.allot(
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
        self.allot(report, 2013, 1, {"gates": {"amount_gbp": Decimal(1)}})

        table = collected(report, funding_table)

        assert self.rows(report) == [
            ["Lights", "not given", "up to 32,000", "24,000", "−8,000", "−25.0"],
            ["Total", "9", "32,000", "24,000", "−8,000", "−25.0"],
        ]
        assert table.rows[0].cells[0].notes == [1]
        assert [note.html for note in table.notes] == ["Twice a year."]

    def test_line_in_another_says_where_its_money_is(self, report):
        fund = self.allot(report, 2015, 5, {"lights": {"amount_gbp": Decimal(5)}})
        lights = fund.lines.get(code="lights")
        self.allot(
            report,
            2016,
            0,
            {"gates": {"reason": Reason.IN_ANOTHER_LINE, "in_line": lights}},
        )

        table = collected(report, funding_table)

        assert self.rows(report)[0] == ["Gates", "not given", "in another line", *NA]
        assert table.notes[0].html == "In 2016-17 part of Lights."
        # The line has taken in another, so a change of it would mislead.
        assert self.rows(report)[1] == ["Lights", "5", "24,000", *NA]

    def test_no_per_cent_is_said_of_nothing(self, report):
        self.allot(report, 2015, 0, {"lights": {"amount_gbp": Decimal(0)}})

        assert self.rows(report)[0][-2:] == ["+24,000", "n/a"]

    def test_headings_stand_over_their_lines(self, report):
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

    def test_later_years_only_are_nothing_to_show(self, report):
        report.partnership.settlements.update(year=YEAR + 1)

        assert collected(report, funding_table).is_empty
        assert collected(report, funding_chart).is_empty


NA = ["n/a", "n/a"]


class TestFundingChart:
    def test_caption_tells_the_largest_share(self, report):
        chart = collected(report, funding_chart)

        assert "100% of the grant in 2016-17" in chart.caption
        assert chart.sentence == "2016-17: Lights £24,000; total £24,000."
        assert [drawing.fit for drawing in chart.drawings] == ["wide", "narrow"]

    def test_many_small_lines_are_no_picture(self, report):
        """Twenty-five parts of 4% each cannot be told apart."""
        settlement = report.partnership.settlements.get()
        settlement.allocations.all().delete()
        for _ in range(25):
            line = a_line(fund=settlement.fund, partnership=report.partnership)
            an_allocation(
                settlement=settlement, line=line, amount_gbp=Decimal(24000) / 25
            )

        assert collected(report, funding_chart).is_empty

    def test_fund_without_a_line_is_no_picture(self, report):
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
        assert rows["Thefts"] == ["Thefts", "790", "1,233", "up 56%", "n/a"]
        rate = rows["Theft rate, per 1,000 people"]
        assert rate[1:] == ["3.1", "4.8", "up 55%", "2 lower"]
        assert table.rows[1].cells[0].sub == "2014 and 2015"

    def test_measures_stand_under_their_themes(self, report):
        a = Measure.objects.get(code="thefts")
        a.theme, a.order = "Crime", 1
        a.save()

        kinds = [
            (row.kind, row.cells[0].text)
            for row in collected(report, measure_table).rows
        ]

        assert ("group", "Crime") in kinds
        assert ("group", "Other measures") in kinds

    def test_change_that_is_only_stated_has_no_values(self, report):
        Measure.objects.all().delete()
        measure = a_measure(name="Noise", is_assessed=True)
        first, last = periods.calendar_year(2014), periods.calendar_year(2015)
        a_stated_change(
            measure=measure,
            area=self.area(report),
            direction="down",
            base_starts_on=first.start,
            base_ends_on=first.end,
            base_period_kind=first.kind,
            starts_on=last.start,
            ends_on=last.end,
            period_kind=last.kind,
            note="As told.",
        )

        table = collected(report, measure_table)

        assert words(table.rows[1]) == [
            "Noise",
            "not given",
            "not given",
            "down 5%",
            "n/a",
        ]
        assert [note.html for note in table.notes] == ["As told."]
        assert table.rows[1].cells[3].sign == "down"


class TestCharts:
    def test_rises_are_told_with_their_figures(self, report):
        chart = collected(report, rising_chart)

        assert chart.caption == "Thefts rose"
        assert chart.sentence == "Thefts: 790 in 2014, 1,233 in 2015."

    def test_what_should_rise_is_no_bad_news(self, report):
        Measure.objects.update(good_direction="up")

        assert collected(report, rising_chart).is_empty

    def test_many_rises_are_the_four_largest(self, report):
        area = report.partnership.areas.get()
        for number in range(6):
            measure = a_measure(
                name=f"Measure {number}", is_assessed=True, good_direction="down"
            )
            for year in (2014, 2015):
                period = periods.calendar_year(year)
                an_observation(
                    measure=measure,
                    area=area,
                    value=Decimal(100 + number * 100 * (year - 2014)),
                    period_kind=period.kind,
                    starts_on=period.start,
                    ends_on=period.end,
                )

        chart = collected(report, rising_chart)

        assert chart.caption == "Four measures rose against the trend"
        assert "Measure 5" in chart.sentence
        assert "Measure 1:" not in chart.sentence

    def test_rates_above_elsewhere_are_pairs(self, report):
        chart = collected(report, rates_chart)

        assert chart.caption == "Theft rate: more than twice the rate of The Country"
        assert chart.sentence == "Theft rate: 4.8 in Testshire, 2 in The Country."

    def test_rates_below_elsewhere_are_no_picture(self, report):
        nation = Area.objects.get(code="country")
        nation.observations.update(value=Decimal(9))

        assert collected(report, rates_chart).is_empty

    def test_rate_of_nothing_elsewhere_is_no_picture(self, report):
        Area.objects.get(code="country").observations.update(value=Decimal(0))

        assert collected(report, rates_chart).is_empty


class TestDistricts:
    def test_partnership_without_site_or_priorities_says_so(self, report):
        a_partnership(name="Zed CSP", county_partnership=report.partnership)

        rows = [words(row) for row in collected(report, csp_table).rows]

        assert rows[0] == [
            "Mill Vale Community Safety Partnership",
            "Mill Vale",
            "millvale.example/plan",
            "not given",
        ]
        assert rows[1] == ["Zed CSP", "", "not given", "not given"]

    def test_its_own_priorities_are_listed_in_order(self, report):
        csp = report.partnership.csps.get()
        for number, title in ((2, "Gates"), (1, "Lights")):
            a_priority(partnership=csp, number=number, title=title)
        a_priority(partnership=csp, from_year=2015, title="Old")

        [row] = collected(report, csp_table).rows

        assert words(row)[3] == "Lights; Gates"

    def test_partnership_that_ended_is_not_listed(self, report):
        report.partnership.csps.update(to_on=dt.date(2016, 3, 31))

        assert collected(report, csp_table).is_empty

    def test_those_that_reported_nothing_say_so(self, report):
        a_partnership(
            name="Zed CSP", short_name="Zed", county_partnership=report.partnership
        )

        rows = [words(row) for row in collected(report, district_work).rows]

        assert rows == [
            ["Mill Vale CSP", "<p>A gate was hung.</p>"],
            ["Zed CSP", "Nothing reported"],
        ]

    def test_crime_is_told_by_district(self, report):
        whole = a_measure(name="All crime")
        part = a_measure(name="Theft of bicycles", part_of=whole)
        district = Area.objects.get(code="mill-vale")
        a_comparison(measure=whole, area=district, note="Nearly average.")
        above = {
            "standing": Comparison.Standing.ABOVE,
            "trend": Comparison.Trend.INCREASING,
        }
        a_comparison(measure=part, area=district, **above)
        a_comparison(measure=part, area=an_area(), **above)

        [row] = collected(report, district_crime).rows

        assert words(row) == ["Mill Vale", "Below average", "Theft of bicycles"]
        assert row.cells[2].sub == "Nearly average."


class TestPriorities:
    def test_priority_has_its_objective_and_leads(self, report):
        rows = [words(row) for row in collected(report, priorities_table).rows]

        assert rows[1] == [
            "2",
            "Brighter lights",
            "Objective 2 Objective: Brighter lights",
            "Safer Testshire Partnership",
        ]

    def test_priority_without_objective_or_lead_says_so(self, report):
        a_priority(partnership=report.partnership, number=3, title="Gates")

        row = collected(report, priorities_table).rows[2]

        assert words(row) == ["3", "Gates", "none named", "not given"]

    def test_objective_that_no_priority_serves_gives_the_reason(self, report):
        plan = report.partnership.police_area.commissioners_plans.get()
        plan.objectives.create(
            code="x", number=3, text="Listen", unserved_reason="for the police"
        )
        plan.objectives.create(code="y", number=4, text="Look")

        rows = [words(row) for row in collected(report, objectives_table).rows]

        assert rows[0][2] == "Fewer thefts"
        assert rows[2][2] == "for the police"
        assert "reason not given" in rows[3][2]


class TestDelivery:
    def test_rows_stand_under_the_first_objective(self, report):
        table = collected(report, delivery_table)

        assert [row.kind for row in table.rows] == ["group", "plain"] * 2
        assert table.rows[0].cells[0].text == (
            "Strategic Objective 1: Objective: Fewer thefts"
        )
        assert words(table.rows[1])[2:] == ["<p>It is safer.</p>", "Not yet due"]

    def test_note_is_printed_rather_than_the_bare_reason(self, report):
        strand = report.partnership.priorities.get(number=1).strands.get()
        strand.progress_note = "to be told in May"
        strand.save()

        assert words(collected(report, delivery_table).rows[1])[3] == (
            "To be told in May"
        )

    def test_priority_that_serves_none_comes_last_and_unplanned_is_told(self, report):
        a_priority(partnership=report.partnership, number=3, title="Gates")

        table = collected(report, delivery_table)

        assert "no objective" in table.rows[-2].cells[0].text
        assert words(table.rows[-1]) == [
            "Gates",
            "Not given",
            "Not given",
            "Not given",
        ]

    def test_many_parts_and_leads_are_a_row_each(self, report):
        priority = report.partnership.priorities.get(number=1)
        for order in range(2, 7):
            strand = a_strand(priority=priority, order=order, title=f"Part {order}")
            a_lead(strand=strand, order=1, partner=a_partner(name=f"First {order}"))
            a_lead(strand=strand, order=2, partner=a_partner(name=f"Second {order}"))

        rows = collected(report, delivery_table).rows

        assert [row.cells[0].sub for row in rows[1:7]] == [
            "",
            *(f"Part {n}" for n in range(2, 7)),
        ]
        assert words(rows[2])[1] == "First 2 / Second 2"


class TestMembers:
    def test_services_stand_under_their_council(self, report):
        group = report.partnership.groups.get(name="Testshire Board")
        council = report.partnership.secretariat
        for seat, names in ((2, ["Fire", "Trade"]), (3, ["Youth"])):
            row = a_membership(group=group, partner=council, seat=seat)
            row.services.set(a_partner(name=name, parent=council) for name in names)

        board = next(
            found
            for found in collected(report, members).lists
            if found.title == "Testshire Board"
        )

        [police, council] = board.members
        assert council.services == ["Fire/Trade", "Youth"]
        assert (police.name, police.services) == ("Testland Police, Board", [])

    def test_linked_boards_are_not_listed(self, report):
        linked = a_group(
            partnership=report.partnership, kind=Group.Kind.LINKED_BOARD, name="Linked"
        )
        a_membership(group=linked)

        titles = [found.title for found in collected(report, members).lists]

        assert len(titles) == 2
        assert "Linked" not in titles


class TestGovernance:
    def test_tiers_run_from_the_police_area_to_the_boards(self, report):
        home = report.partnership
        a_group(
            partnership=home,
            kind=Group.Kind.LINKED_BOARD,
            name="Long Name of a Board",
            short_name="Board of Doors",
        )
        for between, up in (("commissioner", "a report"), ("districts", "")):
            a_governance_link(partnership=home, between=between, up=up)

        figure = collected(report, governance)

        assert [[box.name for box in tier.boxes] for tier in figure.tiers] == [
            ["Commissioner for Testland"],
            ["Testshire Board", "Testshire Officers’ Group"],
            ["Mill Vale"],
            ["Board of Doors"],
        ]
        assert figure.tiers[0].passes == ["Down: money.", "Up: a report."]
        assert figure.tiers[1].passes == ["Money."]
        assert figure.tiers[3].boxes[0].is_linked
        assert figure.tiers[1].frame == "Safer Testshire Partnership"
        assert figure.tiers[1].foot == "Secretariat: Testshire Council"

    def test_nothing_passes_below_the_last_tier(self, report):
        a_governance_link(partnership=report.partnership, between="boards")

        assert collected(report, governance).tiers[-1].passes == []


class TestOthers:
    def test_plans_say_whether_they_hold(self, report):
        home = report.partnership
        home.related_plans.all().delete()
        for title, last in (("Ended", 2015), ("Held", 2016), ("Open", None)):
            a_related_plan(
                partnership=home, title=title, first_year=2014, last_year=last
            )
        home.related_plans.filter(title="Held").update(url="https://plan.example/")

        table = collected(report, plans_table)
        rows = {words(row)[0]: words(row) for row in table.rows}

        assert rows["Ended"][2] == "Ended: ask the owner for its successor"
        assert rows["Held"][2] == "In force"
        assert rows["Open"][2] == "no end given"

    def test_contact_prints_the_address(self, report):
        block = collected(report, contact)

        assert block.lines == [
            ("Website", "safer.testshire.example", "https://safer.testshire.example/"),
            ("Secretariat", "Testshire Council", ""),
        ]

    def test_evidence_is_sentences_with_references(self, report):
        block = collected(
            report, evidence, heading="In {year}", items=["[@table funding]: {place}"]
        )

        assert block.heading == "In 2016-17"
        assert block.items[0].html.endswith(": Testshire")

    def test_statement_is_the_vision(self, report):
        assert collected(report, statement).text == "A Testshire where all are safe"

    def test_headlines_keep_their_order(self, report):
        report.headline_figures.create(order=2, figure="7", label="gates")

        items = collected(report, headlines).items

        assert [item.label.html for item in items] == ["more thefts", "gates"]

    def test_achievements_are_of_the_year_before_with_their_figure(self, report):
        an_achievement(partnership=report.partnership, year=YEAR, title="Too new")
        an_achievement(
            partnership=report.partnership,
            year=YEAR - 1,
            title="Gates",
            order=5,
            figure="[=value thefts testshire 2015]",
            figure_caption="thefts",
        )

        items = collected(report, achievements).items

        assert [item.title for item in items] == ["More lights", "Gates"]
        assert items[0].figure is None
        assert items[1].figure.figures[0].text == "1,233"

    def test_cover_has_a_row_for_each_year_with_money(self, report):
        assert len(cover.bands(context_for(report))) == 1

    def test_cover_without_money_is_plain(self):
        report = a_report(partnership=a_home_partnership())

        assert cover.bands(context_for(report)) == []


class TestCells:
    @pytest.mark.parametrize(
        ("amount", "told"),
        [
            (Amount(Decimal("1234.50")), "1,234.50"),
            (Amount(Decimal(5), qualifier=Qualifier.UP_TO), "up to 5"),
            (Amount(Decimal(5), qualifier=Qualifier.PROVISIONAL), "5 provisional"),
            (Amount(None, Reason.NOT_YET_DUE), "not yet due"),
        ],
    )
    def test_money(self, amount, told):
        assert cell_words(money(amount)) == told

    def test_missing_is_a_reason_or_words(self):
        assert missing("not-given").text == "not given"
        assert missing("none named").text == "none named"
        assert missing(Reason.NOT_GIVEN).kind == "missing"


def test_many_districts_areas_and_partnerships_are_listed(report):
    for number in range(12):
        csp = a_partnership(county_partnership=report.partnership)
        for _ in range(3):
            a_coverage(partnership=csp, area=an_area(name=f"Area {number}"))

    table = collected(report, csp_table)

    assert len(table.rows) == 13
    assert not table.keep_together
