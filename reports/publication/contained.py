"""Publishing the figures that a published document prints.

The pages of the measures, priorities, partners, partnerships and years of funding that
an edition is made from show them from its publication on: what it prints as it now is,
and the rest as it was published before.
"""

from collections import defaultdict

from django.db.models import Q

from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.services import Frozen
from partnership.models import Partnership
from partnership.partners.releases import PARTNERSHIP
from reports.document.tree import Document


def contained_in(document: Document, partnership: str) -> list[Frozen]:
    """Each record that an edition prints, with what it prints of it, frozen."""
    records = records_of(document, partnership)
    return [
        services.freeze(kind, key, frozenset(parts), frozenset(records))
        for (kind, key), parts in sorted(records.items())
    ]


def records_of(document: Document, partnership: str) -> dict[tuple, set[str]]:
    """The kind and key of each record that an edition prints, with the parts of it.

    Its own partnership, by its code, and the home partnership always are, with the
    areas that they cover.
    """
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in Partnership.objects.filter(Q(code=partnership) | Q(is_home=True)):
        areas = row.coverage.values_list("area__code", flat=True)
        parts = {"", *(f"coverage {area}" for area in areas)}
        printed[PARTNERSHIP.name, row.code] |= parts
    for section in document.sections:
        for kind, key, part in section.records:
            if kind in KINDS:
                printed[kind, key].add(part)
    # Part of a record is not enough: the amount of one line does not publish the year's
    # total, and the title of a plan does not publish its owner.
    return {record: parts for record, parts in printed.items() if "" in parts}


def release_contained(records: list[Frozen], edition, user) -> None:
    """Publish the records that an edition prints, if they have changed."""
    source = f"{edition.listing['title']}, edition {edition.number}"
    for record in records:
        services.store(record, user, source)
