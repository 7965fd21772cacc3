import pytest

from partnership.models import Partner
from tests.builders import a_front_matter, a_group, a_person, a_post, a_tenure
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def holder(**post):
    a_tenure(person=a_person(name="Alex Example"), post=a_post(**post))


@pytest.mark.parametrize(
    "words",
    [
        "Alex Example, chairman of the Lamp Group, opened it.",
        "Alex Example, Cabinet Member for Lamps, opened it.",
    ],
)
def test_a_person_with_another_post_is_found(words):
    board = a_group(name="Lamp Board")
    a_group(name="Lamp Group")
    holder(title="Chairman", group=board)
    report = draft_with(f"<p>{words}</p>")

    (issue,) = found(report, "post-contradicted")

    assert "Chairman of the Lamp Board" in issue.message


@pytest.mark.parametrize(
    "words",
    [
        "Alex Example, Chairman of the Lamp Board, opened it.",
        "The chairman, Alex Example, opened it.",
        "Alex Example opened it. The Cabinet Member spoke.",
    ],
)
def test_a_person_with_their_own_post_passes(words):
    holder(title="Chairman", group=a_group(name="Lamp Board"))

    assert found(draft_with(f"<p>{words}</p>"), "post-contradicted") == []


@pytest.mark.parametrize(
    "words",
    [
        "Alex Example is Chairman of the Lamp Board and Beth Sample the treasurer.",
        "Alex Example, Chairman of the Lamp Board, met Beth Sample.",
        "Beth Sample met the Chairman of the Lamp Board, Alex Example.",
        "Beth Sample, our treasurer, and Alex Example met the Chair of a school.",
    ],
)
def test_a_title_belongs_to_the_person_beside_it(words):
    board = a_group(name="Lamp Board")
    holder(title="Chairman", group=board)
    a_tenure(person=a_person(name="Beth Sample"), post=a_post(title="Treasurer"))

    assert found(draft_with(f"<p>{words}</p>"), "post-contradicted") == []


def test_two_offices_in_one_line_of_the_front_are_found():
    report = draft_with("<p>All is well.</p>")
    council = Partner.objects.get(code="council")
    holder(title="Cabinet Member for Lamps", group=None, partner=council)
    a_front_matter(
        report=report,
        value="Executive Board Member: Alex Example, Cabinet Member for Lamps",
    )

    (issue,) = found(report, "post-contradicted")

    assert "Executive Board Member" in issue.message
