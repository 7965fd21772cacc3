"""Parts of a text, as messages and issues show them."""

import re
from collections.abc import Iterator

from reports.text.lines import Words

# Where a full stop with a space after it does not end a sentence.
NOT_AN_END = re.compile(
    r"“[^”]*”|‘[^\n]*?’(?!\w)|\b(?:St|Mrs?|Ms|Dr|Cllr|Rev|Prof|e\.g|i\.e)\."
    r"|(?<!Appendix )(?<!Annex )\b[A-Z]\.|\bNo\.(?= \d)"
)


def marked(words: Words, excerpt: str, start: int) -> dict:
    """Return the position of some letters of a text, for an issue."""
    cut = excerpt.strip()
    return {
        "words": words,
        "excerpt": cut,
        "occurrence": words.text.count(cut, 0, start),
    }


def briefly(text: str, longest: int = 60) -> str:
    """The beginning of a text, to name it in an issue."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + " …"


def around(text: str, start: int, end: int, before: int = 30, after: int = 30) -> str:
    """Return some letters with those on either side, on one line."""
    return " ".join(text[max(0, start - before) : end + after].split())


def first_sentence_end(text: str) -> int:
    """Return where the first sentence of a message ends."""
    hidden = NOT_AN_END.sub(lambda found: "x" * len(found[0]), text)
    return hidden.find(". ") + 1 or len(hidden)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text on one line."""
    while text:
        end = first_sentence_end(text)
        yield text[:end]
        text = text[end:].strip()
