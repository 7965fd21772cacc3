"""Groups: boards, committees and sub-groups, who sits on them, how they are joined."""

from django.db import models
from django.db.models import Q

from partnership.core.models.constraints import ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values import financial_years


class Group(NaturalKeyModel):
    """One body that meets: of the partnership, of a partner, or linked to both."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "committee of the partnership"
        OFFICERS = "officers", "officers' group"
        SUB_GROUP = "sub-group", "sub-group"
        LINKED_BOARD = "linked-board", "linked board"
        SCRUTINY = "scrutiny", "scrutiny committee"
        POLICE_PANEL = "police-panel", "police and crime panel"
        OTHER = "other", "other group"

    class LedBy(models.TextChoices):
        MEMBERS = "members", "elected members"
        OFFICERS = "officers", "officers"
        INDEPENDENT = "independent", "an independent chair"
        UNKNOWN = "", "not given"

    code = code_field()
    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    led_by = models.CharField(max_length=12, choices=LedBy, blank=True)
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="The partnership that it belongs to or is linked to.",
    )
    partner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="The organisation that it belongs to, if one.",
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reporting_groups"
    )
    purpose = models.CharField(
        max_length=400, blank=True, help_text="One sentence: what the group is for."
    )
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    class Meta:
        ordering = ["order", "name"]
        constraints = [ends_after_start("group")]

    def __str__(self):
        return self.name

    @property
    def brief_name(self):
        return self.short_name or self.name


class MembershipQuerySet(NaturalKeyQuerySet):
    def in_year(self, year):
        """Those that hold on some day of a financial year."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=financial_years.last_day(year)),
            Q(to_on__isnull=True) | Q(to_on__gte=financial_years.first_day(year)),
        )


class Membership(NaturalKeyModel):
    """One seat on a group: a partner, and its services that the seat speaks for."""

    natural_key_fields = ["group__code", "partner__code", "seat"]

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    partner = models.ForeignKey(
        "partnership.Partner", models.PROTECT, related_name="memberships"
    )
    services = models.ManyToManyField(
        "partnership.Partner",
        blank=True,
        related_name="represented_in",
        verbose_name="services represented",
    )
    seat = models.PositiveSmallIntegerField(
        default=1, help_text="1, 2, 3 where a partner has several seats."
    )
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(MembershipQuerySet)()

    class Meta:
        ordering = ["group", "partner__name", "seat"]
        constraints = [
            ends_after_start("membership"),
            models.UniqueConstraint(
                fields=["group", "partner", "seat"],
                name="membership_one_row_a_seat",
                violation_error_message=(
                    "The partner has this seat on the group already. Number another "
                    "seat 2, 3 and so on."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.partner}"


class GovernanceLink(NaturalKeyModel):
    """What passes between two tiers of a partnership's governance, both ways."""

    class Between(models.TextChoices):
        COMMISSIONER = "commissioner", "the Commissioner and the partnership"
        DISTRICTS = "districts", "the partnership and the district partnerships"
        BOARDS = "boards", "the partnership and the linked boards"

    natural_key_fields = ["partnership__code", "between"]

    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="governance_links"
    )
    between = models.CharField(max_length=12, choices=Between)
    down = models.CharField(
        max_length=200, help_text="What comes down, like: a yearly grant."
    )
    up = models.CharField(
        max_length=200, blank=True, help_text="What goes up, like: a report."
    )

    class Meta:
        ordering = ["partnership", "between"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "between"],
                name="governancelink_one_a_tier",
                violation_error_message="There is a row for these two tiers already.",
            )
        ]

    def __str__(self):
        return f"{self.partnership}: {self.get_between_display()}"
