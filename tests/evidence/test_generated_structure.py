"""Numbers, contents, captions, levels and tables that no hand can set."""

import io
import re
import subprocess
from html import escape

import pikepdf
import pytest
from django.conf import settings

from partnership.models import Partnership
from reports.assembly.build import build
from reports.assembly.build_context import context_for
from reports.blocks import measure_table
from reports.blocks.prose import Prose
from reports.blocks.table import Table
from reports.document import tree
from reports.document.prose import Composer
from reports.document.references import link_references
from reports.document.tree import Document, SectionNode
from reports.figures.resolver import Resolver
from reports.publication import rendering
from reports.templatetags.line_breaks import fit_lines
from tests.builders import a_priority
from tests.evidence import evidence
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

PRINT = settings.BASE_DIR / "partnership" / "styles" / "_print-tables.scss"


@pytest.fixture
def document():
    return build(a_testshire_report())


def a_document(*sections, **given):
    return Document(
        "paper",
        "Paper",
        "Title",
        "2016-17",
        "Testshire",
        "",
        sections=[*sections],
        **given,
    )


@pytest.mark.long
@pytest.mark.pdf
@evidence(
    "1.20",
    prevented="page numbers come from the layout",
    fault="Page numbers that run backwards in the contents",
)
@evidence(
    "1.21",
    prevented="there is one list of appendices, with the layout’s page numbers",
    fault="A second list of appendices with pages 110 and 143",
)
def test_contents_give_the_page_of_each_section(document, tmp_path):
    path = tmp_path / "agreement.pdf"
    content = rendering.as_pdf(document).content
    path.write_bytes(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        count = len(pdf.pages)
        with pdf.open_outline() as outline:
            top = [item for one in outline.root for item in (one, *one.children)]
            stands = [
                pikepdf.Page(item.destination[0]).index + 1
                for item in top
                if any(item.title.endswith(one.title) for one in document.sections)
            ]
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True
    ).stdout
    [listed] = [
        page for page in text.split("\f") if re.search(r"^ *Contents$", page, re.M)
    ]
    numbers = [
        int(match[1])
        for line in listed.splitlines()
        if (match := re.match(r" *(\d+) +(.+)", line))
        and any(match[2].strip().endswith(one.title) for one in document.sections)
    ]

    assert numbers == sorted(numbers) == stands
    assert len(numbers) == len(document.sections)
    assert max(numbers) <= count


@evidence(
    "1.22",
    prevented="the document assigns each appendix its letter",
    fault="Three numberings of the appendices",
)
@evidence(
    "1.23",
    prevented="the document assigns each appendix its letter",
    fault="Two appendices numbered 4",
)
def test_no_two_appendices_share_a_letter(document):
    letters = [one.number for one in document.sections if one.numbering == "appendix"]

    assert len(letters) > 5
    assert letters == [tree.letters(index) for index in range(len(letters))]
    in_contents = [one.label for one in document.contents if "Appendix" in one.label]
    assert in_contents == [f"Appendix {letter}" for letter in letters]


@evidence(
    "1.28",
    prevented="a cross-reference shows the current number of what it refers to",
    fault="A reference to the wrong figure",
)
@pytest.mark.parametrize(
    ("order", "label"),
    [(("plans", "money"), "Appendix B"), (("money", "plans"), "Appendix A")],
)
def test_reference_follows_when_its_section_is_moved(order, label):
    composer = Composer(Resolver(Partnership(), []))
    words = composer.rich("<p>See [@section money].</p>", "Here")
    start = SectionNode("start", "Start", blocks=[Prose("start", words=words)])
    parts = [SectionNode(key, key.title(), "appendix") for key in order]
    document = a_document(start, *parts)
    tree.number(document)

    assert link_references(document) == []
    assert f">{label}</a>" in words.html


@evidence(
    "1.26",
    prevented="figures are numbered in one sequence",
    fault="Figures that begin with number 2",
)
@evidence(
    "1.27",
    prevented="figures are numbered in one sequence",
    fault="Two figures numbered 3",
)
def test_figures_and_tables_are_numbered_in_one_run_each(document):
    for counter in ("Figure", "Table"):
        numbers = [
            one.number for one in tree.captioned(document) if one.counter == counter
        ]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers


@evidence(
    "1.29",
    prevented="a caption is stored once, and no list repeats it",
    fault="A list of figures with three entries for four figures, under other titles",
)
def test_every_caption_is_there_once(document):
    html = rendering.as_html(document)

    for one in tree.captioned(document):
        assert one.caption
        assert html.count(f">{fit_lines(escape(one.caption))}<") == 1
        assert html.count(f'id="{one.id}"') == 1


@evidence(
    "1.25",
    prevented="the priorities of district partnerships are records; if there are none, "
    "the document says so",
    fault="An appendix of “plans and priorities” with addresses only",
)
def test_districts_appendix_has_their_priorities_or_says_that_they_are_not_given():
    report = a_testshire_report()
    csp = Partnership.objects.get(code="mill-vale-csp")

    assert "not given" in _districts(report)
    a_priority(partnership=csp, from_year=2016, title="Quiet nights")
    assert "Quiet nights" in _districts(report)


def _districts(report):
    html = rendering.as_html(build(report))
    return html[html.index('id="section-districts"') :].split("</section>")[0]


@evidence(
    "1.35",
    prevented="an objective is in one cell, and rows do not break across pages",
    fault="An objective cut in two by a page break",
)
def test_objective_is_in_one_cell_that_is_not_divided(document):
    [table] = [
        one
        for one in tree.captioned(document)
        if isinstance(one, Table) and one.key == "delivery"
    ]
    heads = [row.cells[0].text for row in table.rows if row.kind == "group"]

    assert heads == [
        "Strategic objective 1: Objective: Fewer thefts",
        "Strategic objective 2: Objective: Brighter lights",
    ]
    assert re.search(r"^tr \{\s+break-inside: avoid;", PRINT.read_text(), re.M)


@evidence(
    "1.11",
    prevented="each figure of the assessment is printed with its own period",
    fault="Six base periods in one summary, some not stated",
)
def test_every_assessed_figure_is_printed_with_its_periods():
    report = a_testshire_report()
    context = context_for(report)
    table = measure_table.collect(context, key="measures", caption="Measures")
    rows = [row for row in table.rows if row.kind != "group"]

    assert {row.cells[0].sub for row in rows} == {"2014 and 2015"}
    assert len(rows) == 2
