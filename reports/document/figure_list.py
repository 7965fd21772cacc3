"""A document's figures in one flat list, each with its source and section."""

from dataclasses import asdict

from reports.document.tree import Document, rich_texts


def figures_of(document: Document) -> list[dict]:
    """Every figure in text, in order, with the key and title of its section."""
    return [
        {"section": section.key, "section_title": section.title, **asdict(figure)}
        for section in document.sections
        for rich in rich_texts(section.blocks)
        for figure in rich.figures
    ]
