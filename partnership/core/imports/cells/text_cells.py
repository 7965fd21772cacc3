"""Read long text: plain words become paragraphs and lists, HTML stays HTML."""

import re
from html import escape

from partnership.core.imports.ambiguity import AmbiguousCell, Option

ELEMENTS = frozenset(
    "a abbr address article aside b big blockquote body br caption center cite "
    "code col colgroup dd del div dl dt em embed figure font footer form h1 h2 h3 "
    "h4 h5 h6 head header hr html i iframe img input ins kbd li link main mark "
    "meta nav object ol p pre q s samp script section small span strike strong "
    "style sub sup svg table tbody td template textarea tfoot th thead title tr "
    "tt u ul var video".split()
)
OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
BULLET = re.compile(r"\s*(?:[•·▪●◦‣⁃■□➢✓–—\uf0b7\uf0a7]|[-*o](?=\s))\s*(?=\S)")
NUMBERED = re.compile(r"\s*(?:\(?[0-9]{1,2}[.)]|\(?[a-z][)])\s+(?=\S)")
INLINE_BULLETS = re.compile(r"\s+[•▪●]\s+")
GARBLED = re.compile("[ÂÃ][\u0080-\u00bf\u0152-\u02dc\u2013-\u2122]|â€")


def to_html(text: str) -> str:
    """Return HTML for long text.

    Angle brackets that are not part of an HTML element stay as text.
    """
    marked = _escape_words(text)
    if OPENING.search(marked):
        return marked
    return _paragraphs(text)


def _escape_words(text):
    parts, last = [], 0
    for match in re.finditer("<", text):
        place = match.start()
        tag = OPENING.match(text, place)
        is_element = tag and tag[2].lower() in ELEMENTS and ">" in text[place:]
        if not is_element and not text.startswith("<!--", place):
            parts += [text[last:place], "&lt;"]
            last = place + 1
    return "".join([*parts, text[last:]])


def _paragraphs(text):
    lines = []
    for line in text.split("\n"):
        pieces = INLINE_BULLETS.split(line)
        lines.append(pieces[0])
        lines += [f"• {piece}" for piece in pieces[1:]]
    html, items, tag = [], [], ""

    def close():
        if items:
            html.append(f"<{tag}>{''.join(f'<li>{i}</li>' for i in items)}</{tag}>")
            items.clear()

    for line in lines:
        for kind, pattern in (("ul", BULLET), ("ol", NUMBERED)):
            if match := pattern.match(line):
                if kind != tag:
                    close()
                tag = kind
                items.append(escape(line[match.end() :].strip(), quote=False))
                break
        else:
            if not line.strip():
                continue
            close()
            html.append(f"<p>{escape(line.strip(), quote=False)}</p>")
    close()
    return "".join(html)


def check_letters(text: str) -> str:
    """Return the text; ask if it looks as if it was read in the wrong encoding."""
    if text.isascii() or not GARBLED.search(text):
        return text
    try:
        repaired = text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
    raise AmbiguousCell(
        "letters",
        f"The letters of “{text[:60]}” look wrong. Should it be “{repaired[:60]}”?",
        [
            Option("repair", f"Yes, it should be “{repaired[:60]}”", repaired),
            Option("keep", f"No, keep “{text[:60]}”", text),
        ],
    )
