"""Records with a first and a last day: the database and Python agree."""

import datetime as dt

import pytest

from partnership.core.models.dated import between, is_between
from partnership.models import Coverage
from tests.builders import a_coverage

pytestmark = pytest.mark.django_db

FIRST, LAST = dt.date(2016, 4, 1), dt.date(2017, 3, 31)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("from_on", "to_on", "expected"),
    [
        (None, None, True),
        (None, FIRST - DAY, False),
        (None, FIRST, True),
        (LAST, None, True),
        (LAST + DAY, None, False),
        (FIRST - DAY, LAST + DAY, True),
    ],
)
def test_record_exists_from_its_first_to_its_last_day(from_on, to_on, expected):
    row = a_coverage(from_on=from_on, to_on=to_on)

    assert is_between(row, FIRST, LAST) is expected
    assert Coverage.objects.filter(between(FIRST, LAST)).exists() is expected
