"""Priorities, their strands and leads, and the priorities that replace them."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import (
    CheckConstraint,
    ends_after_start,
    exactly_one,
    is_a_year,
    text_or_reason,
)
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField, label
from partnership.core.values.missing import reason_field
from partnership.models.wording import local


class PriorityQuerySet(NaturalKeyQuerySet):
    """Queries for priorities."""

    def of(self, partnership, year):
        """Return a partnership's priorities for a year by number, themes last."""
        return self.filter(
            partnership=partnership, from_year__lte=year, to_year__gte=year
        ).order_by("kind", "number")


class Priority(NaturalKeyModel):
    """A priority of a partnership, or a cross-cutting theme, for one or more years.

    `title` is the agreed wording, which documents use; `theme` is its subject, used
    where space is short. A priority for later years is another record, linked by a
    PriorityLink.
    """

    class Kind(models.TextChoices):
        # Lists are sorted by these values.
        PRIORITY = "priority", local("{priority}")
        THEME = "theme", local("{theme}")

    code = code_field()
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="priorities"
    )
    from_year = FinancialYearField("first year")
    to_year = FinancialYearField("last year")
    kind = models.CharField("type", max_length=8, choices=Kind, default=Kind.PRIORITY)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    theme = models.CharField(
        "subject",
        max_length=80,
        blank=True,
        help_text="2 or 3 words, for example Anti-social behaviour.",
    )
    context = RichTextField(help_text="Why it was chosen. Optional.")
    objectives = models.ManyToManyField(
        "priorities.Objective",
        blank=True,
        related_name="priorities",
        verbose_name=local("{objective.short_plural} supported"),
    )
    contributes_to = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="contributing",
        verbose_name=local("{priority.plural} it contributes to"),
        help_text=local(
            "For {priority.a} of {csp.a}: the {priority.plural} of the "
            "{county_partnership} that it helps to deliver."
        ),
    )
    ended_reason = models.CharField(
        "why it ended",
        max_length=300,
        blank=True,
        help_text="If it was not replaced, explain why it ended.",
    )

    objects = NaturalKeyManager.from_queryset(PriorityQuerySet)()
    _history_m2m_fields = ["objectives", "contributes_to"]

    class Meta:
        ordering = ["-from_year", "partnership", "number"]
        verbose_name = local("{priority}")
        verbose_name_plural = local("{priority.plural}")
        constraints = [
            is_a_year("priority", "from_year"),
            is_a_year("priority", "to_year"),
            ends_after_start(
                "priority", "from_year", "to_year", ("Last year", "first year")
            ),
            models.UniqueConstraint(
                fields=["partnership", "from_year", "number"],
                name="priority_number_unique_in_year",
                violation_error_message=(
                    local(
                        "The partnership already has {priority.a} with this number in "
                        "this year"
                    )
                ),
            ),
        ]

    @property
    def other_names(self):
        """Names that spreadsheets use for the priority."""
        return [str(self.number), f"priority {self.number}"]

    @property
    def full_title(self):
        """The title, marked if this is a cross-cutting theme."""
        if self.kind == self.Kind.THEME:
            return f"{self.title} ({self.get_kind_display()})"
        return self.title

    @property
    def short_title(self):
        """The subject; without one, the full title."""
        return self.theme or self.full_title

    def __str__(self):
        return f"{self.full_title} ({label(self.from_year)})"


class PriorityLink(NaturalKeyModel):
    """A link from a priority to the later one that replaces it."""

    class Kind(models.TextChoices):
        CONTINUED = "continued", "continued"
        REWORDED = "reworded", "reworded"
        MERGED = "merged", "merged"
        SPLIT = "split", "split"

    natural_key_fields = ["earlier__code", "later__code"]

    earlier = models.ForeignKey(Priority, models.CASCADE, related_name="later_links")
    later = models.ForeignKey(Priority, models.CASCADE, related_name="earlier_links")
    kind = models.CharField("type", max_length=12, choices=Kind)

    class Meta:
        ordering = ["earlier", "later"]
        verbose_name = local("{priority} link")
        verbose_name_plural = local("{priority} links")
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later"],
                name="prioritylink_once",
                violation_error_message=local(
                    "These {priority.plural} are already linked"
                ),
            ),
            CheckConstraint(
                name="prioritylink_of_two_priorities",
                error_fields=["earlier"],
                condition=~Q(earlier=models.F("later")),
                violation_error_message=local(
                    "{priority.a_start} cannot replace itself"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.earlier}, replaced by {self.later}"


class Strand(NaturalKeyModel):
    """A row of the delivery table: a strand of a priority with its leads.

    Most priorities have one strand. Outcome and progress are text, or the reason there
    is none, with a note to explain it.
    """

    natural_key_fields = ["priority__code", "order"]

    priority = models.ForeignKey(
        Priority,
        models.CASCADE,
        related_name="strands",
        verbose_name=local("{priority}"),
    )
    order = models.PositiveSmallIntegerField("number", default=1)
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text=local(
            "Title of this strand. Leave blank if the {priority} has only one."
        ),
    )
    outcome = RichTextField(help_text="The intended outcome.")
    outcome_reason = reason_field("reason there is no outcome")
    outcome_note = models.CharField(
        "note on the outcome",
        max_length=200,
        blank=True,
        help_text="Explain why, and when you expect it.",
    )
    progress = RichTextField(help_text="Progress so far.")
    progress_reason = reason_field("reason there is no progress")
    progress_note = models.CharField(
        "note on progress",
        max_length=200,
        blank=True,
        help_text="Explain why, and when you expect it.",
    )
    progress_on = models.DateField("progress as of", null=True, blank=True)

    class Meta:
        ordering = ["priority", "order"]
        constraints = [
            text_or_reason("strand", "outcome", "outcome_reason"),
            text_or_reason("strand", "progress", "progress_reason"),
            models.UniqueConstraint(
                fields=["priority", "order"],
                name="strand_order_unique",
                violation_error_message=(
                    local("The {priority} already has a strand with this number")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.priority}, strand {self.order}"


class Lead(NaturalKeyModel):
    """A partner, partnership or group that leads or supports a strand."""

    class Role(models.TextChoices):
        LEAD = "lead", "lead"
        SUPPORT = "support", "support"

    natural_key_fields = ["strand__priority__code", "strand__order", "order"]

    strand = models.ForeignKey(Strand, models.CASCADE, related_name="leads")
    order = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=8, choices=Role, default=Role.LEAD)
    partner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
    )
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
    )
    group = models.ForeignKey(
        "partnership.Group", models.PROTECT, null=True, blank=True, related_name="leads"
    )

    class Meta:
        ordering = ["strand", "order"]
        constraints = [
            exactly_one(
                "lead",
                ["partner", "partnership", "group"],
                "Select a partner, a partnership or a group",
            ),
            models.UniqueConstraint(
                fields=["strand", "order"],
                name="lead_order_unique",
                violation_error_message="Another lead has this number",
            ),
        ]

    def __str__(self):
        return str(self.body)

    @property
    def body(self):
        """The partner, partnership or group that leads."""
        return self.partner or self.partnership or self.group
