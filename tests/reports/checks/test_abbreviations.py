import pytest

from partnership.models import Partner
from tests.builders import a_partner, a_passage, a_term
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


def short(report, name):
    return [issue.excerpt for issue in found(report, name)]


def test_the_glossary_offers_the_words():
    a_term(term="TAG", full_version="Testshire Action Group")
    report = draft_with("<p>The TAG met.</p>")

    (issue,) = found(report, "abbreviation-unexplained")

    assert issue.replacement == "Testshire Action Group (TAG)"
    assert issue.is_advice


@pytest.mark.parametrize(
    "words",
    ["The NHS pays.", "CLEAR, HOLD and BUILD are stages.", "See www.TAG.example/TAG."],
)
def test_what_everybody_knows_slogans_and_addresses_pass(words):
    a_term(term="NHS", full_version="")
    assert short(draft_with(f"<p>{words}</p>"), "abbreviation-unexplained") == []


def test_a_name_that_the_register_writes_in_capitals_needs_no_words():
    a_partner(name="SAFE!")
    a_term(term="ORCA", full_version="")
    report = draft_with("<p>SAFE! and operation ORCA help.</p>")

    assert short(report, "abbreviation-unexplained") == []


def test_an_abbreviation_used_before_it_is_spelled_out_is_found():
    report = draft_with("<p>The Testshire Action Group (TAG) met.</p>")
    a_passage(report=report, key="foreword.text", body="<p>We thank the TAG.</p>")

    (issue,) = found(report, "abbreviation-unexplained")

    assert issue.key == "foreword"


def test_an_abbreviation_spelled_out_first_passes():
    report = draft_with("<p>We thank the TAG.</p>")
    a_passage(
        report=report,
        key="foreword.text",
        body="<p>The Testshire Action Group (TAG) met.</p>",
    )

    assert found(report, "abbreviation-unexplained") == []


@pytest.mark.parametrize(
    "words, right",
    [
        ("Child Exploitation (CSE)", "Child sexual exploitation (CSE)"),
        ("Child Sexual Exploitation Team (CSE)", "Child sexual exploitation (CSE)"),
        ("Child Sexual Exploitation (CSEs)", "Child sexual exploitations (CSEs)"),
    ],
)
def test_words_that_are_not_what_the_glossary_says_are_found(words, right):
    a_term(term="CSE", full_version="Child sexual exploitation")
    report = draft_with(f"<p>We work against {words}.</p>")

    (issue,) = found(report, "abbreviation-wrong")

    assert issue.excerpt == words
    assert issue.replacement == right


def test_brackets_after_other_words_are_not_explanation():
    a_term(term="TVP", full_version="Thames Valley Police")
    report = draft_with("<p>Cameras were bought by the force (TVP).</p>")

    assert found(report, "abbreviation-wrong") == []


def test_a_plural_of_the_only_one_lacks_an_apostrophe():
    Partner.objects.filter(code="commissioner").delete()
    a_partner(name="Police and Crime Commissioner", also_known_as="PCC")
    report = draft_with("<p>It serves the PCCs objectives.</p>")

    (issue,) = found(report, "abbreviation-wrong")

    assert (issue.excerpt, issue.replacement) == ("PCCs", "PCC’s")


def test_an_abbreviation_of_two_passes_where_one_of_them_is_named():
    a_partner(name="Testshire Safer Communities Partnership")
    a_partner(name="Testland Safer Communities Partnership")
    report = draft_with("<p>The Testland Safer Communities Partnership (TSCP).</p>")

    assert found(report, "abbreviation-wrong") == []


def test_a_short_and_a_long_name_of_one_body_are_one_thing():
    a_term(term="CCG", full_version="Clinical Commissioning Group")
    a_partner(name="Testshire Clinical Commissioning Group", also_known_as="CCG")
    report = draft_with("<p>The CCG met.</p>")

    assert found(report, "abbreviation-wrong") == []
