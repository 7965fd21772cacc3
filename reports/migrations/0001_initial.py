import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.core.files.fields
import partnership.core.text.rich_text
import partnership.core.values.financial_years
import reports.models.templates
from partnership.core.models.initial_tables import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("core", "0001_initial"),
        ("partnership", "0001_initial"),
        ("priorities", "0001_initial"),
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
                    "is_reopened",
                    models.BooleanField(default=False, verbose_name="reopened"),
                ),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="acceptedwarning_has_reason",
                        violation_error_message="Enter a reason for accepting the warning",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSetting",
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
                    "check_name",
                    models.SlugField(
                        error_messages={"unique": "This check already has a setting"},
                        max_length=60,
                        unique=True,
                        verbose_name="check",
                    ),
                ),
                (
                    "warnings_as_advice",
                    models.BooleanField(
                        default=False,
                        help_text="Its warnings do not need to be fixed or accepted before publishing. Errors do not change.",
                        verbose_name="show its warnings as advice",
                    ),
                ),
                (
                    "hide_advice",
                    models.BooleanField(
                        default=False,
                        help_text="Its advice is no longer listed in check results.",
                        verbose_name="switch off its advice",
                    ),
                ),
                ("reason", models.CharField(max_length=400)),
            ],
            options={
                "verbose_name": "check setting",
                "ordering": ["check_name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("warnings_as_advice", True),
                            ("hide_advice", True),
                            _connector="OR",
                        ),
                        name="checksetting_decides_something",
                        violation_error_message="Select at least one of the two settings",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="checksetting_has_reason",
                        violation_error_message="Enter a reason",
                    ),
                ],
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
                        blank=True, default="", verbose_name="text"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="contribution_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body", ""), ("body_reason", ""), _connector="OR"
                        ),
                        name="contribution_body_or_reason",
                        violation_error_message="Enter the text or select a reason there is none, not both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalCheckSetting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "check_name",
                    models.SlugField(
                        error_messages={"unique": "This check already has a setting"},
                        max_length=60,
                        verbose_name="check",
                    ),
                ),
                (
                    "warnings_as_advice",
                    models.BooleanField(
                        default=False,
                        help_text="Its warnings do not need to be fixed or accepted before publishing. Errors do not change.",
                        verbose_name="show its warnings as advice",
                    ),
                ),
                (
                    "hide_advice",
                    models.BooleanField(
                        default=False,
                        help_text="Its advice is no longer listed in check results.",
                        verbose_name="switch off its advice",
                    ),
                ),
                ("reason", models.CharField(max_length=400)),
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
                        to="reports.checksetting",
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
                "verbose_name": "historical check setting",
                "verbose_name_plural": "historical check settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="DocumentTemplate",
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
                ("name", models.CharField(max_length=120)),
                (
                    "document_type",
                    models.SlugField(
                        help_text="For example, community-safety-agreement. This is part of the web address of each document of this type.",
                        max_length=60,
                        verbose_name="web address",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="New documents use the highest version.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "based_on",
                    models.SlugField(
                        blank=True,
                        help_text="Leave blank if it is not based on another type.",
                        max_length=60,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the title of the type it is based on.",
                        max_length=200,
                        verbose_name="title of the documents",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists and search results. Leave blank to use the summary of the type it is based on.",
                        max_length=300,
                        verbose_name="summary of the documents",
                    ),
                ),
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreement", "Cover and list of contents"),
                            ("paper", "Committee paper"),
                            ("numbered", "Committee paper with numbered paragraphs"),
                        ],
                        help_text="Leave blank to use the layout of the type it is based on.",
                        max_length=10,
                        verbose_name="layout",
                    ),
                ),
                (
                    "outline",
                    reports.models.templates.OutlineField(
                        blank=True, default=list, editable=False
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document_templates",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "partnership", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "document_type", "version"),
                        name="documenttemplate_version_unique",
                        violation_error_message="This partnership already has a template with this web address and version. Enter a different version",
                    )
                ],
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
                ("document_type", models.SlugField(max_length=60)),
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
                    "last_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="Only if it covers several years. For example, 2025-26 for an agreement 2023-26.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year covered",
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
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        help_text="A new document uses the latest version for its type, if there is one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reports.documenttemplate",
                        verbose_name="document template",
                    ),
                ),
                (
                    "refreshes",
                    models.ForeignKey(
                        blank=True,
                        help_text="Only for the annual refresh of a document that covers several years.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refreshed_by",
                        to="reports.report",
                        verbose_name="document being refreshed",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "ordering": ["-year", "document_type", "partnership", "period"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="report_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True),
                            models.Q(
                                ("last_year__gte", 1990), ("last_year__lte", 2100)
                            ),
                            _connector="OR",
                        ),
                        name="report_last_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True),
                            ("last_year__gte", models.F("year")),
                            _connector="OR",
                        ),
                        name="report_last_year_after_first",
                        violation_error_message="Last year covered must be the same as or after the reporting year",
                    ),
                    models.UniqueConstraint(
                        fields=("document_type", "partnership", "period"),
                        name="report_one_a_period",
                        violation_error_message="There is already a document of this type for this partnership and period",
                    ),
                ],
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
                (
                    "carried_from",
                    models.CharField(blank=True, editable=False, max_length=40),
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"),
                        name="recommendation_number_unique",
                        violation_error_message="There is already a recommendation with this number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
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
                    "key",
                    models.SlugField(
                        help_text="A short name, used to place it in the text. For example, town-hall.",
                        max_length=60,
                    ),
                ),
                (
                    "file",
                    partnership.core.files.fields.StoredFileField(
                        help_text="PNG, JPEG or WebP, up to 15 MB. We make it smaller and remove the location and time recorded by the camera.",
                        kind="image",
                        max_length=90,
                        verbose_name="picture",
                    ),
                ),
                (
                    "alternative_text",
                    models.CharField(
                        blank=True,
                        help_text="Describe what it shows, for people who cannot see it.",
                        max_length=400,
                    ),
                ),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="It adds nothing to the text. Screen readers skip it.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        blank=True,
                        help_text="Optional. A picture with a caption gets a number.",
                        max_length=300,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Optional. Who took it or owns it. For example, Photo: Didcot Town Council.",
                        max_length=160,
                    ),
                ),
                (
                    "is_cover",
                    models.BooleanField(
                        default=False,
                        help_text="Show it on the cover of the document.",
                        verbose_name="on the cover",
                    ),
                ),
                (
                    "cover_part",
                    models.CharField(
                        choices=[
                            ("top", "Top"),
                            ("middle", "Middle"),
                            ("bottom", "Bottom"),
                        ],
                        default="middle",
                        help_text="Which part the cover shows if the picture is too tall for it.",
                        max_length=6,
                        verbose_name="part to keep",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "key"),
                        name="picture_key_unique",
                        violation_error_message="There is already a picture with this key in the document",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_cover", True)),
                        fields=("report",),
                        name="picture_one_cover",
                        violation_error_message="There is already a picture on the cover of this document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("alternative_text", ""), ("is_decorative", True)),
                            models.Q(
                                ("is_decorative", False),
                                models.Q(("alternative_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="picture_alternative_text_or_decorative",
                        violation_error_message="Enter what the picture shows, or select that it is decorative, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_decorative", False), ("caption", ""), _connector="OR"
                        ),
                        name="picture_decorative_no_caption",
                        violation_error_message="A decorative picture cannot have a caption. Enter what the picture shows, or remove the caption",
                    ),
                ],
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
                        blank=True, default="", verbose_name="text"
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
                    "carried_from",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "section text",
                "verbose_name_plural": "section texts",
                "ordering": ["report", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body", ""), ("body_reason", ""), _connector="OR"
                        ),
                        name="passage_body_or_reason",
                        violation_error_message="Enter the text or select a reason there is none, not both",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "key"),
                        name="passage_once_a_report",
                        violation_error_message="There is already text for this section",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureChart",
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
                    "section",
                    models.SlugField(
                        help_text="The chart is at the end of this section.",
                        max_length=60,
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="position"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("line", "line over time"),
                            ("bars", "bars over time"),
                            ("target", "bars against the target"),
                            ("compared", "compared with other areas"),
                            ("districts", "districts side by side"),
                        ],
                        default="line",
                        max_length=10,
                        verbose_name="type of chart",
                    ),
                ),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="Leave blank to show all years with figures.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave blank for the area of the partnership.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charts",
                        to="partnership.area",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charts",
                        to="priorities.measure",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="charts",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "chart of a measure",
                "verbose_name_plural": "charts of measures",
                "ordering": ["report", "section", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "section", "measure", "form"),
                        name="measurechart_once_a_section",
                        violation_error_message="This section already has this chart",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalDocumentTemplate",
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
                ("name", models.CharField(max_length=120)),
                (
                    "document_type",
                    models.SlugField(
                        help_text="For example, community-safety-agreement. This is part of the web address of each document of this type.",
                        max_length=60,
                        verbose_name="web address",
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="New documents use the highest version.",
                        validators=[django.core.validators.MinValueValidator(1)],
                    ),
                ),
                (
                    "based_on",
                    models.SlugField(
                        blank=True,
                        help_text="Leave blank if it is not based on another type.",
                        max_length=60,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank to use the title of the type it is based on.",
                        max_length=200,
                        verbose_name="title of the documents",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True,
                        help_text="One sentence for lists and search results. Leave blank to use the summary of the type it is based on.",
                        max_length=300,
                        verbose_name="summary of the documents",
                    ),
                ),
                (
                    "style",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreement", "Cover and list of contents"),
                            ("paper", "Committee paper"),
                            ("numbered", "Committee paper with numbered paragraphs"),
                        ],
                        help_text="Leave blank to use the layout of the type it is based on.",
                        max_length=10,
                        verbose_name="layout",
                    ),
                ),
                (
                    "outline",
                    reports.models.templates.OutlineField(
                        blank=True, default=list, editable=False
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
                        to="reports.documenttemplate",
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
                "verbose_name": "historical document template",
                "verbose_name_plural": "historical document templates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                ("document_type", models.SlugField(max_length=60)),
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
                    "last_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="Only if it covers several years. For example, 2025-26 for an agreement 2023-26.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="last year covered",
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="A new document uses the latest version for its type, if there is one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.documenttemplate",
                        verbose_name="document template",
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
                (
                    "refreshes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Only for the annual refresh of a document that covers several years.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                        verbose_name="document being refreshed",
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
                (
                    "carried_from",
                    models.CharField(blank=True, editable=False, max_length=40),
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
                        verbose_name="document",
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
            name="HistoricalPicture",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.SlugField(
                        help_text="A short name, used to place it in the text. For example, town-hall.",
                        max_length=60,
                    ),
                ),
                (
                    "file",
                    partnership.core.files.fields.StoredFileField(
                        help_text="PNG, JPEG or WebP, up to 15 MB. We make it smaller and remove the location and time recorded by the camera.",
                        kind="image",
                        max_length=90,
                        verbose_name="picture",
                    ),
                ),
                (
                    "alternative_text",
                    models.CharField(
                        blank=True,
                        help_text="Describe what it shows, for people who cannot see it.",
                        max_length=400,
                    ),
                ),
                (
                    "is_decorative",
                    models.BooleanField(
                        default=False,
                        help_text="It adds nothing to the text. Screen readers skip it.",
                        verbose_name="decorative",
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        blank=True,
                        help_text="Optional. A picture with a caption gets a number.",
                        max_length=300,
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Optional. Who took it or owns it. For example, Photo: Didcot Town Council.",
                        max_length=160,
                    ),
                ),
                (
                    "is_cover",
                    models.BooleanField(
                        default=False,
                        help_text="Show it on the cover of the document.",
                        verbose_name="on the cover",
                    ),
                ),
                (
                    "cover_part",
                    models.CharField(
                        choices=[
                            ("top", "Top"),
                            ("middle", "Middle"),
                            ("bottom", "Bottom"),
                        ],
                        default="middle",
                        help_text="Which part the cover shows if the picture is too tall for it.",
                        max_length=6,
                        verbose_name="part to keep",
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.picture",
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical picture",
                "verbose_name_plural": "historical pictures",
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
                        blank=True, default="", verbose_name="text"
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
                    "carried_from",
                    models.CharField(blank=True, editable=False, max_length=40),
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
                        verbose_name="document",
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
            name="HistoricalMeasureChart",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "section",
                    models.SlugField(
                        help_text="The chart is at the end of this section.",
                        max_length=60,
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="position"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("line", "line over time"),
                            ("bars", "bars over time"),
                            ("target", "bars against the target"),
                            ("compared", "compared with other areas"),
                            ("districts", "districts side by side"),
                        ],
                        default="line",
                        max_length=10,
                        verbose_name="type of chart",
                    ),
                ),
                (
                    "from_year",
                    partnership.core.values.financial_years.FinancialYearField(
                        blank=True,
                        help_text="Leave blank to show all years with figures.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="first year",
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
                        help_text="Leave blank for the area of the partnership.",
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
                        to="reports.measurechart",
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical chart of a measure",
                "verbose_name_plural": "historical charts of measures",
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
                        verbose_name="document",
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
                        verbose_name="document",
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
                        blank=True, default="", verbose_name="text"
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
                        verbose_name="document",
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
                (
                    "is_reopened",
                    models.BooleanField(default=False, verbose_name="reopened"),
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
                        verbose_name="document",
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
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="frontmatter",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="front_matter",
                to="reports.report",
                verbose_name="document",
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
                (
                    "path",
                    models.CharField(db_index=True, editable=False, max_length=220),
                ),
                (
                    "listing",
                    models.JSONField(
                        help_text="What lists of documents show about it."
                    ),
                ),
                ("content", models.JSONField()),
                ("html", models.FileField(upload_to="editions/")),
                ("pdf", models.FileField(upload_to="editions/")),
                ("json", models.FileField(upload_to="editions/", verbose_name="JSON")),
                (
                    "html_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the HTML"),
                ),
                (
                    "pdf_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the PDF"),
                ),
                (
                    "json_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the JSON"),
                ),
                (
                    "content_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the data"),
                ),
                ("software_version", models.CharField(max_length=40)),
                (
                    "template_version",
                    models.CharField(
                        help_text="A hash of the templates and style sheets.",
                        max_length=64,
                    ),
                ),
                (
                    "pdf_ua_check",
                    models.CharField(
                        choices=[("passed", "Passed"), ("not-run", "Not checked")],
                        default="not-run",
                        help_text="Whether the PDF was checked against PDF/UA-1 with veraPDF.",
                        max_length=10,
                        verbose_name="PDF/UA check",
                    ),
                ),
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"), name="edition_number_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("report",),
                        name="edition_one_current",
                    ),
                ],
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
                        verbose_name="document",
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
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="acceptedwarning",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="accepted_warnings",
                to="reports.report",
                verbose_name="document",
            ),
        ),
        migrations.CreateModel(
            name="ReportedWarning",
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
                ("reported_at", models.DateTimeField(auto_now_add=True)),
                ("fixed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reported_warnings",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "reported warning",
                "ordering": ["report", "check_name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "check_name", "fingerprint"),
                        name="reportedwarning_unique",
                        violation_error_message="This warning has already been recorded",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
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
                ("name", models.CharField(max_length=120)),
                (
                    "email",
                    models.EmailField(max_length=254, verbose_name="email address"),
                ),
                ("token_sha256", models.CharField(blank=True, max_length=64)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No decision"),
                            ("approved", "Approved"),
                            ("changes", "Requested changes"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.TextField(blank=True)),
                ("draft_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "invited_by",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviewers",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("report", "user"),
                        name="reviewer_user_once",
                        violation_error_message="This person can already read the draft",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
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
                ("author_name", models.CharField(max_length=120)),
                ("section_key", models.CharField(max_length=80)),
                ("section_title", models.CharField(max_length=300)),
                ("quote", models.TextField(blank=True)),
                ("body", models.TextField(verbose_name="comment")),
                ("reply", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_comments",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to="reports.reviewer",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScheduledPublication",
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
                ("publish_at", models.DateTimeField()),
                ("change_note", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Scheduled"),
                            ("published", "Published"),
                            ("failed", "Not published"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("message", models.TextField(blank=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedule",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "-publish_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("report",),
                        name="scheduledpublication_one_waiting",
                        violation_error_message="A time to publish is already set",
                    )
                ],
            },
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
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "key"),
                        name="sectionoverride_once_a_report",
                        violation_error_message="This section already exists in this document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_hidden", False),
                            models.Q(("hidden_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sectionoverride_hidden_has_reason",
                        violation_error_message="Enter a reason for hiding the section",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_added", False),
                            models.Q(("title", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sectionoverride_added_has_title",
                        violation_error_message="Enter a section title",
                    ),
                ],
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
                        verbose_name="document",
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
        migrations.CreateModel(
            name="Subscription",
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
                ("email", models.EmailField(max_length=254)),
                ("topic", models.CharField(max_length=250)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["topic", "email"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email", "topic"),
                        name="subscription_once_for_each_topic",
                        violation_error_message="This address already follows these documents",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
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
                ("title", models.CharField(max_length=160)),
                (
                    "file",
                    partnership.core.files.fields.StoredFileField(
                        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, up to 20 MB. It is published as it is.",
                        kind="attachment",
                        max_length=90,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supplements",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "number"),
                        name="supplement_number_unique",
                        violation_error_message="There is already a supplement with this number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSupplement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=160)),
                (
                    "file",
                    partnership.core.files.fields.StoredFileField(
                        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, up to 20 MB. It is published as it is.",
                        kind="attachment",
                        max_length=90,
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
                        verbose_name="document",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="reports.supplement",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical supplement",
                "verbose_name_plural": "historical supplements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                ("reason", models.TextField(help_text="Shown to the public.")),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="reports.report",
                        verbose_name="document",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "-withdrawn_at"],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
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
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("emailed_at", models.DateTimeField(blank=True, null=True)),
                ("recipients", models.PositiveIntegerField(default=0)),
                (
                    "edition",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="reports.edition",
                    ),
                ),
                (
                    "withdrawal",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="reports.withdrawal",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="core.release",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("edition", None),
                            ("release__isnull", False),
                            ("withdrawal", None),
                        )
                        | models.Q(
                            ("edition", None),
                            ("release", None),
                            ("withdrawal__isnull", False),
                        )
                        | models.Q(
                            ("edition__isnull", False),
                            ("release", None),
                            ("withdrawal", None),
                        ),
                        name="announcement_of_one_thing",
                        violation_error_message="Select an edition, a withdrawal or a release",
                    )
                ],
            },
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
    ]
