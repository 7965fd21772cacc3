"""Kinds of document: what they declare is sound before any data comes."""

import string

import pytest

from reports import document_types
from reports.blocks import Empty, statement, use
from reports.figures.grammar import scan

KINDS = list(document_types.KINDS.values())
NAMES = {"partnership", "place", "period", "year", "year_before", "year_after"}


def pytest_generate_tests(metafunc):
    if "kind" in metafunc.fixturenames:
        metafunc.parametrize("kind", KINDS, ids=[kind.code for kind in KINDS])


def texts_of(value):
    """Every string below an outline's options."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_of(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)


def test_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        document_types.get("shopping-list")


def test_kind_is_found_by_its_code(kind):
    assert document_types.get(kind.code) is kind


def test_sections_have_keys_and_titles_of_their_own(kind):
    keys = [section.key for section in kind.sections]

    assert len(keys) == len(set(keys))
    named = {"section", "appendix", "annex"}
    assert {s.numbering for s in kind.sections} <= named | {"none"}
    assert all(s.title or s.over for s in kind.sections if s.numbering in named)


def test_places_for_words_are_named_once(kind):
    keys = list(kind.passage_keys())

    assert len(keys) == len(set(keys))


def test_wordings_name_only_what_every_report_knows(kind):
    front = [kind.title, kind.description, *(words for _, words in kind.about)]
    assert named_in(front) <= NAMES
    for section in kind.sections:
        options = [list(texts_of(used.options)) for used in section.blocks]
        known = NAMES | {"section"} | ({"item"} if section.over else set())

        assert named_in([section.title, *sum(options, [])]) <= known, section.key


def named_in(texts):
    """The names that stand in braces."""
    fields = [found for text in texts for found in string.Formatter().parse(text)]
    return {name for _, name, _, _ in fields if name}


def test_references_of_an_outline_name_its_own_sections(kind):
    keys = {section.key for section in kind.sections}

    for section in kind.sections:
        for used in section.blocks:
            for words in texts_of(used.options.get("items", ())):
                for part in scan(words):
                    if not isinstance(part, str) and part.name == "section":
                        assert part.arguments[0] in keys


def test_agreement_keeps_its_promised_outline():
    kind = document_types.get("community-safety-agreement")

    assert [section.key for section in kind.sections] == [
        "foreword",
        "introduction",
        "vision",
        "achievements",
        "priorities",
        "working",
        "assessment",
        "objectives",
        "districts",
        "delivery",
        "membership",
        "resourcing",
        "prevent",
        "plans",
    ]
    assert kind.sections[0].numbering == "none"
    assert {s.numbering for s in kind.sections[6:]} == {"appendix"}


def test_what_the_agreement_cannot_do_without_stops_it():
    kind = document_types.get("community-safety-agreement")
    stops = {
        section.key
        for section in kind.sections
        for used in section.blocks
        if used.empty is Empty.STOP
    }

    assert stops >= {"priorities", "delivery", "membership", "resourcing"}


def test_use_takes_a_blocks_module_and_options():
    used = use(statement, empty=Empty.NONE, key="x")

    assert used.collect is statement.collect
    assert (used.options, used.empty) == ({"key": "x"}, Empty.NONE)
