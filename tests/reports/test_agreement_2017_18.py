"""The agreement 2017-18: complete, although much is missing from the sources."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from priorities.models import Objective, Priority
from reports.assembly.build import build
from reports.assembly.build_context import context_for
from reports.blocks import (
    cover_picture,
    delivery_table,
    district_crime,
    funding_chart,
    increases_chart,
    measure_table,
    objectives_table,
    priorities_table,
)
from reports.document_types import DOCUMENT_TYPES
from reports.document_types.at_a_glance import CHANGED, FIGURES, TEXT
from reports.publication import rendering
from tests.builders import (
    a_comparison,
    a_coverage,
    a_partnership,
    a_settlement,
    an_allocation,
    an_area,
)
from tests.reports.pages import text_of
from tests.reports.papers import built, cells
from tests.reports.testshire import YEAR, a_testshire_report

pytestmark = pytest.mark.django_db

ADDRESS = "community-safety-agreement/2017-18"
CAPTION = {"key": "key", "caption": "In {area}, {year}"}


@pytest.fixture(scope="module")
def document(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return built(ADDRESS)


@pytest.fixture(scope="module")
def text(document):
    return text_of(rendering.as_html(document))


def blocks_of(document):
    return [block for section in document.sections for block in section.blocks]


def table(document, key):
    return next(b for b in blocks_of(document) if getattr(b, "key", "") == key)


class TestSample:
    def test_title_and_sample_notice(self, document):
        assert document.full_title == "Community Safety Agreement 2017-18"
        assert [notice[:15] for notice in document.notices] == ["Sample document"]

    def test_every_passage_has_text_or_a_reason(self, document):
        kind = DOCUMENT_TYPES["community-safety-agreement"]
        prose = {b.key: b for b in blocks_of(document) if b.template == "prose"}

        optional = {TEXT, FIGURES, CHANGED, "prevent.text"}
        assert prose.keys() == {*kind.passage_keys(), *optional}
        assert [key for key, block in prose.items() if not block.written] == []
        assert {key for key, block in prose.items() if block.gap} == {"prevent.text"}

    def test_foreword_is_signed_with_a_sample_note(self, document):
        signature = table(document, "foreword.text").signature

        assert signature.name == "Councillor Kieron Mallon"
        assert signature.note == "Sample text: not the words of Councillor Mallon"

    def test_all_eight_priorities_are_listed(self, document):
        listed = [row[1] for row in cells(table(document, "priorities"))]

        assert len(listed) == 8
        assert listed[0] == (
            "Support a strategic and operational response to exploitation"
        )
        assert listed[7] == (
            "Provide support and challenge to the Police and Crime Commissioner"
        )

    def test_what_was_not_planned_is_not_given(self, document):
        assert table(document, "priorities").folded == [
            "No Commissioner’s objective or lead has been recorded.",
        ]
        assert table(document, "delivery").text == (
            "Delivering the priorities, 2017-18: no lead agency, outcome or progress "
            "has been recorded for any of them."
        )

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("Public Health", ["57,127", "50,656"]),
            ("Youth Offending / Early Intervention Service", ["249,866", "226,913"]),
            ("Domestic Abuse (DA) and exploitation", ["119,133", "94,374"]),
            ("Community Safety Partnerships", ["350,323", "not given"]),
            ("Total", ["778,813", "not given"]),
        ],
    )
    def test_grants_that_are_known_and_those_that_are_not(
        self, document, line, message
    ):
        row = next(row for row in cells(table(document, "funding")) if row[0] == line)

        assert row[2 : 2 + len(message)] == message

    def test_few_changes_have_no_columns(self, document):
        funding = table(document, "funding")

        assert [column.label for column in funding.columns[1:]] == [
            "2015-16",
            "2016-17",
            "2017-18",
        ]
        assert funding.folded == [
            "The lines that make up Community Safety Partnerships and Domestic Abuse "
            "(DA) and exploitation are not shown, because none of them has an amount "
            "for 2017-18."
        ]
        assert "change" not in funding.detail

    @pytest.mark.parametrize(
        "wanted",
        [
            "Over 320",
            "217",
            "1,135 trained domestic abuse champions, 104 of them",
            "Its 9 recommendations",
            "31.9%; in England it was 38%",
            "164 young people",
            "11 fewer than in 2015",
            "rose by 4%",
            "we share eight priorities",
            "in 2016-17 there were six",
            "Public Health receives £50,656",
            "fell by £22,953",
            "Source: Strategic Intelligence Assessment 2016-17.",
        ],
    )
    def test_figures_are_filled_in(self, text, wanted):
        assert wanted in text

    def test_no_newer_assessment_is_claimed(self, text):
        assert "Strategic Intelligence Assessment 2017-18" not in text

    def test_increases_before_the_reported_year_are_omitted(self, document):
        keys = [getattr(block, "key", "") for block in blocks_of(document)]

        assert "increases" not in keys
        assert "rates" in keys

    def test_chart_compares_the_known_amounts_of_a_year_without_total(self, document):
        chart = table(document, "funding-chart")

        assert chart.caption == "Known amounts for 2017-18, compared with 2016-17"
        assert chart.sentence.startswith(
            "Youth justice: £226,913 in 2017-18, £249,866 in 2016-17. Domestic abuse"
        )

    def test_cover_shows_years_with_a_total_only(self, document):
        assert len({band.top for band in document.cover}) == 3

    def test_text_of_2016_17_is_not_repeated(self):
        """Standing places have words of their own: no sentence is in both."""
        folder = Path(__file__).parents[2] / "fixtures/words" / ADDRESS
        assert sentences(folder) & sentences(folder.parent / "2016-17") == set()

    def test_all_figures_are_linked(self):
        folder = Path(__file__).parents[2] / "fixtures/words" / ADDRESS
        for path in folder.glob("*.html"):
            words = re.sub(r"\[[=@][^\]]*\]|<[^>]+>", "", path.read_text("utf-8"))
            assert not re.search(r"£|%|\d,\d{3}", words), path.name

    def test_previous_agreement_is_unchanged(self, agreement):
        keys = [getattr(block, "key", "") for block in blocks_of(agreement)]
        chart = table(agreement, "funding-chart")

        assert "increases" in keys
        assert "not known" not in chart.detail
        assert table(agreement, "measures").source.startswith(
            "Source: Strategic Intelligence Assessment 2016-17. Not given:"
        )


def sentences(folder):
    found = set()
    for path in folder.glob("*.html"):
        words = re.sub(r"<[^>]+>", "\n", path.read_text("utf-8"))
        found |= {s.strip() for s in re.split(r"(?<=\.)\s|\n", words)}
    return {sentence for sentence in found if len(sentence) > 40}


class TestBlocks:
    """What the outline's blocks do where a year gives less than it should."""

    @pytest.fixture
    def report(self):
        return a_testshire_report()

    def collected(self, report, module, **options):
        context = context_for(report)
        block = module.collect(context, **(options or CAPTION))
        assert context.composer.problems == []
        return block

    def no_objectives(self):
        for priority in Priority.objects.all():
            priority.objectives.clear()

    def test_year_without_objectives_shows_not_given(self, report):
        self.no_objectives()

        rows = cells(self.collected(report, priorities_table))

        assert [row[2] for row in rows] == ["not given"] * 2

    def test_objectives_without_links_show_not_given(self, report):
        self.no_objectives()

        rows = cells(self.collected(report, objectives_table))

        assert [row[2] for row in rows] == ["not given"] * 2

    def test_delivery_table_has_a_group_without_objective(self, report):
        self.no_objectives()

        rows = self.collected(report, delivery_table).rows

        assert [row.kind for row in rows] == ["group", "plain", "plain"]
        assert rows[0].cells[0].text == ("Priorities with no Commissioner’s objective")

    def test_plan_without_objectives_is_not_an_error(self, report):
        self.no_objectives()
        Objective.objects.all().delete()

        document = build(report)

        [section] = [s for s in document.sections if s.key == "objectives"]
        assert [b.text for b in section.blocks if b.template == "empty"] == [
            "Nothing has been reported."
        ]

    def a_year_without_total(self, report):
        settlement = report.partnership.settlements.get()
        shared = {"fund": settlement.fund, "partnership": report.partnership}
        later = a_settlement(
            year=YEAR + 1, total_gbp=None, reason=Reason.NOT_GIVEN, **shared
        )
        an_allocation(
            settlement=later,
            line=settlement.fund.lines.get(),
            amount_gbp=Decimal(20000),
        )
        report.year = YEAR + 1
        report.save()

    def test_chart_names_years_without_a_bar(self, report):
        self.a_year_without_total(report)

        chart = self.collected(report, funding_chart, key="key")

        assert chart.sentence == "2016-17: Lights £24,000; total £24,000."
        assert chart.detail.endswith("; the total of 2017-18 is not known")

    def test_cover_omits_a_year_without_total(self, report):
        self.a_year_without_total(report)

        assert len(cover_picture.bands(context_for(report))) == 1

    def test_source_of_measures_is_their_own(self, report):
        area = report.partnership.areas.get()
        area.observations.update(source="Police count")

        table = self.collected(report, measure_table, **CAPTION, source="In {year}.")

        assert table.source == "Source: Police count. In 2016-17."

    def test_each_source_is_named_once(self, report):
        area = report.partnership.areas.get()
        area.observations.filter(measure__code="thefts").update(source="B")
        area.observations.filter(measure__code="theft-rate").update(source="A")

        assert self.collected(report, measure_table).source == "Source: A; B."

        area.observations.update(source="")
        assert self.collected(report, measure_table).source == ""

    def test_district_comparison_names_period_and_source(self, report):
        period = periods.calendar_year(2014)
        a_comparison(
            area=report.partnership.csps.get().areas.get(),
            against=an_area(),
            source="Police count",
            period=period,
        )

        table = self.collected(report, district_crime, **CAPTION, detail="Rates")

        assert (table.detail, table.source) == ("Rates; 2014", "Source: Police count.")

    def test_district_that_moved_to_another_partnership_is_compared_once(self, report):
        home = report.partnership
        [area] = home.csps.get().areas.all()
        csp = a_partnership(county_partnership=home, police_area=home.police_area)
        a_coverage(partnership=csp, area=area)
        gone = an_area()
        a_coverage(partnership=csp, area=gone, to_on=dt.date(2012, 3, 31))
        for district in (area, gone):
            a_comparison(area=district, against=an_area())

        table = self.collected(report, district_crime, **CAPTION)

        assert [row.cells[0].text for row in table.rows] == [area.name]

    @pytest.mark.parametrize(("year", "empty"), [(2016, False), (2017, True)])
    def test_increase_is_shown_only_in_the_following_year(self, report, year, empty):
        report.year = year
        report.save()

        assert self.collected(report, increases_chart, key="key").is_empty is empty

    @pytest.mark.parametrize(
        ("ends", "empty"), [((3, 31), True), ((4, 1), False), ((6, 30), False)]
    )
    def test_increase_that_ends_in_the_previous_year_is_shown(
        self, report, ends, empty
    ):
        """A period to 30 June 2016 is partly of 2016-17."""
        area = report.partnership.areas.get()
        for year in (2014, 2015):
            area.observations.filter(starts_on=dt.date(year, 1, 1)).update(
                period_kind="part-year",
                starts_on=dt.date(year, 7, 1),
                ends_on=dt.date(year + 1, *ends),
            )
        report.year = 2017
        report.save()

        assert self.collected(report, increases_chart, key="key").is_empty is empty
