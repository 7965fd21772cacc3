"""A filter for the markup of documents on a screen."""

import re

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# A drawing or a tag, which stays as it is; or years, but not as part of an address.
YEARS = re.compile(
    r"(<svg\b.*?</svg>|<[^>]*>)|(?<![\w/.=&#-])(\d{4}-\d{2}(?:\d{2})?)(?![\w/-])",
    re.DOTALL,
)


@register.filter
def whole_years(html):
    """The markup with years such as 2016-17 kept on one line: browsers break them."""
    return mark_safe(YEARS.sub(_whole, html))


def _whole(match):
    return match[1] or f'<span class="whole">{match[2]}</span>'
