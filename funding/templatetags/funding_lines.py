"""Funding lines and targets of a priority, an objective or a recipient."""

from django import template

from funding.stories import lines_for_measures, lines_received, targets_of
from partnership.models.wording import terms

register = template.Library()


@register.inclusion_tag("funding/line_links.html")
def funding_for_measures(rows):
    """Links to the lines whose recipients report on these rows' measures."""
    return {
        "lines": lines_for_measures(row["code"] for row in rows),
        "local_terms": terms,
    }


@register.inclusion_tag("funding/line_links.html")
def funding_received(kind, code):
    return {"lines": lines_received(kind, code), "local_terms": terms}


@register.inclusion_tag("funding/targets.html")
def targets_for_measures(rows):
    """The targets of these rows' measures, and whether they were met."""
    return {"targets": targets_of(row["code"] for row in rows)}
