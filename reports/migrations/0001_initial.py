import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.core.text.rich_text
import partnership.core.values.financial_years


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
                "verbose_name": "front sheet line",
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
                        help_text="Its period and comparison. Can contain linked figures.",
                        max_length=300,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "order"],
            },
        ),
        migrations.CreateModel(
            name="AcceptedWarning",
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
                ("found", models.TextField(verbose_name="issue")),
                (
                    "reason",
                    models.CharField(
                        max_length=400, verbose_name="reason for accepting"
                    ),
                ),
                ("accepted_at", models.DateTimeField(auto_now_add=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="accepted_warnings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "accepted warning",
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
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="reporting year",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "requested_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="requested on"
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default=""
                    ),
                ),
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
                        verbose_name="reason there is no text",
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
                ("kind", models.SlugField(max_length=60, verbose_name="document type")),
                ("period", models.CharField(max_length=40)),
                (
                    "year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="reporting year",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the standard title.",
                        max_length=200,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists and search results. Leave blank to use the standard summary.",
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
                        help_text="Shows a “sample document” notice on the front page.",
                        verbose_name="sample document",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_as_author",
                        to="partnership.tenure",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_as_contact",
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
                        help_text="The committee or panel. Only for committee papers.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="partnership.group",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["-year", "kind", "partnership", "period"],
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
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default=""
                    ),
                ),
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
                        verbose_name="reason there is no text",
                    ),
                ),
                (
                    "reason_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect the text.",
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
                "verbose_name": "section text",
                "verbose_name_plural": "section texts",
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
                ("kind", models.SlugField(max_length=60, verbose_name="document type")),
                ("period", models.CharField(max_length=40)),
                (
                    "year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="reporting year",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the standard title.",
                        max_length=200,
                    ),
                ),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists and search results. Leave blank to use the standard summary.",
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
                        help_text="Shows a “sample document” notice on the front page.",
                        verbose_name="sample document",
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
                        help_text="The committee or panel. Only for committee papers.",
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
                "verbose_name": "historical document",
                "verbose_name_plural": "historical documents",
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
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField()),
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
                ("key", models.CharField(max_length=80)),
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default=""
                    ),
                ),
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
                        verbose_name="reason there is no text",
                    ),
                ),
                (
                    "reason_note",
                    models.CharField(
                        blank=True,
                        help_text="Explain why, and when you expect the text.",
                        max_length=200,
                    ),
                ),
                ("sample_note", models.CharField(blank=True, max_length=160)),
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
                "verbose_name": "historical section text",
                "verbose_name_plural": "historical section texts",
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
                ("order", models.PositiveSmallIntegerField(default=1)),
                ("figure", models.CharField(max_length=200)),
                ("label", models.CharField(max_length=120)),
                (
                    "detail",
                    models.CharField(
                        blank=True,
                        help_text="Its period and comparison. Can contain linked figures.",
                        max_length=300,
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
                ("key", models.SlugField(max_length=60)),
                ("value", models.CharField(max_length=400)),
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
                "verbose_name": "historical front sheet line",
                "verbose_name_plural": "historical front sheet lines",
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
                (
                    "year",
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="reporting year",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "requested_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="requested on"
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                ("received_on", models.DateField(blank=True, null=True)),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True, default=""
                    ),
                ),
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
                        verbose_name="reason there is no text",
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
            name="HistoricalAcceptedWarning",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("check_name", models.SlugField(max_length=60, verbose_name="check")),
                ("fingerprint", models.CharField(max_length=64)),
                ("found", models.TextField(verbose_name="issue")),
                (
                    "reason",
                    models.CharField(
                        max_length=400, verbose_name="reason for accepting"
                    ),
                ),
                ("accepted_at", models.DateTimeField(blank=True, editable=False)),
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
                        to="reports.acceptedwarning",
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
                "verbose_name": "historical accepted warning",
                "verbose_name_plural": "historical accepted warnings",
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
        migrations.CreateModel(
            name="Edition",
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
                    "accepted_warnings",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Accepted warnings at the time of publication.",
                        verbose_name="accepted warnings",
                    ),
                ),
                (
                    "change_note",
                    models.TextField(
                        blank=True,
                        help_text="What has changed since the last edition.",
                        verbose_name="change note",
                    ),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "-number"],
            },
        ),
        migrations.CreateModel(
            name="DraftPdf",
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
                ("pdf", models.FileField(upload_to="draft-pdfs/")),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("pages", models.PositiveSmallIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_pdfs",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft PDF",
                "ordering": ["-created_at", "-pk"],
            },
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
            model_name="acceptedwarning",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="accepted_warnings",
                to="reports.report",
            ),
        ),
        migrations.CreateModel(
            name="SectionOverride",
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
                        help_text="Leave blank to use the standard title.",
                        max_length=160,
                    ),
                ),
                (
                    "is_hidden",
                    models.BooleanField(default=False, verbose_name="hidden"),
                ),
                (
                    "hidden_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason for hiding"
                    ),
                ),
                (
                    "is_added",
                    models.BooleanField(
                        default=False,
                        help_text="A section not in the standard outline.",
                        verbose_name="custom section",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Its position in the outline. Leave blank for the standard order.",
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
            name="HistoricalSectionOverride",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=60)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the standard title.",
                        max_length=160,
                    ),
                ),
                (
                    "is_hidden",
                    models.BooleanField(default=False, verbose_name="hidden"),
                ),
                (
                    "hidden_reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="reason for hiding"
                    ),
                ),
                (
                    "is_added",
                    models.BooleanField(
                        default=False,
                        help_text="A section not in the standard outline.",
                        verbose_name="custom section",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Its position in the outline. Leave blank for the standard order.",
                        null=True,
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
                        to="reports.sectionoverride",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section override",
                "verbose_name_plural": "historical section overrides",
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
                violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("kind", "partnership", "period"),
                name="report_one_a_period",
                violation_error_message="There is already a document of this type for this partnership and period",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("report", "number"),
                name="recommendation_number_unique",
                violation_error_message="There is already a recommendation with this number",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("body_reason", ""), _connector="OR"),
                name="passage_body_or_reason",
                violation_error_message="Enter the body or select a reason there is none, not both",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="passage_once_a_report",
                violation_error_message="There is already text for this section",
            ),
        ),
        migrations.AddConstraint(
            model_name="headlinefigure",
            constraint=models.UniqueConstraint(
                fields=("report", "order"),
                name="headlinefigure_order_unique",
                violation_error_message="There is already a headline figure in this position",
            ),
        ),
        migrations.AddConstraint(
            model_name="frontmatter",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="frontmatter_once_a_report",
                violation_error_message="This line already exists in this document",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="edition_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("report",),
                name="edition_one_current",
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
                violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), ("body_reason", ""), _connector="OR"),
                name="contribution_body_or_reason",
                violation_error_message="Enter the body or select a reason there is none, not both",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("report", "partnership"),
                name="contribution_one_a_partnership",
                violation_error_message="There is already a contribution from this partnership",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedwarning",
            constraint=models.UniqueConstraint(
                fields=("report", "check_name", "fingerprint"),
                name="acceptedwarning_unique",
                violation_error_message="This warning has already been accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="acceptedwarning",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="acceptedwarning_has_reason",
                violation_error_message="Enter a reason for accepting the warning",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionoverride",
            constraint=models.UniqueConstraint(
                fields=("report", "key"),
                name="sectionoverride_once_a_report",
                violation_error_message="This section already exists in this document",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_hidden", False),
                    models.Q(("hidden_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="sectionoverride_hidden_has_reason",
                violation_error_message="Enter a reason for hiding the section",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionoverride",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_added", False),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="sectionoverride_added_has_title",
                violation_error_message="Enter a section title",
            ),
        ),
    ]
