import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partnership.richtext
import partnership.years


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                ("kind", models.SlugField(max_length=60)),
                ("period", models.CharField(max_length=40)),
                (
                    "year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="about the year",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty for the usual title.",
                        max_length=200,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists and search.",
                        max_length=300,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(
                        blank=True,
                        null=True,
                        verbose_name="date of the document or meeting",
                    ),
                ),
                (
                    "is_sample",
                    models.BooleanField(
                        default=False,
                        help_text="Says at the front that it is a sample document.",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_written",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_answered_for",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "presented_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a paper: the committee or panel.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="partnership.group",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "kind", "partnership", "period"],
            },
        ),
        migrations.CreateModel(
            name="Rendition",
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
                ("content_sha256", models.CharField(max_length=64, unique=True)),
                ("pdf", models.FileField(upload_to="renditions/")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("pages", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
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
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                (
                    "addressed_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.group",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recommendations",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "number"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
                ("is_current", models.BooleanField(default=True)),
                ("content", models.JSONField()),
                ("html", models.FileField(upload_to="editions/")),
                ("pdf", models.FileField(upload_to="editions/")),
                ("html_sha256", models.CharField(max_length=64)),
                ("pdf_sha256", models.CharField(max_length=64)),
                (
                    "notice",
                    models.TextField(
                        blank=True, help_text="For a corrected edition: what changed."
                    ),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
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
                ("key", models.CharField(max_length=80)),
                ("body", partnership.richtext.RichTextField(blank=True, default="")),
                (
                    "body_reason",
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
                        verbose_name="no words, because",
                    ),
                ),
                (
                    "reason_note",
                    models.CharField(
                        blank=True,
                        help_text="The reason in words, and until when.",
                        max_length=200,
                    ),
                ),
                ("sample_note", models.CharField(blank=True, max_length=160)),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passages_signed",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "key"],
            },
        ),
        migrations.CreateModel(
            name="HeadlineFigure",
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
                ("figure", models.CharField(max_length=200)),
                ("label", models.CharField(max_length=120)),
                (
                    "detail",
                    models.CharField(
                        blank=True,
                        help_text="Period and base; may hold tokens.",
                        max_length=300,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headline_figures",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "order"],
            },
        ),
        migrations.CreateModel(
            name="FrontMatter",
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
                ("key", models.SlugField(max_length=60)),
                ("value", models.CharField(max_length=400)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="front_matter",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "front matter",
                "ordering": ["report", "key"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
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
                    "year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="about the year",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("body", partnership.richtext.RichTextField(blank=True, default="")),
                (
                    "body_reason",
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
                        verbose_name="no words, because",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "order", "partnership__name"],
            },
        ),
        migrations.CreateModel(
            name="Section",
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
                ("key", models.SlugField(max_length=60)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave empty for the outline's title.",
                        max_length=160,
                    ),
                ),
                ("is_off", models.BooleanField(default=False, verbose_name="left out")),
                (
                    "off_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="because"
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "key"],
            },
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    models.Q(("year__gte", 1990), ("year__lte", 2100)),
                    _connector="OR",
                ),
                name="report_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("kind", "partnership", "period"),
                name="report_one_a_period",
                violation_error_message="This report exists already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("report", "number"),
                name="recommendation_number_unique",
                violation_error_message="The report has a recommendation so numbered.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="publication_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("report",),
                name="publication_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("body_reason", ""), _connector="OR"),
                name="passage_body_or_reason",
                violation_error_message="Write the body or say why there is none, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="passage_once_a_report",
                violation_error_message="The report has words at this place already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="headlinefigure",
            constraint=models.UniqueConstraint(
                fields=("report", "order"),
                name="headlinefigure_order_unique",
                violation_error_message="The report has a figure in this place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontmatter",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="frontmatter_once_a_report",
                violation_error_message="The report has this line already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    models.Q(("year__gte", 1990), ("year__lte", 2100)),
                    _connector="OR",
                ),
                name="contribution_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("body_reason", ""), _connector="OR"),
                name="contribution_body_or_reason",
                violation_error_message="Write the body or say why there is none, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("report", "partnership"),
                name="contribution_one_a_partnership",
                violation_error_message="This partnership's part is listed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="section_once_a_report",
                violation_error_message="The report has this section already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_off", False),
                    models.Q(("off_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="section_off_with_reason",
                violation_error_message="Say why the section is left out.",
            ),
        ),
    ]
