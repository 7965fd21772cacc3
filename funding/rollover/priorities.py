"""Carrying over priorities with their strands and leads."""

import re

from django import forms

from funding.rollover.parts import Part, RowForm, has_ended, register
from partnership.core.records.forms.fields import SingleLineField
from partnership.core.values.missing import Reason
from partnership.models.wording import local
from priorities.models import Lead, Priority, PriorityLink, Strand

ENDS_WITH_A_YEAR = re.compile(r"-(?:19|20)\d\d(?:-\d\d)?$")


class PriorityForm(RowForm):
    """Whether to carry over a priority, and its wording."""

    title = SingleLineField(
        max_length=300,
        label="Wording",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": local("Enter the wording of the {priority}")},
    )


@register
class PriorityPart(Part):
    """Priorities that end in the year and have none that follows them."""

    title = local("{priority.plural_start}")
    creates = (Priority, PriorityLink, Strand, Lead)
    hint = local(
        "They keep their {objective.short_plural}, strands, outcomes and leads. You "
        "can change the wording below."
    )
    form = PriorityForm

    def ending(self):
        of_year = Priority.objects.of(self.partnership, self.year)
        return of_year.filter(to_year=self.year).prefetch_related("objectives")

    def rows(self):
        for row in self.ending().exclude(later_links__later__from_year=self.next):
            yield PriorityForm(
                self.posted,
                prefix=f"priority-{row.pk}",
                row=row,
                legend=f"{row.number}. {row.full_title}",
                label="Carry over",
                initial={"title": row.title},
            )

    def carry(self, form):
        earlier, title = form.row, form.cleaned_data["title"]
        later = self.save(
            Priority(
                code=self._code(earlier.code),
                partnership=earlier.partnership,
                from_year=self.next,
                to_year=self.next,
                kind=earlier.kind,
                number=earlier.number,
                title=title,
                theme=earlier.theme,
                context=earlier.context,
            )
        )
        later.objectives.set(earlier.objectives.all())
        same = title == earlier.title
        kind = PriorityLink.Kind.CONTINUED if same else PriorityLink.Kind.REWORDED
        self.save(PriorityLink(earlier=earlier, later=later, kind=kind))
        for strand in earlier.strands.prefetch_related("leads"):
            self._carry_strand(strand, later)

    def _carry_strand(self, strand, priority):
        """Copy title, outcome and leads that still exist; there is no progress yet."""
        later = self.save(
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
            if has_ended(lead.body, self.next):
                continue
            self.save(
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
