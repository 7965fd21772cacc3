"""With what: funds, yearly settlements, funding lines and what each line got."""

from django.db import models
from django.db.models import Q

from partnership.constraints import (
    ends_after_start,
    is_a_year,
    number_or_reason,
)
from partnership.money import PoundsField
from partnership.naturalkeys import NaturalKeyModel, code_field
from partnership.richtext import RichTextField
from partnership.values import Reason, qualifier_field, reason_field
from partnership.years import FinancialYearField, label


class Fund(NaturalKeyModel):
    """One pot of money that a funder gives out year by year."""

    code = code_field()
    name = models.CharField(max_length=160, unique=True)
    funder = models.ForeignKey(
        "partnership.Partner", models.PROTECT, related_name="funds"
    )
    legal_basis = models.CharField(max_length=200, blank=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [ends_after_start("fund")]

    def __str__(self):
        return self.name


class Settlement(NaturalKeyModel):
    """What a fund gives a partnership for one financial year, as the funder states it.

    `total_gbp` is pounds, as stated; what the lines add up to is worked out and
    compared. A difference that is right is explained in `difference_explained`.
    """

    natural_key_fields = ["fund__code", "partnership__code", "year"]

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="settlements")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="settlements"
    )
    year = FinancialYearField()
    total_gbp = PoundsField("total stated (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="If the lines do not add up to the total and that is right: why.",
    )
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "fund"]
        constraints = [
            is_a_year("settlement"),
            number_or_reason("settlement", "total_gbp"),
            models.CheckConstraint(
                name="settlement_total_not_negative",
                condition=Q(total_gbp__isnull=True) | Q(total_gbp__gte=0),
                violation_error_message="A settlement cannot be less than £0.",
            ),
            models.UniqueConstraint(
                fields=["fund", "partnership", "year"],
                name="settlement_one_a_year",
                violation_error_message=(
                    "There is a settlement of this fund for this year already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.fund}, {self.partnership}, {label(self.year)}"


class Line(NaturalKeyModel):
    """One line of a partnership's share of a fund, the same through the years.

    Lines form a tree; a line with lines below it is a heading, whose amount is
    their sum. The label may change, the code does not.
    """

    code = code_field()
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="lines"
    )
    label = models.CharField(max_length=250)
    short_label = models.CharField(
        max_length=60, blank=True, help_text="For charts. Leave empty if it is short."
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The heading that it stands under.",
    )
    order = models.PositiveSmallIntegerField(default=0)
    recipient = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="funding_lines",
    )
    recipient_partnership = models.ForeignKey(
        "partnership.Partnership",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines_received",
        help_text="For money given to a Community Safety Partnership.",
    )
    measures = models.ManyToManyField(
        "priorities.Measure",
        blank=True,
        related_name="funding_lines",
        help_text="What the recipient reports on: targets and what came of them.",
    )

    class Meta:
        ordering = ["fund", "order", "code"]
        constraints = [
            models.CheckConstraint(
                name="line_one_recipient",
                condition=Q(recipient__isnull=True)
                | Q(recipient_partnership__isnull=True),
                violation_error_message="Choose a partner or a partnership, not both.",
            ),
            models.CheckConstraint(
                name="line_not_its_own_heading",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                violation_error_message="A line cannot stand under itself.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def brief_label(self):
        return self.short_label or self.label


class LineChange(NaturalKeyModel):
    """How one line became another in a year: renamed, split or merged."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "renamed"
        SPLIT = "split", "split"
        MERGED = "merged", "merged"

    natural_key_fields = ["earlier__code", "later__code"]

    earlier = models.ForeignKey(Line, models.CASCADE, related_name="became")
    later = models.ForeignKey(Line, models.CASCADE, related_name="came_from")
    kind = models.CharField(max_length=8, choices=Kind)
    year = FinancialYearField("first year of the later line")

    class Meta:
        ordering = ["year", "earlier"]
        constraints = [
            is_a_year("linechange"),
            models.CheckConstraint(
                name="linechange_of_two_lines",
                condition=~Q(earlier=models.F("later")),
                violation_error_message="A line cannot become itself.",
            ),
            models.UniqueConstraint(
                fields=["earlier", "later"],
                name="linechange_once",
                violation_error_message="These two lines are joined already.",
            ),
        ]

    def __str__(self):
        return f"{self.earlier} {self.get_kind_display()} to {self.later}"


class Allocation(NaturalKeyModel):
    """What one line got in one year: pounds, or a reason why there is no figure.

    On a heading, `amount_gbp` is the sum that the source states, which is compared
    with the lines below it. `note` is printed under the funding table.
    """

    natural_key_fields = [
        "settlement__fund__code",
        "settlement__partnership__code",
        "settlement__year",
        "line__code",
    ]

    settlement = models.ForeignKey(
        Settlement, models.CASCADE, related_name="allocations"
    )
    line = models.ForeignKey(Line, models.PROTECT, related_name="allocations")
    amount_gbp = PoundsField("amount (£)", null=True, blank=True)
    reason = reason_field()
    in_line = models.ForeignKey(
        Line,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="also_holds",
        verbose_name="in the line",
        help_text="For “in another line”: which line holds the money.",
    )
    qualifier = qualifier_field()
    note = models.CharField(max_length=600, blank=True)
    difference_explained = models.CharField(
        max_length=300,
        blank=True,
        help_text="For a heading that is not the sum of its lines, rightly: why.",
    )
    purpose = models.CharField(max_length=400, blank=True)
    conditions = models.TextField(blank=True)
    reasons_for_grant = models.TextField(
        blank=True, help_text="Why the grant would secure less crime and disorder."
    )
    lead = models.ForeignKey(
        "partnership.Tenure",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations_led",
        verbose_name="strategic lead",
    )

    class Meta:
        ordering = ["-settlement__year", "line__order", "line__code"]
        constraints = [
            number_or_reason("allocation", "amount_gbp"),
            models.CheckConstraint(
                name="allocation_amount_not_negative",
                condition=Q(amount_gbp__isnull=True) | Q(amount_gbp__gte=0),
                violation_error_message="An allocation cannot be less than £0.",
            ),
            models.CheckConstraint(
                name="allocation_other_line_named",
                condition=Q(reason=Reason.IN_ANOTHER_LINE, in_line__isnull=False)
                | (~Q(reason=Reason.IN_ANOTHER_LINE) & Q(in_line__isnull=True)),
                violation_error_message=(
                    "Name the line that holds the money, and only if the reason is "
                    "“in another line”."
                ),
            ),
            models.UniqueConstraint(
                fields=["settlement", "line"],
                name="allocation_one_a_year",
                violation_error_message="This line has an amount for the year already.",
            ),
        ]

    def __str__(self):
        return f"{self.line}, {label(self.settlement.year)}"


class CarryForward(NaturalKeyModel):
    """Money of one year spent in a later one; never part of that year's grant."""

    code = code_field()
    line = models.ForeignKey(Line, models.PROTECT, related_name="carry_forwards")
    from_year = FinancialYearField("from")
    to_year = FinancialYearField("to")
    amount_gbp = PoundsField("amount (£)", null=True, blank=True)
    reason = reason_field()
    qualifier = qualifier_field()
    purpose = models.CharField(max_length=300)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_on",
        help_text="The earlier carry-forward that this one is a part of.",
    )
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["from_year", "code"]
        constraints = [
            is_a_year("carryforward", "from_year"),
            is_a_year("carryforward", "to_year"),
            number_or_reason("carryforward", "amount_gbp"),
            models.CheckConstraint(
                name="carryforward_to_a_later_year",
                condition=Q(to_year__gt=models.F("from_year")),
                violation_error_message="Money is carried forward to a later year.",
            ),
            models.CheckConstraint(
                name="carryforward_amount_positive",
                condition=Q(amount_gbp__isnull=True) | Q(amount_gbp__gt=0),
                violation_error_message="A carry-forward is more than £0.",
            ),
        ]

    def __str__(self):
        return f"{self.purpose}, {label(self.from_year)} to {label(self.to_year)}"


class Return(NaturalKeyModel):
    """A report that a recipient owes the funder on one line, mid-year or at its end."""

    class Kind(models.TextChoices):
        MID_YEAR = "mid-year", "mid-year"
        END_YEAR = "end-year", "end of year"

    natural_key_fields = ["line__code", "year", "kind"]

    line = models.ForeignKey(Line, models.PROTECT, related_name="returns")
    year = FinancialYearField()
    kind = models.CharField(max_length=8, choices=Kind)
    due_on = models.DateField("due on", null=True, blank=True)
    received_on = models.DateField("received on", null=True, blank=True)
    accepted_on = models.DateField("accepted on", null=True, blank=True)
    spent_gbp = PoundsField("spent to date (£)", null=True, blank=True)
    reason = reason_field(default=Reason.NOT_GIVEN)
    narrative = RichTextField(help_text="What the money did, in the recipient's words.")

    class Meta:
        ordering = ["-year", "kind", "line"]
        constraints = [
            is_a_year("return"),
            number_or_reason("return", "spent_gbp"),
            ends_after_start("return", "received_on", "accepted_on"),
            models.CheckConstraint(
                name="return_accepted_after_received",
                condition=Q(accepted_on__isnull=True) | Q(received_on__isnull=False),
                violation_error_message="Only a return that was received is accepted.",
            ),
            models.UniqueConstraint(
                fields=["line", "year", "kind"],
                name="return_one_a_half",
                violation_error_message="This return is listed already.",
            ),
        ]

    def __str__(self):
        return f"{self.line}, {self.get_kind_display()} {label(self.year)}"
