"""Compare 2 versions of a text side by side, as printed, with differences marked."""

import difflib
import re
from html import escape

from django.utils.safestring import SafeString, mark_safe

from partnership.core.text.html import split_tags
from reports.editor.record_text_views import TextOwner

# A figure or a reference, a word, or whitespace.
PART = re.compile(r"\[[=@][^\[\]<>]{1,298}\]|\s+|[^\s\[]+|\[")
TOKEN = re.compile(r"\[[=@]")
START = '<mark class="only-here"><span class="visually-hidden">(only here: </span>'
END = '<span class="visually-hidden">) </span></mark>'
BETWEEN_MARKS = re.compile(re.escape(END) + r"(\s*)" + re.escape(START))


def sides(report, conflict) -> tuple[SafeString, SafeString]:
    """Both versions as safe HTML: each was cleaned when it was read."""
    texts = [conflict.theirs, conflict.mine]
    figures = TextOwner(report).printed_figures(texts)
    theirs, mine = [_parts(text) for text in texts]
    return _highlighted(theirs, mine, figures), _highlighted(mine, theirs, figures)


def _parts(text) -> list[str]:
    """The text in tags, figures, words and whitespace."""
    found: list[str] = []
    for piece in split_tags(text):
        found += [piece] if piece.startswith("<") else PART.findall(piece)
    return found


def _highlighted(parts, others, figures) -> SafeString:
    """The parts of one side; words that the other side does not have are marked."""
    own = [number for number, part in enumerate(parts) if _is_word(part)]
    words = [parts[number] for number in own]
    other_words = [part for part in others if _is_word(part)]
    matcher = difflib.SequenceMatcher(None, words, other_words, autojunk=False)
    unmatched = set(own)
    for start, _, length in matcher.get_matching_blocks():
        unmatched -= set(own[start : start + length])
    shown = [_shown(part, figures) for part in parts]
    for number in unmatched:
        shown[number] = f"{START}{shown[number]}{END}"
    # Words next to each other are one difference.
    return mark_safe(BETWEEN_MARKS.sub(r"\1", "".join(shown)))


def _is_word(part):
    return not part.startswith("<") and not part.isspace()


def _shown(part, figures):
    """A figure as printed, or its token if it has no match."""
    if not TOKEN.match(part):
        return part
    return f'<span class="chip">{escape(figures.get(part, part))}</span>'
