"""Building a document: completely or not at all, in a fixed number of queries."""

# One module, because building and issue a report are tested on the same rows.

import datetime as dt
from decimal import Decimal
from itertools import count

import pytest

from partnership.core.values import periods
from partnership.core.values.missing import Reason
from reports.assembly.build import build, find
from reports.blocks import Empty, prose, statement, use
from reports.blocks import empty as nil
from reports.document_types import DOCUMENT_TYPES
from reports.document_types.outline import DocumentType, SectionSpec
from reports.errors import ReportNotRendered
from reports.models import SectionOverride
from tests.builders import (
    a_group,
    a_headline_figure,
    a_home_partnership,
    a_lead,
    a_line,
    a_measure,
    a_membership,
    a_partner,
    a_partnership,
    a_passage,
    a_priority,
    a_related_plan,
    a_report,
    a_strand,
    an_achievement,
    an_allocation,
    an_objective,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.testshire import YEAR

pytestmark = pytest.mark.django_db


def problems_of(report):
    with pytest.raises(ReportNotRendered) as caught:
        build(report)
    return [str(problem) for problem in caught.value.problems]


def with_kind(monkeypatch, *sections, **kwargs):
    """A report of a kind made for the test."""
    kind = DocumentType(
        "test-kind", "Test kind", "Title", "About {area}", sections, **kwargs
    )
    monkeypatch.setitem(DOCUMENT_TYPES, "test-kind", kind)
    home = a_home_partnership(name="Testshire Partnership", short_name="Testshire")
    return a_report(document_type="test-kind", partnership=home)


class TestSample:
    def test_it_builds_without_errors(self, agreement):
        assert agreement.full_title == "Community Safety Agreement 2016-17"
        assert agreement.partnership == "Safer Oxfordshire Partnership"
        assert agreement.state == "Draft"

    def test_sample_notice_appears_once(self, agreement):
        [notice] = agreement.notices
        assert notice.startswith("Sample document")

    def test_no_block_is_empty(self, agreement):
        for section in agreement.sections:
            assert section.blocks, section.title
            assert all(not block.is_empty for block in section.blocks), section.title
            unwritten = [b for b in section.blocks if not getattr(b, "written", True)]
            assert unwritten == [], section.title

    def test_every_text_of_the_outline_exists(self, agreement):
        kind = DOCUMENT_TYPES["community-safety-agreement"]
        there = {
            block.key
            for section in agreement.sections
            for block in section.blocks
            if isinstance(block, prose.Prose)
        }

        optional = {
            key for key in there if key.startswith(("at-a-glance.", "prevent."))
        }
        assert there - optional == set(kind.passage_keys())


class TestFront:
    def test_document_has_partnership_period_and_description(self, report):
        report.partnership.brand_colour = "#801650"

        document = build(report)

        assert document.title == "Community Safety Agreement"
        assert document.period_words == "1 April 2016 to 31 March 2017"
        assert document.description.startswith("What partners in Testshire have")
        assert document.brand_colour == "#801650"
        assert document.notices == []

    def test_own_titles_and_summary_replace_the_standard_ones(self, report):
        report.title, report.summary = "Our Agreement", "All we do."
        SectionOverride.objects.create(
            report=report, key="vision", title="What we hope for"
        )

        document = build(report)

        assert (document.title, document.description) == ("Our Agreement", "All we do.")
        assert [s.title for s in document.sections][2] == "What we hope for"
        assert [row.title for row in document.contents][2] == "What we hope for"

    def test_hidden_section_is_omitted_and_the_rest_renumbered(self, report):
        SectionOverride.objects.create(
            report=report, key="vision", is_hidden=True, hidden_reason="No vision yet."
        )

        document = build(report)

        assert "vision" not in [section.key for section in document.sections]
        assert [s.number for s in document.sections][:4] == ["", "1", "2", "3"]

    def test_evidence_links_omit_hidden_sections(self, report):
        """A hidden section must not break references to it in the outline."""
        SectionOverride.objects.create(
            report=report, key="assessment", is_hidden=True, hidden_reason="Not made."
        )

        document = build(report)

        [section] = [s for s in document.sections if s.key == "priorities"]
        [block] = [b for b in section.blocks if b.template == "evidence_links"]
        assert len(block.items) == 2
        assert "Appendix" in block.items[0].html


class TestProblems:
    def test_every_unknown_figure_is_reported_with_its_section(self, report):
        a_passage(report=report, key="vision.text", body="<p>[=totl a 2016-17]</p>")
        a_passage(
            report=report,
            key="introduction.purpose",
            body="<p>[=value thefts testshire 1999]</p>",
        )

        shown = problems_of(report)

        assert len(shown) == 2
        assert shown[0].startswith(
            "Introduction, Purpose of the Community Safety Agreement: There is no "
            "figure for Thefts for the period “1999”."
        )
        assert shown[1].startswith("Our vision: ")
        assert "Did you mean total?" in shown[1]

    def test_error_in_an_achievement_names_it(self, report):
        an_achievement(
            partnership=report.partnership,
            year=YEAR - 1,
            title="Gates",
            figure="[=none]",
            figure_caption="gates",
        )

        [shown] = problems_of(report)

        assert shown.startswith("What we achieved in 2015-16, Gates: ")

    def test_missing_reference_lists_what_can_be_used(self, report):
        a_passage(report=report, key="vision.text", body="<p>See [@table fund].</p>")

        [shown] = problems_of(report)

        assert shown.startswith("Our vision: “[@table fund]” is not in this document")
        assert "[@table funding]" in shown

    def test_failed_block_names_its_section_and_fix(self, report, monkeypatch):
        def broken(*args):
            raise ZeroDivisionError("nothing to share")

        monkeypatch.setattr("reports.blocks.members._members", broken)

        [shown] = problems_of(report)

        assert shown == (
            "Membership: “Members” could not be created (nothing to share). "
            "Check its records or contact an administrator."
        )

    def test_unknown_document_type_is_reported(self):
        report = a_report(
            document_type="shopping-list", partnership=a_home_partnership()
        )

        [shown] = problems_of(report)

        assert shown.startswith("shopping-list/2016-17: Unknown document type")

    def test_partner_named_like_a_token_is_only_a_name(self, report):
        group = report.partnership.groups.first()
        name = "[=total safety-fund 2016-17] <b>&</b>"
        a_membership(group=group, partner=a_partner(name=name))
        row = report.partnership.priorities.first()
        row.title = "[@table nothing]"
        row.save()

        build(report)

    def test_figures_work_in_outcomes_and_funding_notes(self, report):
        """No passage names them, so they are not read up front."""
        strand = report.partnership.priorities.first().strands.get()
        strand.outcome = "<p>From [=value theft-rate country 2014].</p>"
        strand.save()
        allocation = report.partnership.settlements.get().allocations.get()
        allocation.note = "As [=total safety-fund 2016-17] says."
        allocation.save()

        document = build(report)

        tables = [
            b for s in document.sections for b in s.blocks if b.template == "table"
        ]
        delivery = next(t for t in tables if t.key == "delivery")
        funding = next(t for t in tables if t.key == "funding")
        assert delivery.rows[1].cells[2].rich.html.endswith(">2</data>.</p>")
        assert "£24,000" in funding.notes[0].html


class TestEmpty:
    @pytest.mark.parametrize(
        ("empty", "blocks"),
        [
            (Empty.NONE, [nil.EmptyText("None")]),
            (
                Empty.NOTHING_REPORTED,
                [nil.EmptyText("Nothing has been reported.", is_unreported=True)],
            ),
            (Empty.SKIP, [nil.EmptyText("Nothing to report.")]),
        ],
    )
    def test_empty_block(self, monkeypatch, empty, blocks):
        spec = SectionSpec("vision", "Our vision", (use(statement, empty=empty),))

        document = build(with_kind(monkeypatch, spec))

        assert document.sections[0].blocks == blocks

    def test_skipped_block_leaves_the_others(self, monkeypatch):
        spec = SectionSpec(
            "vision", "Our vision", (use(statement), use(prose, key="vision.text"))
        )

        [block] = build(with_kind(monkeypatch, spec)).sections[0].blocks

        assert (block.key, block.gap) == ("vision.text", "Not written yet.")

    def test_every_section_without_required_data_is_reported(self, monkeypatch):
        specs = [
            SectionSpec(key, key.title(), (use(statement, empty=Empty.STOP),))
            for key in ("one", "two")
        ]

        shown = problems_of(with_kind(monkeypatch, *specs))

        assert [line.split(":")[0] for line in shown] == ["One", "Two"]
        assert "“Statement” is required but has no data" in shown[0]
        assert "hide the section and give a reason" in shown[0]

    def test_duplicate_section_key_is_an_error(self, monkeypatch):
        spec = SectionSpec("one", "One", (use(statement, empty=Empty.NONE),))

        [shown] = problems_of(with_kind(monkeypatch, spec, spec))

        assert "“section-one” appears twice in the document" in shown


class TestFind:
    def test_url_of_home_report_is_short(self, report):
        assert find("community-safety-agreement/2016-17") == report
        assert find("/community-safety-agreement/2016-17/") == report

    @pytest.mark.parametrize(
        ("address", "shown"),
        [
            ("agreement/2016-17", "Unknown document type “agreement”. Choose from: "),
            (
                "community-safety-agreement/2020-21",
                "There is no document community-safety-agreement/2020-21. Choose from: "
                "community-safety-agreement/2016-17.",
            ),
            ("community-safety-agreement", "There is no document community-safety-"),
            ("", "Unknown document type “”."),
            ("../../etc", "Unknown document type “..”."),
        ],
    )
    def test_unknown_path_lists_what_exists(self, report, address, shown):
        with pytest.raises(LookupError) as caught:
            find(address)

        assert str(caught.value).startswith(shown)

    def test_empty_database_has_its_own_message(self):
        with pytest.raises(LookupError, match="There are none of this type yet."):
            find("community-safety-agreement/2016-17")


def more_members(report, number):
    a_membership(group=report.partnership.groups.first())
    a_membership(group=a_group(partnership=report.partnership, kind="linked-board"))


def more_lines(report, number):
    settlement = report.partnership.settlements.get()
    shared = {"fund": settlement.fund, "partnership": report.partnership}
    parent = a_line(**shared)
    an_allocation(
        settlement=settlement, line=a_line(parent=parent, **shared), note="A note"
    )


def more_priorities(report, number):
    row = a_priority(partnership=report.partnership, number=10 + number)
    row.objectives.add(an_objective(plan=_plan(report), number=10 + number))
    strand = a_strand(priority=row)
    a_lead(strand=strand, group=a_group(kind="sub-group", reports_to=a_group()))


def _plan(report):
    return report.partnership.police_area.commissioners_plans.get()


def more_measures(report, number):
    measure = a_measure(code=f"more-{number}", is_assessed=True)
    for year in (2014, 2015):
        period = periods.calendar_year(year)
        an_observation(
            measure=measure, area=report.partnership.areas.get(), period=period
        )


def more_tokens(report, number):
    more_measures(report, number)
    passage = report.passages.get(key="introduction.what")
    passage.body += (
        f"<p>[=value more-{number} testshire 2015] [=count priorities 2016-17] "
        "[=total safety-fund 2016-17] [@table funding]</p>"
    )
    passage.save()


def more_achievements(report, number):
    for owner in (report.partnership, report.partnership.csps.first()):
        an_achievement(
            partnership=owner,
            year=YEAR - 1,
            priority=report.partnership.priorities.first(),
            body="<p>More.</p>",
        )


def more_csps(report, number):
    csp = a_partnership(county_partnership=report.partnership)
    a_priority(partnership=csp)
    csp.websites.create(url=f"https://more{number}.example/")


def more_plans(report, number):
    a_related_plan(partnership=report.partnership, owner=a_partner())


def more_headlines(report, number):
    a_headline_figure(report=report, order=10 + number, figure="[=count csps 2016-17]")


MORE = [
    more_members,
    more_lines,
    more_priorities,
    more_measures,
    more_tokens,
    more_achievements,
    more_csps,
    more_plans,
    more_headlines,
]


@pytest.mark.parametrize("more", MORE, ids=lambda function: function.__name__)
def test_query_count_does_not_grow(report, more):
    numbers = count()

    assert_queries_do_not_grow(
        lambda: build(find(report.path)), lambda: more(report, next(numbers)), most=100
    )


def test_past_memberships_and_later_years_are_omitted(report):
    group = report.partnership.groups.first()
    gone = a_partner(name="Gone Partner")
    a_membership(group=group, partner=gone, to_on=dt.date(2016, 3, 31))
    settlement = report.partnership.settlements.get()
    an_allocation(
        settlement=settlement.fund.settlements.create(
            partnership=report.partnership, year=2017, total_gbp=Decimal(7)
        ),
        line=settlement.fund.lines.get(),
        reason=Reason.NOT_YET_DECIDED,
        amount_gbp=None,
    )

    document = build(report)

    [section] = [s for s in document.sections if s.key == "membership"]
    names = [m.name for found in section.blocks[-1].lists for m in found.members]
    assert "Gone Partner" not in names
    assert "2017-18" not in str(document)
