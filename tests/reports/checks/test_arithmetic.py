"""Per cents and changes that follow from their numbers, and those that do not."""

import pytest

from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def about(body, name):
    return [one.message for one in found(draft_with(f"<p>{body}</p>"), name)]


@pytest.mark.parametrize(
    "body",
    [
        "We reached 126 of 235 (68%).",
        "126 of the 235 victims, or 68%, took part.",
        "68% (126 of 235) took part.",
        "Of 235 victims contacted, 126 (68% of those contacted) took part.",
        "235 victims were contacted. 126 (68% of those contacted) took part.",
    ],
)
def test_a_per_cent_that_its_numbers_do_not_give_is_an_error(body):
    (issue,) = found(draft_with(f"<p>{body}</p>"), "calculation")
    assert issue.is_error and issue.replacement == "54%"
    assert issue.message == "126 of 235 is 54%, not 68%. 68% would be 160."


@pytest.mark.parametrize(
    "body",
    [
        "We reached 126 of 235 (54%).",
        "We reached 126 of 235 (53.6%).",
        "We reached about half: 126 of 235, or about 54%.",
        "99 of 156 (64%) took part.",
        "68% of those contacted took part; 126 of them face to face.",
        "126 (12% of all calls) came at night.",
        "126 of 235 victims took part, 68% of them women.",
        "126 of 235 took part, 40% more than the year before.",
        "We reached 126 people, and 12% of 235 schools took part.",
        "After 5%, 12 of 40 came.",
        "45.5% of crimes in 3 districts were thefts.",
    ],
)
def test_a_per_cent_that_may_be_right_raises_nothing(body):
    assert about(body, "calculation") == []


def test_with_several_wholes_near_a_per_cent_only_warns():
    body = "<p>300 came and 400 wrote. 126 (68% of all) asked for lights.</p>"
    (issue,) = found(draft_with(body), "calculation")
    assert not issue.is_error


@pytest.mark.parametrize(
    "body",
    [
        "88.5% of a sample of 70 agreed.",
        "88.5% of respondents (from a sample of 70) agreed.",
        "Of 70 respondents, 88.5% agreed.",
    ],
)
def test_a_per_cent_that_no_whole_number_gives_is_an_error(body):
    assert about(body, "calculation") == [
        "No whole number of 70 gives 88.5%: 61 is 87.1%, 62 is 88.6%."
    ]


def test_a_per_cent_that_a_whole_number_gives_raises_nothing():
    assert about("88.6% of a sample of 70 agreed.", "calculation") == []


def test_linked_and_typed_figures_are_read_together():
    body = "Thefts rose from [=value thefts testshire 2014] to 1,233, or 65%."
    assert about(body, "calculation") == [
        "From 790 to 1,233 is a change of 56%, not 65%."
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Thefts rose from 790 to 1,233 (65%).", "a change of 56%, not 65%"),
        ("A rise of 7%, from 9,516 to 9,895 thefts.", "a change of 4%, not 7%"),
        ("Thefts went up 5% from 9,516 to 9,895.", "a change of 4%, not 5%"),
        ("1,233 thefts, up 65% from 790.", "a change of 56%, not 65%"),
        ("It fell by £8,867, from £786,680 to £778,813.", "£7,867, not £8,867"),
        ("It fell by 6.1 percentage points from 36.3% to 31.2%.", "5.1 percentage"),
        ("164 came, 12 fewer than in 2015 (175).", "164 is 11 fewer than 175, not 12"),
    ],
)
def test_a_change_that_its_numbers_do_not_give_is_an_error(body, told):
    (issue,) = found(draft_with(f"<p>{body}</p>"), "calculation")
    assert issue.is_error and told in issue.message


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Reoffending fell from 31.2% to 31.9%.", "it rose, from 31.2% to 31.9%"),
        ("Fires rose from 1,233 to 790.", "it fell, from 1,233 to 790"),
    ],
)
def test_a_direction_that_its_numbers_do_not_give_is_an_error(body, told):
    (issue,) = found(draft_with(f"<p>{body}</p>"), "direction-contradicted")
    assert issue.is_error and told in issue.message


@pytest.mark.parametrize(
    "body",
    [
        "Thefts rose from 790 to 1,233 (56%), fires from 2,764 to 3,815 (38%).",
        "Thefts rose by 4% from 9,516 to 9,895, 379 more.",
        "Thefts rose from 790 to 1,233, 53% of them at night.",
        "It fell from 36.3% to 31.2%, or 5.1 percentage points.",
        "It fell from over 700 to 550 (30%).",
        "The grant of 2015-16 went from the council to 3 groups and 12 people.",
        "Thefts rose by 9%, and fires fell from 200 to 100.",
        "Thefts rose from 790 to 1,233, 12% above the target.",
        "Thefts rose from 790 to 1,233 (57% in towns).",
    ],
)
def test_a_change_that_may_be_right_raises_nothing(body):
    assert about(body, "calculation") == []
