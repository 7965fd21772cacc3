"""Tables that several checks read, each fetched once for a draft."""

from typing import TypeVar

from django.db.models import Model

from partnership.models import Group, Membership, Partner, Tenure
from reports.text.data_state import APPS, remembered

Row = TypeVar("Row", bound=Model)


def all_of(draft, model: type[Row]) -> list[Row]:
    """Every row of a table in the order in which they were created.

    For short tables: organisations, plans, priorities, measures. All checks share one
    query and select what they need without another. The usual order would join further
    tables, at every check of every draft.
    """
    shared = remembered if model._meta.app_label in APPS else type(draft).shared
    return shared(
        draft,
        f"all of {model._meta.label}",
        lambda: list(model._default_manager.order_by("pk")),
    )


def tenures_of(draft) -> list[Tenure]:
    """All tenures of posts, with the person, the post and its organisation."""
    return remembered(draft, "tenures", lambda: list(_tenures(draft)))


def _tenures(draft):
    groups, partners = by_key(draft, Group), by_key(draft, Partner)
    for row in Tenure.objects.select_related("person", "post").order_by("pk"):
        post = row.post
        post.group = groups.get(post.group_id)
        post.partner = partners.get(post.partner_id)
        if post.partner and post.partner.parent_id:
            post.partner.parent = partners[post.partner.parent_id]
        yield row


def members_of(draft) -> list[tuple[int, Partner]]:
    """Return (group key, member) for the year, and for the services of each member."""
    rows = Membership.objects.in_year(draft.year).select_related("partner")

    def read():
        return [
            (row.group_id, body)
            for row in rows.prefetch_related("services").order_by("pk")
            for body in (row.partner, *row.services.all())
        ]

    return remembered(draft, f"members in {draft.year}", read)


def by_key(draft, model: type[Row]) -> dict[int, Row]:
    """The same rows by their primary keys."""
    return draft.shared(
        f"{model._meta.label} by key",
        lambda: {row.pk: row for row in all_of(draft, model)},
    )
