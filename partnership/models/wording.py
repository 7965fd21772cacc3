"""The interface in a county's own terms, which are filled in when text is read.

    help_text=local("The {priority} it measures, if any.")
    f"No {terms.priority} of {year} has {terms.objective.short.a}."

`use_terms` sets the terms for a block of code: those of the home partnership in a
request, those of its partnership and year in a document and its checks. Elsewhere, as
in migrations, they are the defaults.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.functional import lazystr
from django.utils.text import capfirst

from partnership.core.models.display import with_article


class Word(str):
    """A term, with the other forms in which text uses it.

    `{csp}`, `{csp.plural}`, `{csp.short}` and `{objective.start}`, which begins with a
    capital letter for headings and starts of sentences; `{objective.a}` is “an
    objective”. The usual names are in lower case where pages say
    `{csp.common}` or, at the start, `{csp.common_start}`; a county’s own as entered.
    """

    plural: str
    short: str
    short_plural: str
    is_usual: bool

    def __new__(cls, name, plural="", short="", short_plural="", is_usual=False):
        word = super().__new__(cls, name)
        word.is_usual = is_usual
        word.plural = plural or f"{name}s"
        word.short = short or str(name)
        word.short_plural = short_plural or (f"{short}s" if short else word.plural)
        return word

    @property
    def start(self):
        return capfirst(str(self))

    @property
    def plural_start(self):
        return capfirst(self.plural)

    @property
    def short_start(self):
        return capfirst(self.short)

    @property
    def short_plural_start(self):
        return capfirst(self.short_plural)

    @property
    def common(self):
        return self.lower() if self.is_usual else str(self)

    @property
    def common_plural(self):
        return self.plural.lower() if self.is_usual else self.plural

    @property
    def common_start(self):
        return capfirst(self.common)

    @property
    def common_plural_start(self):
        return capfirst(self.common_plural)

    @property
    def a(self):
        return with_article(str(self))

    @property
    def a_start(self):
        return capfirst(self.a)

    @property
    def short_a(self):
        return with_article(self.short)


DEFAULTS = {
    "commissioner": Word("Police and Crime Commissioner", short="Commissioner"),
    "assessment": Word("Strategic Assessment", short="assessment"),
    "agreement": Word("Community Safety Agreement", short="agreement", is_usual=True),
    "partnership_plan": Word("Community Safety Plan", short="plan", is_usual=True),
    "objective": Word("strategic objective", short="objective"),
    "priority": Word("priority", "priorities"),
    "theme": Word("cross-cutting theme"),
    "csp": Word("Community Safety Partnership", short="CSP", is_usual=True),
    "county_partnership": Word("county partnership"),
    "district": Word("district"),
    "allocation": Word("allocation"),
    "committee": Word("scrutiny committee", short="scrutiny"),
    "delivery_plan": Word("delivery plan"),
    "division": Word("division"),
}

_in_use: ContextVar[Mapping[str, str]] = ContextVar("terms", default=DEFAULTS)


@contextmanager
def use_terms(found: Mapping[str, str]):
    """Use these terms for text within the block, for example those of a document."""
    token = _in_use.set(found)
    try:
        yield
    finally:
        _in_use.reset(token)


class Terms:
    """The terms in use, as attributes: `terms.priority.plural`."""

    def __getattr__(self, key) -> Word:
        if key not in DEFAULTS:
            raise AttributeError(key)
        word = _in_use.get()[key]
        assert isinstance(word, Word), key
        return word


terms = Terms()


class LocalText(str):
    """Text with placeholders for the terms in use."""

    def __str__(self):
        return str.format_map(self, _in_use.get())


def local(wording: str):
    """Return text with placeholders that are filled in each time it is read."""
    return lazystr(LocalText(wording))


def worded(wording: str) -> str:
    """Return text with its placeholders filled in now."""
    return str(LocalText(wording))
