"""Columns of lists, chosen by the type of the model field."""

from collections import Counter
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import mark_safe

from partnership.core.models import registry
from partnership.core.models.display import sentence_case
from partnership.core.pages import tables
from partnership.core.records.list_columns import values
from partnership.core.text import token_display
from partnership.core.text.rich_text import RichTextField
from partnership.core.values.financial_years import FinancialYearField
from partnership.core.values.money import PoundsField

MISSING = "–"
# How many columns distinguish rows of the same name for screen readers.
APART = 3
BOX = (
    '<td role="cell" class="work-box-cell"><input type="checkbox" name="row" '
    'value="{pk}" aria-label="Select {name}"></td>'
)

KINDS = [
    (FinancialYearField, values.Year),
    (PoundsField, values.Pounds),
    (RichTextField, values.Rich),
    (models.DateField, values.Day),
    (models.BooleanField, values.YesNo),
    (models.DecimalField, values.Figure),
    (models.IntegerField, values.Whole),
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
    label = record.labels.get(path)
    if path == "period":
        return values.Period(label or "Period", path, order_by=("ends_on", "starts_on"))
    column = final_column(record.model, path)
    if column is None:
        return values.Words(
            label or sentence_case(path.replace("_", " ")), path, orderable=False
        )
    label = label or sentence_case(str(column.verbose_name))
    if path in record.options:
        return values.Option(label, path, record.options[path])
    if column.choices:
        return values.Choice(label, path, column)
    for kind, made in KINDS:
        if isinstance(column, kind):
            return made(label, path)
    tokens = path in getattr(record.model, "token_fields", [])
    return values.Words(label, path, holds_tokens=tokens)


def joins(record) -> list[str]:
    """Return the relations that a list's cells use."""
    found = list(record.named_with)
    for path in record.columns:
        names = path.split("__")
        column = final_column(record.model, path)
        relation = "__".join(names[:-1])
        if column is not None and column.is_relation:
            relation = path
            target = registry.record_of(column.related_model)
            found += [f"{path}__{one}" for one in target.named_with] if target else []
        if relation:
            found.append(relation)
    return list(dict.fromkeys(found))


class ListTable(tables.Table):
    """A list with a checkbox for each row; the first column links to the record."""

    with_boxes = False
    address = ""

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
            shown = (str(conditional_escape(c.shown(row))) for c in rest[:APART])
            beside = ", ".join(filter(None, map(strip_tags, shown)))
            yield row, name, f", {beside}"

    @property
    def lines(self):
        """The rows of the page in HTML; a template for each cell would be slower."""
        heads = self.heads
        self.read_tokens([bound.record for bound in self.page.object_list])
        first, *rest = self.shown
        parts = [
            (
                column.shown,
                f'<td role="cell" class="{head.look}">'
                if head.look
                else '<td role="cell">',
                f'<span class="column-name" aria-hidden="true">'
                f"{conditional_escape(head.label)}</span>",
            )
            for column, head in zip(rest, heads[1:], strict=True)
        ]
        start = self.address
        for row, name, apart in self._names(first, rest):
            cells = "".join(
                f"{begin}{label}{conditional_escape(shown(row)) or MISSING}</td>"
                for shown, begin, label in parts
            )
            box = ""
            if self.with_boxes:
                box = BOX.format(pk=row.pk, name=f"{name}{apart}")
            more = f'<span class="visually-hidden">{apart}</span>' if apart else ""
            # Every part is escaped above.
            yield mark_safe(
                f'<tr role="row">{box}<th scope="row" role="rowheader">'
                f'<a href="{start}{row.pk}/">{name}{more}</a></th>{cells}</tr>'
            )

    def read_tokens(self, rows):
        """Replace the tokens in the text of some rows, all at once."""
        columns = [column for column in self.shown if column.holds_tokens]
        told = token_display.read(
            column.words(row) for column in columns for row in rows
        )
        for column in columns:
            column.told = told


@cache
def table_class(record):
    named = {
        path.replace("__", "_of_"): column_for(record, path) for path in record.columns
    }
    kind = type(ListTable)
    return kind(f"{record.model.__name__}Table", (ListTable,), named)
