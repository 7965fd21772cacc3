"""Characters that office programs leave in text, and their replacements.

Word keeps bullets at code points of its own (Symbol and Wingdings), which no other font
has, and line breaks as a vertical tab. Text from PDFs and databases has separators that
HTML does not know.
"""

import re

from partnership.core.text.html import split_tags

# Code points of Symbol and Wingdings in Word, and the characters they show.
BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0be\uf06e\uf06c\uf071\uf0b6\uf09f\uf02d\uf0d2"
SIGNS = {
    **dict.fromkeys(BULLETS, "•"),
    "\uf0fc": "✓",
    "\uf0fb": "✗",
    "\uf0fe": "☑",
    "\uf06f": "☐",
    "\uf0a8": "☐",
    "\uf0e0": "→",
    "\uf0e8": "→",
    "\uf0df": "←",
    "\uf04a": "☺",
    # Spaces that only typesetters distinguish; the narrow ones stay unbroken.
    **dict.fromkeys(map(chr, [*range(0x2000, 0x2007), *range(0x2008, 0x200B)]), " "),
    **dict.fromkeys("\u205f\u1680", " "),
    **dict.fromkeys("\u2007\u202f", "\u00a0"),
    # Hyphens that show only at the end of a line, and spaces without width.
    **dict.fromkeys("\u00ad\u200b\u2060\x1f", ""),
    "\x1e": "-",
    # Letters that typesetters join.
    **dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split(), strict=True)),
}
LINE_BREAKS = "\x0b\x0c\x85\u2028\u2029"
ODD = re.compile(f"[{''.join(map(re.escape, SIGNS))}{LINE_BREAKS}]")
# Characters that no file format allows.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Characters that hide or reverse the text after them.
REVERSING = "\u202a-\u202e\u2066-\u2069\ufeff"
UNWANTED = re.compile(f"{CONTROLS.pattern[:-1]}{REVERSING}]")


def visible(text: str) -> str:
    """A text without invisible characters, and with Word’s own characters replaced."""
    if not UNWANTED.search(text):
        return text
    return UNWANTED.sub("", re.sub(f"[{LINE_BREAKS}]", "\n", tidy_characters(text)))


def tidy_characters(markup: str) -> str:
    """Replace these characters in the text of clean markup, never in its tags.

    Line separators become line breaks in markup, and new lines in plain text.
    """
    if not ODD.search(markup):
        return markup
    parts = split_tags(markup)
    line_break = "<br>" if len(parts) > 1 else "\n"
    return "".join(
        part
        if part.startswith("<")
        else ODD.sub(lambda match: SIGNS.get(match[0], line_break), part)
        for part in parts
    )
