"""Plain texts with their figures filled in, for lists of records."""

from partnership.core.text.token_display import reader
from partnership.models import Partnership
from reports.errors import TokenError
from reports.figures.grammar import Token, scan, tokens_in
from reports.figures.resolver import Resolver


@reader
def fill_in_figures(texts: list[str]) -> dict[str, str]:
    """The texts as the home partnership's documents print them.

    A token without a match in this partnership's data stays as typed.
    """
    home = Partnership.objects.filter(is_home=True).first()
    if home is None:
        return {}
    tokens = [token for text in texts for token in tokens_in(text)]
    resolver = Resolver(home, tokens)
    return {text: _read(resolver, text) for text in texts}


def _read(resolver, text):
    try:
        parts = scan(text)
    except TokenError:
        return text
    return "".join(
        _figure(resolver, part) if isinstance(part, Token) else part for part in parts
    )


def _figure(resolver, token):
    try:
        return resolver.figure(token).text
    except TokenError:
        return token.source
