"""Template tags for a report's URL, title and document type."""

from django import template
from django.urls import reverse

from partnership.core.files.names import size_in_words
from reports.publication import listings

register = template.Library()


@register.simple_tag
def report_url(report, name="document"):
    """The URL of a document's page, or of `document_pdf` or `document_json`."""
    kind, _, rest = report.path.partition("/")
    return reverse(f"reports:{name}", args=[kind, rest])


@register.simple_tag
def edition_url(edition, name="edition"):
    """The URL of an edition's page, or of `edition_pdf` or `edition_json`."""
    kind, _, rest = edition.path.partition("/")
    return reverse(f"reports:{name}", args=[kind, rest, edition.number])


register.filter("file_size", size_in_words)
register.simple_tag(listings.title_of, name="report_title")
