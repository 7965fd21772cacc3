"""Every public page by the first letter of its title, for reading without search."""

from itertools import groupby

from django.views.generic import TemplateView

from partnership.core.pages.mixins import ReaderMixin
from partnership.core.releases.kinds import KINDS
from partnership.core.releases.queries import public_rows
from reports.public import queries


def titles_and_urls() -> list[tuple[str, str]]:
    found = [(row.title, f"/{row.path}/") for row in queries.published()]
    for kind in KINDS.values():
        found += [
            (row["name"], kind.url(row["code"])) for row in public_rows(kind.name)
        ]
    return sorted(set(found), key=lambda pair: (pair[0].casefold(), pair[1]))


def _letter(pair) -> str:
    first = pair[0][:1].upper()
    return first if first.isalpha() else "0 to 9"


class AToZ(ReaderMixin, TemplateView):
    template_name = "reports/az.html"

    def get_context_data(self, **kwargs):
        letters = [
            (letter, list(pairs))
            for letter, pairs in groupby(titles_and_urls(), _letter)
        ]
        return super().get_context_data(letters=letters, **kwargs)
