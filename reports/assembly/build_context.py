"""The context for collecting blocks: the report, its text and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model, Prefetch, prefetch_related_objects

from partnership.core.models.dated import between, is_on
from partnership.core.text.token_validation import text_fields
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.models import Coverage, Group, Membership, Partnership
from partnership.models.combined_areas import area_of
from partnership.partners.aliases import use_names_on
from partnership.partners.local_terms import words_of
from priorities.models import Achievement, CommissionersPlan, Priority, Strand
from priorities.queries.assessment import AssessmentRow, assessment_rows
from priorities.queries.delivery import priorities_of
from reports import document_types
from reports.assembly.report_files import pictures_of
from reports.document.prose import Composer
from reports.document_types.outline import OutlineItem
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver
from reports.models import MeasureChart, Passage, Report, SectionOverride


@dataclass
class BuildContext:
    """One report being built; `section_title` is used in messages."""

    report: Report
    passages: dict[str, Passage]
    achievements: list[Achievement]
    composer: Composer
    section_title: str = ""
    item: OutlineItem | None = None
    names: dict[str, str] = field(default_factory=dict)
    hidden_sections: set[str] = field(default_factory=set)
    read: dict = field(default_factory=dict)
    rows: Sequence[Model] = field(default_factory=list)

    @property
    def partnership(self) -> Partnership:
        """The report's partnership, with the name that it had on the report's day."""
        return self.shared("partnership", self.report.partnership.named)

    @property
    def year(self) -> int:
        return self.report.year

    @property
    def last_year(self) -> int:
        """The last year that the report covers; its year unless it covers several."""
        return self.report.last_year or self.year

    @property
    def resolver(self) -> Resolver:
        return self.composer.resolver

    @property
    def area(self):
        """The area whose figures the partnership reports."""
        return self.shared("area", lambda: area_of(self.partnership, self.report.as_at))

    def shared(self, name: str, read):
        """Call `read` once for the report, and cache its value under a name."""
        if name not in self.read:
            self.read[name] = read()
        return self.read[name]

    @property
    def section_overrides(self) -> list[SectionOverride]:
        """The report's changes to its outline: hidden, renamed and custom sections."""
        return self.shared(
            "sections", lambda: list(self.report.sections.order_by("key"))
        )

    def charts_of(self, section: str) -> list[MeasureChart]:
        """The charts that officers added to a section, in order."""
        rows = self.shared(
            "charts", lambda: list(self.report.charts.select_related("measure", "area"))
        )
        return [row for row in rows if row.section == section]

    @property
    def assessment_rows(self) -> list[AssessmentRow]:
        """The results of the assessment for the report's year."""
        return self.shared(
            "assessment-rows", lambda: assessment_rows(self.area, self.year)
        )

    @property
    def commissioners_plans(self) -> list[CommissionersPlan]:
        """The plans in force when the report's years begin, earliest first."""
        return self.shared(
            "commissioners-plans", lambda: self._plans_of(self.report.wording_years)
        )

    def _plans_of(self, years) -> list[CommissionersPlan]:
        area = self.partnership.police_area
        return CommissionersPlan.objects.for_years(area, years)

    @property
    def csps(self) -> list[Partnership]:
        """The county's CSPs of the report's years by name, with areas and websites."""
        return self.shared("csps-of-years", self._csps)

    def _csps(self) -> list[Partnership]:
        span = financial_years.first_day(self.year), self.last_day
        coverage = Coverage.objects.filter(between(*span), between(*span, "area__"))
        return list(
            Partnership.objects.filter(
                between(*span), county_partnership=self.partnership
            )
            .prefetch_related(
                Prefetch("coverage", coverage.select_related("area")), "websites"
            )
            .order_by("name")
        )

    @property
    def last_day(self):
        """The last day of the report's years."""
        return financial_years.last_day(self.last_year)

    def dated(self, row) -> str:
        """“ (until 31 March 2026)”: when it began or ended in the report's years."""
        first = financial_years.first_day(self.year)
        begun = row.from_on and row.from_on > first and f"from {day(row.from_on)}"
        ended = row.to_on and row.to_on < self.last_day and f"until {day(row.to_on)}"
        words = " ".join(filter(None, [begun, ended]))
        return f" ({words})" if words else ""

    def priorities_of(self, year: int) -> list[Priority]:
        """The partnership's priorities of a year with objectives, strands and leads."""
        is_own = year in self.report.wording_years
        return self.shared(
            f"priorities-of-{year}",
            lambda: priorities_of(
                self.partnership,
                year,
                self.commissioners_plans if is_own else self._plans_of([year]),
            ),
        )

    @property
    def memberships(self) -> list[Membership]:
        """Members of the partnership's own groups on the report's day, with services.

        The block of members names those who joined or left in its years.
        """
        return self.shared(
            "memberships",
            lambda: [
                row
                for row in self.memberships_in_years
                if is_on(row, self.report.as_at)
            ],
        )

    @property
    def memberships_in_years(self) -> list[Membership]:
        """Everyone who was a member on any day of the report's years."""
        return self.shared("memberships-in-years", lambda: _memberships(self.report))

    def achievements_in(self, year: int) -> list[Achievement]:
        """Achievements of the partnership and its CSPs in this or the previous year."""
        return [row for row in self.achievements if row.year == year]

    def rich(self, html, level=3, location=""):
        return self.composer.rich(html, location or self.section_title, level)

    def inline(self, text, location=""):
        return self.composer.inline(text, location or self.section_title)

    def fill(self, text: str, **others: str) -> str:
        """Fill the placeholders of an outline's wording, including any `others`.

        {section} is the title of the section being collected.
        """
        names = {**self.names, "section": self.section_title, **others}
        return text.format(**names)


