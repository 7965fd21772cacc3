"""The navigation and the filters of the public pages."""

from django import template
from django.forms import Select
from django.urls import reverse

from partnership.models.wording import local

register = template.Library()

# Label, view name, and other view names in the section.
SECTIONS = [
    (
        "Documents",
        "reports:document_list",
        ["reports:document", "reports:edition", "reports:editions", "reports:compare"],
    ),
    (
        local("{priority.plural_start}"),
        "priorities:priority_list",
        [
            "priorities:priority_detail",
            "priorities:objective_list",
            "priorities:objective_detail",
        ],
    ),
    ("Funding", "funding:overview", ["funding:fund_detail", "funding:line_detail"]),
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


@register.simple_tag(takes_context=True)
def grouped_fields(context, form):
    """Return the fields of filters to type in, and those to select from, which fold.

    A filter that is in the address was chosen, so it is not folded.
    """
    folded = [field for field in form if isinstance(field.field.widget, Select)]
    query = context["request"].GET
    return {
        "first": [field for field in form if field not in folded],
        "folded": folded,
        "is_chosen": any(query.get(field.html_name) for field in folded),
    }
