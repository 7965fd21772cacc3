"""The navigation of the staff area."""

from django import template
from django.urls import NoReverseMatch, reverse

from partnership.core.values import financial_years
from partnership.models.wording import local
from reports.public import queries
from reports.publication import review
from reports.staff.year_status import CHOSEN_YEAR

register = template.Library()

# Label and URL names; the first one that exists is used.
SECTIONS = [
    ("This year", [("staff:dashboard", [])]),
    ("Documents", [("records:list", ["documents"]), ("reports:document_list", [])]),
    (
        local("{priority.plural_start}"),
        [("records:list", ["priorities"]), ("priorities:priority_list", [])],
    ),
    ("Funding", [("records:list", ["settlements"]), ("funding:overview", [])]),
    ("Measures", [("records:list", ["measures"]), ("priorities:measure_list", [])]),
    ("Partners", [("records:list", ["partners"]), ("partnership:partner_list", [])]),
    ("Published figures", [("staff:releases", [])]),
    ("All records", [("records:index", [])]),
    ("Help", [("staff:help", [])]),
]
# URL namespaces of pages about one document.
OF_DOCUMENTS = {"documents", "editor"}


@register.inclusion_tag("documents/review_notice.html", takes_context=True)
def review_notice(context, report):
    """A link to approve the draft, for a user whose review it waits for."""
    rows = review.waiting_for(context["request"].user)
    return {"reviewer": rows.filter(report=report.pk).first()}


@register.inclusion_tag("partials/navigation.html", takes_context=True)
def staff_navigation(context):
    """The sections of the staff area, the current one marked, and the working year."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    record = context.get("record")
    open_group = getattr(record, "group", "")
    if match and match.app_name in OF_DOCUMENTS:
        open_group = "Documents"
    sections = []
    for label, places in SECTIONS:
        if address := first_address(places):
            here = request is not None and request.path == address
            current = "page" if here else "true" if label == open_group else ""
            sections.append((label, address, current))
    year = selected_year(request, context.get("report"))
    return {"sections": sections, "year": year}


def first_address(places) -> str:
    """The URL of the first page that exists; empty if none does."""
    for name, args in places:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


def selected_year(request, report=None) -> str:
    """The open document’s year, else the chosen year, else the latest agreement’s."""
    if report is None and request is not None and CHOSEN_YEAR in request.session:
        return financial_years.label(request.session[CHOSEN_YEAR])
    year = report.year if report else queries.newest_agreement_year()
    return "" if year is None else financial_years.label(year)
