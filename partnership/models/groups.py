"""Groups (boards, committees, sub-groups), their members and reporting lines."""

from django.db import models

from partnership.core.models import dated
from partnership.core.models.constraints import ends_after_start
from partnership.core.models.natural_keys import (
    NaturalKeyManager,
    NaturalKeyModel,
    NaturalKeyQuerySet,
    code_field,
)
from partnership.core.values.names import NameField
from partnership.models.dated_names import DatedNameModel
from partnership.models.wording import local


class Group(DatedNameModel):
    """A board or committee of the partnership or a partner, or linked to either."""

    class Kind(models.TextChoices):
        COMMITTEE = "committee", "committee of the partnership"
        OFFICERS = "officers", "officers' group"
        SUB_GROUP = "sub-group", "sub-group"
        LINKED_BOARD = "linked-board", "linked board"
        SCRUTINY = "scrutiny", local("{committee}")
        POLICE_PANEL = "police-panel", "police and crime panel"
        OTHER = "other", "other group"

    class LedBy(models.TextChoices):
        MEMBERS = "members", "elected members"
        OFFICERS = "officers", "officers"
        INDEPENDENT = "independent", "an independent chair"
        UNKNOWN = "", "not given"

    code = code_field()
    name = NameField(max_length=160, unique=True)
    short_name = models.CharField(max_length=80, blank=True)
    kind = models.CharField("type", max_length=12, choices=Kind)
    led_by = models.CharField(max_length=12, choices=LedBy, blank=True)
    partnership = models.ForeignKey(
        "partnership.Partnership",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="The partnership it belongs to or is linked to.",
    )
    partner = models.ForeignKey(
        "partnership.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        help_text="Parent organisation, if any.",
    )
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reporting_groups"
    )
    purpose = models.CharField(
        max_length=400, blank=True, help_text="What the group does, in one sentence."
    )
    order = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

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
        """Memberships current on any day of a financial year."""
        return self.filter(dated.in_year(year))


class Membership(NaturalKeyModel):
    """A partner's membership of a group, and the services it represents."""

    natural_key_fields = ["group__code", "partner__code", "member_number"]
    _history_m2m_fields = ["services"]

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
    member_number = models.PositiveSmallIntegerField(
        "member number",
        default=1,
        help_text="Enter 1, or 2, 3 and so on for other members from the same partner.",
    )
    from_on = models.DateField("start date", null=True, blank=True)
    to_on = models.DateField("end date", null=True, blank=True)

    objects = NaturalKeyManager.from_queryset(MembershipQuerySet)()

    class Meta:
        ordering = ["group", "partner__name", "member_number"]
        constraints = [
            ends_after_start("membership"),
            models.UniqueConstraint(
                fields=["group", "partner", "member_number"],
                name="membership_one_row_a_member",
                violation_error_message=(
                    "This partner is already a member with this number. Use 2, 3 and "
                    "so on for additional members"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.partner}"


class GovernanceLink(NaturalKeyModel):
    """The reporting line between two tiers of a partnership's governance."""

    class Between(models.TextChoices):
        COMMISSIONER = (
            "commissioner",
            local("the {commissioner.short} and the partnership"),
        )
        DISTRICTS = "districts", local("the partnership and the {csp.common_plural}")
        BOARDS = "boards", "the partnership and the linked boards"

    natural_key_fields = ["partnership__code", "between"]

    partnership = models.ForeignKey(
        "partnership.Partnership", models.CASCADE, related_name="governance_links"
    )
    between = models.CharField("reporting line", max_length=12, choices=Between)
    down = models.CharField(
        "passed down", max_length=200, help_text="For example, an annual grant."
    )
    up = models.CharField(
        "reported up",
        max_length=200,
        blank=True,
        help_text="For example, an annual report.",
    )

    class Meta:
        ordering = ["partnership", "between"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "between"],
                name="governancelink_one_a_tier",
                violation_error_message=(
                    "There is already a reporting line for these tiers"
                ),
            )
        ]

    def __str__(self):
        return f"{self.partnership}: {self.get_between_display()}"
