"""Figure codes for names, dates and targets met, and their number of queries."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.core.values import periods
from partnership.models import Area, RelatedPlan
from priorities.models import Target
from reports.errors import TokenError
from reports.figures.grammar import scan, tokens_in
from reports.figures.resolver import Resolver
from tests.builders import (
    a_commissioners_plan,
    a_coverage,
    a_fund,
    a_group,
    a_home_partnership,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_person,
    a_post,
    a_priority,
    a_related_plan,
    a_report,
    a_return,
    a_settlement,
    a_strand,
    a_target,
    a_tenure,
    an_allocation,
    an_area,
    an_objective,
    an_observation,
)

pytestmark = pytest.mark.django_db
MEETING = dt.date(2017, 9, 21)


@pytest.fixture
def home():
    return a_home_partnership(code="home", name="Testshire Partnership")


@pytest.fixture
def report(home):
    """A paper for the board's meeting of 21 September 2017."""
    board = a_group(
        code="board", name="Testshire Board", short_name="Board", partnership=home
    )
    return a_report(partnership=home, dated_on=MEETING, presented_to=board)


def figure_of(report, source):
    [token] = scan(source)
    return Resolver(report.partnership, [token], report=report).figure(token)


def text_of(report, source):
    return figure_of(report, source).text


@pytest.fixture
def named(home, report):
    a_partner(code="police", name="Testshire Police", short_name="the police")
    a_partner(code="fire", name="Testshire Fire")
    a_partnership(
        code="north", name="North CSP", short_name="North", county_partnership=home
    )
    a_priority(code="asb", partnership=home, title="Cut nuisance", theme="Nuisance")
    plan = a_commissioners_plan(
        code="pcc", title="Police Plan", area=home.police_area, to_year=None
    )
    an_objective(code="pcc-1", plan=plan, text="Cut crime")
    a_commissioners_plan(
        code="old", area=home.police_area, from_year=2009, to_year=2012
    )
    a_commissioners_plan(
        code="undated", area=home.police_area, from_year=None, to_year=None
    )
    a_related_plan(
        code="health", title="Health Plan", partnership=home, first_year=2015,
        last_year=2018, year_kind=RelatedPlan.YearKind.CALENDAR,
    )  # fmt: skip
    a_related_plan(code="open", title="Open Plan", partnership=home, first_year=2015)
    fund = a_fund(code="fund", name="Safety Fund")
    line = a_line(
        code="lights", label="Street lights", short_label="Lights", fund=fund,
        partnership=home,
    )  # fmt: skip
    a_settlement(fund=fund, partnership=home)
    a_return(
        line=line, kind="end-year", due_on=dt.date(2017, 5, 1), received_on=MEETING
    )
    a_measure(code="thefts", name="Thefts")
    an_area(code="testshire", name="Testshire")
    strands = {"priority": a_priority(code="lit", partnership=home, number=2)}
    a_strand(order=1, progress_on=dt.date(2017, 1, 31), **strands)
    a_strand(order=2, progress_on=dt.date(2017, 6, 30), **strands)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[=name partner police]", "Testshire Police"),
        ("[=name partner police | words]", "Testshire Police"),
        ("[=name partner police | short]", "the police"),
        ("[=name partner police | capital]", "Testshire Police"),
        ("[=name partner fire | short]", "Testshire Fire"),
        ("[=name partnership home]", "Testshire Partnership"),
        ("[=name partnership north | short]", "North"),
        ("[=name group board]", "Testshire Board"),
        ("[=name group board | short]", "Board"),
        ("[=name priority asb]", "Cut nuisance"),
        ("[=name priority asb | short]", "Nuisance"),
        ("[=name objective pcc-1]", "Cut crime"),
        ("[=name plan pcc]", "Police Plan"),
        ("[=name plan pcc | years]", "from 2013-14"),
        ("[=name plan old | years]", "2009-10 to 2012-13"),
        ("[=name plan undated | years]", "years not given"),
        ("[=name plan health]", "Health Plan"),
        ("[=name plan health | years]", "2015-2018"),
        ("[=name line lights]", "Street lights"),
        ("[=name line lights | short]", "Lights"),
        ("[=name measure thefts]", "Thefts"),
        ("[=name area testshire]", "Testshire"),
        ("[=name fund fund]", "Safety Fund"),
        ("[=date report]", "21 September 2017"),
        ("[=date meeting]", "21 September 2017"),
        ("[=date plan pcc start]", "1 April 2013"),
        ("[=date plan pcc end]", "date not given"),
        ("[=date plan old end]", "31 March 2013"),
        ("[=date plan health start]", "1 January 2015"),
        ("[=date plan health end]", "31 December 2018"),
        ("[=date plan open start]", "1 April 2015"),
        ("[=date plan open end]", "date not given"),
        ("[=date return lights 2016-17 end-year due]", "1 May 2017"),
        ("[=date return lights 2016-17 end-year received]", "21 September 2017"),
        ("[=date return lights 2016-17 end-year accepted]", "date not given"),
        ("[=date progress lit]", "30 June 2017"),
        ("[=date progress asb]", "date not given"),
    ],
)
def test_names_and_dates(report, named, source, text):
    assert text_of(report, source) == text


