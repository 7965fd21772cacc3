"""Members of each group of the partnership, with services under their council."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from reports.document.heading_ids import HasHeading
from reports.document.tree import Block


@dataclass
class Member:
    """One member; `services` are its services that are members."""

    name: str
    services: list[str] = field(default_factory=list)


@dataclass
class MemberList(HasHeading):
    heading_field: ClassVar[str] = "title"

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
            MemberList(group.name, group.purpose, _members(memberships))
            for group, memberships in groupby(
                context.memberships, key=lambda row: row.group
            )
        ]
    )


def _members(memberships):
    return [
        Member(partner.name, [s for membership in own if (s := _services(membership))])
        for partner, own in groupby(memberships, key=lambda row: row.partner)
    ]


def _services(membership):
    """“Fire and Rescue/Trading Standards”: a member can represent several services."""
    return "/".join(service.brief_name for service in membership.services.all())
