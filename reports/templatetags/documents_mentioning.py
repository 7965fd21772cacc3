"""Documents about a record: those that print it, and those of a partnership."""

from django import template
from django.conf import settings

from partnership.core.models import SearchEntry
from reports.public import queries

register = template.Library()
SHOWN = 30


@register.inclusion_tag("reports/documents_mentioning.html")
def documents_mentioning(kind, code):
    """The newest documents that print a record, with links to their sections."""
    entries = SearchEntry.printing(kind, code)
    if not settings.SHOW_DRAFTS:
        entries = entries.filter(is_draft=False)
    documents: dict[str, list[SearchEntry]] = {}
    for entry in entries.defer("body", "records").order_by("-year", "url", "pk"):
        documents.setdefault(entry.url, []).append(entry)
    return {"documents": list(documents.values())[:SHOWN]}


@register.inclusion_tag("reports/documents_of.html")
def documents_of(code):
    """The documents of a partnership, newest first."""
    rows = [row for row in queries.published() if row.partnership_code == code]
    return {"documents": rows}
