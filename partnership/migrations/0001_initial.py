import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import partnership.core.files.fields
import partnership.core.values.financial_years
import partnership.core.values.names
import partnership.core.values.urls
from partnership.core.models.initial_tables import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
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
                    "instrument",
                    models.CharField(
                        help_text="The Act or regulations, for example SI 2007/1830.",
                        max_length=200,
                    ),
                ),
                (
                    "provision",
                    models.CharField(
                        blank=True,
                        help_text="For example, regulation 9 or section 5.",
                        max_length=80,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                (
                    "falls_on",
                    models.CharField(
                        choices=[
                            ("county", "county partnership"),
                            ("csp", "community safety partnerships"),
                            ("both", "both"),
                        ],
                        default="both",
                        max_length=8,
                        verbose_name="applies to",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "verbose_name_plural": "duties",
                "ordering": ["order", "title"],
            },
        ),
        migrations.CreateModel(
            name="GovernanceLink",
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
                    "between",
                    models.CharField(
                        choices=[
                            ("commissioner", "the Commissioner and the partnership"),
                            (
                                "districts",
                                "the partnership and the community safety partnerships",
                            ),
                            ("boards", "the partnership and the linked boards"),
                        ],
                        max_length=12,
                        verbose_name="reporting line",
                    ),
                ),
                (
                    "down",
                    models.CharField(
                        help_text="For example, an annual grant.",
                        max_length=200,
                        verbose_name="passed down",
                    ),
                ),
                (
                    "up",
                    models.CharField(
                        blank=True,
                        help_text="For example, an annual report.",
                        max_length=200,
                        verbose_name="reported up",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "between"],
            },
        ),
        migrations.CreateModel(
            name="User",
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
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, unique=True, verbose_name="email address"
                    ),
                ),
                ("name", partnership.core.values.names.NameField(max_length=120)),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, verbose_name="can use the admin site"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "visit_began_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "visit_before_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["email"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_unique_whatever_case",
                        violation_error_message="There is already an account for this email address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alias",
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
                            ("area", "area"),
                            ("partner", "partner"),
                            ("partnership", "partnership"),
                            ("group", "group"),
                            ("plan", "related plan"),
                            ("police-plan", "police and crime plan"),
                            ("priority", "priority"),
                            ("measure", "measure"),
                            ("line", "funding line"),
                        ],
                        max_length=12,
                        verbose_name="type of record",
                    ),
                ),
                (
                    "record_code",
                    models.SlugField(
                        help_text="The code of the area, partner, measure or other record.",
                        max_length=80,
                        verbose_name="code of the record",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="other name")),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "is_printed",
                    models.BooleanField(
                        default=False,
                        help_text="Select if documents for those dates should show it instead of the current name. Only for areas, partners, partnerships and groups.",
                        verbose_name="its name on those dates",
                    ),
                ),
            ],
            options={
                "verbose_name": "other name",
                "ordering": ["kind", "record_code", "from_on", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="alias_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_printed", False),
                            ("to_on__isnull", False),
                            _connector="OR",
                        ),
                        name="alias_printed_has_an_end",
                        violation_error_message="Enter the last day on which this was its name",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "record_code", "name"),
                        name="alias_once",
                        violation_error_message="This other name has already been added",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
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
                ("name", partnership.core.values.names.NameField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("region", "region"),
                            ("police-area", "police area"),
                            ("county", "county"),
                            ("unitary", "unitary authority"),
                            ("district", "district"),
                            ("combined", "districts combined"),
                            ("comparator", "group of similar areas"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "ons_code",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if not known.",
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z][0-9]{8}\\Z",
                                "“%(value)s” is not an ONS code. Enter a letter and 8 "
                                "digits, for example E07000178",
                            )
                        ],
                        verbose_name="ONS code",
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The larger area this is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="partnership.area",
                    ),
                ),
                (
                    "successors",
                    models.ManyToManyField(
                        blank=True,
                        help_text="If the area no longer exists, the areas that replaced it.",
                        related_name="predecessors",
                        to="partnership.area",
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
                        name="area_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ons_code", ""), _negated=True),
                        fields=("ons_code", "from_on"),
                        name="area_ons_code_unique",
                        violation_error_message="Another area has this ONS code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            models.Q(("ons_code", ""), _negated=True),
                        ),
                        fields=("ons_code",),
                        name="area_ons_code_unique_without_start",
                        violation_error_message="Another area has this ONS code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="area_not_in_itself",
                        violation_error_message="An area cannot be part of itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coverage",
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
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coverage",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "coverage",
                "ordering": ["partnership", "area__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="coverage_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyEvidence",
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
                ("evidence", models.TextField(blank=True)),
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
                        verbose_name="reason there is no text",
                    ),
                ),
                (
                    "done_on",
                    models.DateField(blank=True, null=True, verbose_name="done on"),
                ),
                (
                    "url",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300, verbose_name="web address"
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="partnership.duty",
                    ),
                ),
            ],
            options={
                "verbose_name": "record of duty evidence",
                "verbose_name_plural": "duty evidence records",
                "ordering": ["-year", "duty"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year__isnull", True),
                            models.Q(("year__gte", 1990), ("year__lte", 2100)),
                            _connector="OR",
                        ),
                        name="dutyevidence_year_is_a_year",
                        violation_error_message="Enter a financial year between 1990 and 2100, for example 2016-17",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("evidence", ""), _negated=True),
                                ("reason", ""),
                            ),
                            models.Q(
                                ("evidence", ""),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dutyevidence_words_or_reason",
                        violation_error_message="Enter the evidence or select a reason there is none, not both",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
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
                ("short_name", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("committee", "committee of the partnership"),
                            ("officers", "officers' group"),
                            ("sub-group", "sub-group"),
                            ("linked-board", "linked board"),
                            ("scrutiny", "scrutiny committee"),
                            ("police-panel", "police and crime panel"),
                            ("other", "other group"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "led_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("members", "elected members"),
                            ("officers", "officers"),
                            ("independent", "an independent chair"),
                            ("", "not given"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        help_text="What the group does, in one sentence.",
                        max_length=400,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "reports_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reporting_groups",
                        to="partnership.group",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="group_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAlias",
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
                            ("area", "area"),
                            ("partner", "partner"),
                            ("partnership", "partnership"),
                            ("group", "group"),
                            ("plan", "related plan"),
                            ("police-plan", "police and crime plan"),
                            ("priority", "priority"),
                            ("measure", "measure"),
                            ("line", "funding line"),
                        ],
                        max_length=12,
                        verbose_name="type of record",
                    ),
                ),
                (
                    "record_code",
                    models.SlugField(
                        help_text="The code of the area, partner, measure or other record.",
                        max_length=80,
                        verbose_name="code of the record",
                    ),
                ),
                ("name", models.CharField(max_length=250, verbose_name="other name")),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "is_printed",
                    models.BooleanField(
                        default=False,
                        help_text="Select if documents for those dates should show it instead of the current name. Only for areas, partners, partnerships and groups.",
                        verbose_name="its name on those dates",
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
                        to="partnership.alias",
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
                "verbose_name": "historical other name",
                "verbose_name_plural": "historical other names",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArea",
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
                ("name", partnership.core.values.names.NameField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nation", "nation"),
                            ("region", "region"),
                            ("police-area", "police area"),
                            ("county", "county"),
                            ("unitary", "unitary authority"),
                            ("district", "district"),
                            ("combined", "districts combined"),
                            ("comparator", "group of similar areas"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "ons_code",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if not known.",
                        max_length=9,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z][0-9]{8}\\Z",
                                "“%(value)s” is not an ONS code. Enter a letter and 8 "
                                "digits, for example E07000178",
                            )
                        ],
                        verbose_name="ONS code",
                    ),
                ),
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The larger area this is part of.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical area",
                "verbose_name_plural": "historical areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDuty",
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
                    "instrument",
                    models.CharField(
                        help_text="The Act or regulations, for example SI 2007/1830.",
                        max_length=200,
                    ),
                ),
                (
                    "provision",
                    models.CharField(
                        blank=True,
                        help_text="For example, regulation 9 or section 5.",
                        max_length=80,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                (
                    "falls_on",
                    models.CharField(
                        choices=[
                            ("county", "county partnership"),
                            ("csp", "community safety partnerships"),
                            ("both", "both"),
                        ],
                        default="both",
                        max_length=8,
                        verbose_name="applies to",
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
                        to="partnership.duty",
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
                "verbose_name": "historical duty",
                "verbose_name_plural": "historical duties",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Partner",
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
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if the name is short.",
                        max_length=80,
                    ),
                ),
                (
                    "also_known_as",
                    models.TextField(
                        blank=True,
                        help_text="Other names used in spreadsheets, one per line.",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county-council", "county council"),
                            ("district-council", "district or city council"),
                            ("unitary-council", "unitary council"),
                            ("service", "council service"),
                            ("police", "police"),
                            ("commissioner", "Police and Crime Commissioner"),
                            ("fire", "fire and rescue"),
                            ("health", "health"),
                            ("probation", "probation"),
                            ("prison", "prison"),
                            ("voluntary", "voluntary sector"),
                            ("provider", "service provider"),
                            ("education", "university or school"),
                            ("government", "government body"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "statutory_role",
                    models.CharField(
                        choices=[
                            ("responsible", "responsible authority"),
                            ("co-operating", "co-operating body"),
                            ("invited", "invited participant"),
                            ("none", "none"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="statutory status",
                    ),
                ),
                (
                    "website",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300
                    ),
                ),
                (
                    "logo",
                    partnership.core.files.fields.StoredFileField(
                        blank=True,
                        help_text="Optional. Printed with the list of members. PNG, JPEG or WebP, up to 15 MB.",
                        kind="image",
                        max_length=90,
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="partnership.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a service, the organisation it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
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
                        name="partner_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="partner_not_its_own_parent",
                        violation_error_message="A partner cannot be part of itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
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
                    "member_number",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Enter 1, or 2, 3 and so on for other members from the same partner.",
                        verbose_name="member number",
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="partnership.group",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="partnership.partner",
                    ),
                ),
                (
                    "services",
                    models.ManyToManyField(
                        blank=True,
                        related_name="represented_in",
                        to="partnership.partner",
                        verbose_name="services represented",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "partner__name", "member_number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.UniqueConstraint(
                        fields=("group", "partner", "member_number"),
                        name="membership_one_row_a_member",
                        violation_error_message="This partner is already a member with this number. Use 2, 3 and so on for additional members",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPartner",
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
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if the name is short.",
                        max_length=80,
                    ),
                ),
                (
                    "also_known_as",
                    models.TextField(
                        blank=True,
                        help_text="Other names used in spreadsheets, one per line.",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county-council", "county council"),
                            ("district-council", "district or city council"),
                            ("unitary-council", "unitary council"),
                            ("service", "council service"),
                            ("police", "police"),
                            ("commissioner", "Police and Crime Commissioner"),
                            ("fire", "fire and rescue"),
                            ("health", "health"),
                            ("probation", "probation"),
                            ("prison", "prison"),
                            ("voluntary", "voluntary sector"),
                            ("provider", "service provider"),
                            ("education", "university or school"),
                            ("government", "government body"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "statutory_role",
                    models.CharField(
                        choices=[
                            ("responsible", "responsible authority"),
                            ("co-operating", "co-operating body"),
                            ("invited", "invited participant"),
                            ("none", "none"),
                        ],
                        default="none",
                        max_length=12,
                        verbose_name="statutory status",
                    ),
                ),
                (
                    "website",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300
                    ),
                ),
                (
                    "logo",
                    partnership.core.files.fields.StoredFileField(
                        blank=True,
                        help_text="Optional. Printed with the list of members. PNG, JPEG or WebP, up to 15 MB.",
                        kind="image",
                        max_length=90,
                    ),
                ),
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.partner",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a service, the organisation it belongs to.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical partner",
                "verbose_name_plural": "historical partners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "member_number",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="Enter 1, or 2, 3 and so on for other members from the same partner.",
                        verbose_name="member number",
                    ),
                ),
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.membership",
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
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="group",
            name="partner",
            field=models.ForeignKey(
                blank=True,
                help_text="Parent organisation, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="partnership.partner",
            ),
        ),
        migrations.CreateModel(
            name="Partnership",
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
                (
                    "short_name",
                    partnership.core.values.names.NameField(
                        help_text="For example, South and Vale.", max_length=80
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="For example, oxford in annual-review/oxford/2018-19. Leave blank to use the code. Changing this changes web addresses, so do not change it after you publish.",
                        max_length=80,
                        verbose_name="name in web addresses",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county partnership"),
                            ("csp", "community safety partnership"),
                        ],
                        max_length=8,
                        verbose_name="type",
                    ),
                ),
                (
                    "is_home",
                    models.BooleanField(
                        default=False,
                        help_text="The partnership that owns this site. Only one can be the home partnership.",
                        verbose_name="home partnership",
                    ),
                ),
                ("vision", models.CharField(blank=True, max_length=300)),
                (
                    "brand_colour",
                    models.CharField(
                        default="#12436D",
                        help_text="For headings and bars. Needs a contrast of at least 7:1 with white.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$",
                                "Enter a colour code, for example #12436D",
                            )
                        ],
                    ),
                ),
                (
                    "second_colour",
                    models.CharField(
                        default="#28A197",
                        help_text="For lines and charts, not text. Needs a contrast of at least 3:1 with white.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$",
                                "Enter a colour code, for example #12436D",
                            )
                        ],
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "smallest_count",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="The checks warn you about counts of people below this number, because someone could be identified. Enter 0 to switch this off.",
                        verbose_name="smallest number of people to show",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Useful context, for example a merger and when it happened.",
                    ),
                ),
                (
                    "areas",
                    models.ManyToManyField(
                        related_name="partnerships",
                        through="partnership.Coverage",
                        to="partnership.area",
                    ),
                ),
                (
                    "county_partnership",
                    models.ForeignKey(
                        blank=True,
                        help_text="For a CSP, the county partnership it belongs to, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="csps",
                        to="partnership.partnership",
                        verbose_name="county partnership",
                    ),
                ),
                (
                    "police_area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policed_partnerships",
                        to="partnership.area",
                    ),
                ),
                (
                    "secretariat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        name="partnership_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_home", True)),
                        fields=("is_home",),
                        name="partnership_one_home",
                        violation_error_message="Another partnership is already the home partnership. Change that one first",
                    ),
                    models.UniqueConstraint(
                        models.Case(
                            models.When(slug="", then=models.F("code")),
                            default=models.F("slug"),
                        ),
                        name="partnership_one_an_address",
                        violation_error_message="Another partnership uses this name in web addresses. Enter a different one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalTerm",
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
                    models.CharField(
                        choices=[
                            ("commissioner", "Police and Crime Commissioner"),
                            ("assessment", "annual assessment"),
                            ("agreement", "annual agreement"),
                            ("partnership_plan", "partnership plan"),
                            ("objective", "objective of the police and crime plan"),
                            ("priority", "priority"),
                            ("theme", "cross-cutting theme"),
                            ("csp", "district partnership"),
                            ("county_partnership", "county partnership"),
                            ("district", "district"),
                            ("allocation", "amount for a funding line"),
                            ("committee", "scrutiny committee"),
                            ("delivery_plan", "delivery plan"),
                            ("division", "area that a councillor represents"),
                        ],
                        max_length=20,
                        verbose_name="standard term",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For example, Police, Fire and Crime Commissioner.",
                        max_length=120,
                    ),
                ),
                (
                    "plural",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if the plural only needs an s.",
                        max_length=120,
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="For example, Commissioner or CSP. Leave blank to use the name.",
                        max_length=80,
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        help_text="Leave blank if all partnerships use it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="local_terms",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["key", "partnership", "from_on"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="localterm_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.UniqueConstraint(
                        fields=("key", "partnership", "from_on"),
                        name="localterm_one_from_a_day",
                        violation_error_message="There is already a name for this with the same start date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("from_on__isnull", True)),
                        fields=("key", "partnership"),
                        name="localterm_one_without_start",
                        violation_error_message="There is already a name for this with the same start date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("partnership__isnull", True)),
                        fields=("key", "from_on"),
                        name="localterm_one_for_all_from_a_day",
                        violation_error_message="There is already a name for this with the same start date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True), ("partnership__isnull", True)
                        ),
                        fields=("key",),
                        name="localterm_one_for_all_without_start",
                        violation_error_message="There is already a name for this with the same start date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPartnership",
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
                (
                    "short_name",
                    partnership.core.values.names.NameField(
                        help_text="For example, South and Vale.", max_length=80
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        blank=True,
                        help_text="For example, oxford in annual-review/oxford/2018-19. Leave blank to use the code. Changing this changes web addresses, so do not change it after you publish.",
                        max_length=80,
                        verbose_name="name in web addresses",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "county partnership"),
                            ("csp", "community safety partnership"),
                        ],
                        max_length=8,
                        verbose_name="type",
                    ),
                ),
                (
                    "is_home",
                    models.BooleanField(
                        default=False,
                        help_text="The partnership that owns this site. Only one can be the home partnership.",
                        verbose_name="home partnership",
                    ),
                ),
                ("vision", models.CharField(blank=True, max_length=300)),
                (
                    "brand_colour",
                    models.CharField(
                        default="#12436D",
                        help_text="For headings and bars. Needs a contrast of at least 7:1 with white.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$",
                                "Enter a colour code, for example #12436D",
                            )
                        ],
                    ),
                ),
                (
                    "second_colour",
                    models.CharField(
                        default="#28A197",
                        help_text="For lines and charts, not text. Needs a contrast of at least 3:1 with white.",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9A-Fa-f]{6}$",
                                "Enter a colour code, for example #12436D",
                            )
                        ],
                    ),
                ),
                (
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "smallest_count",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="The checks warn you about counts of people below this number, because someone could be identified. Enter 0 to switch this off.",
                        verbose_name="smallest number of people to show",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="Useful context, for example a merger and when it happened.",
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
                    "police_area",
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
                    "secretariat",
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
                    "county_partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="For a CSP, the county partnership it belongs to, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                        verbose_name="county partnership",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical partnership",
                "verbose_name_plural": "historical partnerships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLocalTerm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("commissioner", "Police and Crime Commissioner"),
                            ("assessment", "annual assessment"),
                            ("agreement", "annual agreement"),
                            ("partnership_plan", "partnership plan"),
                            ("objective", "objective of the police and crime plan"),
                            ("priority", "priority"),
                            ("theme", "cross-cutting theme"),
                            ("csp", "district partnership"),
                            ("county_partnership", "county partnership"),
                            ("district", "district"),
                            ("allocation", "amount for a funding line"),
                            ("committee", "scrutiny committee"),
                            ("delivery_plan", "delivery plan"),
                            ("division", "area that a councillor represents"),
                        ],
                        max_length=20,
                        verbose_name="standard term",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For example, Police, Fire and Crime Commissioner.",
                        max_length=120,
                    ),
                ),
                (
                    "plural",
                    models.CharField(
                        blank=True,
                        help_text="Leave blank if the plural only needs an s.",
                        max_length=120,
                    ),
                ),
                (
                    "short_name",
                    models.CharField(
                        blank=True,
                        help_text="For example, Commissioner or CSP. Leave blank to use the name.",
                        max_length=80,
                    ),
                ),
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
                        to="partnership.localterm",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Leave blank if all partnerships use it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical local term",
                "verbose_name_plural": "historical local terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGroup",
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
                ("short_name", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("committee", "committee of the partnership"),
                            ("officers", "officers' group"),
                            ("sub-group", "sub-group"),
                            ("linked-board", "linked board"),
                            ("scrutiny", "scrutiny committee"),
                            ("police-panel", "police and crime panel"),
                            ("other", "other group"),
                        ],
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "led_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("members", "elected members"),
                            ("officers", "officers"),
                            ("independent", "an independent chair"),
                            ("", "not given"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        help_text="What the group does, in one sentence.",
                        max_length=400,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
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
                    "reports_to",
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
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Parent organisation, if any.",
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
                        help_text="The partnership it belongs to or is linked to.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical group",
                "verbose_name_plural": "historical groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGovernanceLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "between",
                    models.CharField(
                        choices=[
                            ("commissioner", "the Commissioner and the partnership"),
                            (
                                "districts",
                                "the partnership and the community safety partnerships",
                            ),
                            ("boards", "the partnership and the linked boards"),
                        ],
                        max_length=12,
                        verbose_name="reporting line",
                    ),
                ),
                (
                    "down",
                    models.CharField(
                        help_text="For example, an annual grant.",
                        max_length=200,
                        verbose_name="passed down",
                    ),
                ),
                (
                    "up",
                    models.CharField(
                        blank=True,
                        help_text="For example, an annual report.",
                        max_length=200,
                        verbose_name="reported up",
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
                        to="partnership.governancelink",
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
                "verbose_name": "historical governance link",
                "verbose_name_plural": "historical governance links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDutyEvidence",
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
                ("evidence", models.TextField(blank=True)),
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
                        verbose_name="reason there is no text",
                    ),
                ),
                (
                    "done_on",
                    models.DateField(blank=True, null=True, verbose_name="done on"),
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
                    "duty",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.duty",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.dutyevidence",
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
                "verbose_name": "historical record of duty evidence",
                "verbose_name_plural": "historical duty evidence records",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCoverage",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
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
                        to="partnership.coverage",
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
                "verbose_name": "historical coverage",
                "verbose_name_plural": "historical coverage",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="group",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                help_text="The partnership it belongs to or is linked to.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="governancelink",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="governance_links",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="dutyevidence",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="duty_evidence",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="coverage",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="coverage",
                to="partnership.partnership",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="partnership",
            field=models.ForeignKey(
                blank=True,
                help_text="The partnership a contributor writes for.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="accounts",
                to="partnership.partnership",
            ),
        ),
        migrations.CreateModel(
            name="Person",
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
                    "title",
                    models.CharField(
                        blank=True, help_text="For example, Councillor.", max_length=40
                    ),
                ),
                ("name", partnership.core.values.names.NameField(max_length=120)),
                (
                    "namesake_note",
                    models.CharField(
                        blank=True,
                        help_text="Only if another person has the same name. For example, their organisation.",
                        max_length=120,
                        verbose_name="distinguishing detail",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        django.db.models.functions.text.Lower("namesake_note"),
                        name="person_once",
                        violation_error_message="There is already a person with this name. Use that record, or enter how to tell the 2 people apart",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                    "title",
                    models.CharField(
                        blank=True, help_text="For example, Councillor.", max_length=40
                    ),
                ),
                ("name", partnership.core.values.names.NameField(max_length=120)),
                (
                    "namesake_note",
                    models.CharField(
                        blank=True,
                        help_text="Only if another person has the same name. For example, their organisation.",
                        max_length=120,
                        verbose_name="distinguishing detail",
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
                        to="partnership.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="user",
            name="person",
            field=models.ForeignKey(
                blank=True,
                help_text="The person record linked to this account. Sets which monitoring returns a contributor completes.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="accounts",
                to="partnership.person",
            ),
        ),
        migrations.CreateModel(
            name="Population",
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
                    models.PositiveSmallIntegerField(
                        help_text="The year of the mid-year estimate."
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "year"),
                        name="population_one_a_year",
                        violation_error_message="There is already a population for this area and year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPopulation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The year of the mid-year estimate."
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("households", models.PositiveIntegerField(blank=True, null=True)),
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.population",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical population",
                "verbose_name_plural": "historical populations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Post",
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
                    "title",
                    models.CharField(
                        help_text="Job title as it should appear, for example Chair.",
                        max_length=160,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("deputy-chair", "deputy chair"),
                            ("lead", "strategic lead"),
                            ("director", "director"),
                            ("contact", "contact officer"),
                            ("representative", "representative"),
                            ("officer", "officer"),
                        ],
                        max_length=16,
                        verbose_name="type",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="partnership.group",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("group__isnull", False),
                            ("partner__isnull", False),
                            _connector="OR",
                        ),
                        name="post_in_group_or_partner",
                        violation_error_message="Select the group or partner the post belongs to",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPost",
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
                    "title",
                    models.CharField(
                        help_text="Job title as it should appear, for example Chair.",
                        max_length=160,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("deputy-chair", "deputy chair"),
                            ("lead", "strategic lead"),
                            ("director", "director"),
                            ("contact", "contact officer"),
                            ("representative", "representative"),
                            ("officer", "officer"),
                        ],
                        max_length=16,
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
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical post",
                "verbose_name_plural": "historical posts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="RelatedPlan",
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
                ("title", partnership.core.values.names.NameField(max_length=200)),
                (
                    "year_kind",
                    models.CharField(
                        choices=[
                            ("financial", "financial years"),
                            ("calendar", "calendar years"),
                        ],
                        default="financial",
                        max_length=10,
                        verbose_name="type of year",
                    ),
                ),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "url",
                    partnership.core.values.urls.AddressField(
                        blank=True, max_length=300, verbose_name="web address"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="partnership.partner",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        help_text="The partnership that works with the plan.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_plans",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["title"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True),
                            ("last_year__gte", models.F("first_year")),
                            _connector="OR",
                        ),
                        name="relatedplan_ends_after_start",
                        violation_error_message="Last year must be the same as or after the first year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalRelatedPlan",
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
                ("title", partnership.core.values.names.NameField(max_length=200)),
                (
                    "year_kind",
                    models.CharField(
                        choices=[
                            ("financial", "financial years"),
                            ("calendar", "calendar years"),
                        ],
                        default="financial",
                        max_length=10,
                        verbose_name="type of year",
                    ),
                ),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
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
                        help_text="The partnership that works with the plan.",
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
                        to="partnership.relatedplan",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical related plan",
                "verbose_name_plural": "historical related plans",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Tenure",
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
                    "from_on",
                    models.DateField(blank=True, null=True, verbose_name="start date"),
                ),
                (
                    "to_on",
                    models.DateField(blank=True, null=True, verbose_name="end date"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures",
                        to="partnership.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures",
                        to="partnership.post",
                    ),
                ),
            ],
            options={
                "ordering": ["post", "-from_on", "person__name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_on__isnull", True),
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="tenure_ends_after_start",
                        violation_error_message="End date must be the same as or after the start date",
                    ),
                    models.UniqueConstraint(
                        fields=("person", "post", "from_on"),
                        name="tenure_once_from_a_day",
                        violation_error_message="This person has already been added to this post from this date",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("from_on__isnull", True)),
                        fields=("person", "post"),
                        name="tenure_once_without_start",
                        violation_error_message="This person has already been added to this post. Enter a start date for each time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTenure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.post",
                    ),
                ),
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.tenure",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical tenure",
                "verbose_name_plural": "historical tenures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Term",
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
                    "term",
                    partnership.core.values.names.NameField(
                        help_text="For example, PSPO.", max_length=120, unique=True
                    ),
                ),
                (
                    "full_version",
                    models.CharField(
                        blank=True,
                        help_text="The abbreviation in full. Leave blank if everyone knows it.",
                        max_length=200,
                        verbose_name="full version",
                    ),
                ),
                (
                    "meaning",
                    models.TextField(
                        blank=True, help_text="Definition in plain English."
                    ),
                ),
                (
                    "instead_of",
                    models.TextField(
                        blank=True,
                        help_text="Spellings that documents should not use, one per line.",
                        verbose_name="spellings to avoid",
                    ),
                ),
                (
                    "is_form",
                    models.BooleanField(
                        default=False,
                        help_text="The term and the spellings to avoid are examples for all numbers and months. For example, 2016-17, not 2016/17.",
                        verbose_name="format of years, dates or numbers",
                    ),
                ),
            ],
            options={
                "ordering": ["term"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_form", False),
                            models.Q(("instead_of", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="term_form_has_spelling_to_avoid",
                        violation_error_message="Enter a form to avoid. For example, 2016/17",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTerm",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "term",
                    partnership.core.values.names.NameField(
                        db_index=True, help_text="For example, PSPO.", max_length=120
                    ),
                ),
                (
                    "full_version",
                    models.CharField(
                        blank=True,
                        help_text="The abbreviation in full. Leave blank if everyone knows it.",
                        max_length=200,
                        verbose_name="full version",
                    ),
                ),
                (
                    "meaning",
                    models.TextField(
                        blank=True, help_text="Definition in plain English."
                    ),
                ),
                (
                    "instead_of",
                    models.TextField(
                        blank=True,
                        help_text="Spellings that documents should not use, one per line.",
                        verbose_name="spellings to avoid",
                    ),
                ),
                (
                    "is_form",
                    models.BooleanField(
                        default=False,
                        help_text="The term and the spellings to avoid are examples for all numbers and months. For example, 2016-17, not 2016/17.",
                        verbose_name="format of years, dates or numbers",
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
                        to="partnership.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical term",
                "verbose_name_plural": "historical terms",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Website",
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
                    "url",
                    partnership.core.values.urls.AddressField(
                        max_length=300, verbose_name="web address"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="What it contains, for example Community safety plan.",
                        max_length=160,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="websites",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["partnership", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("partnership", "url"),
                        name="website_once_a_partnership",
                        violation_error_message="This web address has already been added",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalWebsite",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "url",
                    partnership.core.values.urls.AddressField(
                        max_length=300, verbose_name="web address"
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="What it contains, for example Community safety plan.",
                        max_length=160,
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
                (
                    "history_relation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_rows",
                        to="partnership.website",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical website",
                "verbose_name_plural": "historical websites",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddConstraint(
            model_name="governancelink",
            constraint=models.UniqueConstraint(
                fields=("partnership", "between"),
                name="governancelink_one_a_tier",
                violation_error_message="There is already a reporting line for these tiers",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyevidence",
            constraint=models.UniqueConstraint(
                fields=("duty", "partnership", "year"),
                name="dutyevidence_one_a_year",
                violation_error_message="There is already evidence for this duty and year",
            ),
        ),
        migrations.AddConstraint(
            model_name="coverage",
            constraint=models.UniqueConstraint(
                fields=("partnership", "area"),
                name="coverage_once_an_area",
                violation_error_message="The partnership already covers this area",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalArea_successors",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "from_area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="partnership.historicalarea",
                    ),
                ),
                (
                    "to_area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalArea_successors",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership_services",
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
                        to="partnership.historicalmembership",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.membership",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMembership_services",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
