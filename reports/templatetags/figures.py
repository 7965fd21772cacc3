"""Template tags that fill in the figures in text outside a document."""

from django import template

from partnership.core.text.token_display import fill

register = template.Library()


@register.simple_tag
def filled(partnership, texts):
    """Lines of plain text with their figures filled in, as a list of safe HTML."""
    found = fill({partnership: texts})[partnership]
    return [found[text] for text in texts]


@register.simple_tag
def filled_rich(partnership, html):
    """Cleaned rich text with its figures filled in and headings from h3."""
    return fill({partnership: [html]}, is_rich=True)[partnership][html]
