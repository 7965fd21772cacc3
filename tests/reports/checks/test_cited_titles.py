import pytest

from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
ONE = "Safer Testshire Domestic Abuse Delivery Plan"


@pytest.mark.parametrize(
    "other",
    [
        "Safer Testshire Partnership Domestic Abuse Delivery Plan",
        "Safer Domestic Abuse Delivery Plan",
    ],
)
def test_a_paper_with_almost_the_same_owner_is_found(other):
    report = draft_with(f"<p>We wrote the {ONE}. We read the {other}.</p>")

    (issue,) = found(report, "title-inconsistent")

    assert issue.excerpt == other


def test_a_calendar_and_a_financial_year_of_one_paper_are_found():
    report = draft_with(f"<p>We wrote the {ONE} 2016. We read the {ONE} 2016/17.</p>")

    assert len(found(report, "title-inconsistent")) == 1


@pytest.mark.parametrize(
    "words",
    [
        f"We wrote the {ONE} 2015-16. We read the {ONE} 2016-17.",
        f"We wrote the {ONE}. The Domestic Abuse Delivery Plan is long.",
        f"We wrote the {ONE}. We read the Mill Vale Domestic Abuse Delivery Plan.",
    ],
)
def test_another_year_a_short_title_and_another_owner_pass(words):
    assert found(draft_with(f"<p>{words}</p>"), "title-inconsistent") == []


LIST = "<ul>" + "<li>{}</li>" * 6 + "</ul>"


def test_a_theme_in_three_items_of_a_list_is_found():
    body = LIST.format(
        "mend street lamps", "buy wire", "light street lamps", "buy poles",
        "count street lamps", "sweep",
    )  # fmt: skip

    (issue,) = found(draft_with(body), "list-structure")

    assert issue.excerpt == "street lamps"


@pytest.mark.parametrize(
    "items",
    [
        ("mend street lamps", "buy wire", "light street lamps", "buy", "mend", "sweep"),
        ("work with boys", "work with men", "work with all", "a", "b", "c"),
    ],
)
def test_a_theme_twice_or_small_words_pass(items):
    assert found(draft_with(LIST.format(*items)), "list-structure") == []
