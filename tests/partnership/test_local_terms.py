"""A partnership's own names for things, by year."""

import datetime as dt

import pytest

from partnership.models import LocalTerm
from partnership.partners.local_terms import words_of
from tests.builders import a_local_term, a_partnership
from tests.refusals import assert_breaks, assert_refused

pytestmark = pytest.mark.django_db


def test_words_have_defaults_and_forms():
    words = words_of(a_partnership(), 2016)

    assert set(words) == set(LocalTerm.Key.values)
    line = "{assessment}; {csp.plural} ({csp.short}); {priority.plural_start}"
    assert line.format(**words) == (
        "Strategic Assessment; Community Safety Partnerships (CSP); Priorities"
    )


def test_own_word_comes_before_the_countys_and_everybodys():
    county = a_partnership()
    csp = a_partnership(county_partnership=county)
    a_local_term(key="csp", name="Safety Board", partnership=None)
    a_local_term(key="csp", name="Safer Group", partnership=county)

    assert words_of(a_partnership(), 2016)["csp"] == "Safety Board"
    assert words_of(csp, 2016)["csp"] == "Safer Group"

    a_local_term(key="csp", name="Hub", plural="Hubs", partnership=csp)
    assert words_of(csp, 2016)["csp"].plural == "Hubs"


def test_office_is_that_of_the_documents_year():
    partnership = a_partnership()
    office = {"key": "commissioner", "partnership": partnership}
    a_local_term(name="Commissioner", to_on=dt.date(2017, 5, 7), **office)
    a_local_term(name="Mayor", from_on=dt.date(2017, 5, 8), **office)

    assert words_of(partnership, 2016)["commissioner"] == "Commissioner"
    assert words_of(partnership, 2017)["commissioner"] == "Mayor"


DAY = dt.date(2016, 4, 1)


@pytest.mark.parametrize(
    ("name", "is_for_all", "from_on"),
    [
        ("localterm_one_from_a_day", False, DAY),
        ("localterm_one_without_start", False, None),
        ("localterm_one_for_all_from_a_day", True, DAY),
        ("localterm_one_for_all_without_start", True, None),
    ],
)
def test_one_word_from_a_day(name, is_for_all, from_on):
    first = a_local_term(
        from_on=from_on, **({"partnership": None} if is_for_all else {})
    )
    row = a_local_term(key="csp", from_on=from_on, partnership=first.partnership)
    row.key = first.key

    assert_refused(row, name)


def test_word_does_not_end_before_it_starts():
    assert_breaks(
        a_local_term, "localterm_ends_after_start", {"to_on": dt.date(2016, 3, 31)}
    )
