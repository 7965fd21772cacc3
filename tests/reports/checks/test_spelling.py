import pytest

from partnership.models import Partner, Term
from tests.builders import a_partner, a_passage, a_term, an_achievement
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def excerpts(report, name):
    return [finding.excerpt for finding in found(report, name)]


def test_a_spelling_that_the_glossary_names_is_found_with_the_right_one():
    a_term(term="Coordination Group", stands_for="", instead_of="Co-ordinating Group")
    report = draft_with("<p>The Co-ordinating Group met.</p>")

    (finding,) = found(report, "glossary-spelling")

    assert finding.excerpt == "Co-ordinating Group"
    assert finding.offer == "Coordination Group"
    assert not finding.is_stop


def test_the_right_spelling_passes():
    a_term(term="Coordination Group", stands_for="", instead_of="Co-ordinating Group")
    report = draft_with("<p>The Coordination Group met.</p>")

    assert found(report, "glossary-spelling") == []


def test_a_spelling_within_a_settled_name_passes():
    a_term(term="reoffending", stands_for="", instead_of="re-offending")
    a_partner(name="Board for Less Re-offending")
    report = draft_with("<p>The Board for Less Re-offending met.</p>")

    assert found(report, "glossary-spelling") == []


def test_a_part_of_another_word_is_no_spelling_of_a_term():
    a_term(term="Oxford", stands_for="", instead_of="Ox")
    report = draft_with("<p>An oxbow.</p>")

    assert found(report, "glossary-spelling") == []


def test_figures_and_references_are_not_read_for_spelling():
    a_term(term="£24k", stands_for="", instead_of="£24,000")
    report = draft_with("<p>It was [=total safety-fund 2016-17].</p>")

    assert found(report, "glossary-spelling") == []


def test_a_full_expansion_is_offered_for_a_wrong_one():
    a_term(
        term="CTLP",
        stands_for="Counter Terrorism Local Profile",
        instead_of="Counter Terrorism Local Report",
    )
    report = draft_with("<p>A Counter Terrorism Local Report was made.</p>")

    assert found(report, "glossary-spelling")[0].offer == (
        "Counter Terrorism Local Profile"
    )


def test_a_variant_in_small_letters_only_is_not_the_term_itself():
    a_term(term="Prevent", stands_for="", instead_of="prevent duty")
    wrong = draft_with("<p>The Prevent duty holds. The prevent duty holds.</p>")

    (finding,) = found(wrong, "glossary-spelling")

    assert (finding.excerpt, finding.offer) == ("prevent duty", "Prevent duty")


def test_titles_of_achievements_are_read_too():
    a_term(term="reoffending", stands_for="", instead_of="re-offending")
    report = draft_with("<p>All is well.</p>")
    an_achievement(
        partnership=report.partnership,
        year=report.year - 1,
        title="Less re-offending",
        body="<p>It fell.</p>",
    )

    assert excerpts(report, "glossary-spelling") == ["re-offending"]


@pytest.mark.parametrize(
    "one, other",
    [
        ("reoffending fell", "re-offending fell"),
        ("anti-social acts", "anti social acts"),
        ("an antisocial act", "an anti-social act"),
        ("a multi agency plan", "a multi-agency plan"),
        ("a first-time entrant", "a first time entrant"),
        ("the Refresh Café", "the Refresh Cafe"),
        ("the night-time economy", "the night time economy"),
        ("a cyber-crime unit", "a cyber crime unit"),
        ("re/offending fell", "reoffending fell"),
    ],
)
def test_one_word_in_two_spellings_is_found_without_any_list(one, other):
    report = draft_with(f"<p>We saw {one}. They saw {other}. We saw {one}.</p>")

    (finding,) = found(report, "spelled-two-ways")

    assert finding.excerpt.lower() in other.lower()
    assert finding.offer.lower() in one.lower()


@pytest.mark.parametrize(
    "words",
    [
        "A long-term plan works in the long term.",
        "They met face to face at face-to-face events.",
        "We co-ordinate what others co-ordinate.",
        "Reoffending fell, and reoffending will fall.",
        "It was set up, and the set-up works.",
    ],
)
def test_words_that_may_stand_both_ways_pass(words):
    assert found(draft_with(f"<p>{words}</p>"), "spelled-two-ways") == []


def test_a_title_that_another_row_settles_is_no_second_spelling():
    a_partner(name="Board for Less Re-offending")
    report = draft_with("<p>The Board for Less Re-offending met. Reoffending fell.</p>")

    assert found(report, "spelled-two-ways") == []


def test_a_name_that_lost_one_of_its_capitals_is_found():
    Partner.objects.filter(code="council").delete()
    a_partner(name="Youth Justice Service")
    report = draft_with("<p>The youth Justice Service helps.</p>")

    (finding,) = found(report, "capitals-of-names")

    assert finding.excerpt == "youth Justice Service"
    assert finding.offer == "Youth Justice Service"


@pytest.mark.parametrize("name", ["Youth Justice Service", "youth justice service"])
def test_a_name_in_its_capitals_or_in_plain_words_passes(name):
    a_partner(name="Youth Justice Service")

    assert found(draft_with(f"<p>The {name} helps.</p>"), "capitals-of-names") == []


def test_a_term_that_loses_its_capital_is_found_beside_the_same_word():
    a_term(term="Prevent", stands_for="")
    report = draft_with("<p>The Prevent duty is new. We meet the prevent duty.</p>")

    (finding,) = found(report, "term-loses-capital")

    assert finding.excerpt == "prevent duty"


def test_a_verb_that_looks_like_the_term_passes():
    a_term(term="Prevent", stands_for="")
    report = draft_with("<p>The Prevent duty is new. We prevent crime.</p>")

    assert found(report, "term-loses-capital") == []


def test_the_same_spelling_in_two_sections_is_told_once_for_each():
    a_term(term="reoffending", stands_for="", instead_of="re-offending")
    report = draft_with("<p>Less re-offending.</p>")
    a_passage(report=report, key="foreword.words", body="<p>Less re-offending.</p>")

    assert len(found(report, "glossary-spelling")) == 2
    assert Term.objects.count() == 1
