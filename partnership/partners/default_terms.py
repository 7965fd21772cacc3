"""The default house style: terms for community safety in the UK, to start from."""

import csv

from django.conf import settings

from partnership.models import Term

FILE = "fixtures/default_terms.csv"


def add_default_terms() -> int:
    """Add the default terms that the glossary lacks; return how many.

    Officers can change and delete them like any other term. A term that is there
    already, or an abbreviation that another record of the glossary explains, stays as
    it is.
    """
    known = {term.term.casefold() for term in Term.objects.all()}
    known |= {line.casefold() for t in Term.objects.all() for line in _lines(t)}
    number = 0
    with (settings.BASE_DIR / FILE).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["term"].casefold() not in known:
                row["is_form"] = row["is_form"] == "yes"
                row["instead_of"] = row["instead_of"].replace(" | ", "\n")
                Term.objects.create(**row)
                number += 1
    return number


def _lines(term) -> list[str]:
    return term.instead_of.splitlines()
