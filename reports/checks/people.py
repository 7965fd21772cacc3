"""People and members: chairs, postholders who have left, and missing members."""

from partnership.core.models.dated import is_on
from partnership.core.values.dates import day
from partnership.models import Group, Membership, Partner, Post, Tenure
from partnership.models.wording import worded
from reports.checks.gaps import Gap, listed, report
from reports.checks.issue import Severity, warning
from reports.checks.outline_queries import place_of
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


def _named(draft) -> list[tuple[str, Tenure]]:
    """Everyone whom the document names with a post, and the post."""
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


@check("post-contradicted")
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
            yield warning(
                f"{person} is {tenure.post.title} of the {group}, which officers lead.",
                "Select the right post, or correct who leads the group.",
                row=tenure,
            )


@check("post-contradicted")
def named_people_hold_posts(draft):
    for role, tenure in _named(draft):
        if not is_on(tenure, draft.day):
            when = _when(tenure, draft.day)
            yield warning(
                f"{tenure.person}, named as {role}, is {tenure.post.full_title} {when} "
                f"only; the document is dated {day(draft.day)}.",
                "Select who holds the post on that day.",
                row=tenure,
                about=f"{role} {tenure.pk}",
            )


def _when(tenure, date) -> str:
    """When a person holds a post that they do not hold on a given day."""
    if tenure.to_on is not None and tenure.to_on < date:
        return f"until {day(tenure.to_on)}"
    return f"from {day(tenure.from_on)}"


@check("group-incomplete")
def groups_have_a_chair(draft):
    chaired = {
        row.post.group_id
        for row in _tenures(draft)
        if row.post.kind == Post.Kind.CHAIR and is_on(row, draft.day)
    }
    yield from report(
        Gap(
            [group for group in _groups(draft) if group.pk not in chaired],
            "group",
            "without a chair",
        ),
        hint="Add the chair of each, with a start date.",
        severity=Severity.ADVICE,
        section=place_of(draft, "members"),
    )


def _memberships(draft) -> list[Membership]:
    """The year's memberships on the partnership's own groups, with services."""
    return draft.context.memberships if place_of(draft, "members") else []


def _groups(draft) -> list[Group]:
    return list({row.group_id: row.group for row in _memberships(draft)}.values())


@check("member-missing")
def authorities_are_members(draft):
    memberships = _memberships(draft)
    if not memberships:
        return
    missing = [
        *_missing_from_all_lists(draft, memberships),
        *_missing_from_some_lists(draft, memberships),
    ]
    if missing:
        yield warning(
            f"Missing from the member lists of {draft.partnership}: {listed(missing)}.",
            "Add the member, or correct its statutory status.",
            section=place_of(draft, "members"),
            row=draft.partnership,
        )


def _missing_from_all_lists(draft, memberships):
    """Authorities, and the Commissioner’s office, that no group has."""
    everybody = {
        body.pk: body
        for group in _groups(draft)
        for body in _bodies(group.pk, memberships).values()
    }
    for words, kinds in AUTHORITIES.items():
        if not _has(everybody, kinds):
            yield f"{words} (all groups)"
    if all(row.partner.kind != Partner.Kind.COMMISSIONER for row in memberships):
        yield f"{worded('the {commissioner.short}’s office')} (all groups)"


def _missing_from_some_lists(draft, memberships):
    """Authorities that are on one group but not on another."""
    sitting = {group: _bodies(group.pk, memberships) for group in _groups(draft)}
    everybody = {body.pk: body for own in sitting.values() for body in own.values()}
    for group, own in sitting.items():
        for body in sorted(everybody.values(), key=lambda body: body.name):
            is_authority = body.statutory_role == Partner.StatutoryRole.RESPONSIBLE
            if is_authority and not {body.pk, body.parent_id} & set(own):
                yield f"{body.name} ({group})"


def _bodies(group, memberships):
    """Members of a group and the services that they represent, by key."""
    own = [row for row in memberships if row.group_id == group]
    found = {row.partner_id: row.partner for row in own}
    return found | {
        service.pk: service for row in own for service in row.services.all()
    }


def _has(bodies, kinds):
    return any(
        body.kind in kinds and body.statutory_role == Partner.StatutoryRole.RESPONSIBLE
        for body in bodies.values()
    )
