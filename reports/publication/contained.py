"""Publishing the figures that a published document prints.

The pages of the measures, priorities, partners, partnerships and years of funding that
an edition is made from show them from its publication on: what it prints as it now is,
and the rest as it was published before.
"""

from collections import defaultdict

from funding.releases import FUNDING_YEAR
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.services import Frozen
from partnership.models import Partnership
from partnership.partners.releases import PARTNERSHIP
from reports.document.tree import Document


def contained_in(document: Document, partnership: str) -> list[Frozen]:
    """Each record that an edition prints, with what it prints of it, frozen.

    Its own partnership, by its code, and the home partnership always are.
    """
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)
    home = Partnership.objects.home()
    for code in {partnership, home.code if home else partnership}:
        printed[PARTNERSHIP.name, code].add("")
    for section in document.sections:
        for kind, key, part in section.records:
            if kind in KINDS:
                printed[kind, key].add(part)
    return [
        services.freeze(kind, key, frozenset(parts))
        for (kind, key), parts in sorted(printed.items())
        # The amount of one line says nothing of the year: its total has to be printed.
        if kind != FUNDING_YEAR.name or "" in parts
    ]


def release_contained(records: list[Frozen], edition, user) -> None:
    """Publish the records that an edition prints, if they have changed."""
    source = f"{edition.listing['title']}, edition {edition.number}"
    for record in records:
        services.store(record, user, source)
