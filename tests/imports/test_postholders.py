"""Imports of people who held a post twice."""

import datetime as dt

import pytest
from tablib import Dataset

from partnership.core.imports.resource import RESOURCES
from partnership.models import Tenure
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIRST, SECOND, THIRD = ("2012-05-01", "2014-04-30"), ("2018-05-01", ""), ("", "")


@pytest.mark.parametrize(
    ("stored", "rows", "expected"),
    [
        ([], [FIRST, SECOND], [FIRST, SECOND]),
        ([FIRST], [SECOND], [FIRST, SECOND]),
        ([SECOND], [FIRST], [FIRST, SECOND]),
        ([FIRST], [FIRST, SECOND], [FIRST, SECOND]),
        (
            [FIRST, SECOND],
            [("2018-05-01", "2020-01-31")],
            [FIRST, ("2018-05-01", "2020-01-31")],
        ),
        # One record without dates, or dates that are corrected.
        ([("", "")], [FIRST], [FIRST]),
        ([FIRST], [("2012-06-01", "2014-04-30")], [("2012-06-01", "2014-04-30")]),
        ([FIRST], [None], [FIRST]),
        ([FIRST, SECOND], [None], "This row matches 2 tenures. Enter “from”"),
        ([], [None, None], "have the same person and post"),
    ],
)
def test_row_updates_the_tenure_with_its_dates(stored, rows, expected):
    person, post = builders.a_person(), builders.a_post()
    for days in stored:
        builders.a_tenure(person=person, post=post, **in_fields(days))
    dataset = Dataset(headers=["person", "post", *(["from", "to"] if rows[0] else [])])
    for days in rows:
        dataset.append([person.code, post.code, *(days or [])])

    result = RESOURCES[Tenure]().import_data(dataset)

    if isinstance(expected, str):
        assert expected in str(result.errors[0])
    else:
        assert result.errors == []
        found = Tenure.objects.order_by("from_on").values_list("from_on", "to_on")
        assert [tuple(str(day or "") for day in days) for days in found] == expected
        again = RESOURCES[Tenure]().import_data(RESOURCES[Tenure]().export())
        assert again.totals["skip"] == len(expected)


def in_fields(days):
    from_on, to_on = (dt.date.fromisoformat(day) if day else None for day in days)
    return {"from_on": from_on, "to_on": to_on}
