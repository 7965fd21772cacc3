"""Words with figures as tokens, filled in outside a document."""

from django import template
from django.utils.safestring import mark_safe

from reports.document.prose import (
    REFERENCE,
    Composer,
)
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver

register = template.Library()

MISSING = "These words cannot be shown at the moment: a figure in them is not known."


@register.simple_tag
def filled(partnership, texts):
    """Lines of plain text with their figures put in, as safe HTML, in a list."""
    composer = _composer(partnership, texts)
    return [_whole(composer, lambda t=text: composer.inline(t, "")) for text in texts]


@register.simple_tag
def filled_rich(partnership, html):
    """Cleaned rich text with its figures put in, its headings from h3 on."""
    composer = _composer(partnership, [html])
    return _whole(composer, lambda: composer.rich(html, "", level=3))


def _composer(partnership, texts):
    return Composer(
        Resolver(partnership, [t for text in texts for t in tokens_in(text)])
    )


def _whole(composer, make):
    """All of the words or a sentence that says so: half of them could mislead."""
    composer.problems.clear()
    html = make().html
    if composer.problems or REFERENCE.search(html):
        return MISSING
    return mark_safe(html)
