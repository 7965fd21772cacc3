"""Whatever is in a document: its PDF can be read, by eye and by screen reader."""

import pytest
from django.db.models import F

from funding.models import Allocation, FundingLine
from partnership.models import Area, Group, Partner, Person, Post
from priorities.models import Measure, Priority, Strand
from reports.assembly.build import build, find
from reports.publication import rendering
from tests import sample_copy
from tests.reports import torture
from tests.reports.page_breaks import parted
from tests.reports.pdf_words import pages_of, ua_problems
from tests.reports.small_documents import a_document

pytestmark = [pytest.mark.pdf, pytest.mark.long]

STYLES = ["agreement", "paper"]


@pytest.fixture(scope="module", params=STYLES)
def path(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("torture")
    path = folder / f"{request.param}.pdf"
    document = torture.document(request.param)
    path.write_bytes(rendering.as_pdf(document).content)
    return path


@pytest.fixture(scope="module")
def pages(path):
    return pages_of(path)


def test_no_words_overlap(pages):
    assert {n: found for n, p in enumerate(pages, 1) if (found := p.overlaps())} == {}


def test_no_word_is_cut_at_an_edge(pages):
    found = {n: p.cut(edge=48) for n, p in enumerate(pages, 1) if n > 1}

    assert {n: words for n, words in found.items() if words} == {}


def test_every_part_of_a_table_has_its_headings(pages):
    """Each page with rows of a table has the heading of their first column."""
    for number, page in enumerate(pages, 1):
        if " of the table " in page.text:
            assert "Line and what it pays for" in page.text, number


def test_no_page_is_under_a_third_full(path, pages):
    """But the last, those before a landscape page, and those before a new section."""
    titles = [section.title for section in torture.document(path.stem).sections]
    # The head of every page of an agreement names the section too.
    often = 1 if path.stem == "paper" else 2
    begins = {
        number
        for number, page in enumerate(pages, 1)
        if any(page.text[:600].count(title) >= often for title in titles)
    }
    assert len(begins) < len(pages)
    for number, page in enumerate(pages[:-1], 1):
        following = pages[number]
        is_last_of_part = number + 1 in begins or following.width != page.width
        if number > 2 and not is_last_of_part:
            assert page.filled() > 1 / 3, number


def test_no_introduction_is_parted_from_its_list_or_table(path):
    assert parted(path) == []


def test_it_is_pdf_ua(path):
    assert ua_problems(path) == []


def test_random_documents_are_pdf_ua(tmp_path):
    paths = []
    for first in range(0, 200, 20):
        texts = {
            f"Text {seed}": torture.random_text(seed)
            for seed in range(first, first + 20)
        }
        path = tmp_path / f"random-{first}.pdf"
        path.write_bytes(rendering.as_pdf(a_document(texts)).content)
        paths.append(path)

    assert ua_problems(*paths) == []


NAMES = {
    **dict.fromkeys([Partner, Group, Person, Area, Measure], "name"),
    **dict.fromkeys([Post, Priority, Strand], "title"),
    FundingLine: "label",
}


@pytest.mark.django_db
@pytest.mark.parametrize("more", [torture.LONG_WORD, torture.SENTENCE * 3])
def test_every_block_has_room_for_long_names_and_large_amounts(more, tmp_path):
    """What records hold, in the blocks that torture.document has not."""
    sample_copy.insert()
    for model, field in NAMES.items():
        longest = model._meta.get_field(field).max_length or 250
        for row in model.objects.all():
            name = f"{getattr(row, field)} {more}"[:longest].strip()
            model.objects.filter(pk=row.pk).update(**{field: name})
    Allocation.objects.update(amount_gbp=F("amount_gbp") * 137)
    for address in ("community-safety-agreement/2016-17", "scrutiny-paper/2017-09-21"):
        path = tmp_path / "long-names.pdf"
        path.write_bytes(rendering.as_pdf(build(find(address))).content)

        for number, page in enumerate(pages_of(path)[1:], 2):
            assert page.overlaps() == [], number
            assert page.cut(edge=48) == [], number
        assert ua_problems(path) == []
