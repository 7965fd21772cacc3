"""Imports of people who held a post twice."""

import datetime as dt

import pytest
from tablib import Dataset

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.rows.resource import RESOURCES
from partnership.models import Tenure
from partnership.partners.resources import PersonNameWidget
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


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Jane Smith (Health & Wellbeing)", "words-after"),
        ("Jane Smith (Head of Housing/Planning)", "words-after"),
        ("Jane Smith (Health and Wellbeing Board Lead)", "words-after"),
        ("Smith, Jane (R&D)", "words-after"),
        ("R&D Manager", ""),
        ("Ann Example / Bo Sample", "2 people"),
        ("Ann Example/Bo Sample", "2 people"),
        ("Mr & Mrs Example", "2 people"),
        ("Ann Example & J. Sample", "2 people"),
        ("Ann Example (chair) & Bo Sample (deputy)", "2 people"),
        ("Ann Example and Bo Sample", "2 people"),
    ],
)
def test_cell_of_two_people_is_refused(name, kind):
    widget = PersonNameWidget()
    if not kind:
        assert widget.read(name) == name
    elif kind == "2 people":
        with pytest.raises(ValueError, match="looks like 2 people"):
            widget.read(name)
    else:
        with pytest.raises(AmbiguousCell) as raised:
            widget.read(name)
        assert raised.value.kind == kind