def context_for(report: Report) -> BuildContext:
    """Read the report's texts, and find the figures they need from their tokens."""
    with use_names_on(report.as_at):
        return _context_for(report)


def context_for_headlines(report: Report) -> BuildContext:
    """The context for the report's headline figures, and nothing else."""
    prefetch_related_objects([report], "headline_figures")
    with use_names_on(report.as_at):
        resolver = _resolver(report, report.headline_figures.all())
    return BuildContext(report, {}, [], Composer(resolver))


def _resolver(report, rows) -> Resolver:
    texts = [getattr(row, name) for row in rows for name in text_fields(type(row))]
    tokens = [token for text in texts for token in tokens_in(text)]
    return Resolver(report.partnership.named(), tokens, report=report)


def _context_for(report):
    passages = {
        row.key: row
        for row in report.passages.select_related(
            "signed_by__person", "signed_by__post__group", "signed_by__post__partner"
        )
    }
    achievements = list(
        Achievement.objects.filter(year__in=[report.year - 1, report.year])
        .filter(partnership__in=[report.partnership, *report.partnership.csps.all()])
        .select_related("partnership", "priority")
        .order_by("order", "code")
    )
    strands = Strand.objects.filter(
        priority__partnership=report.partnership,
        priority__from_year__lte=report.year,
        priority__to_year__gte=report.year,
    ).select_related("priority")
    headlines = report.headline_figures.all()
    rows = [*passages.values(), *achievements, *strands, *headlines]
    composer = Composer(
        _resolver(report, rows),
        pictures=pictures_of(report) if report.pk else {},
        base=f"/{report.path}/",
    )
    return BuildContext(
        report,
        passages,
        achievements,
        composer,
        names=placeholder_values(report),
        rows=rows,
    )


def _memberships(report):
    own = {Group.Kind.COMMITTEE, Group.Kind.OFFICERS}
    first = financial_years.first_day(report.year)
    last = financial_years.last_day(report.last_year or report.year)
    rows = (
        Membership.objects.filter(between(first, last))
        .filter(group__partnership=report.partnership)
        .select_related("group", "partner")
        .prefetch_related("services")
        .order_by("group__order", "group__name", "partner__name", "member_number")
    )
    return [row for row in rows if row.group.kind in own]


def placeholder_values(report) -> dict[str, str]:
    """Values for the placeholders of an outline's wording."""
    with use_names_on(report.as_at):
        area = area_of(report.partnership, report.as_at)
        named = report.partnership.named()
    names = {
        "partnership": named.name,
        "area": area.name if area else report.partnership.short_name,
        "year": report.years_label,
        "year_before": financial_years.label(report.year - 1),
        "year_after": financial_years.label((report.last_year or report.year) + 1),
        "period": report.period_label,
        **words_of(report.partnership, *report.wording_years),
    }
    is_known = document_types.is_known(report)
    title = document_types.of(report).title.format(**names) if is_known else ""
    return {**names, "title": report.title or title}
