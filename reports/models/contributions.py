"""Contributions to a report, grouped by area, with priorities and achievements."""

from dataclasses import dataclass, field

from django.utils.text import capfirst

from partnership.core.values.dates import day
from partnership.core.values.financial_years import first_day, label, last_day
from partnership.core.values.missing import Reason
from partnership.models import Area, Partner, Partnership
from partnership.models.combined_areas import covered_on
from priorities.models import Achievement, Priority
from reports.models import Contribution, Report

NOTHING = "No progress was reported."
COUNCILS = [
    Partner.Kind.COUNTY_COUNCIL,
    Partner.Kind.DISTRICT_COUNCIL,
    Partner.Kind.UNITARY_COUNCIL,
]


@dataclass
class PartnershipContribution:
    """One partnership's contribution to a report, whether received or not.

    `area` is the county or unitary it is listed under, and `depth` is how many levels
    below that its own areas are. `asked_of` is the report's year.
    """

    partnership: Partnership
    area: Area
    depth: int
    asked_of: int
    contribution: Contribution | None = None
    councils: list[str] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    achievements: list[Achievement] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The financial year that the contribution is about."""
        return self.contribution.year if self.contribution else self.asked_of

    @property
    def is_missing(self) -> bool:
        return self.contribution is None or not self.contribution.body

    @property
    def is_of_another_year(self) -> bool:
        return not self.is_missing and self.year != self.asked_of

    @property
    def state(self) -> str:
        """Its state, with the date if known, for example “Received 3 May 2018”."""
        row = self.contribution
        if row is None:
            return "Not requested"
        if not row.body:
            return (
                _dated("Requested", row.requested_on) if row.requested_on else "Missing"
            )
        if row.reviewed_on:
            return _dated("Reviewed", row.reviewed_on)
        return _dated("Received", row.received_on)

    @property
    def is_received_undated(self) -> bool:
        """Whether it was received, and neither that day nor a review is recorded."""
        row = self.contribution
        return not (self.is_missing or row.reviewed_on or row.received_on)

    @property
    def notices(self) -> list[str]:
        """Notices for readers: that it is missing or about a different year."""
        if self.is_missing:
            return [self._why_missing()]
        if self.is_of_another_year:
            return [
                f"This contribution covers {label(self.year)} instead of "
                f"{label(self.asked_of)}."
            ]
        return []

    def _why_missing(self):
        row = self.contribution
        if row is None:
            return "No contribution was requested."
        words = "No contribution was received"
        if row.requested_on:
            words += f"; it was requested on {day(row.requested_on)}"
        if row.body_reason not in ("", Reason.NOT_GIVEN):
            words += f" ({Reason(row.body_reason).label})"
        return f"{words}."

    def has_progress_on(self, priority) -> bool:
        """Whether the contribution reports any progress on a priority."""
        has_progress = any(strand.progress for strand in priority.strands.all())
        has_achievement = any(
            row.priority_id == priority.pk for row in self.achievements
        )
        return has_progress or has_achievement

    def gap_on(self, priority) -> str:
        """Why no progress on a priority is reported, if none is: the reason given."""
        if self.has_progress_on(priority):
            return ""
        for strand in priority.strands.all():
            if strand.progress_note:
                return f"{capfirst(strand.progress_note).rstrip('.')}."
            if strand.progress_reason not in {"", Reason.NOT_GIVEN}:
                return f"Progress: {Reason(strand.progress_reason).label}."
        return NOTHING

    @property
    def only_lists_priorities(self) -> bool:
        """Whether it has no progress, and no reason for none, on any priority."""
        return all(self.gap_on(row) == NOTHING for row in self.priorities)

    @property
    def texts(self) -> list[str]:
        """All texts that may contain figures."""
        texts = [self.contribution.body] if self.contribution else []
        for priority in self.priorities:
            texts.append(priority.context)
            texts += [strand.progress for strand in priority.strands.all()]
        for row in self.achievements:
            texts += [row.body, row.figure, row.figure_caption]
        return texts


@dataclass
class AreaContributions:
    """A county, or a unitary outside one, with its partnerships' contributions."""

    area: Area
    contributions: list[PartnershipContribution]

    @property
    def without_progress(self) -> list[PartnershipContribution]:
        """Those that report no progress, if they are several: named together."""
        found = [
            part
            for part in self.contributions
            if part.priorities and not part.is_missing and part.only_lists_priorities
        ]
        return found if len(found) > 1 else []


