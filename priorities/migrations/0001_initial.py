import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.core.text.rich_text
import partnership.core.values.financial_years
import partnership.core.values.names
import partnership.core.values.urls
from partnership.core.models.initial_tables import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("partnership", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Achievement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                (
                    "year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", verbose_name="text"
                    ),
                ),
                ("figure", models.CharField(blank=True, max_length=200)),
                (
                    "figure_caption",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="figure label"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="achievements",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "partnership", "order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="achievement_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("figure", ""),
                            models.Q(("figure_caption", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="achievement_figure_has_caption",
                        violation_error_message="Enter a label for the figure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommissionersPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="For example, 2016-17.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
                    ),
                ),
                (
                    "to_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="For example, 2016-17.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        help_text="One sentence, for example when it will be reviewed.",
                        max_length=300,
                    ),
                ),
                (
                    "url",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300, verbose_name="web address"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissioners_plans",
                        to="partnership.area",
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partner",
                        verbose_name="Commissioner",
                    ),
                ),
            ],
            options={
                "verbose_name": "Commissioner’s plan",
                "ordering": ["-from_year", "title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            models.Q(
                                ("from_year__gte", 1990), ("from_year__lte", 2100)
                            ),
                            _connector="OR",
                        ),
                        name="commissionersplan_from_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_year__isnull", True),
                            models.Q(("to_year__gte", 1990), ("to_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="commissionersplan_to_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            ("to_year__isnull", True),
                            ("to_year__gte", models.F("from_year")),
                            _connector="OR",
                        ),
                        name="commissionersplan_ends_after_start",
                        violation_error_message="Last year must be the same as or after the first year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("above", "above average"),
                            ("below", "below average"),
                            ("same", "about the same"),
                            ("better", "better"),
                            ("worse", "worse"),
                        ],
                        max_length=8,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increasing", "increasing"),
                            ("decreasing", "decreasing"),
                            ("steady", "steady"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "against",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="compared_to",
                        to="partnership.area",
                        verbose_name="compared with",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comparisons",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "ordering": ["area", "measure", "against"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                ("starts_on__isnull", True),
                                ("period_kind", "not-given"),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                                models.Q(("period_kind", "not-given"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="comparison_period_is_whole",
                        violation_error_message="Enter the first and last day of the period, or select “period not given”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("area", models.F("against")), _negated=True
                        ),
                        name="comparison_of_two_areas",
                        violation_error_message="An area cannot be compared with itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCommissionersPlan",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="For example, 2016-17.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
                    ),
                ),
                (
                    "to_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="For example, 2016-17.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        help_text="One sentence, for example when it will be reviewed.",
                        max_length=300,
                    ),
                ),
                (
                    "url",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300, verbose_name="web address"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "commissioner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partner",
                        verbose_name="Commissioner",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.commissionersplan",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical Commissioner’s plan",
                "verbose_name_plural": "historical Commissioner’s plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriority",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
                    ),
                ),
                (
                    "to_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("priority", "priority"),
                            ("theme", "cross-cutting theme"),
                        ],
                        default="priority",
                        max_length=8,
                        verbose_name="type",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        help_text="2 or 3 words, for example Anti-social behaviour.",
                        max_length=80,
                        verbose_name="subject",
                    ),
                ),
                (
                    "context",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="Why it was chosen. Optional."
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        help_text="If it was not replaced, explain why it ended.",
                        max_length=300,
                        verbose_name="why it ended",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical priority",
                "verbose_name_plural": "historical priorities",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("name", partnership.core.values.names.NameField(max_length=200)),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        help_text="The subheading for this measure in tables.",
                        max_length=80,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "number"),
                            ("percent", "%"),
                            ("per-1000", "per 1,000 people"),
                            ("per-100000", "per 100,000 people"),
                            ("per-1000-households", "per 1,000 households"),
                            ("per-100000-households", "per 100,000 households"),
                            ("hours", "hours"),
                            ("pounds", "£"),
                            ("days", "days"),
                        ],
                        default="count",
                        max_length=24,
                    ),
                ),
                (
                    "counted",
                    models.CharField(
                        blank=True,
                        help_text="What is counted, for example crimes.",
                        max_length=60,
                        verbose_name="items counted",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        help_text="For a rate or percentage, the population, for example people aged 10 to 17.",
                        max_length=160,
                        verbose_name="population",
                    ),
                ),
                (
                    "desired_direction",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("down", "down"),
                            ("neither", "neither"),
                        ],
                        default="neither",
                        max_length=8,
                        verbose_name="desired direction",
                    ),
                ),
                ("definition", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "is_assessed",
                    models.BooleanField(
                        default=False,
                        help_text="Included in the agreement’s table of assessment results.",
                        verbose_name="in the Strategic Assessment",
                    ),
                ),
                (
                    "counts_people",
                    models.BooleanField(
                        default=False,
                        help_text="For example, offenders or victims. The checks warn you about very small numbers.",
                        verbose_name="counts people who could be identified",
                    ),
                ),
                (
                    "adds_up",
                    models.CharField(
                        choices=[
                            ("none", "not added up"),
                            ("sum", "sum"),
                            ("last", "last figure"),
                            ("average", "average weighted by its denominator"),
                        ],
                        default="none",
                        help_text="How documents work out a year that has not been entered.",
                        max_length=8,
                        verbose_name="year from quarters or months",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("months-to-month", "12 months to the end of each month"),
                            ("months-to", "12 months to the end of each quarter"),
                            ("so-far-month", "year to date at the end of each month"),
                            ("so-far", "year to date at the end of each quarter"),
                            ("as-at-month", "as at the end of each month"),
                            ("as-at", "as at the end of each quarter"),
                            ("as-at-year", "as at the end of each financial year"),
                            ("financial-year", "every financial year"),
                            ("calendar-year", "every calendar year"),
                        ],
                        help_text="The type of period to enter figures for.",
                        max_length=16,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The post that provides the figures.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="measures_owned",
                        to="partnership.post",
                    ),
                ),
                (
                    "due_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many days after the end of a period its figure is due. For example, 30.",
                        null=True,
                        verbose_name="days until due",
                    ),
                ),
                (
                    "allows_any_number",
                    models.BooleanField(
                        default=False,
                        help_text="Select only if a figure can be negative, a fraction of a count, or a percentage over 100. For example, an average or a change.",
                        verbose_name="can be any number",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The measure this is part of. Used to check totals.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="priorities.measure",
                    ),
                ),
                (
                    "rate_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a rate, the measure that is counted. Documents work out the rate from it and the people or households of the area. Enter the figures of a rate for an age group yourself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rates",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalComparison",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("above", "above average"),
                            ("below", "below average"),
                            ("same", "about the same"),
                            ("better", "better"),
                            ("worse", "worse"),
                        ],
                        max_length=8,
                        verbose_name="comparison",
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("increasing", "increasing"),
                            ("decreasing", "decreasing"),
                            ("steady", "steady"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "against",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                        verbose_name="compared with",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.comparison",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical comparison",
                "verbose_name_plural": "historical comparisons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="comparison",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comparisons",
                to="priorities.measure",
            ),
        ),
        migrations.CreateModel(
            name="Objective",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                (
                    "unsupported_reason",
                    models.CharField(
                        blank=True,
                        help_text="If no priority supports this objective, explain why. Otherwise leave blank.",
                        max_length=300,
                        verbose_name="why no priority supports it",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objectives",
                        to="priorities.commissionersplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "objective",
                "verbose_name_plural": "objectives",
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"),
                        name="objective_number_unique_in_plan",
                        violation_error_message="The plan already has an objective with this number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalObjective",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=300)),
                (
                    "unsupported_reason",
                    models.CharField(
                        blank=True,
                        help_text="If no priority supports this objective, explain why. Otherwise leave blank.",
                        max_length=300,
                        verbose_name="why no priority supports it",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.commissionersplan",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.objective",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical objective",
                "verbose_name_plural": "historical objectives",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("up-to", "up to"),
                            ("about", "about"),
                            ("just-under", "just under"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("estimated", "estimated"),
                            ("provisional", "provisional"),
                            ("revised", "revised"),
                            ("forecast", "forecast"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True
                    ),
                ),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="population year"
                    ),
                ),
                (
                    "is_break",
                    models.BooleanField(
                        default=False,
                        help_text="It is not compared with earlier figures. Say what changed in the note.",
                        verbose_name="first figure after a break in the series",
                    ),
                ),
                (
                    "former_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Filled in automatically when you revise a figure.",
                        max_digits=16,
                        null=True,
                        verbose_name="figure before it was revised",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="partnership.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="observations",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "area", "-ends_on", "period_kind"],
                "indexes": [
                    models.Index(fields=["ends_on"], name="observation_ends_on")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("value__isnull", False)),
                            models.Q(
                                ("value__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="observation_value_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                ("starts_on__isnull", True),
                                ("period_kind", "not-given"),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                                models.Q(("period_kind", "not-given"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="observation_period_is_whole",
                        violation_error_message="Enter the first and last day of the period, or select “period not given”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("denominator__isnull", True),
                            ("denominator__gt", 0),
                            _connector="OR",
                        ),
                        name="observation_denominator_not_zero",
                        violation_error_message="Denominator must be more than 0",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator__isnull", True),
                            ("numerator__gte", 0),
                            _connector="OR",
                        ),
                        name="observation_numerator_not_negative",
                        violation_error_message="Numerator must be 0 or more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_break", False),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observation_break_has_note",
                        violation_error_message="Enter a note that says what changed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "period_kind__in",
                                [
                                    "financial-year",
                                    "calendar-year",
                                    "months-to",
                                    "part-year",
                                    "quarter",
                                    "month",
                                ],
                            )
                        ),
                        fields=("measure", "area", "starts_on", "ends_on"),
                        name="observation_one_for_the_same_days",
                        violation_error_message="There is already a figure for the same days under another name of the period. Change that figure, or correct the period",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "measure",
                            "area",
                            "period_kind",
                            "starts_on",
                            "ends_on",
                        ),
                        name="observation_one_a_period",
                        violation_error_message="There is already a figure for this measure, area and period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("starts_on__isnull", True)),
                        fields=("measure", "area"),
                        name="observation_one_without_period",
                        violation_error_message="There is already a figure without a period for this measure and area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalObservation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("up-to", "up to"),
                            ("about", "about"),
                            ("just-under", "just under"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("estimated", "estimated"),
                            ("provisional", "provisional"),
                            ("revised", "revised"),
                            ("forecast", "forecast"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "numerator",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True
                    ),
                ),
                (
                    "denominator",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True
                    ),
                ),
                (
                    "base_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="population year"
                    ),
                ),
                (
                    "is_break",
                    models.BooleanField(
                        default=False,
                        help_text="It is not compared with earlier figures. Say what changed in the note.",
                        verbose_name="first figure after a break in the series",
                    ),
                ),
                (
                    "former_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Filled in automatically when you revise a figure.",
                        max_digits=16,
                        null=True,
                        verbose_name="figure before it was revised",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.observation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical observation",
                "verbose_name_plural": "historical observations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
                    ),
                ),
                (
                    "to_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("priority", "priority"),
                            ("theme", "cross-cutting theme"),
                        ],
                        default="priority",
                        max_length=8,
                        verbose_name="type",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        help_text="2 or 3 words, for example Anti-social behaviour.",
                        max_length=80,
                        verbose_name="subject",
                    ),
                ),
                (
                    "context",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="Why it was chosen. Optional."
                    ),
                ),
                (
                    "ended_reason",
                    models.CharField(
                        blank=True,
                        help_text="If it was not replaced, explain why it ended.",
                        max_length=300,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "objectives",
                    models.ManyToManyField(
                        blank=True,
                        related_name="priorities",
                        to="priorities.objective",
                        verbose_name="objectives supported",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="priorities",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "priority",
                "verbose_name_plural": "priorities",
                "ordering": ["-from_year", "partnership", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            models.Q(
                                ("from_year__gte", 1990), ("from_year__lte", 2100)
                            ),
                            _connector="OR",
                        ),
                        name="priority_from_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_year__isnull", True),
                            models.Q(("to_year__gte", 1990), ("to_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="priority_to_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            ("to_year__isnull", True),
                            ("to_year__gte", models.F("from_year")),
                            _connector="OR",
                        ),
                        name="priority_ends_after_start",
                        violation_error_message="Last year must be the same as or after the first year",
                    ),
                    models.UniqueConstraint(
                        fields=("partnership", "from_year", "number"),
                        name="priority_number_unique_in_year",
                        violation_error_message="The partnership already has a priority with this number in this year",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="priority_theme",
            field=models.ForeignKey(
                blank=True,
                help_text="The priority it measures, if any.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="measures",
                to="priorities.priority",
                verbose_name="priority",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalPriority_objectives",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="priorities.historicalpriority",
                    ),
                ),
                (
                    "objective",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.objective",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPriority_objectives",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalpriority",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="priorities.priority",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                ("name", partnership.core.values.names.NameField(max_length=200)),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        help_text="The subheading for this measure in tables.",
                        max_length=80,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("count", "number"),
                            ("percent", "%"),
                            ("per-1000", "per 1,000 people"),
                            ("per-100000", "per 100,000 people"),
                            ("per-1000-households", "per 1,000 households"),
                            ("per-100000-households", "per 100,000 households"),
                            ("hours", "hours"),
                            ("pounds", "£"),
                            ("days", "days"),
                        ],
                        default="count",
                        max_length=24,
                    ),
                ),
                (
                    "counted",
                    models.CharField(
                        blank=True,
                        help_text="What is counted, for example crimes.",
                        max_length=60,
                        verbose_name="items counted",
                    ),
                ),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        help_text="For a rate or percentage, the population, for example people aged 10 to 17.",
                        max_length=160,
                        verbose_name="population",
                    ),
                ),
                (
                    "desired_direction",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("down", "down"),
                            ("neither", "neither"),
                        ],
                        default="neither",
                        max_length=8,
                        verbose_name="desired direction",
                    ),
                ),
                ("definition", models.TextField(blank=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "is_assessed",
                    models.BooleanField(
                        default=False,
                        help_text="Included in the agreement’s table of assessment results.",
                        verbose_name="in the Strategic Assessment",
                    ),
                ),
                (
                    "counts_people",
                    models.BooleanField(
                        default=False,
                        help_text="For example, offenders or victims. The checks warn you about very small numbers.",
                        verbose_name="counts people who could be identified",
                    ),
                ),
                (
                    "adds_up",
                    models.CharField(
                        choices=[
                            ("none", "not added up"),
                            ("sum", "sum"),
                            ("last", "last figure"),
                            ("average", "average weighted by its denominator"),
                        ],
                        default="none",
                        help_text="How documents work out a year that has not been entered.",
                        max_length=8,
                        verbose_name="year from quarters or months",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("month", "every month"),
                            ("quarter", "every quarter"),
                            ("months-to-month", "12 months to the end of each month"),
                            ("months-to", "12 months to the end of each quarter"),
                            ("so-far-month", "year to date at the end of each month"),
                            ("so-far", "year to date at the end of each quarter"),
                            ("as-at-month", "as at the end of each month"),
                            ("as-at", "as at the end of each quarter"),
                            ("as-at-year", "as at the end of each financial year"),
                            ("financial-year", "every financial year"),
                            ("calendar-year", "every calendar year"),
                        ],
                        help_text="The type of period to enter figures for.",
                        max_length=16,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The post that provides the figures.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.post",
                    ),
                ),
                (
                    "due_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many days after the end of a period its figure is due. For example, 30.",
                        null=True,
                        verbose_name="days until due",
                    ),
                ),
                (
                    "allows_any_number",
                    models.BooleanField(
                        default=False,
                        help_text="Select only if a figure can be negative, a fraction of a count, or a percentage over 100. For example, an average or a change.",
                        verbose_name="can be any number",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.measure",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The measure this is part of. Used to check totals.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "rate_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a rate, the measure that is counted. Documents work out the rate from it and the people or households of the area. Enter the figures of a rate for an age group yourself.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "priority_theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The priority it measures, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                        verbose_name="priority",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical measure",
                "verbose_name_plural": "historical measures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAchievement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                (
                    "year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=160)),
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", verbose_name="text"
                    ),
                ),
                ("figure", models.CharField(blank=True, max_length=200)),
                (
                    "figure_caption",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="figure label"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.achievement",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The priority it supported. Leave blank if none.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                        verbose_name="priority",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical achievement",
                "verbose_name_plural": "historical achievements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="achievement",
            name="priority",
            field=models.ForeignKey(
                blank=True,
                help_text="The priority it supported. Leave blank if none.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="achievements",
                to="priorities.priority",
                verbose_name="priority",
            ),
        ),
        migrations.CreateModel(
            name="PriorityLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continued", "continued"),
                            ("reworded", "reworded"),
                            ("merged", "merged"),
                            ("split", "split"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later_links",
                        to="priorities.priority",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_links",
                        to="priorities.priority",
                    ),
                ),
            ],
            options={
                "verbose_name": "priority link",
                "verbose_name_plural": "priority links",
                "ordering": ["earlier", "later"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("earlier", "later"),
                        name="prioritylink_once",
                        violation_error_message="These priorities are already linked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("earlier", models.F("later")), _negated=True
                        ),
                        name="prioritylink_of_two_priorities",
                        violation_error_message="A priority cannot replace itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPriorityLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("continued", "continued"),
                            ("reworded", "reworded"),
                            ("merged", "merged"),
                            ("split", "split"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.prioritylink",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical priority link",
                "verbose_name_plural": "historical priority links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReportedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "base_starts_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="base first day"
                    ),
                ),
                (
                    "base_ends_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="base last day"
                    ),
                ),
                (
                    "base_period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="base period",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("down", "down"),
                            ("same", "about the same"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "in_points",
                    models.BooleanField(
                        default=False, verbose_name="percentage points"
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("up-to", "up to"),
                            ("about", "about"),
                            ("just-under", "just under"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("estimated", "estimated"),
                            ("provisional", "provisional"),
                            ("revised", "revised"),
                            ("forecast", "forecast"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="The source’s wording, for example “slightly”.",
                        max_length=80,
                        verbose_name="wording",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_changes",
                        to="partnership.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reported_changes",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "area", "base_starts_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", False), ("reason", "")),
                            models.Q(
                                ("amount__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reportedchange_amount_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                ("starts_on__isnull", True),
                                ("period_kind", "not-given"),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                                models.Q(("period_kind", "not-given"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reportedchange_period_is_whole",
                        violation_error_message="Enter the first and last day of the period, or select “period not given”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("base_ends_on__isnull", True),
                                ("base_starts_on__isnull", True),
                                ("base_period_kind", "not-given"),
                            ),
                            models.Q(
                                ("base_ends_on__gte", models.F("base_starts_on")),
                                ("base_ends_on__isnull", False),
                                ("base_starts_on__isnull", False),
                                models.Q(
                                    ("base_period_kind", "not-given"), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="reportedchange_base_period_is_whole",
                        violation_error_message="Enter the first and last day of the period, or select “period not given”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__isnull", True),
                            ("amount__gte", 0),
                            _connector="OR",
                        ),
                        name="reportedchange_amount_without_sign",
                        violation_error_message="Enter the amount without + or –",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "measure",
                            "area",
                            "base_period_kind",
                            "base_starts_on",
                            "base_ends_on",
                            "period_kind",
                            "starts_on",
                            "ends_on",
                        ),
                        name="reportedchange_once",
                        violation_error_message="This change has already been recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("base_starts_on__isnull", True),
                            ("starts_on__isnull", False),
                        ),
                        fields=(
                            "measure",
                            "area",
                            "period_kind",
                            "starts_on",
                            "ends_on",
                        ),
                        name="reportedchange_one_without_base",
                        violation_error_message="A change to this period without a base has already been recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("base_starts_on__isnull", False),
                            ("starts_on__isnull", True),
                        ),
                        fields=(
                            "measure",
                            "area",
                            "base_period_kind",
                            "base_starts_on",
                        ),
                        name="reportedchange_one_without_period",
                        violation_error_message="A change from this base without a period has already been recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("base_starts_on__isnull", True),
                            ("starts_on__isnull", True),
                        ),
                        fields=("measure", "area"),
                        name="reportedchange_one_without_both",
                        violation_error_message="A change without periods has already been recorded for this area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReportedChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "base_starts_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="base first day"
                    ),
                ),
                (
                    "base_ends_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="base last day"
                    ),
                ),
                (
                    "base_period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="base period",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("up", "up"),
                            ("down", "down"),
                            ("same", "about the same"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=9, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "in_points",
                    models.BooleanField(
                        default=False, verbose_name="percentage points"
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "exact"),
                            ("up-to", "up to"),
                            ("about", "about"),
                            ("just-under", "just under"),
                            ("over", "over"),
                            ("at-least", "at least"),
                            ("estimated", "estimated"),
                            ("provisional", "provisional"),
                            ("revised", "revised"),
                            ("forecast", "forecast"),
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="The source’s wording, for example “slightly”.",
                        max_length=80,
                        verbose_name="wording",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.reportedchange",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reported change",
                "verbose_name_plural": "historical reported changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SeriesBreak",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Figures before this day are not compared with later ones.",
                        verbose_name="first day of the new series",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        help_text="What changed, for example how crimes are recorded.",
                        max_length=400,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave blank if it applies to all areas.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series_breaks",
                        to="partnership.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="series_breaks",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "break in a series",
                "verbose_name_plural": "breaks in series",
                "ordering": ["measure", "starts_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measure", "starts_on", "area"),
                        name="seriesbreak_one_a_day",
                        violation_error_message="There is already a break for this measure, area and day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("area__isnull", True)),
                        fields=("measure", "starts_on"),
                        name="seriesbreak_one_a_day_for_all_areas",
                        violation_error_message="There is already a break for this measure, area and day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSeriesBreak",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Figures before this day are not compared with later ones.",
                        verbose_name="first day of the new series",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        help_text="What changed, for example how crimes are recorded.",
                        max_length=400,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Leave blank if it applies to all areas.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.seriesbreak",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical break in a series",
                "verbose_name_plural": "historical breaks in series",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Strand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=1, verbose_name="number"),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Title of this strand. Leave blank if the priority has only one.",
                        max_length=200,
                    ),
                ),
                (
                    "outcome",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="The intended outcome."
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no outcome",
                    ),
                ),
                (
                    "outcome_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect it.",
                        max_length=200,
                        verbose_name="note on the outcome",
                    ),
                ),
                (
                    "progress",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="Progress so far."
                    ),
                ),
                (
                    "progress_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no progress",
                    ),
                ),
                (
                    "progress_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect it.",
                        max_length=200,
                        verbose_name="note on progress",
                    ),
                ),
                (
                    "progress_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="progress as of"
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strands",
                        to="priorities.priority",
                        verbose_name="priority",
                    ),
                ),
            ],
            options={
                "ordering": ["priority", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""), ("outcome_reason", ""), _connector="OR"
                        ),
                        name="strand_outcome_or_reason",
                        violation_error_message="Enter the outcome or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("progress", ""), ("progress_reason", ""), _connector="OR"
                        ),
                        name="strand_progress_or_reason",
                        violation_error_message="Enter the progress or select a reason there is none, not both",
                    ),
                    models.UniqueConstraint(
                        fields=("priority", "order"),
                        name="strand_order_unique",
                        violation_error_message="The priority already has a strand with this number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("support", "support")],
                        default="lead",
                        max_length=8,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="partnership.group",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="partnership.partner",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "strand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads",
                        to="priorities.strand",
                    ),
                ),
            ],
            options={
                "ordering": ["strand", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("group__isnull", True),
                                ("partner__isnull", False),
                                ("partnership__isnull", True),
                            ),
                            models.Q(
                                ("group__isnull", True),
                                ("partner__isnull", True),
                                ("partnership__isnull", False),
                            ),
                            models.Q(
                                ("group__isnull", False),
                                ("partner__isnull", True),
                                ("partnership__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="lead_exactly_one_partner",
                        violation_error_message="Select a partner, a partnership or a group",
                    ),
                    models.UniqueConstraint(
                        fields=("strand", "order"),
                        name="lead_order_unique",
                        violation_error_message="Another lead has this number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalStrand",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(default=1, verbose_name="number"),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Title of this strand. Leave blank if the priority has only one.",
                        max_length=200,
                    ),
                ),
                (
                    "outcome",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="The intended outcome."
                    ),
                ),
                (
                    "outcome_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no outcome",
                    ),
                ),
                (
                    "outcome_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect it.",
                        max_length=200,
                        verbose_name="note on the outcome",
                    ),
                ),
                (
                    "progress",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default="", help_text="Progress so far."
                    ),
                ),
                (
                    "progress_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no progress",
                    ),
                ),
                (
                    "progress_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect it.",
                        max_length=200,
                        verbose_name="note on progress",
                    ),
                ),
                (
                    "progress_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="progress as of"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                        verbose_name="priority",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.strand",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical strand",
                "verbose_name_plural": "historical strands",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLead",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                (
                    "role",
                    models.CharField(
                        choices=[("lead", "lead"), ("support", "support")],
                        default="lead",
                        max_length=8,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.group",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partner",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.lead",
                    ),
                ),
                (
                    "strand",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.strand",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical lead",
                "verbose_name_plural": "historical leads",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[("at-least", "at least"), ("at-most", "at most")],
                        default="at-least",
                        max_length=8,
                        verbose_name="target type",
                    ),
                ),
                (
                    "nearly_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="A figure between this and the target counts as nearly met. Leave blank if only met and missed matter.",
                        max_digits=16,
                        null=True,
                        verbose_name="nearly met from",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="partnership.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "area", "-ends_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("value__isnull", False)),
                            models.Q(
                                ("value__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="target_value_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nearly_value__isnull", True),
                            models.Q(
                                ("comparison", "at-least"),
                                ("nearly_value__lt", models.F("value")),
                            ),
                            models.Q(
                                ("comparison", "at-most"),
                                ("nearly_value__gt", models.F("value")),
                            ),
                            _connector="OR",
                        ),
                        name="target_nearly_short_of_target",
                        violation_error_message="“Nearly met from” must be short of the target: below “at least”, or above “at most”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ends_on__isnull", True),
                                ("starts_on__isnull", True),
                                ("period_kind", "not-given"),
                            ),
                            models.Q(
                                ("ends_on__gte", models.F("starts_on")),
                                ("ends_on__isnull", False),
                                ("starts_on__isnull", False),
                                models.Q(("period_kind", "not-given"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="target_period_is_whole",
                        violation_error_message="Enter the first and last day of the period, or select “period not given”",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "measure",
                            "area",
                            "period_kind",
                            "starts_on",
                            "ends_on",
                        ),
                        name="target_one_a_period",
                        violation_error_message="There is already a target for this period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("starts_on__isnull", True)),
                        fields=("measure", "area"),
                        name="target_one_without_period",
                        violation_error_message="There is already a target without a period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTarget",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="first day"),
                ),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                (
                    "period_kind",
                    models.CharField(
                        choices=[
                            ("financial-year", "financial year"),
                            ("calendar-year", "calendar year"),
                            ("months-to", "months to"),
                            ("part-year", "part of a year"),
                            ("quarter", "quarter"),
                            ("month", "month"),
                            ("year-to-date", "year to date"),
                            ("as-at", "at a month"),
                            ("so-far", "up to a month"),
                            ("not-given", "period not given"),
                        ],
                        default="financial-year",
                        max_length=16,
                        verbose_name="period",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=16, null=True
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-available", "not available"),
                            ("not-applicable", "n/a"),
                            ("not-yet-due", "not yet due"),
                            ("not-yet-decided", "not yet decided"),
                            ("in-another-line", "in another line"),
                            ("suppressed", "suppressed"),
                            ("not-given", "not given"),
                        ],
                        max_length=16,
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[("at-least", "at least"), ("at-most", "at most")],
                        default="at-least",
                        max_length=8,
                        verbose_name="target type",
                    ),
                ),
                (
                    "nearly_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="A figure between this and the target counts as nearly met. Leave blank if only met and missed matter.",
                        max_digits=16,
                        null=True,
                        verbose_name="nearly met from",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="priorities.target",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target",
                "verbose_name_plural": "historical targets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="comparison",
            constraint=models.UniqueConstraint(
                fields=(
                    "measure",
                    "area",
                    "against",
                    "period_kind",
                    "starts_on",
                    "ends_on",
                ),
                name="comparison_once",
                violation_error_message="This comparison has already been recorded",
            ),
        ),
        migrations.AddConstraint(
            model_name="comparison",
            constraint=models.UniqueConstraint(
                condition=models.Q(("starts_on__isnull", True)),
                fields=("measure", "area", "against"),
                name="comparison_one_without_period",
                violation_error_message="A comparison without a period has already been recorded",
            ),
        ),
        migrations.AddField(
            model_name="objective",
            name="replaces",
            field=models.ManyToManyField(
                blank=True,
                help_text="The objectives of an earlier plan, if any.",
                related_name="replaced_by",
                to="priorities.objective",
            ),
        ),
        migrations.AddField(
            model_name="priority",
            name="contributes_to",
            field=models.ManyToManyField(
                blank=True,
                help_text="For a priority of a Community Safety Partnership: the priorities of the county partnership that it helps to deliver.",
                related_name="contributing",
                to="priorities.priority",
                verbose_name="priorities it contributes to",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalObjective_replaces",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "from_objective",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.objective",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="priorities.historicalobjective",
                    ),
                ),
                (
                    "to_objective",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.objective",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalObjective_replaces",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPriority_contributes_to",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "from_priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="priorities.historicalpriority",
                    ),
                ),
                (
                    "to_priority",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.priority",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPriority_contributes_to",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
