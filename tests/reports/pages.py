"""What a page says and how it is made, for tests that read HTML."""

from lxml import html


def parsed(page):
    return html.document_fromstring(page)


def visible_text(response):
    return text_of(response.content.decode())


def text_of(page):
    """The words that a reader sees, with single blanks."""
    body = parsed(page).body
    for element in body.xpath("//style|//script|//*[@aria-hidden='true']"):
        element.drop_tree()
    for element in body.iter():
        if element.tag not in INLINE:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return " ".join(body.text_content().split())


INLINE = {"a", "abbr", "b", "data", "em", "i", "span", "strong", "sub", "sup", "time"}
