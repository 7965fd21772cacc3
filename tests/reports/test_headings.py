"""Ids of headings: in every sample document, and one by one."""

from collections import Counter

import pytest
from lxml import html

from reports.blocks.achievements import AchievementItem, Achievements
from reports.blocks.contact import Contact
from reports.blocks.contribution import TitledText
from reports.blocks.evidence_links import EvidenceLinks
from reports.blocks.prose import Prose
from reports.document.heading_ids import LONGEST, set_heading_ids, slug
from reports.document.tree import Document, Rich, SectionNode, check_unique_ids
from reports.errors import ReportNotRendered
from reports.publication import rendering
from tests.reports.papers import every_document

HEADINGS = "//h1|//h2|//h3|//h4|//h5|//h6"


def document_of(*sections):
    return Document(
        "paper", "Paper", "Title", "2016-17", "Testshire", "About", sections=[*sections]
    )


def named(*blocks, key="one"):
    """The blocks, their headings named, in a section."""
    set_heading_ids(document_of(SectionNode(key, "One", blocks=[*blocks])))
    return blocks


def words_of(markup):
    [block] = named(Prose("words", words=Rich(markup)))
    return block.words.html


@pytest.mark.slow
@pytest.mark.django_db
def test_every_heading_of_the_sample_documents_has_a_unique_id():
    documents = every_document()
    assert len(documents) >= 7
    for document in documents:
        for page in (rendering.as_html(document), rendering.print_html(document)):
            root = html.document_fromstring(page)
            ids = Counter(root.xpath("//@id"))
            assert [name for name, count in ids.items() if count > 1] == []
            assert "" not in ids
            bare = [row for row in root.xpath(HEADINGS) if not row.get("id")]
            assert [row.text_content() for row in bare] == [], document.path
            targets = {link[1:] for link in root.xpath("//a/@href") if link[0] == "#"}
            assert targets <= ids.keys()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Reducing the harm from alcohol", "reducing-the-harm-from-alcohol"),
        ("The Council’s plan: what & why", "the-councils-plan-what-why"),
        ("Fire/Rescue", "fire-rescue"),
        ("Diogelwch yn Nhŷ Ddewi", "diogelwch-yn-nhy-ddewi"),
        # Words without a letter that an address can hold still get an id.
        ("…", "part"),
    ],
)
def test_slug_is_the_words(words, name):
    assert slug(words) == name


def test_long_slug_ends_with_a_whole_word():
    words = "work with partners " * 10

    assert len(slug(words)) <= LONGEST
    assert slug(words).split("-")[-1] in {"work", "with", "partners"}
    assert len(slug("x" * 100)) == LONGEST


def test_headings_in_words_get_ids_below_their_section():
    assert words_of("<h3>First <em>steps</em></h3><p>x</p><h4>Next</h4>") == (
        '<h3 id="section-one-first-steps">First <em>steps</em></h3><p>x</p>'
        '<h4 id="section-one-next">Next</h4>'
    )


def test_figure_in_a_heading_is_not_part_of_its_id():
    """The figure may be corrected, and the address must stay."""
    before = words_of('<h3>Crime fell by <data value="6">6%</data></h3>')
    after = words_of('<h3>Crime fell by <data value="7">7%</data></h3>')

    assert 'id="section-one-crime-fell-by"' in before
    assert 'id="section-one-crime-fell-by"' in after


def test_same_words_get_numbers_across_blocks_and_kinds_of_heading():
    contact, items, prose, part = named(
        Contact("Links", [("a", "b", "")]),
        Achievements([AchievementItem("Links", Rich("<h4>Links</h4>"))]),
        Prose("words", words=Rich("<h3>Links</h3>")),
        TitledText(Rich("Links"), Rich("<p>x</p>")),
    )

    assert contact.anchor == "section-one-links"
    assert items.items[0].anchor == "section-one-links-2"
    assert 'id="section-one-links-3"' in items.items[0].words.html
    assert 'id="section-one-links-4"' in prose.words.html
    assert part.anchor == "section-one-links-5"


def test_heading_never_takes_the_id_of_a_section_or_of_its_title():
    block, other = Contact("Title"), Contact("More")
    set_heading_ids(
        document_of(
            SectionNode("one", "One", blocks=[block, other]),
            SectionNode("one-more", "Two"),
        )
    )

    assert block.anchor == "section-one-title-2"
    assert other.anchor == "section-one-more-2"


def test_block_without_a_heading_has_no_id():
    [block] = named(EvidenceLinks("", [Rich("x")]))

    assert block.anchor == ""


def test_section_with_the_id_of_another_title_is_an_error():
    document = document_of(SectionNode("one", "One"), SectionNode("one-title", "Two"))

    with pytest.raises(ReportNotRendered, match="section-one-title"):
        check_unique_ids(document)
