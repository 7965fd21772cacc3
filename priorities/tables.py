"""Tables of priorities, measures and figures, from their published content."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from partnership.core.pages.tables import (
    Column,
    NumberColumn,
    PeriodColumn,
    Table,
    YearColumn,
)
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.core.values.names import sort_key
from partnership.models.wording import local


def linked(name, row):
    """Link the name of a record to its page."""
    url = reverse(name, args=[row["code"]])
    return format_html('<a href="{}">{}</a>', url, row["name"])


class PriorityTable(Table):
    """Priorities with their partnership, years and what they replace.

    `public` says which priorities have a page to link to.
    """

    caption = local("{priority.plural_start}")

    name = Column(local("{priority.start}"))
    partnership = Column("Partnership", accessor="partnership__short_name")
    from_year = YearColumn("Years")
    earlier = Column("Replaces", orderable=False, empty_values=())

    class Meta(Table.Meta):
        order_by = "-from_year"

    def __init__(self, data, **kwargs):
        # Sorting keeps this order within a year.
        rows = sorted(
            data,
            key=lambda row: (
                sort_key(row["partnership"]["name"]),
                row["kind_code"],
                row["number"],
            ),
        )
        super().__init__(rows, **kwargs)

    def render_name(self, record):
        return linked("priorities:priority_detail", record)

    def render_from_year(self, record):
        first, last = (
            financial_years.label(record["from_year"]),
            financial_years.label(record["to_year"]),
        )
        return first if first == last else f"{first} to {last}"

    def render_earlier(self, record):
        rows = [
            (
                linked("priorities:priority_detail", row),
                financial_years.label(row["to_year"]),
                row["kind"],
            )
            for row in record["earlier"]
        ]
        if not rows:
            return local("no earlier {priority} recorded")
        return format_html_join("; ", "{} ({}, {})", rows)


class MeasureTable(Table):
    """The latest figures of measures in one area."""

    name = Column("Measure", order_by="sort_name")
    value = NumberColumn("Latest", orderable=False)
    previous = NumberColumn("Previous", orderable=False)
    change = Column("Change", orderable=False)
    period = PeriodColumn("Period", order_by="ends_on", empty_values=())

    class Meta(Table.Meta):
        empty_text = "No measures match."

    def render_name(self, record):
        link = linked("priorities:measure_detail", record)
        if not record["theme"]:
            return link
        return format_html('{} <span class="second">{}</span>', link, record["theme"])

    def render_value(self, record):
        return muted(record["value"], record["is_known"])

    def render_previous(self, record):
        return muted(record["previous"], record["has_previous"])

    def render_change(self, record):
        return muted(record["change"], record["has_change"])

    def render_period(self, record):
        if not record["base"]:
            return record["period"]
        return format_html(
            '{} <span class="second">compared with {}</span>',
            record["period"],
            record["base"],
        )


def muted(words, is_known=False):
    """Style the text in place of a missing value in a lighter colour."""
    return words if is_known else format_html('<span class="missing">{}</span>', words)


class ObservationTable(Table):
    """The figures of one measure."""

    area = Column("Area")
    period = PeriodColumn("Period", order_by="sort_period", empty_values=())
    words = NumberColumn("Figure", order_by="sort_value")
    counts = NumberColumn("Count", orderable=False, empty_values=())
    note = Column("Note and source", orderable=False, empty_values=())

    class Meta(Table.Meta):
        order_by = "-period"
        empty_text = "No figures have been recorded for this measure."

    def __init__(self, data, **kwargs):
        super().__init__([_sortable(row) for row in data], **kwargs)

    def render_words(self, record):
        return muted(record["words"], record["value"] is not None)

    def render_counts(self, record):
        return record["counts"] or muted(Reason.NOT_APPLICABLE.label)

    def render_note(self, record):
        if not record["note"]:
            return record["source"]
        return format_html(
            '{} <span class="second">{}</span>', record["note"], record["source"]
        )


def _sortable(row):
    """A figure with what it is sorted by: ISO dates, and a number."""
    dates = str(row["ends_on"] or ""), str(row["starts_on"] or "")
    value = float("-inf") if row["value"] is None else float(row["value"])
    return {**row, "sort_period": dates, "sort_value": value}


class ResultTable(Table):
    """Targets and results of one measure."""

    caption = "Targets and results"

    period = PeriodColumn("Period")
    area = Column("Area")
    words = NumberColumn("Target")
    actual = NumberColumn("Actual")
    verdict = Column("Result")

    class Meta(Table.Meta):
        orderable = False


class ReportedChangeTable(Table):
    """The reported changes of one measure."""

    caption = "Changes reported by the source"
    detail = "The source gives the change but not the starting figure."

    area = Column("Area")
    period = PeriodColumn("Period")
    base = PeriodColumn("Compared with")
    words = Column("Change")
    note = Column("Note and source")

    class Meta(Table.Meta):
        orderable = False
