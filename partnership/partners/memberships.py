"""The groups that a partner is a member of."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from partnership.models import Group, Membership, Partner


@dataclass
class GroupMembership:
    """A partner's group: the services it represents there, or who represents it."""

    group: Group
    services: list[Partner] = field(default_factory=list)
    represented_by: Partner | None = None
    to_on: dt.date | None = None

    def __post_init__(self):
        """A membership ends with its group at the latest."""
        ends = [day for day in (self.to_on, self.group.to_on) if day]
        self.to_on = min(ends, default=None)


IN_ORDER = Membership.objects.select_related("group").order_by(
    "group__order", "member_number"
)
MEMBERSHIPS = [
    Prefetch("memberships", IN_ORDER.prefetch_related("services")),
    Prefetch("represented_in", IN_ORDER.select_related("group", "partner")),
]


def group_memberships(partner) -> list[GroupMembership]:
    """Return a partner's groups, and those where another partner represents it."""
    groups: dict[int, GroupMembership] = {}
    prefetch_related_objects([partner], *MEMBERSHIPS)
    for membership in partner.memberships.all():
        own = groups.setdefault(
            membership.group_id,
            GroupMembership(membership.group, to_on=membership.to_on),
        )
        own.services += membership.services.all()
    for membership in partner.represented_in.all():
        groups.setdefault(
            membership.group_id,
            GroupMembership(
                membership.group,
                represented_by=membership.partner,
                to_on=membership.to_on,
            ),
        )
    return list(groups.values())
