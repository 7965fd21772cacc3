"""Members of each group of the partnership, with services under their council."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from partnership.core.models.dated import on_day
from partnership.core.values import financial_years
from partnership.core.values.dates import day
from partnership.models import Post, Tenure
from reports.document.heading_ids import HasHeading
from reports.document.records_used import use
from reports.document.tree import Block, continued_line


@dataclass
class Member:
    """One member; `services` are its services that are members.

    `people` are its representatives, with the dates that are known.
    """

    name: str
    services: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)


@dataclass
class MemberList(HasHeading):
    """The members of one group."""

    heading_field: ClassVar[str] = "title"

    title: str
    purpose: str
    members: list[Member]
    changes: list[str] = field(default_factory=list)
    chairs: list[str] = field(default_factory=list)

    @property
    def continued(self) -> str:
        """The line at the top of a page on which the list continues."""
        return continued_line(f"Continued: {self.title}")


@dataclass
class Members(Block):
    """The groups of a partnership with their members."""

    template: ClassVar[str] = "members"

    lists: list[MemberList] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lists


def collect(context) -> Members:
    """The members of the partnership's own groups on the report's day."""
    changes, chairs = _changes(context), _chairs(context)
    people = _representatives(context)
    return Members(
        [
            MemberList(
                group.name,
                group.purpose,
                _members(memberships, people),
                changes.get(group, []),
                chairs.get(group.pk, []),
            )
            for group, memberships in groupby(
                context.memberships, key=lambda row: row.group
            )
        ]
    )


def _chairs(context) -> dict[int, list[str]]:
    """The chairs of each group on the report's day."""
    found: dict = defaultdict(list)
    rows = Tenure.objects.filter(
        on_day(context.report.as_at),
        post__kind=Post.Kind.CHAIR,
        post__group__partnership=context.partnership,
    ).select_related("person", "post")
    for row in rows.order_by("post__title", "person__name"):
        found[row.post.group_id].append(f"{row.post.title}: {row.person}")
    return found


def _representatives(context) -> dict[tuple[int, int], list[str]]:
    """The representatives of each partner on each group on the report's day."""
    found: dict = defaultdict(list)
    rows = Tenure.objects.filter(
        on_day(context.report.as_at),
        post__kind=Post.Kind.REPRESENTATIVE,
        post__group__partnership=context.partnership,
        post__partner__isnull=False,
    ).select_related("person", "post")
    for row in rows.order_by("person__name"):
        key = row.post.group_id, row.post.partner_id
        found[key].append(f"{row.person}{_dates(row)}")
    return found


def _dates(tenure) -> str:
    ends = (("from", tenure.from_on), ("until", tenure.to_on))
    words = [f"{word} {day(on)}" for word, on in ends if on]
    return f" ({' '.join(words)})" if words else ""


def _changes(context) -> dict:
    """Who joined and who left each group in the year, as sentences."""
    first = financial_years.first_day(context.year)
    day_shown, years = context.report.as_at, context.report.years_label
    joined, left = defaultdict(list), defaultdict(list)
    for row in context.memberships_in_years:
        if row.from_on and first < row.from_on <= day_shown:
            joined[row.group].append(f"{row.partner.name} ({day(row.from_on)})")
        if row.to_on and row.to_on < day_shown:
            left[row.group].append(f"{row.partner.name} ({day(row.to_on)})")
    found: dict = defaultdict(list)
    for words, rows in ((f"Joined in {years}", joined), (f"Left in {years}", left)):
        for group, names in rows.items():
            found[group].append(f"{words}: {'; '.join(names)}.")
    return found


def _members(memberships, people):
    found = []
    for partner, rows in groupby(memberships, key=lambda row: row.partner):
        own = list(rows)
        use(partner, *own)
        services = [s for membership in own if (s := _services(membership))]
        representatives = people.get((own[0].group_id, partner.pk), [])
        found.append(Member(partner.name, services, representatives))
    return found


def _services(membership):
    """“Fire and Rescue/Trading Standards”: a member can represent several services."""
    return "/".join(service.brief_name for service in membership.services.all())
