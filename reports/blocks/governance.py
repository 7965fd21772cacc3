"""The tiers of the partnership as a diagram made of lists.

Relations are sentences between the tiers, so that screen readers can read them.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import Q
from django.utils.text import capfirst

from partnership.core.models.dated import in_year, is_on, on_day
from partnership.core.values.financial_years import label
from partnership.core.values.formatting import listed
from partnership.models import Area, GovernanceLink, Group, Partner
from partnership.models.wording import local
from partnership.partners.local_terms import middle_of
from priorities.models import CommissionersPlan
from reports.blocks.funding_table import is_commissioners
from reports.document.records_used import use
from reports.document.tree import Captioned

TIERS = {
    Area.Kind.COUNTY: "County",
    Area.Kind.UNITARY: "Unitary authority",
    Area.Kind.DISTRICT: local("{district.start}"),
}


@dataclass
class Box:
    """One partner or group: its name and purpose; `is_linked` gives a dashed border."""

    name: str
    purpose: str = ""
    is_linked: bool = False


@dataclass
class Tier:
    """The boxes of one level. `frame` is the name of their partnership, if any.

    `relations` has the sentences on the relations with the next tier, down and up.
    """

    label: str
    boxes: list[Box]
    frame: str = ""
    foot: str = ""
    relations: list[str] = field(default_factory=list)


@dataclass
class Governance(Captioned):
    """The tiers from the police area down to the linked boards."""

    template: ClassVar[str] = "governance"
    counter: ClassVar[str] = "Figure"

    tiers: list[Tier] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.tiers


def collect(context, *, key, caption, detail="") -> Governance:
    """The tiers that have at least one partner or group."""
    partnership = context.partnership
    groups = list(
        Group.objects.filter(in_year(context.year), partnership=partnership).order_by(
            "order", "name"
        )
    )
    links = {row.between: row for row in partnership.governance_links.all()}
    tiers = [
        _police(context, links.get(GovernanceLink.Between.COMMISSIONER)),
        _own(context, groups, links.get(GovernanceLink.Between.DISTRICTS)),
        _districts(context, links.get(GovernanceLink.Between.BOARDS)),
        _boards(groups),
    ]
    tiers = [tier for tier in tiers if tier.boxes]
    if tiers:
        tiers[-1].relations = []
    return Governance(
        key=key, caption=context.fill(caption), detail=context.fill(detail), tiers=tiers
    )


def _relations(link):
    if link is None:
        return []
    down = f"Down: {_sentence(link.down)}" if link.up else _sentence(link.down, True)
    return [down, *([f"Up: {_sentence(link.up)}"] if link.up else [])]


def _sentence(words, starts=False):
    words = words.strip().rstrip(".")
    return f"{words[0].upper() if starts else words[0]}{words[1:]}."


def _police(context, link):
    """The Commissioner or Mayor of each year of the document, and the panels."""
    area = context.partnership.police_area
    found: dict[Partner, list[int]] = {}
    for year in range(context.year, context.last_year + 1):
        if commissioner := _commissioner(area, year):
            found.setdefault(commissioner, []).append(year)
    use(*found)
    is_funder = any(map(is_commissioners, context.resolver.ledgers.values()))
    funds = " and funds community safety" if is_funder else ""
    purpose = context.fill(f"Sets {{objective.plural}}{funds}.")
    boxes = []
    for commissioner, years in found.items():
        when = f" ({listed(map(label, years))})" if len(found) > 1 else ""
        boxes.append(Box(f"{capfirst(commissioner.brief_name)}{when}", purpose))
    panels = Group.objects.filter(
        in_year(context.year),
        Q(partnership__police_area=area)
        | Q(partner__area=area)
        | Q(partnership=None, partner__area=None),
        kind=Group.Kind.POLICE_PANEL,
    )
    boxes += [Box(row.name, row.purpose) for row in panels]
    return Tier("Police area", boxes, relations=_relations(link))


def _commissioner(area, year) -> Partner | None:
    """The Commissioner whose plan is in force in a year, else the area's.

    It is the one in office when the year's terms are used, as in the headings.
    """
    plan = CommissionersPlan.objects.for_year(area, year)
    commissioner = plan.commissioner if plan else None
    day = middle_of(year)
    if commissioner is None or not is_on(commissioner, day):
        commissioners = area.partners.filter(
            on_day(day), kind=Partner.Kind.COMMISSIONER
        )
        commissioner = commissioners.order_by("name").first() or commissioner
    return commissioner


def _own(context, groups, link):
    partnership = context.partnership
    kinds = {Group.Kind.COMMITTEE, Group.Kind.OFFICERS}
    own = [group for group in groups if group.kind in kinds]
    boxes = [Box(group.brief_name, group.purpose) for group in own]
    use(partnership.secretariat, *own)
    foot = f"Secretariat: {partnership.secretariat}" if partnership.secretariat else ""
    kind = TIERS.get(context.area.kind if context.area else "", "Partnership")
    if context.csps and context.area and context.area.kind == Area.Kind.COMBINED:
        kind = context.fill("{county_partnership.start}")
    return Tier(kind, boxes, partnership.name, foot, _relations(link))


def _districts(context, link):
    use(*context.csps, *(row for csp in context.csps for row in csp.coverage.all()))
    boxes = [
        Box(f"{csp.short_name}{context.dated(csp)}", _covered(csp))
        for csp in context.csps
    ]
    label = context.fill("{district.start} {csp.plural}")
    return Tier(label, boxes, relations=_relations(link))


def _covered(csp):
    """The areas it covers, unless its name says so."""
    names = [row.area.name for row in csp.coverage.all()]
    return "" if names == [csp.short_name] else "; ".join(names)


def _boards(groups):
    linked = [g for g in groups if g.kind == Group.Kind.LINKED_BOARD]
    use(*linked)
    boxes = [Box(g.brief_name, g.purpose, is_linked=True) for g in linked]
    return Tier("Linked boards", boxes)
