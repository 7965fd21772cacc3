"""Numbered lists in rich text, as they are printed.

PDFs ignore the attribute with the first number, so it is set in a style.
"""

from partnership.core.text.html import parse


def has_started(html: str) -> bool:
    """Whether a list begins with a number other than 1."""
    return " start=" in html


def printed_lists(html: str) -> str:
    """The markup with the first numbers of its lists as styles."""
    if not has_started(html):
        return html
    root = parse(html)
    for ordered_list in root.elements("ol"):
        start = ordered_list.attributes.get("start", "")
        if start.isdigit():
            ordered_list.attributes["style"] = (
                f"counter-reset:list-item {start};counter-increment:list-item -1"
            )
    return root.html
