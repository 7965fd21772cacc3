"""The groups that a partner is a member of."""

from dataclasses import dataclass, field

from partnership.models import Group, Membership, Partner


@dataclass
class Sitting:
    """A group of a partner, the services represented, or who represents the partner."""

    group: Group
    services: list[Partner] = field(default_factory=list)
    seat_of: Partner | None = None


def sittings_of(partner) -> list[Sitting]:
    """Return a partner's groups, and those where another partner represents it."""
    found: dict[int, Sitting] = {}
    seats = Membership.objects.select_related("group").order_by("group__order", "seat")
    for seat in seats.filter(partner=partner).prefetch_related("services"):
        sitting = found.setdefault(seat.group_id, Sitting(seat.group))
        sitting.services += seat.services.all()
    for seat in seats.filter(services=partner).select_related("partner"):
        found.setdefault(seat.group_id, Sitting(seat.group, seat_of=seat.partner))
    return list(found.values())
