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
    """The members of one group."""

    heading_field: ClassVar[str] = "title"

    title: str
    purpose: str
    members: list[Member]


@dataclass
class Members(Block):
    """The groups of a partnership with their members."""

    template: ClassVar[str] = "members"

    lists: list[MemberList] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lists


def collect(context) -> Members:
    """The members of the partnership's own groups in the report's year."""
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
