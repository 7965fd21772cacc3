"""Keep lines full where WeasyPrint breaks them too early."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf


@contextmanager
def full_lines() -> Iterator[None]:
    """Meanwhile a text whose last space does not fit stays on its line.

    WeasyPrint leaves only its first word there if a link or figure follows.
    """
    from weasyprint.layout import inline

    split = inline.split_first_line

    def split_whole(text, style, context, width, *args, **options):
        found = split(text, style, context, width, *args, **options)
        layout, _length, rest, *_ = found
        if rest is None or not text.endswith(" ") or " " in layout.text:
            return found
        _, _, rest, *_ = split(text.rstrip(), style, context, width, *args, **options)
        if rest is not None:
            return found
        return split(text, style, context, inf, *args, **options)

    inline.split_first_line = split_whole
    try:
        yield
    finally:
        inline.split_first_line = split
