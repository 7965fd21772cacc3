"""Each block of the agreement: full, empty, with one row, with many."""

# One module, so that each block shows the same four cases: full, empty, one, many.

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from funding.models import Settlement
from funding.queries.ledger import Amount, Ledger
from partnership.core.values.missing import Qualifier, Reason
from partnership.models import Area, Group, Partner, Post
from priorities.models import Comparison, Objective, Priority
from reports.assembly.build_context import context_for
from reports.blocks import (
    achievements,
    carried_forward,
    contact,
    cover_picture,
    csp_table,
    delivery_table,
    district_achievements,
    district_crime,
    evidence_links,
    funding_table,
    governance,
    instalments_table,
    measure_table,
    members,
    objectives_table,
    plans_table,
    priorities_table,
    prose,
    statement,
)
from reports.blocks import headline_figures as headlines
from reports.blocks.folding import fold
from reports.blocks.table import missing, money
from reports.document_types.outline import OutlineItem
from tests.builders import (
    a_commissioners_plan,
    a_comparison,
    a_coverage,
    a_fund,
    a_governance_link,
    a_group,
    a_home_partnership,
    a_lead,
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
    a_strand,
    a_tenure,
    an_achievement,
    an_area,
    an_instalment,
    an_objective,
)
from tests.reports.collecting import BLOCKS, cell_words, collected, words
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db

# What the made-up county has nothing of.
NOT_IN_TESTSHIRE = {carried_forward, district_crime}


def name_of(module):
    return module.__name__.rpartition(".")[2]


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
    def block(self, report, key="vision.text", **kwargs):
        return collected(report, prose, key=key, **kwargs)

    def test_text_with_a_heading_starts_one_level_lower(self, report):
        a_passage(report=report, key="vision.text", body="<h3>A</h3><p>x</p>")

        assert self.block(report).words.html.startswith("<h3>A</h3>")
        headed = self.block(report, heading="In {year}")
        assert headed.heading == "In 2016-17"
        assert headed.words.html.startswith("<h4>A</h4>")

    def test_missing_text_shows_not_written(self, report):
        block = self.block(report)

        assert (block.gap, block.written) == ("Not written yet.", False)

    @pytest.mark.parametrize(
        ("note", "gap"),
        [("", "Not given."), ("to come in May 2016", "To come in May 2016.")],
    )
    def test_missing_text_shows_its_reason(self, report, note, gap):
        a_passage(
            report=report,
            key="vision.text",
            body_reason=Reason.NOT_GIVEN,
            reason_note=note,
        )

        block = self.block(report)

        assert (block.gap, block.written, block.words) == (gap, True, None)

    def test_signature_has_name_post_and_note(self, report):
        board = report.partnership.groups.first()
        tenure = a_tenure(
            person=a_person(name="Councillor Sam Example"),
            post=a_post(group=board, title="Chairman"),
        )
        a_passage(
            report=report,
            key="vision.text",
            body="<p>x</p>",
            signed_by=tenure,
            sample_note="Sample text: not their words",
        )

        signature = self.block(report).signature

        assert signature.name == "Councillor Sam Example"
        assert "Chairman" in signature.post
        assert signature.note == "Sample text: not their words"


