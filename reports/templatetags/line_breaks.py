"""A filter for the markup of documents on a screen."""

import re

from django import template
from django.utils.safestring import mark_safe

register = template.Library()

# A drawing or a tag, which stays as it is; years, but not as part of an address; or a
# word that is wider than a column.
PARTS = re.compile(
    r"(<svg\b.*?</svg>|<[^>]*>)"
    r"|(?<![\w/.=&#-])(\d{4}-\d{2}(?:\d{2})?)(?![\w/-])"
    r"|([^\W\d_]{25,})",
    re.DOTALL,
)
# Parts of a long word; a browser puts as many on a line as fit.
LETTERS = re.compile(r"\w{12}(?=\w)")


@register.filter
def fit_lines(html):
    """The markup with years such as 2016-17 on one line, and long words on several."""
    return mark_safe(PARTS.sub(_fitted, html))


def _fitted(match):
    markup, years, word = match.groups()
    if word:
        return LETTERS.sub(r"\g<0><wbr>", word)
    return markup or f'<span class="whole">{years}</span>'
