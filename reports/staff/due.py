"""Returns, payments, contributions and figures that are due, with who they are from."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from funding.models import Allocation, Instalment, MonitoringReturn
from partnership.core.models.display import with_count
from partnership.core.models.registry import edit_url
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.models import Partnership, User
from priorities.queries import figures_due as figures
from reports.models import Contribution, Report

# How far ahead the lists of due items look.
AHEAD = dt.timedelta(days=42)
# What is later than this comes last, and its lateness is in years.
OLD = 365


@dataclass(frozen=True)
class Due:
    """One item that is due: what, when and from whom.

    `by` is None if it has no date; `people` are the keys of the people it is due from.
    `assessed_on` is the last day of a figure that the assessment needs; figures name
    their `areas`.
    """

    what: str
    by: dt.date | None
    who: str
    address: str
    today: dt.date
    people: frozenset[int] = frozenset()
    assessed_on: dt.date | None = None
    areas: tuple[str, ...] = ()

    @property
    def days(self) -> int | None:
        return None if self.by is None else (self.by - self.today).days

    @property
    def is_old(self) -> bool:
        return self.days is not None and self.days < -OLD

    @property
    def state(self) -> str:
        """“Over 2 years late”, “4 days late”, “Due today”, “In 2 weeks”, “No date”."""
        days = self.days
        if days is None:
            return "No date"
        if self.is_old:
            return f"Over {with_count(-days // OLD, 'year')} late"
        if days < 0:
            return f"{with_count(-days, 'day')} late"
        if days == 0:
            return "Due today"
        if days < 14:
            return f"In {with_count(days, 'day')}"
        return f"In {days // 7} weeks"

    @property
    def tone(self) -> str:
        days = self.days
        if days is None:
            return "yellow"
        if days < 0:
            return "red"
        if days == 0:
            return "orange"
        return "blue" if days < 14 else "grey"


def due(home: Partnership, today: dt.date, year: int) -> list[Due]:
    """Items late or due within 6 weeks, then returns without a date, then old items.

    Otherwise the first page would only show items that are years late.
    """
    found = [
        *_returns(home, today, year),
        *_payments(home, today),
        *_contributions(today),
        *figures_due(home, today),
    ]
    return sorted(found, key=lambda item: (item.is_old, item.by or dt.date.max))


def figures_due(home: Partnership, today: dt.date) -> list[Due]:
    """One item for each measure and period, with its areas."""
    together: dict[tuple, list[figures.FigureDue]] = defaultdict(list)
    for figure in figures.figures_due(home, today, today + AHEAD):
        together[figure.due_on, figure.measure.pk, figure.period].append(figure)
    return [
        Due(
            f"{first.measure}, {first.period.label}",
            first.due_on,
            first.who,
            _grid_of(first),
            today,
            frozenset(person.pk for person in first.people),
            first.period.end if first.measure.is_assessed else None,
            tuple(figure.area.name for figure in (first, *others)),
        )
        for first, *others in together.values()
    ]


def _grid_of(item):
    """The grid that has the period: that of the year in which it ends."""
    year = financial_years.label(financial_years.of(item.period.end))
    return f"{reverse('priorities:grid', args=[item.measure.pk])}?year={year}"


def _returns(home, today, year):
    undated = Q(due_on=None, year=year)
    rows = MonitoringReturn.objects.filter(
        undated | Q(due_on__lte=today + AHEAD),
        line__partnership=home,
        received_on__isnull=True,
    )
    rows = list(rows.select_related("line__recipient", "line__recipient_partnership"))
    leads = _leads(rows)
    for row in rows:
        recipient = row.line.recipient or row.line.recipient_partnership
        kind = row.get_kind_display().capitalize()
        lead = leads.get((row.line_id, row.year))
        yield Due(
            f"{kind} return {financial_years.label(row.year)}: {row.line.label}",
            row.due_on,
            f"{recipient or row.line.label}{f', {lead}' if lead else ''}",
            edit_url(row),
            today,
            frozenset([lead.pk] if lead else []),
        )


def _leads(rows) -> dict:
    """The person who leads each line in a year."""
    allocations = Allocation.objects.filter(
        line__in={row.line_id for row in rows}, lead__isnull=False
    ).select_related("lead__person", "settlement")
    return {
        (allocation.line_id, allocation.settlement.year): allocation.lead.person
        for allocation in allocations
        if allocation.lead
    }


def _payments(home, today):
    rows = Instalment.objects.filter(
        settlement__partnership=home, paid_on=None, due_on__lte=today + AHEAD
    ).select_related("settlement__fund__funder", "payer")
    for row in rows:
        fund, year = row.settlement.fund, financial_years.label(row.settlement.year)
        yield Due(
            f"Payment {row.number} of the {fund}, {year}",
            row.due_on,
            str(row.payer or fund.funder),
            edit_url(row),
            today,
        )


def _contributions(today):
    """Return contributions that documents still need, unless there is a reason."""
    rows = Contribution.objects.filter(
        received_on__isnull=True,
        due_on__lte=today + AHEAD,
        body_reason__in=["", Reason.NOT_YET_DUE],
    ).exclude(report__status__in=[Report.Status.PUBLISHED, Report.Status.WITHDRAWN])
    rows = rows.select_related("partnership", "report__partnership")
    people = _people_of({row.partnership_id for row in rows})
    for row in rows:
        yield Due(
            f"{row.partnership.short_name}’s contribution to {row.report}",
            row.due_on,
            row.partnership.name,
            reverse("editor:report", args=[row.report_id]),
            today,
            frozenset(people[row.partnership_id]),
        )


def _people_of(partnerships) -> dict[int, list[int]]:
    found = defaultdict(list)
    users = User.objects.filter(partnership__in=partnerships, person__isnull=False)
    for partnership, person in users.values_list("partnership", "person"):
        found[partnership].append(person)
    return found
