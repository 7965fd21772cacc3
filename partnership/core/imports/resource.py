"""Import and export records by natural key: a whole file or nothing."""

import logging
from collections import Counter, OrderedDict
from difflib import get_close_matches

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ObjectDoesNotExist,
    ValidationError,
)
from django.db import IntegrityError, transaction
from import_export import resources
from import_export.declarative import ModelDeclarativeMetaclass
from tablib import Dataset

from partnership.core.imports.fields import (
    CodesSlot,
    ReferenceSlot,
    slots_of,
)
from partnership.core.imports.formats import safe_cell
from partnership.core.imports.headers import column_names, ignored, parents_first
from partnership.core.imports.read_file import SpreadsheetError
from partnership.core.imports.results import (
    Diff,
    Result,
)
from partnership.core.imports.row_keys import (
    fold,
    key_of,
    with_key_relations,
)
from partnership.core.imports.widgets import ChoiceWidget
from partnership.core.models.constraint_errors import place_errors
from partnership.core.text import token_validation
from partnership.core.values.formatting import listed

logger = logging.getLogger(__name__)

# The history column holds 300 characters, including the row number.
MAX_REASON_LENGTH = 280
TAKEN = "This row conflicts with an existing record"
# Headings of earlier versions that are accepted by every resource with the column.
FORMER_HEADINGS = {"no figure, because": "reason", "no words, because": "reason"}
# The resource of each model in every app, filled when `resources` modules are loaded.
RESOURCES: dict = {}


class ColumnsMeta(ModelDeclarativeMetaclass):
    """Replace the library's fields with the columns of the resource's model."""

    def __new__(cls, name, bases, attrs):
        resource = super().__new__(cls, name, bases, attrs)
        model = resource._meta.model
        if model:
            resource.slots = slots_of(model, resource.headings, resource.slot_kinds)
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


