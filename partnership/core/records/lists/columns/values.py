"""Columns of a list: what each cell shows."""

from functools import cached_property

from django.utils.html import format_html

from partnership.core.models.display import figure
from partnership.core.pages import tables
from partnership.core.text.html import to_text
from partnership.core.values import financial_years, money
from partnership.core.values.dates import day
from partnership.core.values.missing import (
    Qualifier,
    qualified,
)

# Longer text is shortened in lists; the record's page shows all of it.
MAX_LENGTH = 140


class TextColumn(tables.Column):
    """Text from a field or a property of the row.

    If the text may contain tokens, `display` maps each text to its form on the page.
    """

    def __init__(self, label, path, *, has_tokens=False, **kwargs):
        super().__init__(label, accessor=path, empty_values=(), **kwargs)
        self.names = path.split("__")
        self.has_tokens = has_tokens
        self.display: dict[str, str] = {}

    def value(self, row):
        for name in self.names:
            if row is None:
                return None
            row = getattr(row, name)
        return row

    def text(self, row) -> str:
        value = self.value(row)
        return "" if value is None else str(value)

    def shown(self, row) -> str:
        text = self.text(row)
        return shorten(self.display.get(text, text))


class ChoiceColumn(TextColumn):
    def __init__(self, label, path, column, **kwargs):
        super().__init__(label, path, **kwargs)
        self.labels = dict(column.flatchoices)

    def text(self, row):
        value = self.value(row)
        return str(self.labels.get(value, value or ""))


class OptionColumn(TextColumn):
    def __init__(self, label, path, options, **kwargs):
        super().__init__(label, path, **kwargs)
        self.options = options

    @cached_property
    def labels(self) -> dict:
        """The label of each option, read once for a table."""
        return dict(self.options())

    def text(self, row):
        value = self.value(row)
        return str(self.labels.get(value, value))


class RichTextColumn(TextColumn):
    def __init__(self, label, path, **kwargs):
        super().__init__(label, path, has_tokens=True, **kwargs)

    def text(self, row):
        return " ".join(to_text(self.value(row) or "").split())


class YesNoColumn(TextColumn):
    def text(self, row):
        return "Yes" if self.value(row) else "No"


class YearColumn(TextColumn):
    look = "short"
    ascending, descending = "oldest first", "newest first"

    def text(self, row):
        value = self.value(row)
        return "" if value is None else financial_years.label(value)


class DateColumn(TextColumn):
    look = "short"
    ascending, descending = "oldest first", "newest first"

    def text(self, row):
        value = self.value(row)
        return "" if value is None else day(value)


class PeriodColumn(TextColumn):
    look = "period"
    ascending, descending = "oldest first", "newest first"

    def text(self, row):
        return row.period.label


class WholeNumberColumn(TextColumn):
    look = "numeric"
    ascending, descending = "smallest first", "largest first"


class FigureColumn(WholeNumberColumn):
    """A number, or the reason there is none."""

    formatter = staticmethod(figure)

    def text(self, row):
        value = self.value(row)
        if value is not None:
            qualifier = getattr(row, "qualifier", Qualifier.EXACT)
            return qualified(self.formatter(value), qualifier)
        reason = getattr(row, "get_reason_display", None)
        return reason() if reason else ""

    def shown(self, row):
        text = super().shown(row)
        if self.value(row) is None and text:
            return format_html('<span class="missing">{}</span>', text)
        return text


class PoundsColumn(FigureColumn):
    formatter = staticmethod(money.pounds)


def shorten(text: str) -> str:
    if len(text) <= MAX_LENGTH:
        return text
    return f"{text[:MAX_LENGTH].rsplit(' ', 1)[0]} …"
