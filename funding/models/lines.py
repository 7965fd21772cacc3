"""Funding lines and how they change over the years."""

from django.db import models
from django.db.models import Q

from funding.models.funds import Fund
from partnership.core.models.constraints import CheckConstraint, is_a_year
from partnership.core.models.natural_keys import NaturalKeyModel, code_field
from partnership.core.values.financial_years import FinancialYearField
from partnership.models.wording import local


class FundingLine(NaturalKeyModel):
    """Something that a partnership's fund pays for each year.

    Lines form a tree; a line with lines below it is a subtotal. The label may change,
    the code does not.
    """

    _history_m2m_fields = ["measures"]

    code = code_field()
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="lines"
    )
    label = models.CharField(max_length=250)
    short_label = models.CharField(
        max_length=60,
        blank=True,
        help_text="Short name for charts. Leave blank to use the full name.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="subtotal",
        help_text="The subtotal line it belongs to.",
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
        help_text=local("For money given to {csp.a}."),
    )
    measures = models.ManyToManyField(
        "priorities.Measure",
        blank=True,
        related_name="funding_lines",
        help_text="Measures the recipient reports on.",
    )

    class Meta:
        ordering = ["fund", "order", "code"]
        constraints = [
            CheckConstraint(
                name="fundingline_one_recipient",
                error_fields=["recipient", "recipient_partnership"],
                condition=Q(recipient__isnull=True)
                | Q(recipient_partnership__isnull=True),
                violation_error_message="Select a partner or a partnership, not both",
            ),
            CheckConstraint(
                name="fundingline_not_its_own_heading",
                error_fields=["parent"],
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                violation_error_message="A line cannot be its own subtotal",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def brief_label(self):
        return self.short_label or self.label


class FundingLineChange(NaturalKeyModel):
    """A line that was renamed, split or merged into another."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "renamed"
        SPLIT = "split", "split"
        MERGED = "merged", "merged"

    natural_key_fields = ["earlier__code", "later__code"]

    earlier = models.ForeignKey(FundingLine, models.CASCADE, related_name="later_links")
    later = models.ForeignKey(FundingLine, models.CASCADE, related_name="earlier_links")
    kind = models.CharField("type", max_length=8, choices=Kind)
    year = FinancialYearField("first year of the later line")

    class Meta:
        ordering = ["year", "earlier"]
        constraints = [
            is_a_year("fundinglinechange"),
            CheckConstraint(
                name="fundinglinechange_of_two_lines",
                error_fields=["earlier"],
                condition=~Q(earlier=models.F("later")),
                violation_error_message="A line cannot replace itself",
            ),
            models.UniqueConstraint(
                fields=["earlier", "later"],
                name="fundinglinechange_once",
                violation_error_message="These lines are already linked",
            ),
        ]

    def __str__(self):
        return f"{self.earlier}, {self.get_kind_display()} to {self.later}"
