"""Monitoring returns as contributors see them: the grant, answers and measures."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from funding.models import Allocation, MonitoringReturn
from funding.queries.ledger import amount_of
from partnership.contributing.submissions import Answer, Submission
from partnership.core.values import financial_years, formatting
from partnership.core.values.dates import day
from partnership.core.values.missing import Reason
from partnership.core.values.money import pounds
from partnership.core.values.periods import financial_year
from partnership.models.combined_areas import area_of
from priorities.formatting import target_words, value_words
from priorities.models import Observation, Target

RELATED = ["line__partnership", "line__fund"]


class ReturnSubmission(Submission):
    """A monitoring return as a task of a contributor."""

    fields = ["spent_gbp", "reason", "overspend_explained", "narrative"]
    reason_field = "reason"
    url_name = "funding:return_update"
    check_url_name = "funding:return_confirm"

    @property
    def title(self):
        return f"{self.row.get_kind_display().capitalize()} return: {self.row.line}"

    @property
    def about(self):
        first_day = financial_years.first_day(self.row.year)
        return f"{day(first_day)} to {day(last_day(self.row))}"

    @property
    def is_requested(self):
        return self.row.due_on is not None

    @property
    def is_started(self):
        return self._has_amount or bool(self.row.narrative)

    @property
    def _has_amount(self):
        """Whether the amount spent or a reason for none was entered."""
        has_reason = self.chosen_reason not in {"", Reason.NOT_GIVEN}
        return self.row.spent_gbp is not None or has_reason

    @property
    def closed_label(self):
        return "Accepted" if self.row.accepted_on else ""

    @property
    def answers(self):
        row = self.row
        spent = Reason(row.reason).label if row.reason else pounds(row.spent_gbp)
        found = [Answer("Amount spent so far", text=spent)]
        if why := row.overspend_explained:
            found.append(Answer("Why more was spent than the grant", text=why))
        title = "What the grant achieved, and who benefited"
        return [*found, Answer(title, html=row.narrative)]

    @property
    def missing(self):
        found = []
        if not self._has_amount:
            found.append(("spent_gbp", "Enter the amount spent, or select a reason"))
        if not self.row.narrative:
            found.append(("narrative", "Enter what the grant achieved"))
        return found


def last_day(row: MonitoringReturn) -> dt.date:
    """Return the last day of a return's reporting period."""
    if row.kind == MonitoringReturn.Kind.MID_YEAR:
        return dt.date(row.year, 9, 30)
    return financial_years.last_day(row.year)


@dataclass(frozen=True)
class Grant:
    """A funding line's allocation in the year of a return, as text."""

    amount: str
    change: str
    purpose: str
    conditions: str
    notes: list[str]


def grant_of(row: MonitoringReturn) -> Grant | None:
    """Return the grant, or None if the line has no allocation in that year."""
    rows = Allocation.objects.filter(
        line=row.line_id, settlement__year__in=[row.year - 1, row.year]
    ).select_related("settlement", "in_line")
    by_year = {allocation.settlement.year: allocation for allocation in rows}
    now, before = by_year.get(row.year), by_year.get(row.year - 1)
    if now is None:
        return None
    return Grant(
        amount_of(now).words,
        _change(now, before),
        now.purpose,
        now.conditions,
        [now.note] if now.note else [],
    )


def _change(now, before) -> str:
    if before is None or now.amount_gbp is None or before.amount_gbp is None:
        return ""
    more = now.amount_gbp - before.amount_gbp
    amount = pounds(abs(more)) if more else "the same"
    when = f"in {financial_years.label(now.settlement.year - 1)}"
    return formatting.than(more > 0 if more else None, amount, when).capitalize()


def last_sent(row: MonitoringReturn, rows) -> MonitoringReturn | None:
    """Return the user's latest earlier return for the same funding line, or None."""
    before = Q(year__lt=row.year)
    if row.kind == MonitoringReturn.Kind.END_YEAR:
        before |= Q(year=row.year, kind=MonitoringReturn.Kind.MID_YEAR)
    earlier = rows.filter(before, line=row.line_id, received_on__isnull=False)
    # “End of year” is later than “mid-year”, and sorts before it.
    return earlier.with_progress().order_by("-year", "kind").first()


@dataclass(frozen=True)
class Count:
    """A measure that the funding line reports on: its target and its latest figure.

    `period` is empty if the figure is for the whole year.
    """

    name: str
    target: str
    known: str
    period: str


def counts_of(row: MonitoringReturn) -> list[Count]:
    """Return the line's measures, each with the year's target and latest figure."""
    measures = list(row.line.measures.all())
    if not measures:
        return []
    whole = financial_year(row.year)
    same = {"measure__in": measures, "area": area_of(row.line.partnership)}
    targets = Target.objects.filter(
        **same, period_kind=whole.kind, starts_on=whole.start
    ).select_related("measure")
    known = Observation.objects.filter(
        **same, starts_on__gte=whole.start, ends_on__lte=last_day(row)
    )
    targets_by_measure = {target.measure_id: target for target in targets}
    found = {row.measure_id: row for row in known.order_by("ends_on", "-starts_on")}
    return [
        _count(m, targets_by_measure.get(m.pk), found.get(m.pk), whole)
        for m in measures
    ]


def _count(measure, target, known, whole) -> Count:
    return Count(
        measure.name,
        _target_words(target),
        value_words(measure, known) if known else "not yet known",
        known.period.label if known and known.period != whole else "",
    )


def _target_words(target) -> str:
    if target is None or target.reason == Reason.NOT_GIVEN:
        return "no target set"
    return target_words(target)
