"""Financial years in templates."""

from django import template

from partnership.core.values import financial_years

register = template.Library()


@register.simple_tag
def year_span(first, last):
    """2016-17, or 2018-19 to 2019-20."""
    if first == last:
        return financial_years.label(first)
    return f"{financial_years.label(first)} to {financial_years.label(last)}"
