"""Links to the headings and paragraphs of a document, so that they can be cited."""

import re

# A section, a list item, a paragraph (which holds no other), or a heading with an id.
PLACE = re.compile(
    r'<section id="section-(?P<section>[\w-]+)"'
    r"|<li(?P<item>(?: [^<>]*)?)>"
    r"|<p(?P<given>(?: [^<>]*)?)>(?P<text>.*?)</p>"
    r'|<h(?P<level>[2-6])(?P<own> [^<>]*?id="(?P<id>[^"]+)"[^<>]*)>'
    r"(?P<title>.*?)</h(?P=level)>",
    re.S,
)
LINK = '<a class="anchor" href="{page}#{id}" aria-label="Link to this {what}">#</a>'


def with_anchors(body: str, page: str) -> str:
    """A document's body with an id for each paragraph, and links that show on hover.

    They lead to `page`, which always shows this text: that of the edition.
    The ids follow the order of paragraphs in their section, as in “reoffending-p3”.
    """
    section, number = "", 0

    def place(match):
        nonlocal section, number
        if match["section"]:
            section, number = match["section"], 0
            return match[0]
        if match["level"]:
            link = LINK.format(page=page, id=match["id"], what="heading")
            level = match["level"]
            return f"<h{level}{match['own']}>{match['title']}{link}</h{level}>"
        number += 1
        is_item = match["item"] is not None
        attributes = match["item"] if is_item else match["given"]
        if " id=" in attributes:
            return match[0]
        id = f"{section}-{'li' if is_item else 'p'}{number}"
        if is_item:
            return f'<li{attributes} id="{id}">'
        link = LINK.format(page=page, id=id, what="paragraph")
        return f'<p{attributes} id="{id}">{match["text"]}{link}</p>'

    return PLACE.sub(place, body)
