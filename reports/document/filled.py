"""Texts outside a document, with their figures filled in."""

from django.utils.safestring import mark_safe

from partnership.core.text.token_display import filler
from reports.document.prose import Composer
from reports.document.references import has_references
from reports.figures.grammar import tokens_in
from reports.figures.resolver import Resolver

MISSING = (
    "This text cannot be shown because it contains a figure code that does not work."
)


@filler
def fill_in(texts, is_rich):
    """Lines of plain text, or cleaned rich text with headings from h3, as safe HTML."""
    tokens = [token for own in texts.values() for t in own for token in tokens_in(t)]
    filled, resolver = {}, None
    for partnership, own in texts.items():
        resolver = Resolver(partnership, tokens, like=resolver)
        composer = Composer(resolver)
        filled[partnership] = {text: _whole(composer, text, is_rich) for text in own}
    return filled


def _whole(composer, text, is_rich):
    """The whole text, or an error message: part of a text could mislead."""
    composer.problems.clear()
    made = composer.rich(text, "", level=3) if is_rich else composer.inline(text, "")
    if composer.problems or has_references(made.html):
        return MISSING
    return mark_safe(made.html)
