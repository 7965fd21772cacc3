import pytest

from partnership.models import Term
from tests.builders import a_partner, a_passage, a_term, an_achievement
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def excerpts(report, name):
    return [issue.excerpt for issue in found(report, name)]


def test_a_spelling_that_the_glossary_names_is_found_with_the_right_one():
    a_term(term="Coordination Group", full_version="", instead_of="Co-ordinating Group")
    report = draft_with("<p>The Co-ordinating Group met.</p>")

    (issue,) = found(report, "spelling")

    assert issue.excerpt == "Co-ordinating Group"
    assert issue.replacement == "Coordination Group"
    assert not issue.is_error


def test_the_right_spelling_passes():
    a_term(term="Coordination Group", full_version="", instead_of="Co-ordinating Group")
    report = draft_with("<p>The Coordination Group met.</p>")

    assert found(report, "spelling") == []


def test_a_spelling_within_a_settled_name_passes():
    a_term(term="reoffending", full_version="", instead_of="re-offending")
    a_partner(name="Board for Less Re-offending")
    report = draft_with("<p>The Board for Less Re-offending met.</p>")

    assert found(report, "spelling") == []


def test_a_part_of_another_word_is_not_a_spelling_of_a_term():
    a_term(term="Oxford", full_version="", instead_of="Ox")
    report = draft_with("<p>An oxbow.</p>")

    assert found(report, "spelling") == []


def test_figures_and_references_are_not_read_for_spelling():
    a_term(term="£24k", full_version="", instead_of="£24,000")
    report = draft_with("<p>It was [=total safety-fund 2016-17].</p>")

    assert found(report, "spelling") == []


def test_a_full_expansion_is_offered_for_a_wrong_one():
    a_term(
        term="CTLP",
        full_version="Counter Terrorism Local Profile",
        instead_of="Counter Terrorism Local Report",
    )
    report = draft_with("<p>A Counter Terrorism Local Report was made.</p>")

    assert found(report, "spelling")[0].replacement == (
        "Counter Terrorism Local Profile"
    )


def test_a_variant_in_small_letters_only_is_not_the_term_itself():
    a_term(term="Prevent", full_version="", instead_of="prevent duty")
    wrong = draft_with("<p>The Prevent duty holds. The prevent duty holds.</p>")

    (issue,) = found(wrong, "spelling")

    assert (issue.excerpt, issue.replacement) == ("prevent duty", "Prevent duty")


def test_titles_of_achievements_are_read_too():
    a_term(term="reoffending", full_version="", instead_of="re-offending")
    report = draft_with("<p>All is well.</p>")
    an_achievement(
        partnership=report.partnership,
        year=report.year - 1,
        title="Less re-offending",
        body="<p>It fell.</p>",
    )

    assert excerpts(report, "spelling") == ["re-offending"]


def test_a_title_that_another_row_settles_is_not_a_second_spelling():
    a_partner(name="Board for Less Re-offending")
    report = draft_with("<p>The Board for Less Re-offending met. Reoffending fell.</p>")

    assert found(report, "spelling") == []


@pytest.mark.parametrize("name", ["Youth Justice Service", "youth justice service"])
def test_a_name_in_its_capitals_or_in_plain_words_passes(name):
    a_partner(name="Youth Justice Service")

    assert found(draft_with(f"<p>The {name} helps.</p>"), "name-spelling") == []


def test_term_without_its_capital_is_found_next_to_the_same_word():
    a_term(term="Prevent", full_version="")
    report = draft_with("<p>The Prevent duty is new. We meet the prevent duty.</p>")

    (issue,) = found(report, "name-spelling")

    assert issue.excerpt == "prevent duty"


def test_a_verb_that_looks_like_the_term_passes():
    a_term(term="Prevent", full_version="")
    report = draft_with("<p>The Prevent duty is new. We prevent crime.</p>")

    assert found(report, "name-spelling") == []


def test_same_spelling_in_two_sections_is_reported_for_each():
    a_term(term="reoffending", full_version="", instead_of="re-offending")
    report = draft_with("<p>Less re-offending.</p>")
    a_passage(report=report, key="foreword.text", body="<p>Less re-offending.</p>")

    assert len(found(report, "spelling")) == 2
    assert Term.objects.count() == 1
