import django.core.validators
import django.db.models.deletion
import simple_history.models
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
            ],
            options={
                "verbose_name_plural": "front matter",
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
            ],
            options={
                "ordering": ["report", "order"],
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
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
                ("check_name", models.SlugField(max_length=60, verbose_name="check")),
                ("fingerprint", models.CharField(max_length=64)),
                ("found", models.TextField(verbose_name="what was found")),
                (
                    "reason",
                    models.CharField(max_length=400, verbose_name="left because"),
                ),
                ("accepted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="acceptances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "check_name", "pk"],
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
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
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
            ],
            options={
                "ordering": ["report", "order", "partnership__name"],
            },
        ),
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
                    "left",
                    models.JSONField(
                        default=list,
                        help_text="What the checks found and somebody answered, as it was then.",
                        verbose_name="warnings left, with reasons",
                    ),
                ),
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
            name="HistoricalReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.tenure",
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
                    "presented_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a paper: the committee or panel.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.group",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report",
                "verbose_name_plural": "historical reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "addressed_to",
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.recommendation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPassage",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.passage",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical passage",
                "verbose_name_plural": "historical passages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHeadlineFigure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                        to="reports.headlinefigure",
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical headline figure",
                "verbose_name_plural": "historical headline figures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFrontMatter",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                ("key", models.SlugField(max_length=60)),
                ("value", models.CharField(max_length=400)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                        to="reports.frontmatter",
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical front matter",
                "verbose_name_plural": "historical front matter",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContribution",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
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
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
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
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                        to="reports.contribution",
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical contribution",
                "verbose_name_plural": "historical contributions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAcceptance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                ("check_name", models.SlugField(max_length=60, verbose_name="check")),
                ("fingerprint", models.CharField(max_length=64)),
                ("found", models.TextField(verbose_name="what was found")),
                (
                    "reason",
                    models.CharField(max_length=400, verbose_name="left because"),
                ),
                ("accepted_at", models.DateTimeField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                        to="reports.acceptance",
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical acceptance",
                "verbose_name_plural": "historical acceptances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="headlinefigure",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="headline_figures",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="frontmatter",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="front_matter",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contributions",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="acceptances",
                to="reports.report",
            ),
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
                    "is_added",
                    models.BooleanField(
                        default=False,
                        help_text="A section that the outline does not have. Its words are at the place KEY.words.",
                        verbose_name="of our own",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Its place among the sections. Leave empty for the outline's.",
                        null=True,
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
        migrations.CreateModel(
            name="HistoricalSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
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
                    "is_added",
                    models.BooleanField(
                        default=False,
                        help_text="A section that the outline does not have. Its words are at the place KEY.words.",
                        verbose_name="of our own",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Its place among the sections. Leave empty for the outline's.",
                        null=True,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
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
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.section",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section",
                "verbose_name_plural": "historical sections",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
            model_name="acceptance",
            constraint=models.UniqueConstraint(
                fields=("report", "check_name", "fingerprint"),
                name="acceptance_once_a_finding",
                violation_error_message="This warning was answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="acceptance_has_reason",
                violation_error_message="Say why the warning is left.",
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
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_added", False),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="section_added_has_title",
                violation_error_message="Give the section of your own a title.",
            ),
        ),
    ]
