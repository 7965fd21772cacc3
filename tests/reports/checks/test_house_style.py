"""The house style is the glossary: forms of years, dates and numbers, and a default."""

import csv

import pytest
from django.conf import settings
from django.core.management import call_command

from partnership.models import Term
from partnership.partners.default_terms import FILE, add_default_terms
from reports.checks.repairs import repair_of
from reports.text.house_style import form_of
from tests.builders import a_term
from tests.refusals import assert_breaks
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("preferred", "avoided", "text", "right"),
    [
        ("5%", "5 per cent", "It fell by 12.5 per cent.", "12.5%"),
        ("12 June 2018", "12th June 2018", "On 3rd March 2017 it", "3 March 2017"),
        ("12 June 2018", "June 12, 2018", "On May 3, 2017 it", "3 May 2017"),
        ("£1.2 million", "£1.2m", "It cost £30m in all", "£30 million"),
    ],
)
def test_example_full_version_all_numbers_and_months(preferred, avoided, text, right):
    [(_start, _end, written)] = form_of(preferred, avoided).places(text)
    assert written == right


def test_example_without_the_numbers_of_the_other_is_not_a_form():
    assert form_of("12 June 2018", "June 2018") is None
    assert form_of("per cent", "percent") is None


def test_form_that_the_glossary_avoids_is_found():
    a_term(term="5%", full_version="", instead_of="5 per cent", is_form=True)

    (issue,) = found(draft_with("<p>It fell by 7 per cent.</p>"), "spelling")

    assert (issue.excerpt, issue.replacement) == ("7 per cent", "7%")


def test_first_word_of_a_sentence_is_repaired_with_its_capital():
    a_term(term="young people", full_version="", instead_of="youths")

    (issue,) = found(draft_with("<p>Youths met.</p>"), "spelling")

    assert repair_of(issue).text == "Young people"


def test_officers_decide_how_years_are_written():
    a_term(term="2016/17", full_version="", instead_of="2016-17", is_form=True)

    (issue,) = found(draft_with("<p>It was in 2018-19.</p>"), "year-format")

    assert issue.replacement == "2018/19"


def test_form_needs_a_spelling_to_avoid():
    changes = {"is_form": True, "instead_of": ""}
    assert_breaks(a_term, "term_form_has_spelling_to_avoid", changes)


def test_default_terms_are_added_once_and_change_nothing():
    a_term(term="NHS", full_version="National Health Service", instead_of="")

    assert add_default_terms() > 30
    assert add_default_terms() == 0
    assert Term.objects.get(term="NHS").full_version == "National Health Service"


def test_every_default_form_can_be_found():
    call_command("add_default_terms")
    for term in Term.objects.filter(is_form=True).exclude(term="2016-17"):
        for variant in term.instead_of.splitlines():
            assert form_of(term.term, variant), variant


def test_default_terms_name_no_county():
    with (settings.BASE_DIR / FILE).open(encoding="utf-8", newline="") as file:
        text = str(list(csv.DictReader(file)))
    assert "Oxford" not in text and "Thames" not in text
