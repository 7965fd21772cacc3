"""Splitting rich text at its headings."""

from partnership.core.text.html import Element, parse

HEADINGS = {"h3", "h4"}


def split_at_headings(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The markup before the first heading, then (heading text, markup) pairs.

    Only top-level headings count; those inside a list or table are not split off. The
    text is plain, with tokens as written.
    """
    parts: list[tuple[str, Element]] = [("", Element())]
    for node in parse(html).children:
        if isinstance(node, Element) and node.tag in HEADINGS:
            parts.append((node.text.strip(), Element()))
        else:
            parts[-1][1].children.append(node)
    (_, before), *others = parts
    return before.html.strip(), [(title, part.html.strip()) for title, part in others]