def test_name_has_its_code_and_date_its_day(report, named):
    assert figure_of(report, "[=name partner police]").value == "police"
    dated = figure_of(report, "[=date report]")
    assert (dated.value, dated.day) == ("", "2017-09-21")
    assert figure_of(report, "[=date plan pcc end]").day == ""


def test_report_without_a_day_has_no_date(home):
    assert text_of(a_report(partnership=home), "[=date report]") == "date not given"


class TestPosts:
    @pytest.fixture
    def chair(self, home, report):
        """Held by one person until the spring of 2017 and by another since."""
        post = a_post(code="chair", group=report.presented_to)
        for title, name, from_on, to_on in [
            ("Councillor", "Alex Example", dt.date(2013, 5, 1), dt.date(2017, 5, 3)),
            ("Dr", "Sam Example", dt.date(2017, 5, 4), None),
        ]:
            person = a_person(title=title, name=name)
            a_tenure(post=post, person=person, from_on=from_on, to_on=to_on)
        return post

    def test_holder_on_the_report_date_is_named(self, report, chair):
        assert text_of(report, "[=name post chair]") == "Dr Sam Example"
        assert text_of(report, "[=name post chair | short]") == "Sam Example"

        report.dated_on = dt.date(2016, 9, 21)
        assert text_of(report, "[=name post chair]") == "Councillor Alex Example"

    def test_vacant_post_has_no_name(self, report, chair):
        report.dated_on = dt.date(2010, 1, 1)

        assert text_of(report, "[=name post chair]") == "name not given"
        assert figure_of(report, "[=name post chair]").value == ""

    def test_report_without_a_date_names_the_latest_holder(self, report, chair):
        report.dated_on = None

        assert text_of(report, "[=name post chair]") == "Dr Sam Example"


class TestWhatTheWriterMayNotSee:
    """Each row is there, under a code that someone could guess."""

    def make_rows_elsewhere(self):
        """A partnership of another police area, with one row of each kind."""
        other = a_partnership(code="far", name="Far Partnership")
        group = a_group(code="far-board", partnership=other)
        a_tenure(post=a_post(code="far-chair", group=group))
        a_membership(group=group)
        a_priority(code="far-aim", partnership=other)
        plan = a_commissioners_plan(code="far-pcc", area=other.police_area)
        an_objective(code="far-pcc-1", plan=plan)
        a_related_plan(code="far-plan", partnership=other)
        line = a_line(code="far-line", partnership=other)
        a_return(line=line, received_on=MEETING, due_on=MEETING)
        a_settlement(fund=a_fund(code="far-fund"), partnership=other)

    @pytest.mark.parametrize(
        "source",
        [
            "[=name partnership far]",
            "[=name group far-board]",
            "[=name post far-chair]",
            "[=name priority far-aim]",
            "[=name plan far-pcc]",
            "[=name plan far-plan]",
            "[=name objective far-pcc-1]",
            "[=name line far-line]",
            "[=name fund far-fund]",
            "[=date plan far-pcc start]",
            "[=date progress far-aim]",
            "[=date return far-line 2016-17 end-year due]",
            "[=count members far-board 2016-17]",
            "[=amount far-line 2016-17]",
        ],
    )
    def test_unavailable_records_look_missing(self, report, named, source):
        before = error_of(report, source)

        self.make_rows_elsewhere()

        assert before.startswith("There is no ")
        assert error_of(report, source) == before

    def test_records_of_the_police_area_are_available(self, report, named):
        near = a_partnership(
            code="near", name="Near", police_area=report.partnership.police_area
        )
        a_group(code="near-board", name="Near Board", partnership=near)

        assert text_of(report, "[=name partnership near]") == "Near"
        assert text_of(report, "[=name group near-board]") == "Near Board"

    def test_group_without_a_partnership_is_available(self, report, named):
        a_group(code="panel", name="Police Panel")

        assert text_of(report, "[=name group panel]") == "Police Panel"


def error_of(report, source):
    with pytest.raises(TokenError) as caught:
        figure_of(report, source)
    return str(caught.value)


def test_query_count_does_not_grow_with_figures(report, named):
    kinds = [
        "[=name partner {}]",
        "[=name group {}]",
        "[=name post {}]",
        "[=name priority {}]",
        "[=date progress {}]",
    ]
    for number in range(30):
        a_partner(code=f"p{number}", name=f"Partner {number}")
        group = a_group(code=f"g{number}", partnership=report.partnership)
        a_tenure(post=a_post(code=f"o{number}", group=group))
        a_strand(
            priority=a_priority(
                code=f"a{number}", partnership=report.partnership, number=number + 9
            )
        )
    letters = "pgoaa"

    def queries(count):
        text = "".join(
            kind.format(f"{letter}{number}")
            for number in range(count)
            for kind, letter in zip(kinds, letters, strict=True)
        )
        tokens = tokens_in(text)
        resolver = Resolver(report.partnership, tokens, report=report)
        with CaptureQueriesContext(connection) as seen:
            for token in tokens:
                resolver.figure(token)
        return len(seen)

    assert queries(1) == queries(30) == 6