def contributions_by_area(report: Report) -> list[AreaContributions]:
    """The partnerships of the report's police area, grouped by county or unitary.

    A county's own partnership is left out unless it was asked.

    Counties and partnerships are in the order of their contributions, with a county's
    own partnership before those of its districts. The number of queries is fixed.
    """
    parts = _parts(report)
    _add_priorities(parts)
    _add_achievements(parts)
    groups: dict[Area, list[PartnershipContribution]] = {}
    for part in sorted(parts, key=_order):
        groups.setdefault(part.area, []).append(part)
    return [
        AreaContributions(area, sorted(rows, key=lambda part: part.depth))
        for area, rows in groups.items()
    ]


def areas_with_contributions(context) -> list[AreaContributions]:
    """As `contributions_by_area`, read once for a document, with its figures."""

    def read():
        areas = contributions_by_area(context.report)
        context.resolver.expect(
            text
            for area in areas
            for contribution in area.contributions
            for text in contribution.texts
        )
        return areas

    return context.shared("contributions", read)


def _order(part):
    row = part.contribution
    return (row is None, row.order if row else 0, part.partnership.name)


def _parts(report):
    sent = {
        row.partnership_id: row for row in report.contributions.with_submitted_answers()
    }
    areas = {area.pk: area for area in Area.objects.all()}
    root = areas[report.partnership.police_area_id]
    partnerships = (
        Partnership.objects.filter(police_area=root)
        .active_in(report.year)
        .prefetch_related("coverage__area__partners")
    )
    span = first_day(report.year), last_day(report.last_year or report.year)
    parts = []
    for partnership in partnerships:
        is_county = partnership.kind == Partnership.Kind.COUNTY
        if is_county and partnership.pk not in sent:
            continue
        coverage = partnership.coverage.all()
        covered = covered_on(coverage, report.as_at) or covered_on(coverage, *span)
        path = _path(covered[0], root, areas) if covered else [root]
        part = PartnershipContribution(partnership, path[0], len(path) - 1, report.year)
        part.contribution = sent.get(partnership.pk)
        part.councils = [
            partner.name
            for area in covered
            for partner in area.partners.all()
            if partner.kind in COUNCILS
        ]
        parts.append(part)
    return parts


def _path(area, root, areas):
    """The areas from just below the root down to this one."""
    path = [area]
    while area.parent_id not in {None, root.pk, *(step.pk for step in path)}:
        area = areas[area.parent_id]
        path.insert(0, area)
    return path


def _add_priorities(parts):
    """Add each partnership's priorities for its year, or for the nearest years."""
    rows: dict[int, list[Priority]] = {}
    for row in (
        Priority.objects.filter(partnership__in=[part.partnership for part in parts])
        .prefetch_related("objectives", "strands")
        .order_by("from_year", "number")
    ):
        rows.setdefault(row.partnership_id, []).append(row)
    for part in parts:
        if part.is_missing:
            continue
        found = rows.get(part.partnership.pk, [])
        nearest = min((_distance(row, part.year) for row in found), default=None)
        part.priorities = [row for row in found if _distance(row, part.year) == nearest]


def _distance(priority, year):
    """Sort key: years apart, then priorities that have begun first, newest first."""
    if year < priority.from_year:
        return priority.from_year - year, 1, 0
    return max(year - priority.to_year, 0), 0, -priority.from_year


def _add_achievements(parts):
    by_partnership = {part.partnership.pk: part for part in parts}
    rows = Achievement.objects.filter(
        partnership__in=list(by_partnership), year__in={part.year for part in parts}
    ).order_by("order", "code")
    for row in rows:
        part = by_partnership[row.partnership_id]
        if row.year == part.year and not part.is_missing:
            part.achievements.append(row)


def _dated(words, date):
    return f"{words} {day(date)}" if date else words
