"""Carry over priorities and funding lines to the next year."""

import re
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from funding.models import Allocation, Settlement
from partnership.core.records.form_fields import SingleLineField
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.models import Membership
from priorities.models import Lead, Priority, PriorityLink, Strand

ENDS_WITH_A_YEAR = re.compile(r"-(?:19|20)\d\d(?:-\d\d)?$")
UNDECIDED, SAME = "undecided", "same"
REASON = "Carried over from {}"


class PriorityForm(forms.Form):
    """Whether to carry over a priority, and its wording."""

    carry = forms.BooleanField(required=False, label="Carry over")
    title = SingleLineField(
        max_length=300,
        label="Wording",
        widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea"}),
        error_messages={"required": "Enter the wording of the priority"},
    )

    def __init__(self, *args, priority, **kwargs):
        initial = {"carry": True, "title": priority.title}
        super().__init__(*args, initial=initial, **kwargs)
        self.priority = priority
        self.fields["carry"].widget.attrs["class"] = "govuk-checkboxes__input"
        self.fields["carry"].label = f"Carry over “{priority.title}”"


class FundForm(forms.Form):
    """Whether to carry over a fund's lines, and with which amounts."""

    carry = forms.BooleanField(required=False)
    amounts = forms.ChoiceField(
        label="Amounts",
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, *args, settlement, **kwargs):
        super().__init__(*args, initial={"carry": True, "amounts": UNDECIDED}, **kwargs)
        self.settlement = settlement
        self.fields["carry"].widget.attrs["class"] = "govuk-checkboxes__input"
        self.fields["carry"].label = f"Carry over the lines of {settlement.fund}"
        same = f"Use the same amounts as {financial_years.label(settlement.year)}"
        empty = "Leave amounts blank (not decided yet)"
        self.fields["amounts"].choices = [(UNDECIDED, empty), (SAME, same)]


def last_year(partnership) -> int | None:
    """Return the last year with priorities or a settlement, or None."""
    own = {"partnership": partnership}
    years = [
        *Priority.objects.filter(**own).values_list("to_year", flat=True),
        *Settlement.objects.filter(**own).values_list("year", flat=True),
    ]
    return max(years, default=None)


