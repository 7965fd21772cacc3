"""Who sits where: the groups of one partner, each once, however many seats it has."""

from dataclasses import dataclass, field

from partnership.models import Group, Membership, Partner


@dataclass
class Sitting:
    """One group that a partner sits on, for which services, or in whose seat."""

    group: Group
    services: list[Partner] = field(default_factory=list)
    seat_of: Partner | None = None


def sittings_of(partner) -> list[Sitting]:
    """The groups of a partner, and those where another's seat speaks for it."""
    found: dict[int, Sitting] = {}
    seats = Membership.objects.select_related("group").order_by("group__order", "seat")
    for seat in seats.filter(partner=partner).prefetch_related("services"):
        sitting = found.setdefault(seat.group_id, Sitting(seat.group))
        sitting.services += seat.services.all()
    for seat in seats.filter(services=partner).select_related("partner"):
        found.setdefault(seat.group_id, Sitting(seat.group, seat_of=seat.partner))
    return list(found.values())
