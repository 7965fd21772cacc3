"""Adding and changing many records at once, with their versions."""

import pytest

from partnership.core.history import bulk
from partnership.models import Term

pytestmark = [pytest.mark.database, pytest.mark.django_db]

# What may mean something to the database when many rows are sent to it at once.
TEXTS = ["a\tb", "a\nb\r\nc", "C:\\new", "\\N", "\\.", "NULL", "é ’ 😀", "", "%s 'x'"]


def test_texts_are_stored_as_they_are():
    new = [Term(term=f"T{n}", full_version=text) for n, text in enumerate(TEXTS)]

    values = bulk.values_of(Term, new, are_new=True)
    ids = bulk.add(Term, values)
    bulk.add_versions(Term, values, "+", None, TEXTS)
    for row, row.pk in zip(new, ids, strict=True):
        row.meaning = row.full_version
    bulk.change(Term, bulk.values_of(Term, new, are_new=False), ["meaning"])

    stored = Term.objects.order_by("pk")
    assert [row.pk for row in stored] == ids
    assert [row.full_version for row in stored] == TEXTS
    assert [row.meaning for row in stored] == TEXTS
    versions = Term.history.order_by("history_id")
    assert list(versions.values_list("full_version", flat=True)) == TEXTS
    assert list(versions.values_list("history_change_reason", flat=True)) == TEXTS


def test_versions_leave_the_values_of_their_records_as_they_are():
    values = bulk.values_of(Term, [Term(term="ABC")], are_new=True)
    bulk.add(Term, values)

    ids = [bulk.add_versions(Term, values, kind, None, [""]) for kind in "+~"]

    versions = Term.history.order_by("history_id")
    assert [[row.history_id] for row in versions] == ids
    assert [row.history_type for row in versions] == ["+", "~"]
