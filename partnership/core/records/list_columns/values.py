"""Columns of a list: what each cell shows, and what its download contains."""

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
LONGEST = 140


class Words(tables.Column):
    """Text from a field or a property of the row.

    If the text may contain tokens, `told` maps each text of a page to its display form.
    """

    def __init__(self, label, path, *, holds_tokens=False, **kwargs):
        super().__init__(label, accessor=path, empty_values=(), **kwargs)
        self.names = path.split("__")
        self.holds_tokens = holds_tokens
        self.told: dict[str, str] = {}

    def value(self, row):
        for name in self.names:
            if row is None:
                return None
            row = getattr(row, name)
        return row

    def words(self, row) -> str:
        value = self.value(row)
        return "" if value is None else str(value)

    def shown(self, row) -> str:
        words = self.words(row)
        return cut(self.told.get(words, words))

    def exported(self, row):
        words = self.words(row)
        return self.told.get(words, words)


class Choice(Words):
    def __init__(self, label, path, column, **kwargs):
        super().__init__(label, path, **kwargs)
        self.labels = dict(column.flatchoices)

    def words(self, row):
        value = self.value(row)
        return str(self.labels.get(value, value or ""))


class Option(Words):
    def __init__(self, label, path, options, **kwargs):
        super().__init__(label, path, **kwargs)
        self.options = options

    def words(self, row):
        value = self.value(row)
        return str(dict(self.options()).get(value, value))


class Rich(Words):
    def __init__(self, label, path, **kwargs):
        super().__init__(label, path, holds_tokens=True, **kwargs)

    def words(self, row):
        return " ".join(to_text(self.value(row) or "").split())


class YesNo(Words):
    def words(self, row):
        return "Yes" if self.value(row) else "No"


class Year(Words):
    look = "short"
    ascending, descending = "oldest first", "newest first"

    def words(self, row):
        value = self.value(row)
        return "" if value is None else financial_years.label(value)


class Day(Words):
    look = "short"
    ascending, descending = "oldest first", "newest first"

    def words(self, row):
        value = self.value(row)
        return "" if value is None else day(value)

    def exported(self, row):
        return self.value(row)


class Period(Words):
    look = "period"
    ascending, descending = "oldest first", "newest first"

    def words(self, row):
        return row.period.label


class Whole(Words):
    look = "numeric"
    ascending, descending = "smallest first", "largest first"

    def exported(self, row):
        return self.value(row)


class Figure(Whole):
    """A number, or the reason there is none."""

    written = staticmethod(figure)

    def words(self, row):
        value = self.value(row)
        if value is not None:
            qualifier = getattr(row, "qualifier", Qualifier.EXACT)
            return qualified(self.written(value), qualifier)
        told = getattr(row, "get_reason_display", None)
        return told() if told else ""

    def shown(self, row):
        words = super().shown(row)
        if self.value(row) is None and words:
            return format_html('<span class="missing">{}</span>', words)
        return words

    def exported(self, row):
        value = self.value(row)
        return self.words(row) if value is None else value


class Pounds(Figure):
    written = staticmethod(money.pounds)


def cut(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
