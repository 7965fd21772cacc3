"""Import and export records by natural key: a whole file or nothing."""

from collections import OrderedDict
from copy import copy

from import_export import resources
from import_export.declarative import ModelDeclarativeMetaclass

from partnership.core.imports.cells.widgets import ChoiceWidget
from partnership.core.imports.fields.figure_slots import figure_slots
from partnership.core.imports.fields.list_slot import ListSlot, spread
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.fields.slots import (
    AnnotationSlot,
    CodesSlot,
    PeriodSlot,
    ReferenceSlot,
    slots_of,
)
from partnership.core.imports.formats import safe_cell
from partnership.core.imports.rows.importer import Importer
from partnership.core.imports.rows.results import Result
from partnership.core.models import registry
from partnership.core.models.natural_keys import CODE_NAME_FIELDS
from partnership.core.values.money import PoundsField, pounds

# The history column holds 300 characters, including the row number.
MAX_REASON_LENGTH = 280
# Headings of earlier versions that are accepted by every resource with the column.
FORMER_HEADINGS = {
    "no figure, because": "reason",
    "no words, because": "reason",
    "kind": "type",
}


class ColumnsMeta(ModelDeclarativeMetaclass):
    """Replace the library's fields with the columns of the resource's model."""

    def __new__(cls, name, bases, attrs, model=None):
        if model:
            attrs["Meta"] = type("Meta", (), {"model": model})
        resource = super().__new__(cls, name, bases, attrs)
        model = resource._meta.model
        if model:
            resource.slots = slots_of(model, resource.headings, resource.slot_kinds)
            resource.slots += map(AnnotationSlot, resource.annotations)
            columns = [column for slot in resource.slots for column in slot.columns]
            names = [column.column_name for column in columns]
            shared = {o: name for o, name in FORMER_HEADINGS.items() if name in names}
            resource.former_headings = shared | resource.former_headings
            for column in columns:
                if isinstance(column.widget, ChoiceWidget):
                    column.widget.accept(resource.former_choices)
            resource.fields = OrderedDict((column.name, column) for column in columns)
            RESOURCES.setdefault(model, resource)
        return resource

    def __init__(cls, name, bases, attrs, model=None):
        super().__init__(name, bases, attrs)


