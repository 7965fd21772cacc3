"""Financial years in templates."""

from django import template

from partnership import years

register = template.Library()


@register.simple_tag
def year_span(first, last):
    """2016-17, or 2018-19 to 2019-20."""
    if first == last:
        return years.label(first)
    return f"{years.label(first)} to {years.label(last)}"