class NaturalKeyResource(resources.ModelResource, metaclass=ColumnsMeta):
    """Resource that matches rows by natural key, so importing twice changes nothing.

    Columns missing from a file are not changed, records missing from it are not
    deleted, and one bad row stops the whole file. `headings` gives the headings of
    fields that are not headed by their name, or whose key needs several columns.
    Files made with earlier versions still import: `former_headings` maps an old
    heading to its column, `former_choices` an old choice label to its code.
    """

    headings = {}
    former_headings = {}
    former_choices = {}
    slot_kinds = {}

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    @classmethod
    def get_result_class(cls):
        return Result

    @classmethod
    def get_diff_class(cls):
        return Diff

    @classmethod
    def get_display_name(cls):
        return str(cls._meta.model._meta.verbose_name_plural)

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.tables, self.repeats, self.notes, self.lines = {}, {}, [], []
        self.file_name = self.reason = ""
        keys = {path.split("__")[0] for path in self._meta.model.natural_key_fields}
        self.key_slots = [
            slot for slot in self.slots if {slot.name, *slot.field_names} & keys
        ]

    # Finding records

    def get_import_id_fields(self):
        return [column.name for slot in self.key_slots for column in slot.columns]

    def table(self, model):
        """Return all records of a model by natural key, fetched once an import."""
        if model not in self.tables:
            rows = (
                self.full(model.objects.all())
                if self.is_own(model)
                else with_key_relations(model)
            )
            self.tables[model] = {key_of(row): row for row in rows}
        return self.tables[model]

    def is_own(self, model):
        return model is self._meta.model

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

    def find(self, model, key, written):
        """Return the record with a natural key; raise ValueError if there is none."""
        table, folded = self.table(model), fold(model, key)
        if folded in table:
            return table[folded]
        near = len(key) == 1 and get_close_matches(
            str(folded[0]), [str(k[0]) for k in table], 1
        )
        hint = (
            f"Did you mean “{near[0]}”?"
            if near
            else "Add it first or correct this value"
        )
        raise ValueError(f"There is no {model._meta.verbose_name} “{written}”. {hint}")

    def row_key(self, row):
        """Return the natural key of a row of the file, or None if it cannot be read."""
        probe = self._meta.model()
        try:
            for slot in self.key_slots:
                slot.put(probe, slot.read(row, self.find))
            return key_of(probe)
        except (ValueError, ValidationError, ObjectDoesNotExist):
            return None

    def get_instance(self, instance_loader, row):
        return self.table(self._meta.model).get(self.row_key(row))

    # The file as a whole

    def import_data(self, dataset, **kwargs):
        kwargs.setdefault("rollback_on_validation_errors", True)
        headers = [str(heading).strip() for heading in dataset.headers or []]
        copied = Dataset(*list(dataset), headers=headers)
        self.lines = list(getattr(dataset, "lines", range(2, len(dataset) + 2)))
        self.file_name = kwargs.get("file_name") or ""
        self.notes = list(getattr(dataset, "notes", []))
        return super().import_data(copied, **kwargs)

    def import_data_inner(self, *args, **kwargs):
        result = super().import_data_inner(*args, **kwargs)
        result.lines, result.notes = self.lines, self.notes
        result.labels = {
            name: slot.heading for slot in self.slots for name in slot.field_names
        }
        return result

    def before_import(self, dataset, **kwargs):
        try:
            names, unknown = column_names(
                dataset.headers,
                self.slots,
                self.key_slots,
                self.former_headings,
            )
        except SpreadsheetError:
            dataset.wipe()  # so that no row is read
            raise
        dataset.headers = names
        self.notes += ignored(unknown, names, self.slots)
        self.sort(dataset)
        rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
        keys = [self.row_key(row) for row in rows]
        repeated = {key for key, count in Counter(keys).items() if count > 1 and key}
        for key, line in zip(keys, self.lines, strict=True):
            if key in repeated:
                self.repeats.setdefault(key, []).append(line)

    def sort(self, dataset):
        """Move rows before the rows of the same file that refer to them."""
        own = [slot for slot in self.slots if self.is_own(getattr(slot, "model", None))]
        order = parents_first(dataset, own)
        values, headers = list(dataset), dataset.headers
        dataset.wipe()
        dataset.headers = headers
        dataset.extend(values[place_errors] for place_errors in order)
        self.lines = [self.lines[place_errors] for place_errors in order]

    # One row

    def import_row(self, row, instance_loader, **kwargs):
        outcome = super().import_row(row, instance_loader, **kwargs)
        for error in outcome.errors:  # a bug: errors in the file are messages
            logger.error("Row not imported", exc_info=error.error)
        return outcome

    def before_import_row(self, row, row_number=None, **kwargs):
        self.reason = self.change_reason(row_number)
        lines = self.repeats.get(self.row_key(row))
        if lines:
            raise ValidationError(
                f"Rows {listed(map(str, lines))} have the same "
                f"{listed(slot.heading for slot in self.key_slots)}. Keep only one"
            )

    def import_instance(self, instance, row, **kwargs):
        self.codes, problems = {}, {}
        self.before = (
            {} if instance._state.adding else token_validation.checked_values(instance)
        )
        for slot in self.slots:
            if not slot.is_in(row):
                continue
            if not instance._state.adding and slot in self.key_slots:
                continue  # the record was found by it, ignoring case
            try:
                value = slot.read(row, self.find)
            except (ValueError, ValidationError) as error:
                problems[slot.field_names[0]] = cell_error(error)
                continue
            if isinstance(slot, CodesSlot):
                self.codes[slot.name] = value
            else:
                slot.put(instance, value)
        if problems:
            raise ValidationError(problems)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors or original._state.adding:
            return False
        concrete = [field.attname for field in instance._meta.concrete_fields]
        return all(
            getattr(instance, name) == getattr(original, name) for name in concrete
        ) and all(
            {row.pk for row in value}
            == {row.pk for row in getattr(original, name).all()}
            for name, value in self.codes.items()
        )

    def validate_instance(self, instance, *args, **kwargs):
        problems = {}
        try:
            super().validate_instance(instance, *args, **kwargs)
        except ValidationError as error:
            names = [name for slot in self.slots for name in slot.field_names]
            problems = place_errors(instance, error, names)
        for name, sentences in token_validation.find_errors(
            instance, self.before
        ).items():
            problems.setdefault(name, [ValidationError(line) for line in sentences])
        if problems:
            raise ValidationError(problems)

    def change_reason(self, row_number):
        """Return the reason for the history: “Import of figures.xlsx, row 12”."""
        file = f"Import of {self.file_name}" if self.file_name else "Import"
        if row_number is None or row_number > len(self.lines):
            return file[:MAX_REASON_LENGTH]
        return f"{file[:MAX_REASON_LENGTH]}, row {self.lines[row_number - 1]}"

    def do_instance_save(self, instance, is_create):
        instance._change_reason = self.reason
        try:
            with transaction.atomic():
                instance.save(force_insert=is_create)
        except IntegrityError as error:
            logger.warning("The database rejected an imported row: %s", error)
            raise ValidationError({NON_FIELD_ERRORS: [TAKEN]}) from None

    def save_m2m(self, instance, row, **kwargs):
        for name, value in self.codes.items():
            getattr(instance, name).set(value)

    def after_save_instance(self, instance, row, **kwargs):
        self.table(self._meta.model)[key_of(instance)] = instance

    # Export

    def filter_export(self, queryset, **kwargs):
        return self.full(queryset)

    def export_resource(self, instance, selected_fields=None, **kwargs):
        cells = super().export_resource(instance, selected_fields, **kwargs)
        return [safe_cell(cell) for cell in cells]

    def after_export(self, queryset, dataset, **kwargs):
        dataset.title = self.get_display_name()


def cell_error(error):
    """Turn a slot's error into a ValidationError that carries its column, if known."""
    messages = getattr(error, "messages", [str(error)])
    found = ValidationError([ValidationError(m, code="invalid") for m in messages])
    for item in found.error_list:
        item.column = getattr(error, "column", "")
    return found
