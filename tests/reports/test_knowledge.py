"""What is known from the data, and how sentences are read with it."""

from decimal import Decimal

import pytest

from funding.models import FundingLine
from reports.figures.grammar import tokens_in
from reports.text.data_state import REMEMBERED
from reports.text.draft import draft_of
from reports.text.knowledge import knowledge_of
from reports.text.reader import readings
from tests.builders import (
    a_carry_forward,
    a_measure,
    a_priority,
    an_observation,
)
from tests.queries import assert_queries_do_not_grow
from tests.reports.checks.checking import draft_with, found, links
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db


def offers(text):
    return [link.token for link in links(draft_with(f"<p>{text}</p>"))]


def test_a_value_is_offered_its_token_where_the_sentence_names_it():
    assert offers("There were 1,233 thefts in 2015.") == [
        "[=value thefts testshire 2015]"
    ]


def test_a_value_is_offered_nothing_where_the_sentence_is_about_something_else():
    assert offers("The newsletter went to 1,233 homes.") == []


def test_thousands_agree_with_the_amount_that_rounds_to_them():
    report = draft_with("<p>We carried £53k forward for lamps.</p>")
    row = {"amount_gbp": Decimal(52800), "purpose": "Lamps", "code": "lamps"}
    a_carry_forward(line=FundingLine.objects.get(), **row)
    assert found(report, "typed-contradiction") == []


def test_what_is_counted_is_found_by_its_word():
    assert offers("We agreed two priorities.") == ["[=count priorities 2016-17]"]


def test_themes_are_counted_by_their_words():
    report = draft_with("<p>Work on two cross-cutting themes goes on.</p>")
    for number in (8, 9):
        a_priority(partnership=report.partnership, number=number, kind="theme")

    assert [link.token for link in links(report)] == ["[=count themes 2016-17]"]


@pytest.mark.parametrize("year", [2015, 2016])
def test_the_period_that_the_sentence_names_is_meant(year):
    body = f"There were 512 lamps in {year}-{year - 1999}."
    report = draft_with(f"<p>{body}</p>")
    measure = a_measure(code="lamps", name="Lamps")
    for first in (2015, 2016):
        an_observation(
            measure=measure,
            area=report.partnership.areas.get(),
            value=512,
            starts_on=f"{first}-04-01",
            ends_on=f"{first + 1}-03-31",
        )
    (link,) = links(report)
    assert link.token == f"[=value lamps testshire {year}-{year - 1999}]"


def test_every_token_prints_what_the_data_are_known_to_say():
    draft = draft_of(a_testshire_report())
    known = knowledge_of(draft)
    facts = [one for s in known.subjects for one in s.facts.values() if one.token]
    assert len(facts) > 5
    for one in facts:
        figure = draft.context.resolver.figure(tokens_in(one.token)[0])
        assert figure.text == one.words


def test_the_number_of_queries_does_not_grow_with_the_rows():
    report = a_testshire_report()

    def ask():
        REMEMBERED.clear()
        list(readings(draft_of(report)))

    area = report.partnership.areas.get()
    assert_queries_do_not_grow(ask, lambda: an_observation(area=area))
