"""Achievements: what came of the work, by priority and by partnership."""

from django.db import models

from partnership.core.models.constraints import is_a_year
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField


class AchievementQuerySet(NaturalKeyQuerySet):
    def of(self, partnership, year):
        return self.filter(partnership=partnership, year=year).order_by("order", "code")


class Achievement(NaturalKeyModel):
    """One thing that a partnership achieved in one financial year.

    `body` and `figure` may hold figures as tokens. `figure` is printed large beside
    the words, with `figure_caption` under it.
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
        help_text="The priority that it served. Leave empty if it served none.",
    )
    title = models.CharField(max_length=160)
    body = RichTextField()
    figure = models.CharField(max_length=200, blank=True)
    figure_caption = models.CharField(max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = NaturalKeyManager.from_queryset(AchievementQuerySet)()

    class Meta:
        ordering = ["-year", "partnership", "order", "code"]
        constraints = [
            is_a_year("achievement"),
            models.CheckConstraint(
                name="achievement_figure_has_caption",
                condition=models.Q(figure="") | ~models.Q(figure_caption=""),
                violation_error_message="Say under the figure what it counts.",
            ),
        ]

    def __str__(self):
        return self.title
