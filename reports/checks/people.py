"""People and members: who chairs, whose time is over, who is on no list."""

from partnership.core.values.dates import day
from partnership.models import Group, Membership, Partner, Post, Tenure
from reports.checks.finding import warn
from reports.checks.outlined import listed, place_of
from reports.checks.registry import check
from reports.text.shared_queries import tenures_of

OWN = [Group.Kind.COMMITTEE, Group.Kind.OFFICERS]
COUNCILLOR = ("councillor", "cllr")
COUNCILS = {
    Partner.Kind.COUNTY_COUNCIL,
    Partner.Kind.DISTRICT_COUNCIL,
    Partner.Kind.UNITARY_COUNCIL,
}
# The responsible authorities of section 5 of the Crime and Disorder Act 1998.
AUTHORITIES = {
    "a council": COUNCILS,
    "the police": {Partner.Kind.POLICE},
    "a fire and rescue authority": {Partner.Kind.FIRE},
    "a health body that is a responsible authority": {Partner.Kind.HEALTH},
    "probation": {Partner.Kind.PROBATION},
}


def _tenures(draft) -> list[Tenure]:
    """Who holds a post in the partnership's own groups."""
    own = draft.partnership.pk
    return [
        row
        for row in tenures_of(draft)
        if row.post.group
        and row.post.group.partnership_id == own
        and row.post.group.kind in OWN
    ]


def _in_force(tenure, date) -> bool:
    begun = tenure.from_on is None or tenure.from_on <= date
    return begun and (tenure.to_on is None or tenure.to_on >= date)


def _named(draft) -> list[tuple[str, Tenure]]:
    """Everybody whom the document names with a post, and as what."""
    found = [("author", draft.report.author), ("contact", draft.report.contact)]
    found += [("who signs", row.signed_by) for row in draft.context.passages.values()]
    found += [("strategic lead", row) for row in _grant_leads(draft)]
    return [(role, tenure) for role, tenure in found if tenure is not None]


def _grant_leads(draft):
    if not place_of(draft, "grant_heading"):
        return []
    return draft.shared(
        "grant-leads",
        lambda: list(
            Tenure.objects.filter(
                allocations_led__settlement__partnership=draft.partnership,
                allocations_led__settlement__year=draft.year,
            )
            .select_related("person", "post__group", "post__partner")
            .distinct()
        ),
    )


@check(
    "councillor-chairs-officers",
    "A councillor who chairs or signs for a group of officers",
    "Either the post or the group is wrong.",
)
def officers_chair_officers(draft):
    tenures = [*_tenures(draft), *(tenure for _role, tenure in _named(draft))]
    for tenure in {tenure.pk: tenure for tenure in tenures}.values():
        group, person = tenure.post.group, tenure.person
        if group is None or tenure.post.kind != Post.Kind.CHAIR:
            continue
        by_officers = group.led_by == Group.LedBy.OFFICERS or (
            not group.led_by and group.kind == Group.Kind.OFFICERS
        )
        if by_officers and person.title.lower().startswith(COUNCILLOR):
            yield warn(
                f"{person} is {tenure.post.title} of the {group}, which officers lead.",
                "Choose the post that is meant, or correct who leads the group.",
                row=tenure,
            )


@check(
    "tenure-over",
    "People named in a post that they do not hold on the document’s day",
    "Readers will write to somebody who has gone, or not yet come.",
)
def people_hold_their_posts(draft):
    for role, tenure in _named(draft):
        if not _in_force(tenure, draft.day):
            over = tenure.to_on is not None and tenure.to_on < draft.day
            when = (
                f"until {day(tenure.to_on)}" if over else f"from {day(tenure.from_on)}"
            )
            yield warn(
                f"{tenure.person}, named as {role}, is {tenure.post.full_title} {when} "
                f"only; the document is of {day(draft.day)}.",
                "Choose who holds the post on that day.",
                row=tenure,
                about=f"{role} {tenure.pk}",
            )


@check(
    "group-without-chair",
    "Groups without anybody in the chair",
    "A group that nobody chairs has nobody to write to.",
)
def groups_have_a_chair(draft):
    chaired = {
        row.post.group_id
        for row in _tenures(draft)
        if row.post.kind == Post.Kind.CHAIR and _in_force(row, draft.day)
    }
    bare = [group for group in _groups(draft) if group.pk not in chaired]
    if bare:
        yield warn(
            f"Nobody is named in the chair of: {listed(map(str, bare))}.",
            "Enter who chairs each, with the day from which.",
            section=place_of(draft, "members"),
            row=bare[0],
        )


def _seats(draft) -> list[Membership]:
    """The year's seats on the partnership's own groups, with services."""
    return draft.context.memberships if place_of(draft, "members") else []


def _groups(draft) -> list[Group]:
    return list({row.group_id: row.group for row in _seats(draft)}.values())


@check(
    "authority-not-a-member",
    "Responsible authorities that are on no list, or missing from one of them",
    "The law names who must act together.",
)
def authorities_are_members(draft):
    seats = _seats(draft)
    if not seats:
        return
    place = place_of(draft, "members")
    sitting = {group.pk: _bodies(group.pk, seats) for group in _groups(draft)}
    everybody = {body.pk: body for own in sitting.values() for body in own.values()}
    missing = [
        words for words, kinds in AUTHORITIES.items() if not _has(everybody, kinds)
    ]
    if missing:
        yield warn(
            f"No list of members of {draft.partnership} has {listed(missing)}.",
            "Enter who sits for it, or correct its standing under the Act.",
            section=place,
            row=draft.partnership,
        )
    for group in _groups(draft):
        absent = [
            body.name
            for body in everybody.values()
            if body.statutory_role == Partner.StatutoryRole.RESPONSIBLE
            and body.pk not in sitting[group.pk]
            and body.parent_id not in sitting[group.pk]
        ]
        if absent:
            yield warn(
                f"Not on the list of the {group}, though on another: "
                f"{listed(sorted(absent))}.",
                "Enter its seat, or leave it if it does not sit there.",
                section=place,
                row=group,
            )


def _bodies(group, seats):
    """Members of a group and the services that they speak for, by key."""
    own = [row for row in seats if row.group_id == group]
    found = {row.partner_id: row.partner for row in own}
    return found | {one.pk: one for row in own for one in row.services.all()}


def _has(bodies, kinds):
    return any(
        body.kind in kinds and body.statutory_role == Partner.StatutoryRole.RESPONSIBLE
        for body in bodies.values()
    )


@check(
    "commissioner-on-no-list",
    "The Commissioner’s office on no list of members",
    "Most partnerships are paid by the office; readers look for it.",
)
def commissioners_office_is_listed(draft):
    seats = _seats(draft)
    if seats and not any(
        row.partner.kind == Partner.Kind.COMMISSIONER for row in seats
    ):
        yield warn(
            f"The Commissioner’s office is on no list of members of "
            f"{draft.partnership}.",
            "Enter its seat, or leave it if it has none.",
            section=place_of(draft, "members"),
            row=draft.partnership,
        )
