"""The logos of the partnership's members, in the order of their names."""

from dataclasses import dataclass, field
from typing import ClassVar

from partnership.core.values.names import sort_key
from reports.document.files import Picture
from reports.document.records_used import use
from reports.document.tree import FileBlock


@dataclass
class PartnerLogos(FileBlock):
    """Logos in a row; `base` is the address of the document."""

    template: ClassVar[str] = "partner_logos"

    items: list[Picture] = field(default_factory=list)


def collect(context) -> PartnerLogos:
    """The logos of members on the report's day; members without one are left out."""
    partners = {row.partner.pk: row.partner for row in context.memberships}
    use(*(partner for partner in partners.values() if partner.logo))
    return PartnerLogos(
        [
            Picture(partner.logo, partner.name, partner.code, partner.name)
            for partner in sorted(partners.values(), key=lambda row: sort_key(row.name))
            if partner.logo
        ],
        f"/{context.report.path}/",
    )