class NaturalKeyResource(resources.ModelResource, metaclass=ColumnsMeta):
    """Resource that matches rows by natural key, so importing twice changes nothing.

    Columns missing from a file are not changed, records missing from it are not
    deleted, and one bad row stops the whole file. `headings` gives the headings of
    fields that are not headed by their name, or whose key needs several columns;
    `synonyms` other headings by column, as partners and statistics use them. Files made
    with earlier versions still import: `former_headings` maps an old heading to its
    column, `former_choices` an old choice label to its code.
    """

    headings: dict = {}
    synonyms: dict[str, list[str]] = {}
    # Columns that a file may have in two: the headings of both, and what joins them.
    parts: dict[str, tuple[list[str], list[str], str]] = {}
    # Fields that identify a row of a file without codes, instead of its name; the file
    # must have the first two.
    identity: tuple = ()
    # A sheet needs one of these words to be recognised as this list.
    sheet_words: tuple = ()
    # Fields that tell records with one name apart, besides their first year and owner.
    apart: tuple = ()
    # A field of the natural key, such as the first day, that a file only needs if
    # several records share the rest of the key.
    distinguished_by = ""
    # Columns that a column of periods gives together, as `from_period` says.
    of_period: tuple = ()
    # What key columns are if the file does not have them.
    usual: dict[str, str] = {}
    former_headings: dict = {}
    former_choices: dict = {}
    slot_kinds: dict = {}
    # Columns of the download that `full` works out.
    annotations: tuple = ()
    # Key columns whose unknown values are other people's rows, in statistics of many
    # areas: those rows are left out, and named.
    others_left_out: tuple = ()

    # The columns of the counts that a percentage is worked out from.
    counts_of_share: tuple = ()
    # Words of headings for figures that are not those of the list.
    other_figures: tuple = ()
    # The column of the list's figures, if they have no reason beside them.
    figure_without_reason = ""
    # Whether `derived_changes` does what the model does when it is saved.
    derives_what_save_does = False

    @classmethod
    def get_display_name(cls):
        return str(cls._meta.model._meta.verbose_name_plural)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.slots = [self._with_choices(slot) for slot in type(self).slots]
        self.fields = OrderedDict(
            (column.name, column) for slot in self.slots for column in slot.columns
        )
        keys = {path.split("__")[0] for path in self._meta.model.natural_key_fields}
        keys -= {self.distinguished_by}
        self.key_slots = [
            slot for slot in self.slots if {slot.name, *slot.field_names} & keys
        ]
        self.distinguishing_slots = [
            s for s in self.slots if s.name == self.distinguished_by
        ]
        self.figures = figure_slots(self)

    def _with_choices(self, slot):
        """Add the choices that only the record type knows, such as document types."""
        if isinstance(slot, PeriodSlot | CodesSlot | AnnotationSlot):
            return slot
        changed = {}
        for column in slot.columns:
            field = slot.field
            if isinstance(slot, ReferenceSlot):
                path = column.attribute.split("__")[1:]
                owner = slot.model if len(path) == 1 else None
                name = path[0]
            else:
                owner, name = field.model, field.name
            record = owner and registry.record_type_of(owner)
            choices = record and record.fields.choices.get(name)
            if choices:
                new = copy(column)
                new.widget = ChoiceWidget(choices())
                new.widget.accept(self.former_choices)
                changed[column.column_name] = new
        if not changed:
            return slot
        slot = copy(slot)
        slot.columns = [changed.get(c.column_name, c) for c in slot.columns]
        return slot

    def get_import_id_fields(self):
        return [column.name for slot in self.key_slots for column in slot.columns]

    @property
    def columns(self) -> list:
        return [column for slot in self.slots for column in slot.columns]

    def full(self, queryset):
        """Add the joins and prefetches that the columns need to a queryset."""
        joins = [slot for slot in self.slots if isinstance(slot, ReferenceSlot)]
        paths = [
            column.attribute.rpartition("__")[0] for s in joins for column in s.columns
        ]
        queryset = queryset.select_related(*paths) if paths else queryset
        return queryset.prefetch_related(
            *(slot.name for slot in self.slots if isinstance(slot, CodesSlot))
        )

    # Import

    def import_data(self, dataset, dry_run=False, **options) -> Result:
        """Import a dataset; return the result.

        `options` are those of Importer, such as `file_name` and `answers`.
        """
        importer = Importer(self, dataset, Lookups(self._meta.model), **options)
        return importer.check() if dry_run else importer.save()

    def change_reason(self, file_name, line):
        """Return the reason for the history: “Import of figures.xlsx, row 12”."""
        file = f"Import of {file_name}" if file_name else "Import"
        return f"{file[:MAX_REASON_LENGTH]}, row {line}"

    def from_period(self, cell) -> tuple:
        """Return the cells of the columns `of_period`; raise ValueError if unfit."""
        raise NotImplementedError

    def can_lack_code(self, names) -> bool:
        """Whether a file with these columns needs no codes, as others identify rows."""
        if self.get_import_id_fields() != ["code"]:
            return False
        fields = {s.name for s in self.slots if s.columns[0].column_name in names}
        if self.identity:
            return fields.issuperset(self.identity[:2])
        return bool(fields & set(CODE_NAME_FIELDS))

    def complete(self, instance, names):
        """Fill fields of a new record from its other values; the file has `names`."""

    def prepare_figure(self, instance, slot, number):
        """Return the number of a figure's cell, before the column's widget reads it."""
        return number

    def unit_of(self, instance) -> str:
        """Return the unit of a row’s figure, such as per-1000, if it is known."""
        return ""

    def shown(self, slot, instance, cell: str) -> str:
        """Return the cell of a slot as previews show it, with its unit."""
        field = getattr(slot, "field", None)
        if isinstance(field, PoundsField):
            return pounds(getattr(instance, slot.name))
        if getattr(field, "choices", None):
            return str(getattr(instance, f"get_{slot.name}_display")())
        return cell

    def figure_extras(self, instance, found, qualifier, is_new) -> dict:
        """Return values of other fields that a figure and its words give, by name.

        `found` are the values of the figure's own fields, by name.
        """
        return {}

    def derived_changes(self, outcome) -> list[tuple]:
        """Return more slots that a changed row changes, with their old values."""
        return []

    def check_row(self, instance, changed_names) -> dict[str, list[str]]:
        """Return errors by field name that no constraint of the database knows."""
        return {}

    # Export

    def filter_export(self, queryset, **kwargs):
        return self.full(queryset)

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [safe_cell(cell) for cell in cells]

    def after_export(self, queryset, dataset, **kwargs):
        dataset.title = self.get_display_name()
        for slot in self.slots:
            if isinstance(slot, ListSlot):
                spread(slot, queryset, dataset)


class Resources(dict):
    """The resource of each model: the one it declares, or a standard one."""

    def __missing__(self, model) -> type[NaturalKeyResource]:
        class Resource(NaturalKeyResource, model=model):
            pass

        return Resource


RESOURCES = Resources()
