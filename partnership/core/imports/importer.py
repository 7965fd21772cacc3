"""Check the rows of a file against the data in memory, then save them in bulk.

Every list is fetched once and every different cell is read once, so the time of an
import grows with its rows and little else.
"""

import logging
from collections import Counter, defaultdict
from functools import cached_property
from hashlib import sha256

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from partnership.core.imports import saving
from partnership.core.imports.ambiguity import (
    AmbiguousCell,
    answered,
    question_key,
    resolved,
)
from partnership.core.imports.column_reader import ColumnReader, check_cell
from partnership.core.imports.fields import (
    CodesSlot,
    ExportOnlySlot,
    PeriodSlot,
    ReferenceSlot,
)
from partnership.core.imports.figure_slots import qualifier_of, read_figure
from partnership.core.imports.headers import (
    column_names,
    ignored,
    parents_first,
)
from partnership.core.imports.list_slot import ListSlot, joined_rows
from partnership.core.imports.names import fold_name
from partnership.core.imports.results import (
    CHANGED,
    EMPTY,
    NEW,
    NO_COLUMN,
    SAME,
    WRONG,
    Outcome,
    Result,
    RowError,
    join_cells,
    message_of,
)
from partnership.core.imports.row_keys import fold_code
from partnership.core.imports.sheets import SpreadsheetError, letter
from partnership.core.imports.widgets import (
    FROM_NAME,
    ChoiceWidget,
    OrderWidget,
    ask_about_name,
    text_of,
)
from partnership.core.models.constraint_errors import fields_of
from partnership.core.models.natural_keys import CODE_NAME_FIELDS, generate_code
from partnership.core.models.own_lists import own_lists, refuse_rings
from partnership.core.models.row_constraints import unique_sets, violated_checks
from partnership.core.text import token_validation
from partnership.core.values.formatting import listed

logger = logging.getLogger(__name__)

# Up to this many different values of a reference narrow down the records fetched.
MAX_VALUES_IN_QUERY = 500
# Progress is reported after so many rows.
ROWS_A_STEP = 500


