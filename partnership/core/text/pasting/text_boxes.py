"""The text of Word’s text boxes, which it copies as a drawing inside a comment.

Programs other than Word show a picture of the box, so its words would be lost.
"""

from partnership.core.text.html import parse
from partnership.core.text.pasting.changes import Changes

DRAWING, DRAWING_END = "<!--[if gte vml 1]>", "-->"
PICTURE, PICTURE_END = "<![if !vml]>", "<![endif]>"


def with_text_boxes(markup: str, changes: Changes) -> str:
    """Return the HTML with each box’s text below the paragraph that it belongs to."""
    first, *drawings = markup.split(DRAWING)
    out: list[str] = [first]
    boxes: list[str] = []
    for part in drawings:
        drawing, _, rest = part.partition(DRAWING_END)
        found = _boxes(drawing)
        changes.add("text box", len(found))
        if found and rest.startswith(PICTURE):
            rest = rest.partition(PICTURE_END)[2]
        boxes += found
        paragraph, end, others = rest.partition("</p>")
        out += [paragraph, end]
        if end:
            out += boxes
            boxes = []
        out.append(others)
    return "".join([*out, *boxes])


def _boxes(drawing) -> list[str]:
    parts = drawing.split("<v:textbox")[1:]
    texts = [part.partition(">")[2].partition("</v:textbox>")[0] for part in parts]
    return [f"<div>{text}</div>" for text in texts if parse(text).text.strip()]
