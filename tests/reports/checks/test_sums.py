"""Parts and wholes, averages, and wholes that are not given."""

import pytest

from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def messages(body, name="parts-and-total"):
    return [one.message for one in found(draft_with(body), name)]


@pytest.mark.parametrize(
    "body",
    [
        "126 took part, of whom 41 met face to face and 119 did not.",
        "126 took part: 41 face to face and 119 indirectly.",
        "41 met face to face and 119 did not, 126 in all.",
    ],
)
def test_two_parts_that_make_more_than_their_whole_are_reported(body):
    (issue,) = found(draft_with(f"<p>{body}</p>"), "parts-and-total")
    assert "160" in issue.message and issue.excerpt == "126"
    # Only “in all” leaves no room for parts that overlap.
    assert issue.is_error == body.endswith("in all.")


@pytest.mark.parametrize(
    "body",
    [
        "160 took part, of whom 41 met face to face and 119 did not.",
        "160 took part, of whom 41 (17% of 235) met face to face and 119 did not.",
        "160 took part, including 41 face to face and 50 by letter.",
        "They made 2 notices, 3 orders and 3 injunctions, 8 actions in all.",
        "The grants of £100, £200 and £300 make a total of £600.",
        "Up to 100 came: 41 by day and 50 by night.",
        "We held 3 meetings: 41 came to the first and 35 to the second.",
        "30 officers and 40 wardens made a total of 5 visits.",
    ],
)
def test_parts_that_may_be_right_raise_nothing(body):
    assert messages(f"<p>{body}</p>") == []


def test_a_list_that_leaves_some_out_warns():
    body = (
        "<p>26 found work: 3 at a shop, 1 at a bank, 4 in building and 2 in care.</p>"
    )
    (issue,) = found(draft_with(body), "parts-and-total")
    assert issue.message == "The parts named come to 10; 16 of 26 are not named."
    assert not issue.is_error


def test_list_items_are_added_up():
    items = "<ul><li>3 at a shop</li><li>14 in building</li></ul>"
    assert messages(f"<p>26 found work:</p>{items}") == [
        "The items add up to 17; 9 of 26 are not in the list."
    ]


def test_list_items_that_add_up_raise_nothing():
    items = "<ul><li>12 at a shop</li><li>14 in building</li></ul>"
    assert messages(f"<p>26 found work:</p>{items}") == []


def table_with(total):
    rows = [("Lights", "57,127"), ("Gates", "249,866"), ("Total", total)]
    cells = "".join(f"<tr><td>{name}</td><td>{n}</td></tr>" for name, n in rows)
    return f"<table><tbody>{cells}</tbody></table>"


def test_a_typed_total_that_its_column_does_not_make_warns():
    assert messages(table_with("306,992")) == [
        "The column adds up to 306,993, not 306,992."
    ]


def test_a_typed_total_that_its_column_makes_raises_nothing():
    assert messages(table_with("306,993")) == []


def test_an_average_that_its_numbers_do_not_give_warns():
    body = "<p>They gave an average of 60 hours. In all 81 people gave 4,694 hours.</p>"
    assert messages(body, "calculation") == [
        "4,694 hours for 81 make 58 on average, not 60."
    ]


def test_an_average_that_its_numbers_give_raises_nothing():
    body = "<p>They gave 58 hours on average. In all 81 people gave 4,694 hours.</p>"
    assert messages(body, "calculation") == []