class Importer:
    """One file being imported into one list.

    `answers` are the answers to questions by their keys, `given` the values of columns
    that the file does not have. `for_update` locks the records that change. With
    `texts_later`, `check_texts` checks the figure codes in texts after other lists.
    """

    def __init__(
        self,
        resource,
        dataset,
        lookups,
        *,
        file_name="",
        answers=None,
        given=None,
        for_update=False,
        raise_errors=False,
        texts_later=False,
        progress=None,
        **_,
    ):
        self.resource, self.lookups = resource, lookups
        self.model = resource._meta.model
        self.file_name, self.answers = file_name or "", answers or {}
        self.given, self.for_update = given or {}, for_update
        self.headers = [str(heading).strip() for heading in dataset.headers or []]
        self.rows = [list(row) for row in dataset]
        self.lines = list(getattr(dataset, "lines", range(2, len(self.rows) + 2)))
        self.marks = getattr(dataset, "marks", {})
        self.for_new = getattr(dataset, "for_new", {})
        self.origins = list(getattr(dataset, "origins", [])) or [{}] * len(self.rows)
        self.sheets = list(getattr(dataset, "sheets", [])) or [None] * len(self.rows)
        self.result = Result(resource)
        self.result.notes = list(getattr(dataset, "notes", []))
        self.texts_later, self.texts = texts_later, []
        self.progress = progress or (lambda *about: None)
        self.new_codes: set[str] = set()
        # Rows that can only be checked once the rows they refer to are saved.
        self.unclean: list[Outcome] = []
        self.field_cache: dict = {}
        self.unique_values: dict = {}
        self.hash = sha256()
        self.by_row_key: dict = {}
        self.alike: Counter = Counter()  # stored records by key
        self.is_by_name = False
        self.origin: dict = {}
        self.sheet: tuple[int, str] | None = None

    # The file as a whole

    def check(self) -> Result:
        """Read and check all rows; nothing is saved."""
        with answered(self.answers):
            try:
                self._match_columns()
            except SpreadsheetError as error:
                self.result.refused = str(error)
                self.result.errors.append(RowError(0, "", "", str(error)))
                return self.result
            self._join()
            self._sort()
            keys = [self._row_key(values) for values in self.rows]
            self._fetch(keys)
            repeated = self._repeated(keys)
            rows = zip(
                *(self.lines, self.rows, self.origins, self.sheets, keys), strict=True
            )
            for line, values, self.origin, self.sheet, key in rows:
                outcome = self._row(line, values, key, repeated)
                outcome.sheet = self.sheet
                if len(self.result.outcomes) % ROWS_A_STEP == 0:
                    done = len(self.result.outcomes)
                    self.progress(done, len(self.rows), "Checking rows")
                self.result.outcomes.append(outcome)
            self.origin, self.sheet = {}, None
        for outcome, name, message in self.resource.check_rows(self.result.outcomes):
            self.add_errors(outcome, {name: [ValidationError(message)]}, None)
        self.result.errors.sort(key=lambda error: error.line)
        for error in self.result.errors:
            self.hash.update(repr(error).encode())
        self.result.fingerprint = self.hash.hexdigest()
        return self.result

    def check_texts(self) -> None:
        """Check the figure codes in texts, once other lists have been saved too."""
        keys = [outcome.instance.pk for outcome, _ in self.texts]
        # What the import attached to its records may not know of later lists.
        saved = self.model._default_manager.in_bulk(keys)
        for outcome, before in self.texts:
            row = saved.get(outcome.instance.pk)
            found = row and token_validation.find_errors(row, before)
            if found:
                self.add_errors(
                    outcome,
                    {
                        name: list(map(_as_error, lines))
                        for name, lines in found.items()
                    },
                )

    def save(self, run=None) -> None:
        """Save the rows that were checked; raise nothing for what the database refuses.

        Errors of the database become errors of the result, and nothing is saved.
        """
        saving.save(self, run)

    def _match_columns(self):
        resource = self.resource
        for name, value in self.given.items():
            if name not in self.headers and value not in (None, ""):
                self.headers.append(name)
                for values in self.rows:
                    values.append(value)
        names, unknown = column_names(self.headers, resource)
        self.headers = names
        self.is_by_name = "code" not in names and resource.can_lack_code(names)
        self.result.notes += ignored(unknown, names, resource.slots)
        self.readers = {}
        for slot in resource.slots:
            reader = ColumnReader(slot, names, self._find)
            if reader.is_complete and not isinstance(slot, ExportOnlySlot):
                self.readers[slot] = reader
        self.lacking = [
            slot
            for slot in resource.slots
            if slot.is_needed
            and slot not in self.readers
            and slot not in resource.key_slots
            and len(slot.columns) == 1
        ]
        self.identity = [
            slot
            for slot in self.readers
            if self.is_by_name and slot.name in resource.identity
        ]
        figures = [figure for figure in resource.figures if self._is_in_file(figure)]
        self.figures = figures
        together = {
            slot
            for figure in figures
            for slot in (figure.value, figure.reason, figure.qualifier)
            if slot
        }
        self.plain = [
            reader
            for slot, reader in self.readers.items()
            if slot not in together and slot not in resource.key_slots
        ]
        self.figure_names = {
            slot.heading: names.index(slot.heading)
            for slot in together
            if slot.heading in names
        }

    def _is_in_file(self, figure):
        return figure.value in self.readers or figure.reason in self.readers

    def _find(self, model, key, written, column=""):
        """Find a record by key; parts of the key may be names of records."""
        return self.lookups.find(model, key, written, column)

    def _join(self):
        """Make one row of those that hold the items of one record."""
        names = self._key_columns
        for slot in self.resource.slots:
            if isinstance(slot, ListSlot) and slot in self.readers:
                rows = joined_rows(self.headers, self.rows, names, slot)
                self._keep(list(rows))
                self.rows = list(rows.values())

    def _sort(self):
        """Move rows before the rows of the same file that refer to them."""
        own = [
            slot
            for slot in self.resource.slots
            if getattr(slot, "model", None) is self.model
        ]
        order = parents_first(self.headers, self.rows, self._key_columns, own)
        if order is not None:
            self._keep(order)

    @property
    def _key_columns(self) -> list[str]:
        slots = self.resource.key_slots
        return [column.column_name for slot in slots for column in slot.columns]

    def _keep(self, places):
        """Keep the rows at these places, in their order."""
        for name in ("rows", "lines", "origins", "sheets"):
            values = getattr(self, name)
            setattr(self, name, [values[place] for place in places])

    # Finding records

    def _row_key(self, values):
        """Return the key of a row as it is stored, or None if it cannot be read."""
        if self.is_by_name and not self.identity:
            return self._key_by_name(values)
        key = []
        for slot in self.identity or self.resource.key_slots:
            value, error = self.readers[slot].read(values)
            if error is not None:
                return None
            key.append(self._part(slot, value))
        return tuple(key)

    @staticmethod
    def _part(slot, value):
        if isinstance(value, models.Model):
            return value.pk or ("new", id(value))
        return fold_code(value) if slot.name == "code" else value

    def _key_by_name(self, values):
        for slot in self.resource.slots:
            if slot.name in CODE_NAME_FIELDS and slot in self.readers:
                name, error = self.readers[slot].read(values)
                if error is None and name:
                    codes = self.lookups.names(self.model).codes_of(name)
                    if len(codes) == 1:
                        return (fold_code(next(iter(codes))),)
                    key = ("", fold_name(name))
                    self.alike[key] = len(codes)
                    return key
        return None

    def key_of(self, instance):
        """Return the key of a stored record, as `_row_key` makes it."""
        key = []
        for slot in self.identity or self.resource.key_slots:
            if isinstance(slot, PeriodSlot):
                key.append(slot.value_of(instance))
            elif isinstance(slot, ReferenceSlot):
                key.append(getattr(instance, slot.field.attname))
            else:
                value = getattr(instance, slot.name)
                key.append(fold_code(value) if slot.name == "code" else value)
        return tuple(key)

    def _fetch(self, keys):
        """Fetch the records that the file may change, with what their names need."""
        rows = self.model._default_manager.all()
        narrowed = False
        for place, slot in enumerate(self.resource.key_slots):
            if isinstance(slot, ReferenceSlot):
                wanted = {key[place] for key in keys if key and len(key) > place}
                is_blank_allowed = None in wanted
                wanted = {pk for pk in wanted if isinstance(pk, int)}
                if len(wanted) <= MAX_VALUES_IN_QUERY and not is_blank_allowed:
                    rows = rows.filter(**{f"{slot.field.attname}__in": wanted})
                    narrowed = True
        if self.for_update:
            rows = rows.select_for_update(of=("self",))
        rows = rows.order_by("pk")
        codes = [s.name for s in self.resource.slots if isinstance(s, CodesSlot)]
        self.existing = {}
        for row in rows.prefetch_related(*codes):
            key = self.key_of(row)
            self.alike[key] += 1
            self.existing[key] = row
        self.is_narrowed = narrowed

    def _repeated(self, keys):
        lines = defaultdict(list)
        for key, line, sheet in zip(keys, self.lines, self.sheets, strict=True):
            if key is not None:
                lines[key].append(f"{line} of “{sheet[1]}”" if sheet else str(line))
        if len(lines) == len(keys):
            return {}
        return {key: found for key, found in lines.items() if len(found) > 1}

    # One row

    def _row(self, line, values, key, repeated):
        if key in repeated:
            return self._repeat(line, repeated[key])
        if self.alike[key] > 1:
            return self._doubt(line, self.alike[key])
        instance = self.existing.get(key)
        is_new = instance is None
        errors: dict = {}
        if is_new:
            instance = self.model()
            for slot in self.resource.key_slots:
                self._read_into(instance, slot, self.readers.get(slot), values, errors)
            self._fill_new(instance, errors)
        outcome = Outcome(line, NEW if is_new else SAME, instance)
        before = self._text_state(instance, is_new)
        codes = self._read_rest(instance, values, outcome, errors, is_new)
        if is_new:
            self._complete(instance, errors)
            if self.is_by_name:
                self._give_code(instance)
        if not errors:
            errors = self._validate(instance, outcome, is_new)
            if before is not None and self.texts_later:
                self.texts.append((outcome, before))
            elif before is not None:
                found = token_validation.find_errors(instance, before)
                for name, sentences in found.items():
                    messages = [ValidationError(sentence) for sentence in sentences]
                    errors.setdefault(name, messages)
        if errors:
            self.add_errors(outcome, errors, values)
            return outcome
        if not is_new and (outcome.changes or codes):
            outcome.sort = CHANGED
            outcome.changes += self.resource.derived_changes(outcome)
        if is_new:
            self.lookups.add(instance)
        self._note_fingerprint(outcome)
        return outcome

    def _fill_new(self, instance, errors):
        for slot in self.lacking:
            if not self._is_read_from_names(slot):
                self._give(instance, slot, errors)

    def _give(self, instance, slot, errors):
        """Put the value given for all rows."""
        if text := self.for_new.get(slot.heading):
            try:
                slot.put(instance, slot.read({slot.heading: text}, self._find))
            except (ValueError, ValidationError) as error:
                errors[slot.field_names[0]] = error

    def _is_read_from_names(self, slot):
        return self.answers.get(question_key(slot.heading, FROM_NAME)) == "yes"

    def _complete(self, instance, errors):
        """Give a new record what the file lacks; ask for what it still needs."""
        self.resource.complete(instance, self.headers)
        for slot in self.lacking:
            widget = slot.columns[0].widget
            if slot.field_names[0] in errors or isinstance(widget, OrderWidget):
                continue  # each row needs its own number
            if slot.state(instance) not in (None, ""):
                continue
            value, given = "", self.for_new.get(slot.heading)
            names = (getattr(instance, n, "") for n in CODE_NAME_FIELDS)
            try:
                if isinstance(widget, ChoiceWidget):
                    name = next(filter(None, names), "")
                    value = resolved(slot.heading, ask_about_name, name, widget)
            except AmbiguousCell as question:
                errors[slot.name] = question
                continue
            if value:
                slot.put(instance, value)
            elif given:
                self._give(instance, slot, errors)
            elif slot.heading not in self.result.needed:
                self.result.needed.append(slot.heading)

    def _doubt(self, line, count):
        """Refuse a row that does not say which of several records it is about."""
        names = [
            s.heading for s in self.resource.slots if s.name in self.resource.identity
        ]
        more = [f"“{name}”" for name in [*names, "code"] if name not in self.headers]
        noun = self.model._meta.verbose_name_plural
        message = (
            f"There are {count} {noun} like this. Add the column {' or '.join(more)}"
        )
        return self._refuse(line, message)

    def _repeat(self, line, lines):
        keys = self.identity or self.resource.key_slots
        columns = listed(slot.heading for slot in keys)
        if self.is_by_name and not self.identity:
            columns = "name"
        message = f"Rows {listed(lines)} have the same {columns}. Keep only one"
        return self._refuse(line, message)

    def _refuse(self, line, message):
        sheet = self.sheet[1] if self.sheet else ""
        self.result.errors.append(RowError(line, "", "", message, sheet=sheet))
        return Outcome(line, WRONG)

    def _text_state(self, instance, is_new):
        """Return the texts with figure codes before the row changes them."""
        if not self.text_names:
            return None
        return {} if is_new else token_validation.checked_values(instance)

    @property
    def text_names(self):
        if not hasattr(self, "_text_names"):
            self._text_names = token_validation.text_fields(self.model)
        return self._text_names

    def _read_rest(self, instance, values, outcome, errors, is_new):
        """Read all columns but those of the key; return whether a list changed."""
        instance._import_codes = {}
        changed_codes = False
        for reader in self.plain:
            slot = reader.slot
            if isinstance(slot, CodesSlot):
                changed_codes |= self._read_codes(
                    instance, reader, values, outcome, errors, is_new
                )
                continue
            old = None if is_new else slot.state(instance)
            self._read_into(instance, slot, reader, values, errors)
            if is_new or slot.state(instance) != old:
                outcome.changes.append((slot, old))
        for figure in self.figures:
            self._read_figure(instance, figure, values, outcome, errors, is_new)
        return changed_codes

    def _read_into(self, instance, slot, reader, values, errors):
        if reader is None:
            return
        value, error = reader.read(values)
        if error is not None:
            errors[slot.field_names[0]] = error
        else:
            slot.put(instance, value)

    def _read_codes(self, instance, reader, values, outcome, errors, is_new):
        slot = reader.slot
        rows, error = reader.read(values)
        if error is not None:
            errors[slot.name] = error
            return False
        old = [] if is_new else list(getattr(instance, slot.name).all())
        instance._import_codes[slot.name] = rows
        if len(rows) == len(old) and all(row in old for row in rows):
            return False
        outcome.changes.append((slot, old))
        return True

    def _read_figure(self, instance, figure, values, outcome, errors, is_new):
        row = {name: values[place] for name, place in self.figure_names.items()}
        try:
            for name, cell in row.items():
                check_cell(name, cell)
            found, words = read_figure(figure, row, self.resource, instance, self.marks)
            qualifier = qualifier_of(found, figure, row, instance)
        except (ValueError, ValidationError) as error:
            errors[figure.value.name] = error
            return
        if qualifier is not None:
            found[figure.qualifier.name] = qualifier
        by_name = {
            slot.name: slot
            for slot in (figure.value, figure.reason, figure.qualifier, figure.note)
            if slot
        }
        extras = self.resource.figure_extras(instance, words, is_new)
        for slot in self.resource.slots if extras else ():
            if slot.name in extras and slot not in self.readers:
                by_name[slot.name], found[slot.name] = slot, extras[slot.name]
        for name, value in found.items():
            slot = by_name[name]
            old = None if is_new else slot.state(instance)
            slot.put(instance, value)
            if is_new or slot.state(instance) != old:
                outcome.changes.append((slot, old))

    def _give_code(self, instance):
        values = {
            field.name: getattr(instance, field.attname)
            for field in self.model._meta.concrete_fields
        }
        start = code = generate_code(self.model, values)
        number = 1
        while code in self.new_codes:
            number += 1
            code = f"{start}-{number}"
        self.new_codes.add(code)
        instance.code = code

    # Checking

    def _validate(self, instance, outcome, is_new):
        """Return errors by field, as the model's own validation would find them."""
        errors: dict = {}
        changed = {name for slot, _ in outcome.changes for name in slot.field_names}
        if not is_new and not changed:
            return errors
        for field in self._fields:
            if is_new or field.name in changed:
                if error := self._field_error(field, instance):
                    errors[field.name] = [error]
        if errors:
            return errors
        for constraint in violated_checks(instance):
            message = constraint.get_violation_error_message()
            error = ValidationError(message, code=constraint.violation_error_code)
            errors.setdefault(self._place(constraint), []).append(error)
        self._check_unique(instance, errors, is_new, changed)
        if own_lists(instance, instance._import_codes):
            try:
                refuse_rings(instance, instance._import_codes)
            except ValidationError as error:
                errors.update(error.update_error_dict({}))
            self.unclean.append(outcome)  # other rows may complete a ring
        if type(instance).clean is not models.Model.clean:
            try:
                instance.clean()
            except ValidationError as error:
                for name, found in error.update_error_dict({}).items():
                    errors.setdefault(name, []).extend(found)
            except ValueError:  # it asks the database about a row of the same file
                if outcome not in self.unclean:
                    self.unclean.append(outcome)
        for name, messages in self.resource.check_row(instance, changed).items():
            errors.setdefault(name, []).extend(map(_as_error, messages))
        return errors

    def _place(self, constraint):
        names = self._slot_names
        return next((f for f in fields_of(constraint) if f in names), NON_FIELD_ERRORS)

    @property
    def _slot_names(self):
        if not hasattr(self, "_names"):
            self._names = {n for s in self.resource.slots for n in s.field_names}
        return self._names

    @cached_property
    def _fields(self):
        return [f for f in self.model._meta.concrete_fields if not f.primary_key]

    def _field_error(self, field, instance):
        value = getattr(instance, field.attname)
        if field.is_relation:
            related = instance._state.fields_cache.get(field.name)
            if value is None and related is None and not field.null:
                return ValidationError("", code="null")
            return None
        key = (field.name, value.__class__, value)
        try:
            return self.field_cache[key]
        except KeyError:
            self.field_cache[key] = error = self._value_error(field, value, instance)
            return error
        except TypeError:  # a list cannot be a key
            return self._value_error(field, value, instance)

    @staticmethod
    def _value_error(field, value, instance):
        if field.blank and value in field.empty_values:
            return None
        try:
            field.clean(value, instance)
        except ValidationError as error:
            return error.error_list[0]
        return None

    def _check_unique(self, instance, errors, is_new, changed):
        for fields, test, constraint in self._unique_sets:
            if not is_new and not changed.intersection(fields):
                continue
            if test is not None and test(instance) is not True:
                continue
            values = tuple(
                getattr(instance, self.model._meta.get_field(name).attname)
                for name in fields
            )
            if any(value is None for value in values):
                continue
            taken = self._taken(fields)
            owner = taken.get(values)
            if owner is not None and owner is not instance and owner != instance.pk:
                error = self._unique_error(instance, fields, constraint)
                names = self._slot_names
                place = next((n for n in reversed(fields) if n in names), "__all__")
                errors.setdefault(place, []).append(error)
            else:
                taken[values] = instance.pk or instance

    @property
    def _unique_sets(self):
        if not hasattr(self, "_sets"):
            key = {n for slot in self.resource.key_slots for n in slot.field_names}
            self._sets = [
                (fields, test, constraint)
                for fields, test, constraint in unique_sets(self.model)
                # Records are found by key, so the key itself cannot be taken.
                if set(fields) != key or test is not None
            ]
        return self._sets

    def _taken(self, fields):
        if fields not in self.unique_values:
            rows = self.model._default_manager.all()
            for _, test, constraint in self._unique_sets:
                if constraint and tuple(constraint.fields) == fields and test:
                    rows = rows.filter(constraint.condition)
            names = [self.model._meta.get_field(name).attname for name in fields]
            self.unique_values[fields] = {
                tuple(values): pk
                for pk, *values in rows.order_by().values_list("pk", *names)
            }
        return self.unique_values[fields]

    def _unique_error(self, instance, fields, constraint):
        if constraint is not None and constraint.violation_error_message != (
            constraint.default_violation_error_message
        ):
            message = constraint.get_violation_error_message()
            return ValidationError(message, code="unique_together")
        return instance.unique_error_message(self.model, fields)

    # Errors

    def add_errors(self, outcome, errors, values=None):
        """Turn errors by field into errors of the row's cells, and into questions."""
        outcome.sort = WRONG
        labels = self._labels
        for field, found in errors.items():
            for error in _flat(found):
                column = getattr(error, "column", "") or labels.get(field, "")
                value = self._value_of(column, values)
                if isinstance(error, AmbiguousCell):
                    self.result.ask(error, value)
                    message = str(error)
                else:
                    message = message_of(error)
                    if message == EMPTY and column not in self.headers:
                        message = NO_COLUMN.format(column)
                place = self.origin.get(column)
                sheet = outcome.sheet or self.sheet
                prefix = f"{sheet[0]}!" if sheet else ""
                self.result.errors.append(
                    RowError(
                        outcome.line,
                        column,
                        value,
                        message,
                        isinstance(error, AmbiguousCell),
                        f"{prefix}{letter(place)}{outcome.line}" if place else "",
                        sheet[1] if sheet else "",
                    )
                )

    @property
    def _labels(self):
        if not hasattr(self, "_labels_by_name"):
            self._labels_by_name = {
                name: slot.heading
                for slot in self.resource.slots
                for name in slot.field_names
            }
        return self._labels_by_name

    def _value_of(self, column, values):
        if not column or values is None:
            return ""
        names = column.split(", ")
        cells = [
            text_of(values[self.headers.index(name)])
            if values[self.headers.index(name)] is not None
            else ""
            for name in names
            if name in self.headers
        ]
        return join_cells(cells)

    def _note_fingerprint(self, outcome):
        if outcome.sort == SAME:
            return
        line, instance = outcome.line, outcome.instance
        state = [(s.name, old, s.state(instance)) for s, old in outcome.changes]
        self.hash.update(repr((line, outcome.sort, state)).encode())


def _as_error(message):
    return (
        message
        if isinstance(message, ValidationError | AmbiguousCell)
        else (ValidationError(message))
    )


def _flat(found):
    """Return one error or a list of them as a list of errors with messages."""
    if isinstance(found, AmbiguousCell):
        return [found]
    if isinstance(found, ValidationError):
        items = found.error_list
    elif isinstance(found, ValueError):
        items = [ValidationError(str(found), code="invalid")]
    else:
        return [item for one in found for item in _flat(one)]
    for item in items:
        item.column = getattr(found, "column", "") or getattr(item, "column", "")
    return items