def test_years_are_counted_from_rows_read_once(report, named):
    text = "".join(
        f"[=count priorities {y}-{(y + 1) % 100:02}]" for y in range(2000, 2030)
    )
    tokens = tokens_in(text)
    resolver = Resolver(report.partnership, tokens)

    with CaptureQueriesContext(connection) as seen:
        texts = [resolver.figure(token).text for token in tokens]

    assert len(seen) == 1
    assert texts.count("two") == 1
    assert texts.count("no") == 29


def test_districts_covered_in_the_year_are_counted(home, report):
    csp = a_partnership(county_partnership=home)
    gone = a_partnership(county_partnership=home, to_on=dt.date(2012, 3, 31))
    districts = [an_area(kind=Area.Kind.DISTRICT) for _ in range(3)]
    a_coverage(partnership=csp, area=districts[0])
    a_coverage(partnership=csp, area=districts[1], from_on=dt.date(2014, 4, 1))
    a_coverage(partnership=gone, area=districts[2])

    texts = {
        year: text_of(report, f"[=count districts {year}]")
        for year in ("2011-12", "2012-13", "2014-15")
    }

    assert texts == {"2011-12": "two", "2012-13": "one", "2014-15": "two"}


class TestTargetsMet:
    @pytest.fixture(autouse=True)
    def results(self, home, report):
        """Two lines under one heading: two of three met, and one of one."""
        area = an_area(code="here")
        a_coverage(partnership=home, area=area)
        fund = a_fund(code="fund", name="Safety Fund")
        shared = {"fund": fund, "partnership": home}
        settlement = a_settlement(**shared)
        heading = a_line(code="all-youth", label="Youth", **shared)
        lines = [a_line(code=c, parent=heading, **shared) for c in ("clubs", "sport")]
        for line in lines:
            an_allocation(settlement=settlement, line=line)
        for line, wanted, reached in [
            (lines[0], 10, 12),
            (lines[0], 10, 10),
            (lines[0], 10, 9),
            (lines[1], 5, 8),
            (lines[1], None, 8),
            (lines[1], 5, None),
        ]:
            measure = a_measure()
            line.measures.add(measure)
            same = {"measure": measure, "area": area}
            a_target(**same, **given(wanted))
            an_observation(**same, **given(reached))
        other = a_measure()
        lines[0].measures.add(other)
        a_target(measure=other, value=Decimal(1))
        an_observation(measure=other, value=Decimal(2))
        month = periods.parse("at-may-2016")
        span = {
            "starts_on": month.start,
            "ends_on": month.end,
            "period_kind": month.kind,
        }
        a_target(measure=measure, area=area, value=Decimal(1), **span)

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            ("[=met clubs 2016-17]", "two of three"),
            ("[=met clubs 2016-17 | capital]", "Two of three"),
            ("[=met clubs 2016-17 | number]", "2 of 3"),
            ("[=met sport 2016-17]", "one of one"),
            ("[=met all-youth 2016-17]", "three of four"),
            ("[=met all 2016-17]", "three of four"),
        ],
    )
    def test_only_targets_with_both_numbers_here_count(self, report, source, text):
        """Another area's, a month's and those without a number do not."""
        assert text_of(report, source) == text

    def test_base_is_the_number_of_targets(self, report):
        figure = figure_of(report, "[=met sport 2016-17]")

        assert (figure.value, figure.base, figure.period) == (
            "1",
            "1 target",
            "2016-17",
        )
        assert figure.source == "Safety Fund"

    def test_year_without_results_is_refused(self, report):
        with pytest.raises(
            TokenError, match="no measure has both a target and an actual for 2015-16"
        ):
            figure_of(report, "[=met all 2015-16]")

    def test_measure_of_two_lines_counts_once(self, home, report):
        line = home.lines.get(code="sport")
        line.measures.add(*home.lines.get(code="clubs").measures.all())

        assert Target.objects.count() == 8
        assert text_of(report, "[=met all-youth 2016-17]") == "three of four"


def given(value):
    return {"reason": "not-given"} if value is None else {"value": Decimal(value)}


def test_renaming_a_measure_breaks_no_figure(report):
    """Words name it by its code, which stays."""
    measure = a_measure(code="thefts", name="Thefts")
    an_observation(measure=measure, area=an_area(code="testshire", name="Testshire"))
    before = figure_of(report, "[=value thefts testshire 2016-17]")

    measure.name = "Theft offences"
    measure.save()

    after = figure_of(report, "[=value thefts testshire 2016-17]")
    assert (before.text, before.about) == ("120", "Thefts, Testshire")
    assert (after.text, after.about) == ("120", "Theft offences, Testshire")