class TestDistricts:
    def test_partnership_without_website_or_priorities_shows_not_given(self, report):
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

        assert row.cells[3].rich.html == "<ul><li>Lights</li><li>Gates</li></ul>"

    def test_ended_partnership_is_not_listed(self, report):
        report.partnership.csps.update(to_on=dt.date(2016, 3, 31))

        assert collected(report, csp_table).is_empty

    def test_partnerships_without_achievements_are_named_below(self, report):
        a_partnership(
            name="Zed CSP", short_name="Zed", county_partnership=report.partnership
        )

        table = collected(report, district_achievements)

        rows = [words(row) for row in table.rows]
        assert rows == [["Mill Vale CSP", "<p>A gate was hung.</p>"]]
        assert table.folded == ["No work was reported separately by Zed CSP."]
        assert fold(table).text.endswith(
            "A gate was hung. No work was reported separately by Zed CSP."
        )

    def test_crime_is_listed_by_district(self, report):
        whole = a_measure(name="All crime")
        part = a_measure(name="Theft of bicycles", part_of=whole)
        district = Area.objects.get(code="mill-vale")
        a_comparison(measure=whole, area=district, note="Nearly average.")
        above = {
            "result": Comparison.Result.ABOVE,
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

    def test_objective_is_worded_once_and_then_only_named(self, report):
        row = Priority.objects.get(partnership=report.partnership, number=2)
        again = a_priority(partnership=report.partnership, number=4, title="Gates")
        again.objectives.set(row.objectives.all())

        cells = [row.cells[2] for row in collected(report, priorities_table).rows]

        assert (cells[-1].before, cells[-1].text) == ("Objective 2", "")

    def test_priority_without_objective_or_lead_shows_it(self, report):
        a_priority(partnership=report.partnership, number=3, title="Gates")

        row = collected(report, priorities_table).rows[2]

        assert words(row) == ["3", "Gates", "none given", "not given"]

    def test_unsupported_objective_gives_the_reason(self, report):
        plan = report.partnership.police_area.commissioners_plans.get()
        plan.objectives.create(
            code="x", number=3, text="Listen", unsupported_reason="for the police"
        )
        plan.objectives.create(code="y", number=4, text="Look")

        rows = [words(row) for row in collected(report, objectives_table).rows]

        assert rows[0][2] == "Fewer thefts"
        assert rows[2][2] == "For the police"
        assert rows[3][2] == "No shared priority"


class TestDelivery:
    def test_rows_are_grouped_by_the_first_objective(self, report):
        table = collected(report, delivery_table)

        assert [row.kind for row in table.rows] == ["group", "plain"] * 2
        assert table.rows[0].cells[0].text == (
            "Strategic objective 1: Objective: Fewer thefts"
        )
        assert words(table.rows[1])[2:] == ["<p>It is safer.</p>", "Not yet due"]

    def test_note_replaces_the_reason(self, report):
        strand = report.partnership.priorities.get(number=1).strands.get()
        strand.progress_note = "to be reported in May"
        strand.save()

        assert words(collected(report, delivery_table).rows[1])[3] == (
            "To be reported in May"
        )

    def test_priority_without_objective_or_strand_comes_last(self, report):
        a_priority(partnership=report.partnership, number=3, title="Gates")

        table = collected(report, delivery_table)

        assert "no Commissioner’s objective" in table.rows[-2].cells[0].text
        assert words(table.rows[-1]) == ["Gates", "Not given", "Not given", "Not given"]

    def test_each_strand_is_a_row(self, report):
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
    def test_services_are_listed_under_their_council(self, report):
        group = report.partnership.groups.get(name="Testshire Board")
        council = report.partnership.secretariat
        for number, names in ((2, ["Fire", "Trade"]), (3, ["Youth"])):
            row = a_membership(group=group, partner=council, member_number=number)
            row.services.set(a_partner(name=name, parent=council) for name in names)

        board = next(
            found
            for found in collected(report, members).lists
            if found.title == "Testshire Board"
        )

        [police, council] = board.members
        assert council.services == ["Fire/Trade", "Youth"]
        assert (police.name, police.services) == ("Testland Police, Board", [])

    def test_people_who_sit_for_a_member_are_named_with_their_dates(self, report):
        group = report.partnership.groups.get(name="Testshire Board")
        council = report.partnership.secretariat
        post = a_post(group=group, partner=council, kind=Post.Kind.REPRESENTATIVE)
        for name, dates in (
            ("Ann", {"to_on": dt.date(YEAR, 5, 31)}),
            ("Bob", {"from_on": dt.date(YEAR, 6, 1)}),
        ):
            a_tenure(post=post, person=a_person(name=name), **dates)

        [board] = [
            found
            for found in collected(report, members).lists
            if found.title == "Testshire Board"
        ]

        assert [member.people for member in board.members] == [
            [],
            [f"Bob (from 1 June {YEAR})"],
        ]

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
        assert figure.tiers[0].relations == ["Down: money.", "Up: a report."]
        assert figure.tiers[1].relations == ["Money."]
        assert figure.tiers[3].boxes[0].is_linked
        assert figure.tiers[1].frame == "Safer Testshire Partnership"
        assert figure.tiers[1].foot == "Secretariat: Testshire Council"

    def test_last_tier_has_no_relations(self, report):
        a_governance_link(partnership=report.partnership, between="boards")

        assert collected(report, governance).tiers[-1].relations == []


class TestOthers:
    def test_plans_show_whether_they_are_in_force(self, report):
        home = report.partnership
        home.related_plans.all().delete()
        for title, first, last in (
            ("Ended", 2014, 2015),
            ("Held", 2014, 2016),
            ("Open", 2014, None),
            ("To come", 2019, None),
        ):
            years = {"first_year": first, "last_year": last}
            a_related_plan(partnership=home, title=title, **years)
        home.related_plans.filter(title="Held").update(url="https://plan.example/")

        table = collected(report, plans_table)
        rows = {words(row)[0]: words(row) for row in table.rows}

        assert rows["Ended"][2] == "Ended"
        assert rows["Held"][2] == "In force"
        assert rows["Open"][2] == "No end date"
        assert rows["To come"][2] == "Not started"

    def test_contact_shows_the_web_address(self, report):
        block = collected(report, contact)

        assert block.lines == [
            ("Website", "safer.testshire.example", "https://safer.testshire.example/"),
            ("Secretariat", "Testshire Council", ""),
        ]

    def test_evidence_is_sentences_with_references(self, report):
        block = collected(
            report,
            evidence_links,
            heading="In {year}",
            items=["[@table funding]: {area}"],
        )

        assert block.heading == "In 2016-17"
        assert block.items[0].html.endswith(": Testshire")

    def test_statement_is_the_vision(self, report):
        assert collected(report, statement).text == "A Testshire where all are safe"

    def test_headline_figures_are_in_order(self, report):
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
        assert len(cover_picture.bands(context_for(report))) == 1

    def test_cover_without_funding_is_plain(self):
        report = a_report(partnership=a_home_partnership())

        assert cover_picture.bands(context_for(report)) == []


class TestCells:
    @pytest.mark.parametrize(
        ("amount", "message"),
        [
            (Amount(Decimal("1234.50")), "1,234.50"),
            (Amount(Decimal(5), qualifier=Qualifier.UP_TO), "up to 5"),
            (Amount(Decimal(5), qualifier=Qualifier.PROVISIONAL), "5 provisional"),
            (Amount(None, Reason.NOT_YET_DUE), "not yet due"),
        ],
    )
    def test_money(self, amount, message):
        assert cell_words(money(amount)) == message

    def test_missing_cell_is_a_reason_or_text(self):
        assert missing("not-given").text == "not given"
        assert missing("none given").text == "none given"
        assert missing(Reason.NOT_GIVEN).kind == "missing"


def test_many_districts_areas_and_partnerships_are_listed(report):
    for number in range(12):
        csp = a_partnership(county_partnership=report.partnership)
        for _ in range(3):
            a_coverage(partnership=csp, area=an_area(name=f"Area {number}"))

    table = collected(report, csp_table)

    assert len(table.rows) == 13
    assert not table.layout_on_paper.keeps_together


def test_objective_names_those_of_the_plan_before_that_it_replaces(report):
    plan = a_commissioners_plan(title="Plan before", from_year=2009, to_year=2012)
    [row, *_] = Objective.objects.all()
    row.replaces.add(an_objective(plan=plan, number=3, text="Fewer thefts"))

    [first, *_] = collected(report, objectives_table, key="o", caption="O").rows

    assert first.cells[1].sub == "Replaces: 3. Fewer thefts (Plan before)"


def test_district_priority_names_the_county_ones_it_contributes_to(report):
    [csp] = report.partnership.csps.all()
    own = a_priority(partnership=csp, title="Locks", from_year=YEAR)
    own.contributes_to.set(Priority.objects.filter(partnership=report.partnership))

    [row] = collected(report, csp_table, key="c", caption="C").rows

    assert "Locks (contributes to priorities 1 and 2)" in row.cells[3].text


def test_fund_of_the_year_comes_before_an_older_one_of_the_commissioner(report):
    ledgers = context_for(report).resolver.ledgers
    (current,) = ledgers.values()
    older = Ledger(current.fund, {YEAR - 4: current.settlements[YEAR]})
    of_council = replace(current, fund=a_fund())

    found = funding_table.largest({"old": older, "new": of_council}, YEAR)

    assert found is of_council


@pytest.mark.parametrize(
    ("payment", "due"),
    [
        ({}, "not given"),
        ({"due_on": dt.date(YEAR, 6, 30)}, f"30 June {YEAR}"),
        ({"amount_gbp": -5, "note": "Unspent"}, "n/a"),
        ({"paid_on": dt.date(YEAR, 7, 4), "paid_gbp": 5}, "n/a"),
    ],
)
def test_payment_that_is_never_due_has_no_missing_day(report, payment, due):
    an_instalment(settlement=Settlement.objects.get(year=YEAR), **payment)

    [row] = collected(report, instalments_table, key="i", caption="I").rows

    assert row.cells[1].text == due


def test_only_the_table_of_the_main_fund_names_the_others(report):
    office = Settlement.objects.get(year=YEAR).fund.funder
    other = a_fund(name="Lamps Fund", funder=office)
    a_settlement(fund=other, partnership=report.partnership, year=YEAR, total_gbp=1)
    context = context_for(report)

    main = funding_table.collect(context, key="f", caption="F")
    context.item = OutlineItem("lamps", "Lamps Fund", other)
    alone = funding_table.collect(context, key="f", caption="F")

    assert len(main.notes) == len(alone.notes) + 1


@pytest.mark.parametrize(
    ("kind", "caption"),
    [("commissioner", "Money"), ("government", "Testland Safety Fund, Testshire")],
)
def test_table_of_a_fund_of_others_is_not_called_the_commissioners(
    report, kind, caption
):
    Partner.objects.filter(funds__settlements__year=YEAR).update(kind=kind)

    assert collected(report, funding_table, key="f", caption="Money").caption == caption


def test_payments_name_who_paid_into_a_shared_fund(report):
    settlement = Settlement.objects.get(year=YEAR)
    payer = a_partner(name="Health Board")
    an_instalment(settlement=settlement, number=1)
    an_instalment(settlement=settlement, number=2, payer=payer)

    table = collected(report, instalments_table, key="i", caption="I")

    assert [row.cells[1].text for row in table.rows] == [
        settlement.fund.funder.name,
        "Health Board",
    ]
