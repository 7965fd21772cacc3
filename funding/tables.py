"""The table of a fund's lines by year."""

from django.urls import reverse
from django.utils.html import format_html

from partnership.core.pages.tables import Cell, Column, NumberColumn, Table
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason, qualified
from partnership.core.values.money import number, signed


class AmountColumn(NumberColumn):
    """Amounts of one year in pounds, or the reason there is none."""

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
    """Change in pounds; the heading names the two years compared."""

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
    """Table of `FundingRow`: a tree, or a flat list when sorted."""

    layout = "years"

    label = Column("Funding line", orderable=False)

    class Meta(Table.Meta):
        empty_text = "No funding lines have been recorded for this fund."

    def __init__(self, overview, is_sorted, **kwargs):
        self.overview, self.is_flat = overview, is_sorted
        rows = overview.leaves if is_sorted else overview.rows
        columns = self._columns(overview)
        super().__init__(list(rows), extra_columns=columns, **kwargs)

    @staticmethod
    def _columns(overview):
        """The year columns, with the change after the two years compared."""
        columns = []
        for year in overview.years:
            columns.append((f"y{year}", AmountColumn(year)))
            if year in overview.compared[1:]:
                columns.append(("change", ChangeColumn(*overview.compared)))
        return columns

    @property
    def detail(self):
        if self.is_flat:
            return "Amounts in pounds. Individual lines only, without subtotals."
        return (
            "Amounts in pounds. Subtotals are the sum of their lines or, if these are "
            "not known, the figure given by the source."
        )

    def row_class(self, record):
        if self.is_flat:
            return ""
        heading = "heading" if record.is_heading else ""
        return f"{heading} depth-{record.depth}".strip()

    def render_label(self, record):
        notes = "".join(f" [note {number}]" for number in record.notes)
        url = reverse("funding:line_detail", args=[record.code])
        label = format_html('<a href="{}">{}</a>{}', url, record.label, notes)
        if not (self.is_flat and record.heading):
            return label
        return format_html('{} <span class="second">{}</span>', label, record.heading)

    @property
    def footer(self):
        if self.is_flat:
            return []
        totals = self.overview.totals
        contents = ["Total"]
        for name in self.columns.names()[1:]:
            bound = self.columns[name]
            value = totals.get(name, self.overview.total_change)
            contents.append(bound.column.render(value))
        return [
            Cell(content, heading, index == 0)
            for index, (content, heading) in enumerate(
                zip(contents, self.headers, strict=True)
            )
        ]


def missing(reason):
    """The reason there is no figure, in a lighter colour."""
    return format_html('<span class="missing">{}</span>', Reason(reason).label)
