"""A report's address, title and kind, as lists print them."""

from django import template
from django.urls import reverse

from reports.public import queries

register = template.Library()


@register.simple_tag
def report_url(report, name="document"):
    """The address of a report's page; with `document_pdf` or `_json` of that format."""
    return reverse(f"reports:{name}", args=[report.kind, queries.rest_of(report)])


@register.simple_tag
def edition_url(edition, name="edition"):
    """The address of one edition's page; with `edition_pdf` of its PDF."""
    report = edition.report
    args = [report.kind, queries.rest_of(report), edition.number]
    return reverse(f"reports:{name}", args=args)


@register.filter
def file_size(size):
    """Bytes as a reader is told them: 412 KB, 1.2 MB."""
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} KB"
    return f"{size / 1_000_000:.1f} MB"


register.simple_tag(queries.title_of, name="report_title")
register.simple_tag(queries.kind_name, name="report_kind")
