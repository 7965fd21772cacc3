"""Charts that officers add to a section of a document."""

from django.db import models

from partnership.core.models.natural_keys import NaturalKeyModel
from partnership.core.values.financial_years import FinancialYearField
from partnership.models.wording import local
from reports.models.reports import OF_REPORT, Report


class MeasureChart(NaturalKeyModel):
    """A chart of a measure, with its table, at the end of a section of a document.

    It shows figures for periods of one type and length, those of the newest figure, up
    to the end of the document's years. Its title is written from the figures.
    """

    class Form(models.TextChoices):
        LINE = "line", "line over time"
        BARS = "bars", "bars over time"
        TARGET = "target", "bars against the target"
        COMPARED = "compared", "compared with other areas"
        DISTRICTS = "districts", local("{district.plural} side by side")

    natural_key_fields = [*OF_REPORT, "section", "measure__code", "form"]

    report = models.ForeignKey(
        Report, models.CASCADE, verbose_name="document", related_name="charts"
    )
    section = models.SlugField(
        max_length=60, help_text="The chart is at the end of this section."
    )
    order = models.PositiveSmallIntegerField("position", default=1)
    measure = models.ForeignKey(
        "priorities.Measure", models.PROTECT, related_name="charts"
    )
    form = models.CharField(
        "type of chart", max_length=10, choices=Form, default=Form.LINE
    )
    area = models.ForeignKey(
        "partnership.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charts",
        help_text="Leave blank for the area of the partnership.",
    )
    from_year = FinancialYearField(
        "first year",
        null=True,
        blank=True,
        help_text="Leave blank to show all years with figures.",
    )

    class Meta:
        ordering = ["report", "section", "order", "pk"]
        verbose_name = "chart of a measure"
        verbose_name_plural = "charts of measures"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "measure", "form"],
                name="measurechart_once_a_section",
                violation_error_message="This section already has this chart",
            )
        ]

    def __str__(self):
        return f"{self.measure}, {self.get_form_display()}"
