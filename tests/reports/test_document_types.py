"""Kinds of document: what they declare is sound before any data comes."""

import string

import pytest

from partnership.models import LocalTerm
from reports import document_types
from reports.blocks import Empty, statement, use
from reports.figures.grammar import scan

DOCUMENT_TYPES = list(document_types.DOCUMENT_TYPES.values())
NAMES = {"partnership", "area", "period", "year", "year_before", "year_after"}
NAMES |= set(LocalTerm.Key.values)


def pytest_generate_tests(metafunc):
    if "document_type" in metafunc.fixturenames:
        metafunc.parametrize(
            "document_type",
            DOCUMENT_TYPES,
            ids=[document_type.code for document_type in DOCUMENT_TYPES],
        )


def texts_of(value):
    """Every string below an outline's options."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_of(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)


def test_unknown_document_type_is_a_key_error():
    with pytest.raises(KeyError):
        document_types.get("shopping-list")


def test_document_type_is_found_by_code(document_type):
    assert document_types.get(document_type.code) is document_type


def test_sections_have_unique_keys_and_titles(document_type):
    keys = [section.key for section in document_type.sections]

    assert len(keys) == len(set(keys))
    named = {"section", "appendix", "annex"}
    assert {s.numbering for s in document_type.sections} <= named | {"none"}
    assert all(
        s.title or s.over for s in document_type.sections if s.numbering in named
    )


def test_passage_keys_are_unique(document_type):
    keys = list(document_type.passage_keys())

    assert len(keys) == len(set(keys))


def test_wordings_use_known_placeholders(document_type):
    front = [
        document_type.title,
        document_type.description,
        *(words for _, words in document_type.about),
    ]
    assert named_in(front) <= NAMES
    for section in document_type.sections:
        options = [list(texts_of(used.options)) for used in section.blocks]
        known = NAMES | {"section"} | ({"item"} if section.over else set())

        assert named_in([section.title, *sum(options, [])]) <= known, section.key


def named_in(texts):
    """The names in braces."""
    fields = [found for text in texts for found in string.Formatter().parse(text)]
    return {name.partition(".")[0] for _, name, _, _ in fields if name}


def test_outline_references_name_its_sections(document_type):
    keys = {section.key for section in document_type.sections}

    for section in document_type.sections:
        for used in section.blocks:
            for words in texts_of(used.options.get("items", ())):
                for part in scan(words):
                    if not isinstance(part, str) and part.name == "section":
                        assert part.arguments[0] in keys


def test_outline_of_the_agreement():
    document_type = document_types.get("community-safety-agreement")

    assert [section.key for section in document_type.sections] == [
        "at-a-glance",
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
        "fund",
        "prevent",
        "plans",
    ]
    assert document_type.sections[0].numbering == "none"
    after = [s for s in document_type.sections[7:] if s.over is None]
    assert {s.numbering for s in after} == {"appendix"}


def test_required_blocks_of_the_agreement():
    document_type = document_types.get("community-safety-agreement")
    stops = {
        section.key
        for section in document_type.sections
        for used in section.blocks
        if used.empty is Empty.STOP
    }

    assert stops >= {"priorities", "delivery", "membership", "resourcing"}


def test_use_takes_a_blocks_module_and_options():
    used = use(statement, empty=Empty.NONE, key="x")

    assert used.collect is statement.collect
    assert (used.options, used.empty) == ({"key": "x"}, Empty.NONE)
