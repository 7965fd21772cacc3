"""Carry over the lines of funds, and the returns that are requested."""

import datetime as dt

from django import forms
from django.db.models import Q

from funding.models import Allocation, Instalment, MonitoringReturn, Settlement
from funding.queries.ledger import may_continue
from funding.rollover.parts import (
    SAME,
    UNDECIDED,
    Part,
    RowForm,
    has_ended,
    register,
    value_or_reason,
)
from partnership.core.values import financial_years
from partnership.core.values.date_input import DateField
from partnership.core.values.missing import Reason
from partnership.core.values.periods import years_later


class FundForm(RowForm):
    """Whether to carry over a fund's lines, with which amounts and returns."""

    amounts = forms.ChoiceField(label="Amounts")
    returns = forms.BooleanField(required=False)
    due_on = DateField(
        label="Due date for returns that do not have one", required=False
    )

    def __init__(self, *args, row, due_days, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        same = f"Use the same amounts as {financial_years.label(row.year)}"
        empty = "Leave amounts blank (not decided yet)"
        self.fields["amounts"].choices = [(UNDECIDED, empty), (SAME, same)]
        if due_days and all(due_days):
            del self.fields["due_on"]
        number = len(due_days)
        noun = "return" if number == 1 else f"{number} returns"
        self.fields["returns"].label = (
            f"Ask for the same {noun}, due a year later"
            if due_days
            else "Ask for an end-of-year return for each line"
        )


@register
class FundPart(Part):
    """Settlements of the year whose fund has no lines yet in the next."""

    title = "Funding"
    creates = (Settlement, Allocation, Instalment, MonitoringReturn)
    hint = "Each fund you select gets a settlement with the same lines and payments."
    form = FundForm

    def rows(self):
        own = Settlement.objects.filter(partnership=self.partnership)
        later, has_lines = own.filter(year=self.next), Q(allocations__isnull=False)
        this = own.filter(~Q(fund__in=later.values("fund")) | has_lines, year=self.year)
        this = this.exclude(fund__in=later.filter(has_lines).values("fund")).distinct()
        for row in this.select_related("fund", "partnership").order_by("fund__name"):
            due_days = [row_return.due_on for row_return in self._returns(row)]
            # A month after the end of the year, unless an officer enters another day.
            month_after = financial_years.last_day(self.next) + dt.timedelta(30)
            yield FundForm(
                self.posted,
                prefix=f"fund-{row.pk}",
                row=row,
                legend=str(row.fund),
                label="Carry over its lines",
                initial={
                    "amounts": UNDECIDED,
                    "returns": bool(due_days),
                    "due_on": month_after,
                },
                due_days=due_days,
            )

    def _returns(self, settlement):
        lines = settlement.allocations.values("line")
        return MonitoringReturn.objects.filter(line__in=lines, year=self.year)

    def carry(self, form):
        settlement, same = form.row, form.cleaned_data["amounts"] == SAME
        shared = {"fund": settlement.fund, "partnership": self.partnership}
        later = Settlement.objects.filter(year=self.next, **shared).first()
        if later is None:
            total, why = value_or_reason(same, settlement.total_gbp, settlement.reason)
            later = self.save(
                Settlement(
                    year=self.next,
                    total_gbp=total,
                    reason=why,
                    qualifier=settlement.qualifier,
                    **shared,
                )
            )
        lines = ("line__recipient", "line__recipient_partnership")
        for row in settlement.allocations.select_related(*lines):
            recipient = row.line.recipient or row.line.recipient_partnership
            # Money taken back is not taken back again.
            if may_continue(row) and not has_ended(recipient, self.next):
                self.save(self._allocation(row, later, same))
        entered = set(later.instalments.values_list("number", flat=True))
        for row in settlement.instalments.exclude(number__in=entered):
            if row.amount_gbp is None or row.amount_gbp >= 0:
                self.save(self._payment(row, later, same))
        if form.cleaned_data.get("returns"):
            self._ask_for_returns(settlement, later, form.cleaned_data.get("due_on"))

    def _ask_for_returns(self, settlement, later, due_on):
        known = MonitoringReturn.objects.filter(year=self.next).values("line", "kind")
        requested = {(row["line"], row["kind"]) for row in known}
        carried = later.allocations.values("line")
        own = list(self._returns(settlement).filter(line__in=carried)) or [
            MonitoringReturn(line=row.line, kind=MonitoringReturn.Kind.END_YEAR)
            for row in later.allocations.filter(line__children=None)
        ]
        for row in own:
            if (row.line_id, row.kind) not in requested:
                due = years_later(row.due_on, 1) if row.due_on else due_on
                self.save(
                    MonitoringReturn(
                        line_id=row.line_id,
                        year=self.next,
                        kind=row.kind,
                        due_on=due,
                        reason=Reason.NOT_YET_DUE,
                    )
                )

    @staticmethod
    def _payment(row, settlement, same):
        """Copy what was announced of a payment, due a year later."""
        amount, reason = value_or_reason(same, row.amount_gbp, row.reason)
        return Instalment(
            settlement=settlement,
            number=row.number,
            share_percent=row.share_percent,
            amount_gbp=amount,
            reason=reason,
            due_on=row.due_on and years_later(row.due_on, 1),
            condition=row.condition,
            payer_id=row.payer_id,
        )

    @staticmethod
    def _allocation(row, settlement, same):
        """Copy an allocation without notes; keep the reason “in another line”."""
        same = same or row.reason == Reason.IN_ANOTHER_LINE
        amount, reason = value_or_reason(same, row.amount_gbp, row.reason)
        return Allocation(
            settlement=settlement,
            line=row.line,
            amount_gbp=amount,
            reason=reason,
            in_line_id=row.in_line_id if same else None,
            qualifier=row.qualifier,
            purpose=row.purpose,
            conditions=row.conditions,
            lead_id=row.lead_id,
        )
