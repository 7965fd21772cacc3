"""The terms of a partnership: those of a year for documents, today's for pages.

Public pages use the terms as they were when something was last published.
"""

import datetime as dt
import time
from collections.abc import Iterable

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import SimpleLazyObject

from partnership.core.releases.kinds import plain
from partnership.core.request_user import signed_in_user
from partnership.core.stored_pages import versions
from partnership.core.values.formatting import listed
from partnership.models import LocalTerm, Partnership
from partnership.models.wording import DEFAULTS, Word, use_terms

# How long another process may use the terms from before a change.
SECONDS = 5
FIELDS = ["key", "name", "plural", "short_name", "from_on", "to_on"]


class RecordedTerms:
    """All local terms, loaded again after a change: every page uses them."""

    def __init__(self):
        self.rows, self.until = None, 0.0

    def all(self) -> list[LocalTerm]:
        if self.rows is None or time.monotonic() > self.until:
            self.rows = sorted(
                LocalTerm.objects.all(), key=lambda row: row.from_on or dt.date.min
            )
            self.until = time.monotonic() + SECONDS
        return self.rows

    def forget(self):
        self.rows = None


recorded_terms = RecordedTerms()


def words_of(partnership, *years: int) -> dict[str, Word]:
    """Return the words of a partnership in the first of these years, by key.

    The office that gives the money is that of each year: “Commissioner and Mayor”. A
    CSP without a word of its own uses its county partnership's. The words are those of
    the middle of the year, which most people know it by.
    """
    found = words_on(partnership, middle_of(years[0]))
    if len(years) > 1:
        found["commissioner"] = _together(list(offices(partnership, years)))
    return found


def _together(words: list[Word]) -> Word:
    if len(words) == 1:
        return words[0]
    shorts = list(dict.fromkeys(word.short for word in words))
    return Word(listed(words), listed([word.plural for word in words]), listed(shorts))


def offices(partnership, years: Iterable[int]) -> dict[Word, list[int]]:
    """The office that gives the money, Commissioner or Mayor, and the years of each."""
    found: dict[Word, list[int]] = {}
    for year in years:
        found.setdefault(words_of(partnership, year)["commissioner"], []).append(year)
    return found


def middle_of(year: int) -> dt.date:
    return dt.date(year, 9, 30)


def words_on(partnership: Partnership | None, day: dt.date) -> dict[str, Word]:
    """Return the words of a partnership on a day, by key."""
    return _words(_rows_of(partnership), day)


def _rows_of(partnership: Partnership | None) -> list[LocalTerm]:
    """Terms for everyone, then those of the county partnership, then its own."""
    owners: list[int | None] = [None]
    if partnership:
        owners += [partnership.county_partnership_id, partnership.pk]
    rows = recorded_terms.all()
    return [
        row
        for owner in dict.fromkeys(owners)
        for row in rows
        if row.partnership_id == owner
    ]


def _words(rows: Iterable[LocalTerm], day: dt.date) -> dict[str, Word]:
    found = dict(DEFAULTS)
    for row in rows:
        if is_on(row, day):
            found[row.key] = Word(row.name, row.plural, row.short_name)
    return found


def is_on(row, day: dt.date) -> bool:
    starts, ends = row.from_on or dt.date.min, row.to_on or dt.date.max
    return starts <= day <= ends


def _home_rows() -> list[LocalTerm]:
    return _rows_of(Partnership.objects.home() if recorded_terms.all() else None)


def home_terms() -> dict[str, Word]:
    """Today's terms of the home partnership."""
    return _words(_home_rows(), timezone.localdate())


@versions.freezes("terms")
def frozen_terms() -> list[dict]:
    """The past and future terms of the home partnership, as JSON."""
    recorded_terms.forget()
    return [
        plain({name: getattr(row, name) for name in FIELDS}) for row in _home_rows()
    ]


def published_terms() -> dict[str, Word]:
    """Today's terms of the home partnership, as they were last published."""
    rows = [_thawed(fields) for fields in versions.frozen("terms")]
    return _words(rows, timezone.localdate())


def _thawed(fields: dict) -> LocalTerm:
    dates = {name: parse_date(fields[name] or "") for name in ["from_on", "to_on"]}
    return LocalTerm(**(fields | dates))


def terms_for(request) -> dict[str, Word]:
    """The published terms; people who work with drafts see the draft terms."""
    return home_terms() if sees_drafts(request) else published_terms()


def sees_drafts(request) -> bool:
    if settings.SHOW_DRAFTS:
        return True
    # Pages for anonymous readers are stored, so they must not depend on the user.
    user = signed_in_user(request)
    return user is not None and user.has_perm("core.view_release")


class LocalTermsMiddleware:
    """Show each page in the home partnership's own terms."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with use_terms(SimpleLazyObject(lambda: terms_for(request))):
            return self.get_response(request)


def forget_terms(sender, **kwargs):
    """Let drafts and their pages use a changed term at once."""
    recorded_terms.forget()


for signal in (post_save, post_delete):
    signal.connect(forget_terms, sender=LocalTerm, dispatch_uid="local-terms")
