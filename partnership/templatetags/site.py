"""The navigation of the public pages."""

from django import template
from django.urls import reverse

from partnership.models.wording import local

register = template.Library()

# Label, view name, and other view names in the section.
SECTIONS = [
    ("Documents", "reports:document_list", ["reports:document"]),
    (
        local("{priority.plural_start}"),
        "priorities:priority_list",
        [
            "priorities:priority_detail",
            "priorities:objective_list",
            "priorities:objective_detail",
        ],
    ),
    ("Funding", "funding:overview", ["funding:fund_detail"]),
    ("Measures", "priorities:measure_list", ["priorities:measure_detail"]),
    (
        "Partners",
        "partnership:partner_list",
        [
            "partnership:partner_detail",
            "partnership:partnership_list",
            "partnership:partnership_detail",
        ],
    ),
]


@register.inclusion_tag("partials/navigation.html", takes_context=True)
def site_navigation(context):
    """Render the sections of the site, with the current one marked."""
    match = getattr(context.get("request"), "resolver_match", None)
    here = match.view_name if match else ""
    sections = []
    for label, name, names in SECTIONS:
        current = "page" if here == name else "true" if here in names else ""
        sections.append((label, reverse(name), current))
    return {"sections": sections}
