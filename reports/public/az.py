"""Every public page by the first letter of its title, for reading without search."""

import re
from collections import Counter
from itertools import groupby

from django.views.generic import TemplateView

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from reports.public import queries

NUMBER = re.compile(r"[0-9]+[.)] ")


def entries() -> list[tuple[str, str]]:
    """Return the title and address of each page; equal titles get more words."""
    found = [
        (row.title, row.partnership, f"/{row.path}/") for row in queries.published()
    ]
    for kind in KINDS.values():
        for row in public_rows(kind.name):
            title = NUMBER.sub("", row["name"], count=1)
            found.append((title, _about(kind, row), kind.url(row["code"])))
    times = Counter(title.casefold() for title, _of, _url in set(found))
    named = {
        (f"{title}: {of}" if times[title.casefold()] > 1 else title, url)
        for title, of, url in found
    }
    return sorted(named, key=lambda pair: (pair[0].casefold(), pair[1]))


def _about(kind, row) -> str:
    """Return words that distinguish a record from others of the same name."""
    owner = row.get("partnership") or row.get("plan") or {}
    about = owner.get("name") or row.get("theme") or str(kind.label)
    years = row.get("from_year") and financial_years.label(row["from_year"])
    return f"{about}, {years}" if years else about


def _letter(entry) -> str:
    first = entry[0][:1].upper()
    return first if first.isalpha() else "0 to 9"


class AToZ(ReaderMixin, TemplateView):
    template_name = "reports/az.html"

    def get_context_data(self, **kwargs):
        letters = [
            (letter, list(pairs)) for letter, pairs in groupby(entries(), _letter)
        ]
        return super().get_context_data(letters=letters, **kwargs)
