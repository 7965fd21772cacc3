"""Names sort as people expect, in the database and in Python."""

import pytest

from partnership.core.values.names import sort_key
from partnership.models import Person
from tests.builders import a_membership, a_partner, a_person

pytestmark = pytest.mark.django_db

NAMES = ["Åberg", "de Sample", "Éxample", "Łexample", "Zed"]


def test_database_sorts_names_of_any_language():
    for name in reversed(NAMES):
        a_person(name=name)

    assert list(Person.objects.values_list("name", flat=True)) == NAMES


def test_related_names_are_sorted_too():
    for name in reversed(NAMES):
        a_membership(partner=a_partner(name=name))

    rows = a_membership().__class__.objects.order_by("partner__name")
    assert [row.partner.name for row in rows if row.partner.name in NAMES] == NAMES


def test_python_sorts_them_alike():
    assert sorted(reversed(NAMES), key=sort_key) == NAMES


def test_names_that_differ_in_case_only_are_two():
    for name in ("Zed", "zed"):
        a_person(name=name)

    assert Person.objects.filter(name="zed").count() == 1