@dataclass
class Rollover:
    """Priorities and funds of a partnership that can be carried over."""

    partnership: object
    year: int
    posted: dict | None = None
    problems: list = field(default_factory=list)

    def __post_init__(self):
        self.next = self.year + 1
        self.priorities = [
            PriorityForm(self.posted, prefix=f"priority-{row.pk}", priority=row)
            for row in self._ending().exclude(later_links__later__from_year=self.next)
        ]
        self.funds = [
            FundForm(self.posted, prefix=f"fund-{row.pk}", settlement=row)
            for row in self._settlements()
        ]
        self.carried = list(
            self._ending().filter(later_links__later__from_year=self.next).distinct()
        )

    def _ending(self):
        """Return priorities that end in the year."""
        of_year = Priority.objects.of(self.partnership, self.year)
        return of_year.filter(to_year=self.year).prefetch_related("objectives")

    def _settlements(self):
        own = Settlement.objects.filter(partnership=self.partnership)
        done = own.filter(year=self.next).values("fund")
        this = own.filter(year=self.year).exclude(fund__in=done)
        return this.select_related("fund", "partnership").order_by("fund__name")

    @property
    def memberships(self):
        """Memberships that end in the year; they are listed but not carried over."""
        return (
            Membership.objects.filter(
                group__partnership=self.partnership,
                to_on__gte=financial_years.first_day(self.year),
                to_on__lte=financial_years.last_day(self.year),
            )
            .select_related("group", "partner")
            .order_by("group__order", "partner__name")
        )

    @property
    def is_empty(self) -> bool:
        return not (self.priorities or self.funds)

    def chosen(self, forms):
        return [form for form in forms if form.cleaned_data.get("carry")]

    def is_valid(self) -> bool:
        """Validate the selected rows; errors in other rows are ignored."""
        for form in [*self.priorities, *self.funds]:
            form.is_valid()
            if not form.cleaned_data.get("carry"):
                form._errors = {}
            for name, errors in form.errors.items():
                anchor = form[name].id_for_label
                self.problems += [(sentence, anchor) for sentence in errors]
        return not self.problems

    def save(self) -> tuple[int, int]:
        """Carry over the selected rows and return the number of priorities and lines.

        Saves all or nothing. Raises ValidationError if a record is invalid.
        """
        with transaction.atomic():
            chosen = self.chosen(self.priorities)
            for form in chosen:
                self._carry_priority(form.priority, form.cleaned_data["title"])
            lines = sum(
                self._carry_fund(form.settlement, form.cleaned_data["amounts"])
                for form in self.chosen(self.funds)
            )
        return len(chosen), lines

    def _save(self, row):
        """Validate and save a record, with the reason for its history."""
        try:
            row.full_clean()
        except ValidationError as error:
            messages = "; ".join(error.messages)
            raise ValidationError(f"{row}: {messages}") from None
        row._change_reason = REASON.format(financial_years.label(self.year))
        row.save()
        return row

    def _carry_priority(self, earlier, title):
        later = self._save(
            Priority(
                code=self._code(earlier.code),
                partnership=earlier.partnership,
                from_year=self.next,
                to_year=self.next,
                number=earlier.number,
                title=title,
                theme=earlier.theme,
                context=earlier.context,
            )
        )
        later.objectives.set(earlier.objectives.all())
        same = title == earlier.title
        kind = PriorityLink.Kind.CONTINUED if same else PriorityLink.Kind.REWORDED
        self._save(PriorityLink(earlier=earlier, later=later, kind=kind))
        for strand in earlier.strands.prefetch_related("leads"):
            self._carry_strand(strand, later)

    def _carry_strand(self, strand, priority):
        """Copy title, outcome and leads; there is no progress yet."""
        later = self._save(
            Strand(
                priority=priority,
                order=strand.order,
                title=strand.title,
                outcome=strand.outcome,
                outcome_reason=strand.outcome_reason,
                outcome_note=strand.outcome_note,
                progress_reason=Reason.NOT_YET_DUE,
            )
        )
        for lead in strand.leads.all():
            self._save(
                Lead(
                    strand=later,
                    order=lead.order,
                    role=lead.role,
                    partner_id=lead.partner_id,
                    partnership_id=lead.partnership_id,
                    group_id=lead.group_id,
                )
            )

    def _code(self, code):
        """Return an unused code with the year replaced by the next one."""
        # Leave room in the field for the year and a number.
        stem = f"{ENDS_WITH_A_YEAR.sub('', code)[:70]}-{self.next}"
        taken = set(
            Priority.objects.filter(code__startswith=stem).values_list(
                "code", flat=True
            )
        )
        tries = [stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))]
        return next(code for code in tries if code not in taken)

    def _carry_fund(self, settlement, amounts):
        same = amounts == SAME
        later = self._save(
            Settlement(
                fund=settlement.fund,
                partnership=settlement.partnership,
                year=self.next,
                total_gbp=settlement.total_gbp if same else None,
                reason=settlement.reason if same else Reason.NOT_YET_DECIDED,
                qualifier=settlement.qualifier,
            )
        )
        rows = settlement.allocations.select_related("line")
        for row in rows:
            self._save(self._allocation(row, later, same))
        return len(rows)

    @staticmethod
    def _allocation(row, settlement, same):
        """Copy an allocation without notes; keep the reason “in another line”."""
        elsewhere = row.reason == Reason.IN_ANOTHER_LINE
        is_copied = same or elsewhere
        return Allocation(
            settlement=settlement,
            line=row.line,
            amount_gbp=row.amount_gbp if is_copied else None,
            reason=row.reason if is_copied else Reason.NOT_YET_DECIDED,
            in_line_id=row.in_line_id if is_copied else None,
            qualifier=row.qualifier,
            purpose=row.purpose,
            conditions=row.conditions,
            lead_id=row.lead_id,
        )
