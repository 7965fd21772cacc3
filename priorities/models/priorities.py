"""Priorities: what a partnership agreed to do, who leads, what should come of it."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import (
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
from partnership.core.values.financial_years import (
    FinancialYearField,
    label,
)
from partnership.core.values.missing import (
    NO_WORDS,
    reason_field,
)


class PriorityQuerySet(NaturalKeyQuerySet):
    def of(self, partnership, year):
        """A partnership's priorities that hold in a financial year, in their order."""
        return self.filter(
            partnership=partnership, from_year__lte=year, to_year__gte=year
        ).order_by("number")


class Priority(NaturalKeyModel):
    """One priority of one partnership for a span of financial years, both inclusive.

    The title is the agreed wording, the only one that documents print. Over the
    years a priority is another row, joined by a Succession.
    """

    code = code_field()
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="priorities"
    )
    from_year = FinancialYearField("from")
    to_year = FinancialYearField("to")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    theme = models.CharField(
        max_length=80,
        blank=True,
        help_text="Two or three words, like Anti-social behaviour.",
    )
    context = RichTextField(help_text="Why it was chosen. Leave empty if not written.")
    objectives = models.ManyToManyField(
        "priorities.Objective",
        blank=True,
        related_name="priorities",
        verbose_name="objectives served",
    )
    ended_reason = models.CharField(
        max_length=300,
        blank=True,
        help_text="If no later priority follows on from it: why.",
    )

    objects = NaturalKeyManager.from_queryset(PriorityQuerySet)()
    _history_m2m_fields = ["objectives"]

    class Meta:
        ordering = ["-from_year", "partnership", "number"]
        verbose_name_plural = "priorities"
        constraints = [
            is_a_year("priority", "from_year"),
            is_a_year("priority", "to_year"),
            ends_after_start("priority", "from_year", "to_year"),
            models.UniqueConstraint(
                fields=["partnership", "from_year", "number"],
                name="priority_number_unique_in_year",
                violation_error_message=(
                    "The partnership has a priority of this number in this year."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({label(self.from_year)})"


class PriorityLink(NaturalKeyModel):
    """What became of a priority: the later one that follows on from it, and how."""

    class Kind(models.TextChoices):
        KEPT = "kept", "kept"
        REWORDED = "reworded", "reworded"
        MERGED = "merged", "merged"
        SPLIT = "split", "split"

    natural_key_fields = ["earlier__code", "later__code"]

    earlier = models.ForeignKey(Priority, models.CASCADE, related_name="later_links")
    later = models.ForeignKey(Priority, models.CASCADE, related_name="earlier_links")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        ordering = ["earlier", "later"]
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later"],
                name="prioritylink_once",
                violation_error_message="These two priorities are joined already.",
            ),
            models.CheckConstraint(
                name="prioritylink_of_two_priorities",
                condition=~Q(earlier=models.F("later")),
                violation_error_message="A priority cannot follow itself.",
            ),
        ]

    def __str__(self):
        return f"{self.earlier} to {self.later}"


class Strand(NaturalKeyModel):
    """One row of the delivery table: a part of a priority with its leads.

    Most priorities have one strand. Outcome and progress are words, or a reason why
    there are none yet, with the reason in words beside it.
    """

    natural_key_fields = ["priority__code", "order"]

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="strands")
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text="What this part is about. Leave empty if the priority has one part.",
    )
    outcome = RichTextField(help_text="What should come of it.")
    outcome_reason = reason_field(NO_WORDS)
    outcome_note = models.CharField(
        max_length=200, blank=True, help_text="The reason in words, and until when."
    )
    progress = RichTextField(help_text="How it is going.")
    progress_reason = reason_field(NO_WORDS)
    progress_note = models.CharField(
        max_length=200, blank=True, help_text="The reason in words, and until when."
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
                violation_error_message="The priority has a part with this number.",
            ),
        ]

    def __str__(self):
        return f"{self.priority}, part {self.order}"


class Lead(NaturalKeyModel):
    """Who leads or supports a strand: one partner, one partnership or one group."""

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
                "Choose one: a partner, a partnership or a group.",
            ),
            models.UniqueConstraint(
                fields=["strand", "order"],
                name="lead_order_unique",
                violation_error_message="This place among the leads is taken.",
            ),
        ]

    def __str__(self):
        return str(self.body)

    @property
    def body(self):
        """The partner, partnership or group that leads."""
        return self.partner or self.partnership or self.group
