"""Tables for public pages, with captions, scopes and a description of their order."""

import re
from dataclasses import dataclass

import django_tables2 as tables
from django.core.paginator import Paginator

from partnership.core.pages.exported import is_exported
from partnership.core.values import financial_years
from partnership.core.values.money import pounds

PER_PAGE = 50
# What a query string may sort by; django-tables2 reads dots as a path.
COLUMN_NAME = re.compile(r"-?\w+")


class Column(tables.Column):
    """A text column, sorted alphabetically.

    `look` is the CSS class of its cells: `numeric` is right-aligned, `short` does not
    wrap.
    """

    look = ""
    ascending, descending = "A to Z", "Z to A"


class NumberColumn(Column):
    look = "numeric"
    ascending, descending = "smallest first", "largest first"


class PoundsColumn(NumberColumn):
    """An amount in pounds, for example £64,180."""

    def render(self, value):
        return pounds(value)


class PeriodColumn(Column):
    look = "period"
    ascending, descending = "oldest first", "newest first"


class YearColumn(PeriodColumn):
    """A financial year, stored as its first year and shown as 2016-17."""

    look = "short"

    def render(self, value):
        return financial_years.label(value)


@dataclass(frozen=True)
class Header:
    """A column header; `next_order` is the sort parameter of its link, if sortable."""

    label: str
    look: str
    sort: str = ""
    next_order: str = ""


@dataclass(frozen=True)
class Cell:
    content: str
    header: Header
    is_row_header: bool


class Table(tables.Table):
    """A table with a caption and a description of its order.

    `layout` is how it is shown on a phone: `cards` for text, `years` for up to 4
    columns of numbers. The first column contains the row headers.
    """

    caption = ""
    detail = ""
    layout = "cards"
    clear_url = ""

    class Meta:
        template_name = "partials/table.html"
        order_by_field = "sort"
        default = "not given"
        empty_text = "Nothing to show yet."

    @tables.Table.order_by.setter
    def order_by(self, value):
        """Sort by one column; keep the default order if it is not sortable."""
        given = value.split(",") if isinstance(value, str) else value or ()
        named = [column for column in given if COLUMN_NAME.fullmatch(str(column))]
        for wanted in (named, self._meta.order_by):
            tables.Table.order_by.fset(self, wanted)
            if self._order_by:
                break
        if len(self._order_by) > 1:
            tables.Table.order_by.fset(self, self._order_by[:1])

    def paginate(self, paginator_class=Paginator, per_page=None, page=1, **kwargs):
        """Use a fixed page size, whatever the query string says."""
        whole = is_exported(getattr(self, "request", None))
        size = max(len(self.rows), 1) if whole else PER_PAGE
        return super().paginate(paginator_class, size, page, **kwargs)

    @property
    def headers(self):
        return [self._header(column) for column in self.columns]

    def _header(self, bound):
        look = getattr(bound.column, "look", "")
        if not bound.orderable or not self.is_sortable:
            return Header(bound.header, look)
        order = bound.order_by_alias
        sort = ""
        if bound.is_ordered:
            sort = "descending" if order.is_descending else "ascending"
        return Header(bound.header, look, sort, order.next)

    @property
    def is_sortable(self):
        """Whether any heading is a link to sort by."""
        if is_exported(getattr(self, "request", None)):
            return False
        return any(column.orderable for column in self.columns)

    @property
    def order_text(self):
        """“Sorted by name (A to Z)”, or an empty string if not sorted."""
        for column in self.columns:
            if column.orderable and column.is_ordered:
                down = column.order_by_alias.is_descending
                words = column.column.descending if down else column.column.ascending
                name = f"{column.header[:1].lower()}{column.header[1:]}"
                return f"Sorted by {name} ({words})"
        return ""

    @property
    def body(self):
        """Yield the CSS class and cells of each row."""
        headers = list(zip(self.headers, self.columns.names(), strict=True))
        for row in getattr(self, "page", None) or self.rows:
            cells = [
                Cell(row.get_cell(name), header, index == 0)
                for index, (header, name) in enumerate(headers)
            ]
            yield self.row_class(row.record), cells

    def row_class(self, record):
        return ""

    @property
    def footer(self):
        """The cells of a total row; none by default."""
        return []

    @property
    def pages(self):
        """Page numbers to link to, with None for a gap."""
        wanted = self.paginator.get_elided_page_range(self.page.number, on_each_side=1)
        return [None if n == self.paginator.ELLIPSIS else n for n in wanted]
