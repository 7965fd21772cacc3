"""Documents of a few given texts, without a database."""

from partnership.core.text.rich_text import cleaned
from reports.blocks.prose import Prose
from reports.document import tree
from reports.document.heading_ids import set_heading_ids
from reports.document.notes import number_notes
from reports.document.prose import Composer
from reports.document.references import link_references
from reports.errors import raise_problems


def a_document(texts: dict[str, str], style: str = "agreement", **fields):
    """A document with one section for each text, by its title."""
    given = {"title": "Test document", "period": "2016-17"} | fields
    document = tree.Document(
        document_type="test",
        document_type_name="Test document",
        partnership="Testshire Safety Partnership",
        description="A test",
        style=style,
        **given,
    )
    composer = Composer(None)
    for number, (title, html) in enumerate(texts.items()):
        prose = Prose(f"text-{number}", words=composer.rich(cleaned(html), title))
        document.sections.append(tree.SectionNode(f"s{number}", title, blocks=[prose]))
    raise_problems(composer.problems)
    tree.number(document)
    set_heading_ids(document)
    number_notes(document)
    raise_problems(link_references(document))
    return document
