"""Members of each group of the partnership, with services under their council."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from reports.document.heading_ids import Headed
from reports.document.tree import Block


@dataclass
class Member:
    """One member; `services` are its services that are members."""

    name: str
    services: list[str] = field(default_factory=list)


@dataclass
class MemberList(Headed):
    headed_by: ClassVar[str] = "title"

    title: str
    purpose: str
    members: list[Member]


@dataclass
class Members(Block):
    template: ClassVar[str] = "members"

    lists: list[MemberList] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lists


def collect(context) -> Members:
    return Members(
        [
            MemberList(found.name, found.purpose, _members(seats))
            for found, seats in groupby(context.seats, key=lambda row: row.group)
        ]
    )


def _members(seats):
    return [
        Member(partner.name, [s for seat in own if (s := _services(seat))])
        for partner, own in groupby(seats, key=lambda row: row.partner)
    ]


def _services(seat):
    """“Fire and Rescue/Trading Standards”: a member can represent several services."""
    return "/".join(service.brief_name for service in seat.services.all())
