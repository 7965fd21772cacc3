import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.money
import partnership.richtext
import partnership.years


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partnership", "0001_initial"),
        ("priorities", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
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
                    "amount_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=600)),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="For a heading that is not the sum of its lines, rightly: why.",
                        max_length=300,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=400)),
                ("conditions", models.TextField(blank=True)),
                (
                    "reasons_for_grant",
                    models.TextField(
                        blank=True,
                        help_text="Why the grant would secure less crime and disorder.",
                    ),
                ),
            ],
            options={
                "ordering": ["-settlement__year", "line__order", "line__code"],
            },
        ),
        migrations.CreateModel(
            name="CarryForward",
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
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                (
                    "from_year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from",
                    ),
                ),
                (
                    "to_year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="to",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=400)),
            ],
            options={
                "ordering": ["from_year", "code"],
            },
        ),
        migrations.CreateModel(
            name="Fund",
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
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=160, unique=True)),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="from"),
                ),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAllocation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "amount_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=600)),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="For a heading that is not the sum of its lines, rightly: why.",
                        max_length=300,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=400)),
                ("conditions", models.TextField(blank=True)),
                (
                    "reasons_for_grant",
                    models.TextField(
                        blank=True,
                        help_text="Why the grant would secure less crime and disorder.",
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
            ],
            options={
                "verbose_name": "historical allocation",
                "verbose_name_plural": "historical allocations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCarryForward",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                    ),
                ),
                (
                    "from_year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="from",
                    ),
                ),
                (
                    "to_year",
                    partnership.years.FinancialYearField(
                        help_text="Like 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="to",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                ("purpose", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical carry forward",
                "verbose_name_plural": "historical carry forwards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFund",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=160)),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="from"),
                ),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical fund",
                "verbose_name_plural": "historical funds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLine",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                    ),
                ),
                ("label", models.CharField(max_length=250)),
                (
                    "short_label",
                    models.CharField(
                        blank=True,
                        help_text="For charts. Leave empty if it is short.",
                        max_length=60,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical line",
                "verbose_name_plural": "historical lines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLine_measures",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "HistoricalLine_measures",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLineChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("history_change_reason", models.CharField(max_length=300, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "renamed"),
                            ("split", "split"),
                            ("merged", "merged"),
                        ],
                        max_length=8,
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
                        verbose_name="first year of the later line",
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
            ],
            options={
                "verbose_name": "historical line change",
                "verbose_name_plural": "historical line changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReturn",
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
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid-year", "mid-year"), ("end-year", "end of year")],
                        max_length=8,
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="received on"),
                ),
                (
                    "accepted_on",
                    models.DateField(blank=True, null=True, verbose_name="accepted on"),
                ),
                (
                    "spent_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="spent to date (£)",
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
                        default="not-given",
                        max_length=16,
                        verbose_name="no figure, because",
                    ),
                ),
                (
                    "narrative",
                    partnership.richtext.RichTextField(
                        blank=True,
                        default="",
                        help_text="What the money did, in the recipient's words.",
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
            ],
            options={
                "verbose_name": "historical return",
                "verbose_name_plural": "historical returns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSettlement",
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
                    ),
                ),
                (
                    "total_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="total stated (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the lines do not add up to the total and that is right: why.",
                        max_length=300,
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="agreed on"),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                        max_length=1,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical settlement",
                "verbose_name_plural": "historical settlements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Line",
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
                        help_text="Short and lasting, like oxford-csp. Words in documents and spreadsheets refer to it, so it does not change when the name does.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                ("label", models.CharField(max_length=250)),
                (
                    "short_label",
                    models.CharField(
                        blank=True,
                        help_text="For charts. Leave empty if it is short.",
                        max_length=60,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["fund", "order", "code"],
            },
        ),
        migrations.CreateModel(
            name="LineChange",
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
                            ("renamed", "renamed"),
                            ("split", "split"),
                            ("merged", "merged"),
                        ],
                        max_length=8,
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
                        verbose_name="first year of the later line",
                    ),
                ),
            ],
            options={
                "ordering": ["year", "earlier"],
            },
        ),
        migrations.CreateModel(
            name="Return",
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
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid-year", "mid-year"), ("end-year", "end of year")],
                        max_length=8,
                    ),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                (
                    "received_on",
                    models.DateField(blank=True, null=True, verbose_name="received on"),
                ),
                (
                    "accepted_on",
                    models.DateField(blank=True, null=True, verbose_name="accepted on"),
                ),
                (
                    "spent_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="spent to date (£)",
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
                        default="not-given",
                        max_length=16,
                        verbose_name="no figure, because",
                    ),
                ),
                (
                    "narrative",
                    partnership.richtext.RichTextField(
                        blank=True,
                        default="",
                        help_text="What the money did, in the recipient's words.",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "kind", "line"],
            },
        ),
        migrations.CreateModel(
            name="Settlement",
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
                    ),
                ),
                (
                    "total_gbp",
                    partnership.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="total stated (£)",
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
                        verbose_name="no figure, because",
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
                        ],
                        default="exact",
                        max_length=12,
                    ),
                ),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the lines do not add up to the total and that is right: why.",
                        max_length=300,
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="agreed on"),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-year", "fund"],
            },
        ),
        migrations.AddField(
            model_name="allocation",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations_led",
                to="partnership.tenure",
                verbose_name="strategic lead",
            ),
        ),
        migrations.AddField(
            model_name="carryforward",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                help_text="The earlier carry-forward that this one is a part of.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_on",
                to="funding.carryforward",
            ),
        ),
        migrations.AddField(
            model_name="fund",
            name="funder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funds",
                to="partnership.partner",
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.allocation",
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.tenure",
                verbose_name="strategic lead",
            ),
        ),
        migrations.AddField(
            model_name="historicalcarryforward",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.carryforward",
            ),
        ),
        migrations.AddField(
            model_name="historicalcarryforward",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalcarryforward",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The earlier carry-forward that this one is a part of.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.carryforward",
            ),
        ),
        migrations.AddField(
            model_name="historicalfund",
            name="funder",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.partner",
            ),
        ),
        migrations.AddField(
            model_name="historicalfund",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.fund",
            ),
        ),
        migrations.AddField(
            model_name="historicalfund",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="fund",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.fund",
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.partner",
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="recipient_partnership",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="For money given to a Community Safety Partnership.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="historicalline_measures",
            name="history",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                to="funding.historicalline",
            ),
        ),
        migrations.AddField(
            model_name="historicalline_measures",
            name="measure",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="priorities.measure",
            ),
        ),
        migrations.AddField(
            model_name="historicallinechange",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalreturn",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalsettlement",
            name="fund",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.fund",
            ),
        ),
        migrations.AddField(
            model_name="historicalsettlement",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalsettlement",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="funding.fund",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="measures",
            field=models.ManyToManyField(
                blank=True,
                help_text="What the recipient reports on: targets and what came of them.",
                related_name="funding_lines",
                to="priorities.measure",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="The heading that it stands under.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="funding_lines",
                to="partnership.partner",
            ),
        ),
        migrations.AddField(
            model_name="line",
            name="recipient_partnership",
            field=models.ForeignKey(
                blank=True,
                help_text="For money given to a Community Safety Partnership.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines_received",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="historicalreturn",
            name="line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicallinechange",
            name="earlier",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicallinechange",
            name="later",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalline_measures",
            name="line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_tablespace="",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalline",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The heading that it stands under.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalcarryforward",
            name="line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="in_line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="For “in another line”: which line holds the money.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
                verbose_name="in the line",
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="line",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="carryforward",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carry_forwards",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="in_line",
            field=models.ForeignKey(
                blank=True,
                help_text="For “in another line”: which line holds the money.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="also_holds",
                to="funding.line",
                verbose_name="in the line",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="linechange",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="became",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="linechange",
            name="later",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="came_from",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicallinechange",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.linechange",
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returns",
                to="funding.line",
            ),
        ),
        migrations.AddField(
            model_name="historicalreturn",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.return",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settlements",
                to="funding.fund",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="settlements",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="historicalsettlement",
            name="history_relation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_rows",
                to="funding.settlement",
            ),
        ),
        migrations.AddField(
            model_name="historicalallocation",
            name="settlement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="funding.settlement",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="settlement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="allocations",
                to="funding.settlement",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True),
                    ("to_on__isnull", True),
                    ("to_on__gte", models.F("from_on")),
                    _connector="OR",
                ),
                name="fund_ends_after_start",
                violation_error_message="The end cannot be before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recipient__isnull", True),
                    ("recipient_partnership__isnull", True),
                    _connector="OR",
                ),
                name="line_one_recipient",
                violation_error_message="Choose a partner or a partnership, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="line_not_its_own_heading",
                violation_error_message="A line cannot stand under itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryforward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_year__isnull", True),
                    models.Q(("from_year__gte", 1990), ("from_year__lte", 2100)),
                    _connector="OR",
                ),
                name="carryforward_from_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryforward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_year__isnull", True),
                    models.Q(("to_year__gte", 1990), ("to_year__lte", 2100)),
                    _connector="OR",
                ),
                name="carryforward_to_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryforward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_gbp__isnull", False), ("reason", "")),
                    models.Q(
                        ("amount_gbp__isnull", True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="carryforward_amount_gbp_or_reason",
                violation_error_message="Give a figure or say why there is none: one of the two, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryforward",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_year__gt", models.F("from_year"))),
                name="carryforward_to_a_later_year",
                violation_error_message="Money is carried forward to a later year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryforward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_gbp__isnull", True), ("amount_gbp__gt", 0), _connector="OR"
                ),
                name="carryforward_amount_positive",
                violation_error_message="A carry-forward is more than £0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    models.Q(("year__gte", 1990), ("year__lte", 2100)),
                    _connector="OR",
                ),
                name="linechange_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linechange",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("later")), _negated=True),
                name="linechange_of_two_lines",
                violation_error_message="A line cannot become itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="linechange",
            constraint=models.UniqueConstraint(
                fields=("earlier", "later"),
                name="linechange_once",
                violation_error_message="These two lines are joined already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    models.Q(("year__gte", 1990), ("year__lte", 2100)),
                    _connector="OR",
                ),
                name="return_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("spent_gbp__isnull", False)),
                    models.Q(
                        ("spent_gbp__isnull", True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="return_spent_gbp_or_reason",
                violation_error_message="Give a figure or say why there is none: one of the two, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_on__isnull", True),
                    ("accepted_on__isnull", True),
                    ("accepted_on__gte", models.F("received_on")),
                    _connector="OR",
                ),
                name="return_ends_after_start",
                violation_error_message="The end cannot be before the start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted_on__isnull", True),
                    ("received_on__isnull", False),
                    _connector="OR",
                ),
                name="return_accepted_after_received",
                violation_error_message="Only a return that was received is accepted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(
                fields=("line", "year", "kind"),
                name="return_one_a_half",
                violation_error_message="This return is listed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("year__isnull", True),
                    models.Q(("year__gte", 1990), ("year__lte", 2100)),
                    _connector="OR",
                ),
                name="settlement_year_is_a_year",
                violation_error_message="Enter a financial year from 1990 to 2100, like 2016-17.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("total_gbp__isnull", False)),
                    models.Q(
                        ("total_gbp__isnull", True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="settlement_total_gbp_or_reason",
                violation_error_message="Give a figure or say why there is none: one of the two, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("total_gbp__isnull", True), ("total_gbp__gte", 0), _connector="OR"
                ),
                name="settlement_total_not_negative",
                violation_error_message="A settlement cannot be less than £0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.UniqueConstraint(
                fields=("fund", "partnership", "year"),
                name="settlement_one_a_year",
                violation_error_message="There is a settlement of this fund for this year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_gbp__isnull", False), ("reason", "")),
                    models.Q(
                        ("amount_gbp__isnull", True),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="allocation_amount_gbp_or_reason",
                violation_error_message="Give a figure or say why there is none: one of the two, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_gbp__isnull", True),
                    ("amount_gbp__gte", 0),
                    _connector="OR",
                ),
                name="allocation_amount_not_negative",
                violation_error_message="An allocation cannot be less than £0.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_line__isnull", False), ("reason", "in-another-line")),
                    models.Q(
                        models.Q(("reason", "in-another-line"), _negated=True),
                        ("in_line__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="allocation_other_line_named",
                violation_error_message="Name the line that holds the money, and only if the reason is “in another line”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("settlement", "line"),
                name="allocation_one_a_year",
                violation_error_message="This line has an amount for the year already.",
            ),
        ),
    ]
