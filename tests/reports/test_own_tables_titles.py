"""Officers' own tables: a title, a number through the document, and references."""

from partnership.core.text.rich_text import cleaned
from reports.document import tree
from reports.document.references import link_references
from reports.errors import raise_problems
from reports.publication import rendering
from tests.reports.small_documents import a_document
from tests.reports.test_prose import composer

__all__ = ["composer"]

ROWS = "<tr><th>Ward</th><th>Crimes</th></tr><tr><td>Iffley</td><td>4</td></tr>"


def a_table(title="", key=""):
    caption = f"<caption>{title}</caption>" if title else ""
    attribute = f' data-key="{key}"' if key else ""
    return f"<table{attribute}>{caption}<tbody>{ROWS}</tbody></table>"


def test_key_is_made_from_the_first_title_and_stays():
    first = cleaned(a_table("Crimes by ward, 2016"))
    assert 'data-key="crimes-by-ward-2016"' in first

    changed = cleaned(first.replace("2016</caption>", "2017</caption>"))

    assert 'data-key="crimes-by-ward-2016"' in changed
    assert cleaned(changed) == changed


def test_keys_are_unique_in_a_text_and_only_for_titled_tables():
    text = cleaned(a_table("Wards", "w") + a_table("Wards", "w") + a_table("", "none"))

    assert text.count('data-key="w"') == 1 and 'data-key="w-2"' in text
    assert "none" not in text


def test_hostile_key_is_replaced():
    text = cleaned(a_table("Wards", "x onclick=alert(1)"))

    assert 'data-key="wards"' in text and "onclick" not in text


def test_tables_are_numbered_with_those_of_the_system_and_referred_to():
    document = a_document(
        {
            "One": f"<p>See [@table wards] and [@table lines].</p>{a_table('Lines')}",
            "Two": a_table() + a_table("Wards"),
        }
    )
    one, two = (section.blocks[0].words.html for section in document.sections)

    assert ">Table 2</a> and <a" in one and ">Table 1</a>" in one
    assert 'href="#table-wards"' in one
    assert '<table id="table-wards"><caption><span class="no">Table 2.</span>' in two
    assert two.count('class="no"') == 1


def test_key_of_another_table_of_the_document_gets_a_number():
    document = a_document({"One": a_table("Wards"), "Two": a_table("Wards")})

    assert [caption.key for caption in tree.own_captions(document)] == [
        "wards",
        "wards-2",
    ]


def test_title_of_a_table_in_a_cell_is_not_numbered():
    inner = a_table("Inner")
    document = a_document({"One": f"<table><tr><td>{inner}</td></tr></table>"})

    assert list(tree.own_captions(document)) == []


def test_number_is_in_the_pdf_and_the_reference_leads_there():
    document = a_document({"One": f"<p>[@table wards]</p>{a_table('Wards')}"})
    html = rendering.print_html(document)

    assert 'id="table-wards"' in html and 'href="#table-wards"' in html
    assert "Table 1." in html and "Table 1, continued: Wards" in html


def test_text_outside_a_document_has_its_title_without_a_number(composer):
    rich = composer.rich(cleaned(a_table("Wards")), "Here")

    assert "<caption>Wards</caption>" in rich.html
    assert raise_problems(link_references(tree.Document(*[""] * 6))) is None
