"""Template tags that fill in the figures in text outside a document."""

from django import template
from django.utils.safestring import mark_safe

from reports.document.prose import Composer
from reports.document.references import has_references
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver

register = template.Library()

MISSING = (
    "This text cannot be shown because it contains a figure code that does not work."
)


@register.simple_tag
def filled(partnership, texts):
    """Lines of plain text with their figures filled in, as a list of safe HTML."""
    composer = _composer(partnership, texts)
    return [_whole(composer, lambda t=text: composer.inline(t, "")) for text in texts]


@register.simple_tag
def filled_rich(partnership, html):
    """Cleaned rich text with its figures filled in and headings from h3."""
    composer = _composer(partnership, [html])
    return _whole(composer, lambda: composer.rich(html, "", level=3))


def _composer(partnership, texts):
    return Composer(
        Resolver(partnership, [t for text in texts for t in tokens_in(text)])
    )


def _whole(composer, make):
    """The whole text, or an error message: part of a text could mislead."""
    composer.problems.clear()
    html = make().html
    if composer.problems or has_references(html):
        return MISSING
    return mark_safe(html)
