"""Carry over the targets and duties of a year."""

from django import forms
from django.db.models import Q

from funding.rollover.parts import (
    SAME,
    UNDECIDED,
    Part,
    RowForm,
    has_ended,
    register,
    value_or_reason,
)
from partnership.core.models.display import with_count
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.models import DutyEvidence
from priorities.models import Target


class TargetForm(RowForm):
    """Whether to carry over targets, and with which values."""

    values = forms.ChoiceField(
        label="Targets",
        choices=[
            (UNDECIDED, "Leave targets blank (not decided yet)"),
            (SAME, "Use the same targets"),
        ],
    )


@register
class TargetPart(Part):
    """Targets for periods that end in the year, of the partnership’s areas."""

    title = "Targets"
    creates = (Target,)
    form = TargetForm

    def _targets(self):
        home = self.partnership
        areas = Q(area__in=home.areas.all()) | Q(area__parent__in=home.areas.all())
        return Target.objects.filter(
            areas | Q(area=home.police_area_id),
            ends_on__gte=financial_years.first_day(self.year),
            ends_on__lte=financial_years.last_day(self.year),
        ).distinct()

    def _open(self):
        """Targets that the next year does not have, with their period in that year."""
        known = set(
            Target.objects.values_list("measure", "area", "starts_on", "ends_on")
        )
        for row in self._targets().select_related("area"):
            if has_ended(row.area, self.next):
                continue
            later = row.period.later(1)
            if (row.measure_id, row.area_id, later.start, later.end) not in known:
                yield row, later

    def rows(self):
        rows = list(self._open())
        if rows:
            count = with_count(len(rows), "target")
            yield TargetForm(
                self.posted,
                prefix="targets",
                row=rows,
                legend=f"Targets of {financial_years.label(self.year)}",
                label=f"Carry over {count}",
                initial={"values": UNDECIDED},
            )

    def carry(self, form):
        same = form.cleaned_data["values"] == SAME
        for row, period in form.row:
            value, reason = value_or_reason(same, row.value, row.reason)
            later = Target(
                measure_id=row.measure_id,
                area_id=row.area_id,
                value=value,
                reason=reason,
                comparison=row.comparison,
                nearly_value=row.nearly_value if same else None,
            )
            later.period = period
            self.save(later)


@register
class DutyPart(Part):
    """Duties of the year without a record of evidence in the next."""

    title = "Duties"
    creates = (DutyEvidence,)

    def rows(self):
        own = DutyEvidence.objects.filter(partnership=self.partnership)
        done = own.filter(year=self.next).values("duty")
        rows = list(own.filter(year=self.year).exclude(duty__in=done))
        if rows:
            count = with_count(len(rows), "duty", "duties")
            yield RowForm(
                self.posted,
                prefix="duties",
                row=rows,
                legend=f"Duties of {financial_years.label(self.year)}",
                label=f"Ask for evidence of {count}",
            )

    def carry(self, form):
        for row in form.row:
            self.save(
                DutyEvidence(
                    duty_id=row.duty_id,
                    partnership=self.partnership,
                    year=self.next,
                    reason=Reason.NOT_YET_DUE,
                )
            )
