"""Two versions of a text as one, with the words that were deleted and added marked."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# A number with its commas is one word.
WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")
MARK = (
    '<{0}><span class="visually-hidden"> ({1}: </span>{2}'
    '<span class="visually-hidden">) </span></{0}>'
)


def words_of(text: str) -> list[str]:
    """The words of a text, and what is between them."""
    return WORD.findall(text)


def deleted(text: str) -> SafeString:
    """Deleted words as HTML, which screen readers announce."""
    return format_html(MARK, "del", "deleted", text)


def added(text: str) -> SafeString:
    """Added words as HTML, which screen readers announce."""
    return format_html(MARK, "ins", "added", text)


def marked(before: str, after: str) -> SafeString:
    """The later text as HTML, with deleted and added words marked."""
    old, new = words_of(before), words_of(after)
    parts, gone, come = [], "", ""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        is_unchanged = kind == "equal" and not "".join(new[c:d]).isspace()
        if is_unchanged:
            parts += [_marks(gone, come), "".join(new[c:d])]
            gone = come = ""
        else:
            # Changes with only a space between them are one change.
            gone += "".join(old[a:b])
            come += "".join(new[c:d])
    parts.append(_marks(gone, come))
    return format_html_join("", "{}", ((part,) for part in parts))


def _marks(gone: str, come: str) -> SafeString:
    first = deleted(gone) if gone.strip() else ""
    return format_html("{}{}", first, added(come) if come.strip() else come)
