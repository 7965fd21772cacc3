"""Tables of priorities, measures and observations."""

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
from priorities import formatting
from priorities.models import Observation, Priority
from priorities.queries.series import reported_change


def linked(name, row, words):
    """Link a text to the page of a record."""
    return format_html('<a href="{}">{}</a>', reverse(name, args=[row.code]), words)


class PriorityTable(Table):
    """Priorities with their partnership, years and what they replace."""

    caption = "Priorities"

    title = Column("Priority")
    partnership = Column("Partnership", accessor="partnership__short_name")
    from_year = YearColumn("Years")
    earlier_links = Column("Replaces", orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = Priority
        fields = ["title", "partnership", "from_year", "earlier_links"]
        order_by = "-from_year"

    def order_from_year(self, queryset, is_descending):
        """Sort by year, then by partnership and priority number."""
        year = "-from_year" if is_descending else "from_year"
        return queryset.order_by(year, "partnership__name", "number"), True

    def render_title(self, record):
        return linked("priorities:priority_detail", record, record.title)

    def render_from_year(self, record):
        first, last = (
            financial_years.label(record.from_year),
            financial_years.label(record.to_year),
        )
        return first if first == last else f"{first} to {last}"

    def render_earlier_links(self, record):
        rows = [
            (
                linked("priorities:priority_detail", row.earlier, row.earlier.title),
                financial_years.label(row.earlier.to_year),
                row.get_kind_display(),
            )
            for row in record.earlier_links.all()
        ]
        if not rows:
            return "no earlier priority recorded"
        return format_html_join("; ", "{} ({}, {})", rows)


class MeasureTable(Table):
    """Table of `priorities.queries.latest.Latest`."""

    measure = Column("Measure", order_by="sort_name")
    observation = NumberColumn("Latest", orderable=False, empty_values=())
    previous = NumberColumn("Previous", orderable=False, empty_values=())
    change = Column("Change", orderable=False, empty_values=())
    period = PeriodColumn("Period", order_by="sort_period", empty_values=())

    class Meta(Table.Meta):
        empty_text = "No measures match."

    def render_measure(self, record):
        link = linked("priorities:measure_detail", record.measure, record.measure.name)
        theme = record.measure.theme
        if not theme:
            return link
        return format_html('{} <span class="second">{}</span>', link, theme)

    def render_observation(self, record):
        return faint(record.value, record.is_known)

    def render_previous(self, record):
        return faint(record.previous_value, record.previous is not None)

    def render_change(self, record):
        return faint(record.change_words, record.change is not None)

    def render_period(self, record):
        if not record.has_base:
            return record.period.label
        return format_html(
            '{} <span class="second">compared with {}</span>',
            record.period.label,
            record.base.label,
        )


def faint(words, is_known=False):
    """Style the text in place of a missing value in a lighter colour."""
    return words if is_known else format_html('<span class="missing">{}</span>', words)


class ObservationTable(Table):
    """The figures of one measure."""

    area = Column("Area", accessor="area__name")
    ends_on = PeriodColumn("Period", order_by=("ends_on", "starts_on"), empty_values=())
    value = NumberColumn("Figure", empty_values=())
    counts = NumberColumn("Count", orderable=False, empty_values=())
    note = Column("Note and source", orderable=False, empty_values=())

    class Meta(Table.Meta):
        model = Observation
        fields = ["area", "ends_on", "value", "counts", "note"]
        order_by = "-ends_on"
        empty_text = "No figures have been recorded for this measure."

    def render_ends_on(self, record):
        return record.period.label

    def render_value(self, record):
        words = formatting.value_words(record.measure, record)
        return faint(words, record.value is not None)

    def render_counts(self, record):
        words = formatting.counts_words(record)
        return words or faint(Reason.NOT_APPLICABLE.label)

    def render_note(self, record):
        source = record.source or record.measure.source or "Source not known"
        if not record.note:
            return source
        return format_html('{} <span class="second">{}</span>', record.note, source)


class ResultTable(Table):
    """Table of `priorities.queries.latest.Result`."""

    caption = "Targets and results"

    period = PeriodColumn("Period", accessor="target__period__label")
    area = Column("Area", accessor="target__area__name")
    target_words = NumberColumn("Target")
    actual_words = NumberColumn("Actual")
    verdict = Column("Result")

    class Meta(Table.Meta):
        orderable = False


class ReportedChangeTable(Table):
    """The reported changes of one measure."""

    caption = "Changes reported by the source"
    detail = "The source gives the change but not the starting figure."

    area = Column("Area", accessor="area__name")
    period = PeriodColumn("Period", accessor="period__label")
    base = PeriodColumn("Compared with", accessor="base__label")
    change = Column("Change", empty_values=())
    note = Column("Note and source", empty_values=())

    class Meta(Table.Meta):
        orderable = False

    def render_change(self, record):
        return formatting.change_words(record.measure, reported_change(record))

    def render_note(self, record):
        parts = [record.note, record.source or record.measure.source]
        return " ".join(part for part in parts if part) or "Source not known"
