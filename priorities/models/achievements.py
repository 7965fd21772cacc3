"""Achievements of a partnership."""

from django.db import models

from partnership.core.models.constraints import CheckConstraint, is_a_year
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField
from partnership.models.wording import local


class AchievementQuerySet(NaturalKeyQuerySet):
    """Queries for achievements."""

    def of(self, partnership, year):
        return self.filter(partnership=partnership, year=year).order_by("order", "code")


class Achievement(NaturalKeyModel):
    """Something a partnership achieved in a financial year.

    `body` and `figure` may contain tokens. `figure` is shown large beside the text,
    with `figure_caption` below it.
    """

    token_fields = ["figure", "figure_caption"]

    code = code_field()
    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="achievements"
    )
    year = FinancialYearField()
    priority = models.ForeignKey(
        "priorities.Priority",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="achievements",
        verbose_name=local("{priority}"),
        help_text=local("The {priority} it supported. Leave blank if none."),
    )
    title = models.CharField(max_length=160)
    body = RichTextField("text")
    figure = models.CharField(max_length=200, blank=True)
    figure_caption = models.CharField("figure label", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = NaturalKeyManager.from_queryset(AchievementQuerySet)()

    class Meta:
        ordering = ["-year", "partnership", "order", "code"]
        constraints = [
            is_a_year("achievement"),
            CheckConstraint(
                name="achievement_figure_has_caption",
                error_fields=["figure", "figure_caption"],
                condition=models.Q(figure="") | ~models.Q(figure_caption=""),
                violation_error_message="Enter a label for the figure",
            ),
        ]

    def __str__(self):
        return self.title
