"""The table of one fund through the years."""

from django.utils.html import format_html

from partnership.core.pages.tables import (
    Cell,
    Column,
    NumberColumn,
    Table,
)
from partnership.core.values import financial_years
from partnership.core.values.missing import (
    Reason,
    qualified,
)
from partnership.core.values.money import (
    number,
    signed,
)


class AmountColumn(NumberColumn):
    """Pounds of one year without the sign, or in soft ink why there are none."""

    def __init__(self, year):
        name = f"y{year}"
        super().__init__(
            financial_years.label(year),
            accessor=f"amounts__{name}",
            order_by=f"sums__{name}",
            initial_sort_descending=True,
        )

    def render(self, value):
        if value.gbp is None:
            return missing(value.reason)
        return qualified(number(value.gbp), value.qualifier)


class ChangeColumn(NumberColumn):
    """Pounds more or less, its head with the years that it compares."""

    look = "numeric change"
    ascending, descending = "largest fall first", "largest rise first"

    def __init__(self, first, last):
        name = (
            f"Change, {financial_years.label(first)} to {financial_years.label(last)}"
        )
        super().__init__(name, accessor="change", empty_values=())

    def render(self, value):
        return missing(Reason.NOT_APPLICABLE) if value is None else signed(value)


class FundingTable(Table):
    """Rows are `funding.queries.fund_overview.FundingRow`: a tree, or lines only once sorted."""

    layout = "years"

    label = Column("Line", orderable=False)

    class Meta(Table.Meta):
        empty_text = "No lines are held for this fund."

    def __init__(self, overview, is_sorted, **kwargs):
        self.overview, self.is_flat = overview, is_sorted
        rows = overview.leaves if is_sorted else overview.rows
        columns = self._columns(overview)
        super().__init__(list(rows), extra_columns=columns, **kwargs)

    @staticmethod
    def _columns(overview):
        """The years, and right after the two that are compared their change."""
        columns = []
        for year in overview.years:
            columns.append((f"y{year}", AmountColumn(year)))
            if year in overview.compared[1:]:
                columns.append(("change", ChangeColumn(*overview.compared)))
        return columns

    @property
    def detail(self):
        if self.is_flat:
            return "Pounds; lines only, headings left out."
        return (
            "Pounds. A heading is the sum of its lines, or, where these are not known, "
            "as the source states it."
        )

    def row_class(self, record):
        if self.is_flat:
            return ""
        heading = "heading" if record.is_heading else ""
        return f"{heading} depth-{record.depth}".strip()

    def render_label(self, record):
        notes = "".join(f" [note {number}]" for number in record.notes)
        if not (self.is_flat and record.heading):
            return f"{record.label}{notes}"
        return format_html(
            '{}{} <span class="second">{}</span>', record.label, notes, record.heading
        )

    @property
    def footer(self):
        if self.is_flat:
            return []
        totals = self.overview.totals
        contents = ["Total"]
        for head in self.columns.names()[1:]:
            bound = self.columns[head]
            value = totals.get(head, self.overview.total_change)
            contents.append(bound.column.render(value))
        return [
            Cell(content, head, index == 0)
            for index, (content, head) in enumerate(
                zip(contents, self.heads, strict=True)
            )
        ]


def missing(reason):
    return format_html('<span class="missing">{}</span>', Reason(reason).label)
