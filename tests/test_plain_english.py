"""No banned word of tests/plain_english.py is in the interface or in the guides."""

from collections import Counter

import pytest

from tests import plain_english
from tests.plain_english import banned_in


def test_interface_and_guides_have_no_banned_words():
    texts = list(plain_english.read_texts())
    found = [f"{place}: {word}" for place, text in texts for word in banned_in(text)]
    places = Counter(place.partition(":")[0].rpartition(".")[2] for place, _ in texts)

    assert found == []

    for kind, least in {"html": 150, "txt": 10, "py": 1000, "js": 30, "md": 30}.items():
        assert places[kind] >= least, kind
    assert places["Partner"] == places["AutosavedDraft"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "This is what the figures told us",
        "Sent back by Jo",
        "Mended on Friday",
        "Send an e-mail",
        "Brought\nback from Friday",
        "Whoever reads it",
    ],
)
def test_banned_words_are_found_in_all_their_forms(text):
    assert banned_in(text)


@pytest.mark.parametrize(
    "text", ["binding-free", "recommend", "a binder", "send it back", "find", "renewal"]
)
def test_words_that_only_look_like_them_are_allowed(text):
    assert banned_in(text) == []


def test_tags_names_and_docstrings_are_not_text():
    template = '{% if told %}<p class="finding" aria-label="A word">{{ told }}</p>'
    source = '"""Told in a docstring."""\nkey = "finding"\nx = f"Some {told} text"\n'
    aliases = 'former_headings = {"told as": "given as"}\n'

    assert banned_in(plain_english.template_text(template)) == []
    assert "A word" in plain_english.template_text(template)
    assert list(plain_english.literals(source)) == [(3, "Some  …  text")]
    assert list(plain_english.literals(aliases)) == []


def test_code_in_markdown_is_not_text():
    page = "Some `told` text\n\n    indented finding\n\n```\nfenced told\n```\n"

    assert plain_english.markdown_text(page).split() == ["Some", "text"]
