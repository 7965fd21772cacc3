"""The pictures and supplements of a report, as its document shows them."""

from reports.blocks.supplements import Supplement, Supplements
from reports.document import tree
from reports.document.files import Picture
from reports.models import Report

SECTION = "supplements-list"
HEADING = "Supplements"


def pictures_of(report: Report) -> dict[str, Picture]:
    """The pictures of a report by key, the one on its cover among them."""
    return {
        row.key: Picture(
            row.file,
            row.caption or row.key,
            row.key,
            row.alternative_text,
            row.caption,
            row.credit,
            row.cover_part,
        )
        for row in report.pictures.all()
    }


def cover_of(report: Report) -> Picture | None:
    """The picture on the cover, if there is one."""
    row = report.pictures.filter(is_cover=True).first()
    return pictures_of(report)[row.key] if row else None


def supplements_section(report: Report) -> tree.SectionNode | None:
    """A last section that lists the supplements; None without any."""
    items = [
        Supplement(row.file, row.title, row.number)
        for row in report.supplements.order_by("number")
    ]
    if not items:
        return None
    block = Supplements(items, f"/{report.path}/")
    return tree.SectionNode(SECTION, HEADING, "none", blocks=[block], runs_on=True)
