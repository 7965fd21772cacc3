"""Columns of lists, chosen by the type of the model field."""

from collections import Counter
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from partnership.core.models import registry
from partnership.core.models.display import label_of
from partnership.core.pages import tables
from partnership.core.records.lists.columns import values
from partnership.core.text import token_display
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import PoundsField

MISSING = "–"
# How many columns distinguish rows of the same name for screen readers.
DISTINGUISHING_COLUMNS = 3
CHECKBOX = (
    '<td class="work-box-cell"><input type="checkbox" name="row" '
    'value="{pk}" aria-label="Select {name}"></td>'
)

COLUMN_CLASSES = [
    (FinancialYearField, values.YearColumn),
    (PoundsField, values.PoundsColumn),
    (RichTextField, values.RichTextColumn),
    (models.DateField, values.DateColumn),
    (models.BooleanField, values.YesNoColumn),
    (models.DecimalField, values.FigureColumn),
    (models.IntegerField, values.WholeNumberColumn),
]


def final_column(model, path):
    """Return the field at the end of a path such as settlement__year, or None."""
    column = None
    for name in path.split("__"):
        try:
            column = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = column.related_model
    return column


def column_for(record, path):
    label = record.fields.labels.get(path)
    if path == "period":
        return values.PeriodColumn(
            label or "Period", path, order_by=("ends_on", "starts_on")
        )
    column = final_column(record.model, path)
    if column is None:
        order_by = record.listing.order_by.get(path)
        return values.TextColumn(
            label or capfirst(path.replace("_", " ")),
            path,
            orderable=order_by is not None,
            order_by=order_by,
        )
    label = label or label_of(column)
    if path in record.fields.choices:
        return values.OptionColumn(label, path, record.fields.choices[path])
    if column.choices:
        return values.ChoiceColumn(label, path, column)
    for field_class, column_class in COLUMN_CLASSES:
        if isinstance(column, field_class):
            return column_class(label, path)
    tokens = path in getattr(record.model, "token_fields", [])
    return values.TextColumn(label, path, has_tokens=tokens)


def related_paths(record) -> list[str]:
    """Return the relations that a list's cells use."""
    paths = list(record.naming.select_related)
    for path in record.listing.columns:
        names = path.split("__")
        column = final_column(record.model, path)
        relation = "__".join(names[:-1])
        if column is not None and column.is_relation:
            relation = path
            target = registry.record_type_of(column.related_model)
            if target:
                paths += [f"{path}__{name}" for name in target.naming.select_related]
        if relation:
            paths.append(relation)
    return list(dict.fromkeys(paths))


class ListTable(tables.Table):
    """A list with a checkbox for each row; the first column links to the record."""

    with_checkboxes = False
    base_url = ""

    class Meta(tables.Table.Meta):
        template_name = "records/list_table.html"

    @property
    def shown(self):
        return [bound.column for bound in self.columns]

    def _names(self, first, rest):
        """Yield each row of the page with its name and what distinguishes it.

        For screen readers: rows of the same name also read out their next columns.
        """
        rows = [bound.record for bound in self.page.object_list]
        names = [str(conditional_escape(first.shown(row) or MISSING)) for row in rows]
        numbers = Counter(names)
        for row, name in zip(rows, names, strict=True):
            if numbers[name] == 1:
                yield row, name, ""
                continue
            shown = (
                str(conditional_escape(c.shown(row)))
                for c in rest[:DISTINGUISHING_COLUMNS]
            )
            beside = ", ".join(filter(None, map(strip_tags, shown)))
            yield row, name, f", {beside}"

    @property
    def rows_html(self):
        """The rows of the page in HTML; a template for each cell would be slower."""
        headers = self.headers
        self.read_tokens([bound.record for bound in self.page.object_list])
        first, *rest = self.shown
        parts = [
            (
                column.shown,
                f'<td class="{header.look}">' if header.look else "<td>",
                f'<span class="column-name" aria-hidden="true">'
                f"{conditional_escape(header.label)}</span>",
            )
            for column, header in zip(rest, headers[1:], strict=True)
        ]
        start = self.base_url
        for row, name, suffix in self._names(first, rest):
            cells = "".join(
                f"{begin}{label}{conditional_escape(shown(row)) or MISSING}</td>"
                for shown, begin, label in parts
            )
            checkbox = ""
            if self.with_checkboxes:
                checkbox = CHECKBOX.format(pk=row.pk, name=f"{name}{suffix}")
            more = f'<span class="visually-hidden">{suffix}</span>' if suffix else ""
            # Every part is escaped above.
            yield mark_safe(
                f'<tr>{checkbox}<th scope="row">'
                f'<a href="{start}{row.pk}/">{name}{more}</a></th>{cells}</tr>'
            )

    def read_tokens(self, rows):
        """Replace the tokens in the text of some rows, all at once."""
        columns = [column for column in self.shown if column.has_tokens]
        display = token_display.read(
            column.text(row) for column in columns for row in rows
        )
        for column in columns:
            column.display = display


@cache
def table_class(record):
    columns = {
        path.replace("__", "_of_"): column_for(record, path)
        for path in record.listing.columns
    }
    metaclass = type(ListTable)
    return metaclass(f"{record.model.__name__}Table", (ListTable,), columns)
