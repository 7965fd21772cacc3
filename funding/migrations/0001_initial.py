import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.core.text.rich_text
import partnership.core.values.financial_years
import partnership.core.values.money
import partnership.core.values.names
from partnership.core.models.initial_tables import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("priorities", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                        unique=True,
                    ),
                ),
                (
                    "name",
                    partnership.core.values.names.NameField(
                        max_length=160, unique=True
                    ),
                ),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="fund_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingLine",
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
                ("label", models.CharField(max_length=250)),
                (
                    "short_label",
                    models.CharField(
                        blank=True,
                        help_text="Short name for charts. Leave blank to use the full name.",
                        max_length=60,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="funding.fund",
                    ),
                ),
                (
                    "measures",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Measures the recipient reports on.",
                        related_name="funding_lines",
                        to="priorities.measure",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The subtotal line it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="funding.fundingline",
                        verbose_name="subtotal",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funding_lines",
                        to="partnership.partner",
                    ),
                ),
                (
                    "recipient_partnership",
                    models.ForeignKey(
                        blank=True,
                        help_text="For money given to a Community Safety Partnership.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines_received",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["fund", "order", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("recipient__isnull", True),
                            ("recipient_partnership__isnull", True),
                            _connector="OR",
                        ),
                        name="fundingline_one_recipient",
                        violation_error_message="Select a partner or a partnership, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="fundingline_not_its_own_heading",
                        violation_error_message="A line cannot be its own subtotal",
                    ),
                ],
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
                        verbose_name="year of the grant",
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
                        verbose_name="year spent",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.core.values.money.PoundsField(
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
                ("purpose", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=400)),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier carry-forward this comes from.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="funding.carryforward",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_forwards",
                        to="funding.fundingline",
                    ),
                ),
            ],
            options={
                "ordering": ["from_year", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_year__isnull", True),
                            models.Q(
                                ("from_year__gte", 1990), ("from_year__lte", 2100)
                            ),
                            _connector="OR",
                        ),
                        name="carryforward_from_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_year__isnull", True),
                            models.Q(("to_year__gte", 1990), ("to_year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="carryforward_to_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_gbp__isnull", False), ("reason", "")),
                            models.Q(
                                ("amount_gbp__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="carryforward_amount_gbp_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("to_year__gt", models.F("from_year"))),
                        name="carryforward_to_a_later_year",
                        violation_error_message="Year spent must be after the year of the grant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_gbp__isnull", True),
                            ("amount_gbp__gt", 0),
                            _connector="OR",
                        ),
                        name="carryforward_amount_positive",
                        violation_error_message="Amount must be more than £0",
                    ),
                ],
            },
        ),
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
                    partnership.core.values.money.PoundsField(
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
                ("note", models.CharField(blank=True, max_length=600)),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the difference is correct, explain why.",
                        max_length=300,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=400)),
                ("conditions", models.TextField(blank=True)),
                (
                    "reasons_for_grant",
                    models.TextField(
                        blank=True,
                        help_text="How the grant is expected to reduce crime and disorder.",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations_led",
                        to="partnership.tenure",
                        verbose_name="strategic lead",
                    ),
                ),
                (
                    "in_line",
                    models.ForeignKey(
                        blank=True,
                        help_text="The line that includes this money.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="included_allocations",
                        to="funding.fundingline",
                        verbose_name="line that includes it",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="funding.fundingline",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation",
                "verbose_name_plural": "allocations",
                "ordering": ["-settlement__year", "line__order", "line__code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_gbp__isnull", False), ("reason", "")),
                            models.Q(
                                ("amount_gbp__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="allocation_amount_gbp_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_gbp__isnull", True),
                            ("amount_gbp__gte", 0),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="allocation_amount_not_negative",
                        violation_error_message="Amount must be £0 or more. If money was taken back, enter a note that says why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("in_line__isnull", False),
                                ("reason", "in-another-line"),
                            ),
                            models.Q(
                                models.Q(("reason", "in-another-line"), _negated=True),
                                ("in_line__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="allocation_other_line_named",
                        violation_error_message="Select the line that includes the money, only if the reason is “in another line”",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FundingLineChange",
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
                        verbose_name="type",
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
                        verbose_name="first year of the later line",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="later_links",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_links",
                        to="funding.fundingline",
                    ),
                ),
            ],
            options={
                "ordering": ["year", "earlier"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="fundinglinechange_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("earlier", models.F("later")), _negated=True
                        ),
                        name="fundinglinechange_of_two_lines",
                        violation_error_message="A line cannot replace itself",
                    ),
                    models.UniqueConstraint(
                        fields=("earlier", "later"),
                        name="fundinglinechange_once",
                        violation_error_message="These lines are already linked",
                    ),
                ],
            },
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
                        verbose_name="year of the grant",
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
                        verbose_name="year spent",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.core.values.money.PoundsField(
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
                ("purpose", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=400)),
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
                        to="funding.carryforward",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier carry-forward this comes from.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.carryforward",
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
                (
                    "code",
                    models.SlugField(
                        help_text="A short code, for example oxford-csp. Documents and spreadsheets use it, so it stays the same if the name changes.",
                        max_length=80,
                    ),
                ),
                (
                    "name",
                    partnership.core.values.names.NameField(
                        db_index=True, max_length=160
                    ),
                ),
                ("legal_basis", models.CharField(blank=True, max_length=200)),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
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
                    "funder",
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="funding.fund",
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
                "verbose_name": "historical fund",
                "verbose_name_plural": "historical funds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFundingLine",
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
                ("label", models.CharField(max_length=250)),
                (
                    "short_label",
                    models.CharField(
                        blank=True,
                        help_text="Short name for charts. Leave blank to use the full name.",
                        max_length=60,
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
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fund",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="funding.fundingline",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The subtotal line it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                        verbose_name="subtotal",
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
                    "recipient",
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
                    "recipient_partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For money given to a Community Safety Partnership.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical funding line",
                "verbose_name_plural": "historical funding lines",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFundingLine_measures",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "fundingline",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="funding.historicalfundingline",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="priorities.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalFundingLine_measures",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFundingLineChange",
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
                            ("renamed", "renamed"),
                            ("split", "split"),
                            ("merged", "merged"),
                        ],
                        max_length=8,
                        verbose_name="type",
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
                        verbose_name="first year of the later line",
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
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="funding.fundinglinechange",
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
                    "later",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical funding line change",
                "verbose_name_plural": "historical funding line changes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MonitoringReturn",
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
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid-year", "mid-year"), ("end-year", "end of year")],
                        max_length=8,
                        verbose_name="type",
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
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount spent to date (£)",
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
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "overspend_explained",
                    models.CharField(
                        blank=True,
                        help_text="Only if more was spent, for example with the recipient’s own money.",
                        max_length=300,
                        verbose_name="why more was spent than allocated",
                    ),
                ),
                (
                    "narrative",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True,
                        default="",
                        help_text="The recipient’s account of what the grant achieved.",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="funding.fundingline",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "kind", "line"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="monitoringreturn_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("spent_gbp__isnull", False)),
                            models.Q(
                                ("spent_gbp__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monitoringreturn_spent_gbp_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True),
                            ("accepted_on__isnull", True),
                            ("accepted_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="monitoringreturn_ends_after_start",
                        violation_error_message="Accepted on must be the same as or after the date in “Received on”",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_on__isnull", True),
                            ("received_on__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoringreturn_accepted_after_received",
                        violation_error_message="A return must be received before it is accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("spent_gbp__isnull", True),
                            ("spent_gbp__gte", 0),
                            _connector="OR",
                        ),
                        name="monitoringreturn_spent_not_negative",
                        violation_error_message="Amount spent must be £0 or more",
                    ),
                    models.UniqueConstraint(
                        fields=("line", "year", "kind"),
                        name="monitoringreturn_one_a_half",
                        violation_error_message="This return already exists",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMonitoringReturn",
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
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("mid-year", "mid-year"), ("end-year", "end of year")],
                        max_length=8,
                        verbose_name="type",
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
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount spent to date (£)",
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
                        verbose_name="reason there is no figure",
                    ),
                ),
                (
                    "overspend_explained",
                    models.CharField(
                        blank=True,
                        help_text="Only if more was spent, for example with the recipient’s own money.",
                        max_length=300,
                        verbose_name="why more was spent than allocated",
                    ),
                ),
                (
                    "narrative",
                    partnership.core.text.rich_text.RichTextField(
                        blank=True,
                        default="",
                        help_text="The recipient’s account of what the grant achieved.",
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
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="funding.monitoringreturn",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical monitoring return",
                "verbose_name_plural": "historical monitoring returns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                    partnership.core.values.financial_years.FinancialYearField(
                        help_text="For example, 2016-17.",
                        validators=[
                            django.core.validators.MinValueValidator(1990),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                    ),
                ),
                (
                    "total_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="settlement total (£)",
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
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the difference is correct, explain why.",
                        max_length=300,
                    ),
                ),
                (
                    "split_reason",
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
                        help_text="For example, not yet decided. Leave blank if the lines are known.",
                        max_length=16,
                        verbose_name="reason the split between lines is not known",
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="agreed on"),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlements",
                        to="funding.fund",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settlements",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "fund"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="settlement_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("total_gbp__isnull", False)),
                            models.Q(
                                ("total_gbp__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="settlement_total_gbp_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total_gbp__isnull", True),
                            ("total_gbp__gte", 0),
                            _connector="OR",
                        ),
                        name="settlement_total_not_negative",
                        violation_error_message="Settlement total must be £0 or more",
                    ),
                    models.UniqueConstraint(
                        fields=("fund", "partnership", "year"),
                        name="settlement_one_a_year",
                        violation_error_message="There is already a settlement for this fund and year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
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
                (
                    "share_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="share (%)",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount announced (£)",
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
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        help_text="For example, when the mid-year return has been accepted.",
                        max_length=300,
                    ),
                ),
                (
                    "paid_on",
                    models.DateField(blank=True, null=True, verbose_name="paid on"),
                ),
                (
                    "paid_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount paid (£)",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        help_text="If several funders pay into the fund, the one that makes this payment.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partner",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="funding.settlement",
                    ),
                ),
            ],
            options={
                "ordering": ["-settlement__year", "settlement__fund", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_gbp__isnull", False), ("reason", "")),
                            models.Q(
                                ("amount_gbp__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="instalment_amount_gbp_or_reason",
                        violation_error_message="Enter a figure or select a reason there is none, not both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("share_percent__isnull", True),
                            models.Q(
                                ("share_percent__gte", 0), ("share_percent__lte", 100)
                            ),
                            _connector="OR",
                        ),
                        name="instalment_share_of_a_whole",
                        violation_error_message="Share must be between 0 and 100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("amount_gbp__isnull", True),
                                    ("amount_gbp__gte", 0),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("paid_gbp__isnull", True),
                                    ("paid_gbp__gte", 0),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="instalment_returned_with_note",
                        violation_error_message="Amount must be £0 or more. If money was returned, enter a note that says why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_gbp__isnull", True), ("paid_on__isnull", True)
                            ),
                            models.Q(
                                ("paid_gbp__isnull", False), ("paid_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="instalment_paid_with_date",
                        violation_error_message="Enter both the amount paid and the date",
                    ),
                    models.UniqueConstraint(
                        fields=("settlement", "number"),
                        name="instalment_number_unique",
                        violation_error_message="There is already a payment with this number",
                    ),
                ],
            },
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
                (
                    "total_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="settlement total (£)",
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
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the difference is correct, explain why.",
                        max_length=300,
                    ),
                ),
                (
                    "split_reason",
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
                        help_text="For example, not yet decided. Leave blank if the lines are known.",
                        max_length=16,
                        verbose_name="reason the split between lines is not known",
                    ),
                ),
                (
                    "agreed_on",
                    models.DateField(blank=True, null=True, verbose_name="agreed on"),
                ),
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
                    "fund",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fund",
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="funding.settlement",
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
            name="HistoricalInstalment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "share_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="share (%)",
                    ),
                ),
                (
                    "amount_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount announced (£)",
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
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="due on"),
                ),
                (
                    "condition",
                    models.CharField(
                        blank=True,
                        help_text="For example, when the mid-year return has been accepted.",
                        max_length=300,
                    ),
                ),
                (
                    "paid_on",
                    models.DateField(blank=True, null=True, verbose_name="paid on"),
                ),
                (
                    "paid_gbp",
                    partnership.core.values.money.PoundsField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        verbose_name="amount paid (£)",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "payer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="If several funders pay into the fund, the one that makes this payment.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partner",
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
                        to="funding.instalment",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.settlement",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical instalment",
                "verbose_name_plural": "historical instalments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                (
                    "amount_gbp",
                    partnership.core.values.money.PoundsField(
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
                ("note", models.CharField(blank=True, max_length=600)),
                (
                    "difference_explained",
                    models.CharField(
                        blank=True,
                        help_text="If the difference is correct, explain why.",
                        max_length=300,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=400)),
                ("conditions", models.TextField(blank=True)),
                (
                    "reasons_for_grant",
                    models.TextField(
                        blank=True,
                        help_text="How the grant is expected to reduce crime and disorder.",
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
                        to="funding.allocation",
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
                    "in_line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The line that includes this money.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                        verbose_name="line that includes it",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.tenure",
                        verbose_name="strategic lead",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.fundingline",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="funding.settlement",
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
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("settlement", "line"),
                name="allocation_one_a_year",
                violation_error_message="There is already an amount for this line and year",
            ),
        ),
    ]
