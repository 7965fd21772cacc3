"""The return to the Commissioner: every grant, its results and what is missing."""

# One module, because every test uses the one return built from the sample.

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction

from funding.contributing.services import ReturnSubmission
from funding.models import Allocation, MonitoringReturn
from partnership.core.values import periods
from partnership.core.values.missing import Reason
from reports.assembly.build import build, find
from reports.publication import rendering
from tests import sample_copy
from tests.builders import (
    a_coverage,
    a_fund,
    a_home_partnership,
    a_line,
    a_measure,
    a_partner,
    a_report,
    a_return,
    a_settlement,
    a_target,
    a_tenure,
    an_allocation,
    an_area,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.pages import text_of
from tests.reports.papers import cells, figures_of, section

pytestmark = pytest.mark.django_db

ADDRESS = "grant-return/2016-17/end-year"
YEAR = 2016


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample's return, and what its year's lines and returns are."""
    with django_db_blocker.unblock(), transaction.atomic():
        sample_copy.insert()
        document = build(find(ADDRESS))
        grants = list(
            Allocation.objects.filter(
                settlement__year=YEAR,
                settlement__partnership__is_home=True,
                amount_gbp__isnull=False,
                # The stated sum of a subtotal is not a grant.
                line__children__isnull=True,
            ).values_list("line__label", "line__code", "amount_gbp")
        )
        message = set(
            MonitoringReturn.objects.filter(year=YEAR, kind="end-year")
            .exclude(narrative="")
            .values_list("line__code", flat=True)
        )
        transaction.set_rollback(True)
    return document, grants, message


def block(document, key, template):
    """The first block of a kind in a section, or None."""
    blocks = section(document, key).blocks
    return next((one for one in blocks if one.template == template), None)


def row_of(document, label):
    table = block(document, "grants", "table")
    return next(row[1:] for row in cells(table) if row[0] == label)


class TestSample:
    def test_table_has_every_grant_with_its_amount(self, sample):
        document, grants, _ = sample

        assert len(grants) == 11
        for label, _, amount in grants:
            assert row_of(document, label)[0] == f"{amount:,.0f}"
        assert row_of(document, "Total")[0] == "778,813"

    def test_first_page_has_the_money_the_targets_and_the_results(self, sample):
        document, _, _ = sample

        assert figures_of(block(document, "front", "key_figures")) == [
            ("£778,813", "for 2016-17", "£7,867 less than in 2015-16"),
            ("5 of 6", "targets met", "15 results had no target"),
            ("3 of 11", "grants with results", ""),
        ]

    def test_subtotals_are_sums_and_included_money_is_noted(self, sample):
        document, _, _ = sample

        assert row_of(document, "Community Safety Partnerships") == ["350,323"]
        assert row_of(document, "DA Champions training") == ["included above"]

    def test_what_was_spent_has_its_reason(self, sample):
        document, grants, _ = sample

        table = block(document, "grants", "table")
        assert table.folded == ["No spending has been recorded."]

    def test_reported_grants_have_a_part_with_amount_and_recipient(self, sample):
        document, grants, message = sample

        for label, code, amount in grants:
            if code not in message:
                continue
            part = section(document, code)
            head = block(document, code, "grant_heading")
            assert (part.title, part.level) == (label, 3)
            assert head.amount == f"£{amount:,.0f}"
            assert head.lead == ""

    def test_grants_without_account_or_result_share_one_table(self, sample):
        document, grants, message = sample
        shared = block(document, "no-report", "table")
        keys = {section.key for section in document.sections}

        assert message >= {"public-health", "youth"}
        for label, code, amount in grants:
            if code in message:
                words = block(document, code, "prose")
                assert words.words.html.startswith("<p>")
            else:
                assert code not in keys
                row = next(row for row in cells(shared) if row[0] == label)
                assert row[2] == f"{amount:,.0f}"

    def test_results_are_met_or_missed(self, sample):
        document, _, _ = sample
        results = [row[1:] for row in cells(block(document, "public-health", "table"))]

        assert results == [
            ["35", "81", "Met"],
            ["none set", "4,694", "No target"],
            ["25", "28", "Met"],
            ["10", "13", "Met"],
            ["15", "26", "Met"],
            ["20", "37", "Met"],
            ["3", "2", "Missed"],
            ["none set", "39", "No target"],
        ]

    def test_line_that_includes_another_shows_its_results(self, sample):
        document, _, _ = sample
        actual = [row[1] for row in cells(block(document, "da-victims", "table"))]

        assert actual == ["1,135", "104", "217"]

    def test_what_is_missing_is_listed(self, sample):
        document, _, _ = sample
        items = block(document, "missing", "missing_information").items

        assert items == [
            "Return, recipient’s account and results: the 8 other grants listed above.",
            "Date the return was received: Public Health, Youth justice and Support "
            "high risk victims of DA.",
            "Amount spent: all 11 grants.",
        ]

    def test_page_names_recipients_once(self, sample):
        text = text_of(rendering.as_html(sample[0]))

        assert "Recipient: Youth Justice Service" in text
        assert "Lead:" not in text


@pytest.fixture
def home():
    home = a_home_partnership(name="Testshire Partnership", short_name="Testshire")
    a_coverage(partnership=home, area=an_area(code="testshire", name="Testshire"))
    a_settlement(fund=a_fund(), partnership=home, year=YEAR, total_gbp=Decimal(9000))
    return home


def a_grant(home, amount=1000, **kwargs):
    settlement = home.settlements.get()
    line = a_line(fund=settlement.fund, partnership=home, **kwargs)
    if amount is not None:
        an_allocation(settlement=settlement, line=line, amount_gbp=Decimal(amount))
    return line


def a_result(home, line, period, value=7, **kwargs):
    measure = kwargs.pop("measure", None) or a_measure()
    line.measures.add(measure)
    when = {"area": home.areas.get(), "period": period}
    return an_observation(measure=measure, value=Decimal(value), **when, **kwargs)


def returned(home, half="end-year"):
    report = a_report(
        document_type="grant-return",
        partnership=home,
        period=f"2016-17/{half}",
        year=YEAR,
    )
    return build(report)


class TestSpending:
    def spent(self, home, *amounts):
        parent = a_grant(home, None, label="Safety")
        for number, amount in enumerate(amounts):
            line = a_grant(home, label=f"Line {number}", parent=parent)
            given = {} if amount is None else {"spent_gbp": Decimal(amount)}
            a_return(line=line, year=YEAR, **given)
        return returned(home)

    def test_subtotals_and_total_need_every_amount(self, home):
        document = self.spent(home, 400, 500)

        assert row_of(document, "Line 0")[1] == "400"
        assert row_of(document, "Safety")[1:] == ["900"]
        assert row_of(document, "Total")[1] == "900"

    def test_incomplete_sum_is_not_shown(self, home):
        document = self.spent(home, 400, None)

        assert row_of(document, "Safety")[1] == "not all given"
        assert row_of(document, "Total")[1] == "not all given"
        assert "Amount spent: Line 1." in (
            block(document, "missing", "missing_information").items
        )

    def test_spending_of_zero_is_a_figure(self, home):
        assert row_of(self.spent(home, 0), "Line 0")[1] == "0"

    def test_return_counts_once_the_recipient_submits_it(self, home):
        line = a_grant(home)
        row = a_return(line=line, year=YEAR)
        row.narrative, row.spent_gbp, row.reason = "<p>Half a sent</p>", 12, ""
        task = ReturnSubmission(row, dt.date(2017, 5, 2))

        task.save()
        saved = returned(home)
        task.submit()
        submitted = build(find(ADDRESS))

        assert row_of(saved, "Total")[1] == "not given"
        assert "Half a sent" not in text_of(rendering.as_html(saved))
        assert row_of(submitted, "Total")[1] == "12"
        assert block(submitted, line.code, "prose").words.html == row.narrative


class TestStates:
    @pytest.mark.parametrize(
        ("dates", "message"),
        [
            ({"due_on": dt.date(2017, 4, 30)}, "Due 30 April 2017"),
            ({"received_on": dt.date(2017, 5, 2)}, "Received 2 May 2017"),
            (
                {
                    "received_on": dt.date(2017, 5, 2),
                    "accepted_on": dt.date(2017, 6, 1),
                },
                "Accepted 1 June 2017",
            ),
        ],
    )
    def test_return_shows_its_status(self, home, dates, message):
        a_return(line=a_grant(home, label="Lights"), year=YEAR, **dates)
        a_return(line=a_grant(home, label="Lamps"), year=YEAR)
        a_grant(home, label="Locks")

        document = returned(home)

        assert row_of(document, "Lights")[2] == message
        assert row_of(document, "Lamps")[2] == "not recorded"
        assert row_of(document, "Locks")[1:] == ["n/a", "none requested"]

    def test_returns_column_is_omitted_if_nothing_is_known(self, home):
        a_grant(home, label="Lights")

        document = returned(home)

        assert row_of(document, "Lights") == ["1,000", "n/a"]
        assert block(document, "missing", "missing_information").items == [
            "Return (not requested) and results: Lights."
        ]

    def test_nothing_missing_shows_none(self, home):
        line = a_grant(home)
        a_result(home, line, periods.financial_year(YEAR))
        a_return(
            line=line,
            year=YEAR,
            received_on=dt.date(2017, 5, 2),
            spent_gbp=Decimal(1000),
            narrative="<p>We did it.</p>",
        )

        document = returned(home)

        assert block(document, "missing", "missing_information") is None
        assert block(document, "missing", "empty").text == "None"

    def test_other_half_of_the_year_is_omitted(self, home):
        line = a_grant(home, label="Lights")
        for half, words in (("mid-year", "Half."), ("end-year", "Whole.")):
            a_return(line=line, year=YEAR, kind=half, narrative=f"<p>{words}</p>")

        mid, end = returned(home, "mid-year"), returned(home)

        assert block(mid, line.code, "prose").words.html == "<p>Half.</p>"
        assert block(end, line.code, "prose").words.html == "<p>Whole.</p>"


class TestHead:
    def test_lead_and_recipient_are_separate(self, home):
        tenure = a_tenure()
        line = a_grant(home, recipient=a_partner(name="Lamp Makers"))
        line.allocations.update(lead=tenure)
        a_return(line=line, year=YEAR, narrative="<p>We did it.</p>")

        document = returned(home)
        head = block(document, line.code, "grant_heading")
        text = text_of(rendering.as_html(document))

        assert head.recipient == "Lamp Makers"
        assert head.lead.startswith(str(tenure.person))
        assert "Recipient: Lamp Makers" in text
        assert f"Lead: {tenure.person}" in text

    def test_unknown_recipient_is_left_out(self, home):
        line = a_grant(home)
        a_return(line=line, year=YEAR, narrative="<p>We did it.</p>")

        document = returned(home)

        assert block(document, line.code, "grant_heading").recipient == ""
        assert "Recipient" not in text_of(rendering.as_html(document))

    def test_heading_inside_an_account_is_below_the_grant_level(self, home):
        line = a_grant(home)
        a_return(line=line, year=YEAR, narrative="<h3>Spring</h3><p>x</p>")

        words = block(returned(home), line.code, "prose").words

        assert words.html.startswith('<h4 id="')
        assert words.html.endswith(">Spring</h4><p>x</p>")


class TestResults:
    def actual(self, document, line):
        """The figures of a grant; one without any has no section of its own."""
        if line.code not in {section.key for section in document.sections}:
            return []
        table = block(document, line.code, "table")
        place = [column.label for column in table.columns].index("Actual")
        return [row[place] for row in cells(table)]

    def test_latest_figure_of_the_year_is_shown_with_its_period(self, home):
        line = a_grant(home)
        measure = a_measure()
        for year, value in ((2015, 5), (2016, 6), (2017, 8)):
            period = periods.financial_year(year)
            a_result(home, line, period, value, measure=measure)

        document = returned(home)

        assert self.actual(document, line) == ["6"]
        [row] = block(document, line.code, "table").rows
        assert row.cells[0].sub == "2016-17"

    def test_results_without_targets_say_so_once(self, home):
        line = a_grant(home)
        a_result(home, line, periods.financial_year(YEAR), 7)

        table = block(returned(home), line.code, "table")

        assert [column.label for column in table.columns[1:]] == ["Actual"]
        assert table.folded == ["No targets were set."]

    def test_period_that_most_figures_have_is_said_once(self, home):
        line = a_grant(home)
        for kind in (
            periods.financial_year,
            periods.financial_year,
            periods.calendar_year,
        ):
            a_result(home, line, kind(YEAR), measure=a_measure())

        table = block(returned(home), line.code, "table")

        assert table.detail == "2016-17, unless the row says otherwise"
        assert [row.cells[0].sub for row in table.rows] == ["", "", "2016"]

    def test_target_of_that_period_decides(self, home):
        line = a_grant(home)
        row = a_result(home, line, periods.financial_year(YEAR), 7)
        a_target(
            measure=row.measure,
            area=row.area,
            value=Decimal(8),
            period_kind=row.period_kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )

        [message] = cells(block(returned(home), line.code, "table"))

        assert message[1:] == ["8", "7", "Missed"]

    def test_mid_year_return_omits_later_figures(self, home):
        line = a_grant(home)
        a_result(home, line, periods.financial_year(YEAR))

        assert self.actual(returned(home, "mid-year"), line) == []
        assert self.actual(returned(home), line) == ["7"]

    def test_note_of_a_figure_is_below_the_table(self, home):
        line = a_grant(home)
        a_result(home, line, periods.financial_year(YEAR), note="Counted twice.")

        table = block(returned(home), line.code, "table")

        assert table.rows[0].cells[0].notes == [1]
        assert [note.html for note in table.notes] == ["Counted twice."]

    def test_figure_of_another_area_is_omitted(self, home):
        line = a_grant(home)
        row = a_result(home, line, periods.financial_year(YEAR))
        row.area = an_area()
        row.save()

        assert self.actual(returned(home), line) == []


def test_grants_of_other_years_are_omitted(home):
    a_grant(home, label="Lights")
    settlement = a_settlement(
        fund=home.settlements.get().fund, partnership=home, year=YEAR + 1
    )
    gone = a_line(fund=settlement.fund, partnership=home, label="Gates", code="gates")
    an_allocation(settlement=settlement, line=gone)

    document = returned(home)

    assert "Gates" not in str([s.title for s in document.sections])
    assert "Gates" not in str(cells(block(document, "grants", "table")))


def test_query_count_does_not_grow_with_grants(home):
    report = a_report(
        document_type="grant-return",
        partnership=home,
        period="2016-17/end-year",
        year=YEAR,
    )

    def add():
        line = a_grant(home, recipient=a_partner())
        line.allocations.update(lead=a_tenure())
        a_result(home, line, periods.financial_year(YEAR))
        a_return(line=line, year=YEAR, narrative="<p>[=count csps 2016-17]</p>")
        an_allocation(
            settlement=home.settlements.get(),
            line=a_line(fund=line.fund, partnership=home),
            amount_gbp=None,
            reason=Reason.IN_ANOTHER_LINE,
            in_line=line,
        )

    assert_queries_do_not_grow(lambda: build(find(report.path)), add, most=60)
    document = build(find(report.path))
    assert len([s for s in document.sections if s.level == 3]) == 3
