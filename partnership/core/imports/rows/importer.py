"""Check the rows of a file against the data in memory, and save them in bulk.

Rows are checked and saved in batches of 1,000, so that a long file does not fill the
memory. Every list is fetched once and every different cell is read once, so the time of
an import grows with its rows and little else.
"""

from collections import defaultdict
from functools import cached_property
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from partnership.core.imports.ambiguity import (
    AmbiguousCell,
    answered,
    question_key,
    resolved,
)
from partnership.core.imports.cells.widgets import (
    FROM_NAME,
    ChoiceWidget,
    OrderWidget,
    ask_about_name,
    text_of,
)
from partnership.core.imports.columns.headers import (
    column_names,
    ignored,
    parents_first,
)
from partnership.core.imports.fields.column_reader import ColumnReader
from partnership.core.imports.fields.figure_reader import FigureReader
from partnership.core.imports.fields.list_slot import ListSlot, joined_rows
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.fields.slots import CodesSlot, ExportOnlySlot
from partnership.core.imports.fields.stored_records import StoredRecords
from partnership.core.imports.rows import saving
from partnership.core.imports.rows.new_records import NewRecords
from partnership.core.imports.rows.results import (
    ADD_COLUMN,
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
from partnership.core.imports.rows.row_checks import RowChecker, as_error
from partnership.core.imports.sheets import SpreadsheetError, letter
from partnership.core.models.natural_keys import CODE_NAME_FIELDS, generate_code
from partnership.core.models.places import place_field, places_after_last
from partnership.core.models.row_constraints import unique_sets
from partnership.core.text import token_validation
from partnership.core.values.formatting import listed

# How many rows are checked and saved before the next are read.
BATCH = 1_000


class Importer:
    """One file being imported into one list.

    `answers` are the answers to questions by their keys. `for_update` locks the
    records that change. With `texts_later`, `check_texts` checks the figure codes in
    texts after other lists.
    """

    def __init__(
        self,
        resource,
        dataset,
        lookups,
        *,
        file_name="",
        answers=None,
        for_update=False,
        texts_later=False,
        progress=None,
    ):
        self.resource, self.lookups = resource, lookups
        self.model = resource._meta.model
        self.file_name, self.answers = file_name or "", answers or {}
        self.for_update = for_update
        self.headers = [str(heading).strip() for heading in dataset.headers or []]
        self.rows = getattr(dataset, "rows", None)
        if self.rows is None:  # a dataset of tablib
            self.rows = [list(row) for row in dataset]
        self.lines = list(getattr(dataset, "lines", range(2, len(self.rows) + 2)))
        self.marks = getattr(dataset, "marks", {})
        self.for_new = getattr(dataset, "for_new", {})
        self.origins = list(getattr(dataset, "origins", [])) or [{}] * len(self.rows)
        self.sheets = list(getattr(dataset, "sheets", [])) or [None] * len(self.rows)
        self.texts_later = texts_later
        self.progress = progress or (lambda *about: None)
        self.is_by_name = self.is_joined = self.is_checked = False
        self._begin()

    def _begin(self):
        self.result = Result(self.resource)
        self.texts: list = []
        self.new_codes: set[str] = set()
        self.last_numbers: dict[tuple, int] = {}
        self.checker = RowChecker(self.resource)
        self.new_records = NewRecords(self.model)
        self.hash = sha256()
        self.origin: dict = {}
        self.sheet: tuple[int, str] | None = None

    # The file as a whole

    def check(self, keep=None) -> Result:
        """Read and check all rows; nothing is saved.

        `keep` is called with each batch of rows, as long as none has an error.
        """
        self._go_through(keep)
        return self.result

    def save(self, run=None) -> Result:
        """Check all rows and save them, or none; the run, if any, remembers them.

        Errors of the database become errors of the result.
        """
        with transaction.atomic():
            if not (self.is_checked and self.result.has_all):
                self._go_through(lambda outcomes: saving.save(self, outcomes, run))
            elif not self.result.errors:
                saving.save(self, self.result.outcomes, run)
            if not self.result.errors:
                saving.check_again(self)
            if self.result.errors:
                transaction.set_rollback(True)
        return self.result

    def _go_through(self, then=None):
        """Check the rows batch by batch; pass each on until a row has an error."""
        if self.is_checked:
            self._begin()
            self.lookups = Lookups(self.model)
        self.is_checked = True
        with answered(self.answers):
            try:
                self._match_columns()
            except SpreadsheetError as error:
                self.result.refused = str(error)
                self.result.errors.append(RowError(0, "", "", str(error)))
                return
            if not self.is_joined:
                self._join()
                self._sort()
                self.is_joined = True
            self._check_rows(then)
            self.result.notes += self.figures.notes
        self.origin, self.sheet = {}, None
        self.result.errors.sort(key=lambda error: error.line)
        for error in self.result.errors:
            self.hash.update(repr(error).encode())
        self.result.fingerprint = self.hash.hexdigest()

    def _check_rows(self, then):
        self.stored = StoredRecords(
            *(self.resource, self.lookups, self.readers),
            *(self.identity, self.is_by_name),
        )
        keys = [self.stored.key_of_row(values) for values in self.rows]
        count = size = len(keys)
        if self.stored.needs_all_keys:
            self.stored.fetch(keys, self.for_update)
            keys = self.stored.final_keys(keys, self.rows)
            keys = self.stored.meant(keys, self.rows, self.for_new)
        elif not self.refers_to_itself:
            size = BATCH
        self.checker.values_in_file = self.stored.values_in(keys)
        repeated = self._repeated(keys)
        for start in range(0, count, size or 1):
            part = slice(start, start + size)
            if not self.stored.needs_all_keys:
                self.stored.fetch(keys[part], self.for_update)
            rows = zip(
                *(self.lines[part], self.rows[part], self.origins[part]),
                *(self.sheets[part], keys[part]),
                strict=True,
            )
            outcomes = []
            for line, values, self.origin, self.sheet, key in rows:
                outcome = self._row(line, values, key, repeated)
                outcome.sheet = self.sheet
                outcomes.append(outcome)
            if then and not self.result.errors:
                then(outcomes)
            self.result.add(outcomes)
            self.progress(min(start + size, count), count, "Checking rows")

    @cached_property
    def refers_to_itself(self) -> bool:
        """Whether rows may refer to other rows of the file."""
        slots = self.resource.slots
        owners = {getattr(slot, "model", None) for slot in slots}
        owners |= {c.code_of for slot in slots for c in slot.columns}
        return self.model in owners

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
                    {name: list(map(as_error, lines)) for name, lines in found.items()},
                )

    def _match_columns(self):
        resource = self.resource
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
        place = place_field(self.model)
        has_own = place is None or any(slot.name == place.name for slot in self.readers)
        self.places = None if has_own else places_after_last(self.model)
        self.figures = FigureReader(resource, self.readers, names, self.marks)
        self.plain = [
            reader
            for slot, reader in self.readers.items()
            if slot not in self.figures.slots and slot not in resource.key_slots
        ]

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

    def _repeated(self, keys):
        lines = defaultdict(list)
        seen: set = set()
        twice = {key for key in keys if key in seen or seen.add(key)} - {None}
        if not twice:
            return {}
        for key, line, sheet in zip(keys, self.lines, self.sheets, strict=True):
            if key in twice:
                lines[key].append(f"{line} of “{sheet[1]}”" if sheet else str(line))
        return lines

    # One row

    def _row(self, line, values, key, repeated):
        if refused := self._refused(line, values, key, repeated):
            return refused
        errors: dict = {}
        instance = self.stored.by_key.get(key)
        is_new = instance is None
        if is_new:
            instance = self._new(values, errors)
        outcome = Outcome(line, NEW if is_new else SAME, instance)
        before = self._text_state(instance, is_new)
        codes = self._read_rest(instance, values, outcome, errors, is_new)
        if is_new:
            self._complete(instance, errors)
            if self.is_by_name:
                self._give_code(instance)
        if errors:
            self.add_errors(outcome, errors, values, of_values=True)
            return outcome
        errors = self.checker.errors_of(instance, outcome, is_new)
        self._check_codes_in_texts(outcome, before, errors)
        if errors:
            self.add_errors(outcome, errors, values)
            return outcome
        if is_new and self.refers_to_itself:
            self.lookups.add(instance)
        elif not is_new and (outcome.changes or codes):
            outcome.sort = CHANGED
            outcome.changes += self.resource.derived_changes(outcome)
        self._note_fingerprint(outcome)
        return outcome

    def _refused(self, line, values, key, repeated):
        """Return the outcome of a row that is not about one record, or None."""
        if isinstance(key, AmbiguousCell):
            outcome = Outcome(line, WRONG)
            self.add_errors(outcome, {key.column: key}, values, of_values=True)
            return outcome
        if key in repeated:
            return self._repeat(line, repeated[key])
        if (count := self.stored.counts.get(key, 1)) > 1:
            return self._doubt(line, count)
        return None

    def _new(self, values, errors):
        """Return a new record with its key, and what is given for all rows."""
        instance = self.new_records.make()
        if self.places:
            instance.order = next(self.places)
        for slot in self.resource.key_slots:
            if reader := self.readers.get(slot):
                self._read_into(instance, reader, values, errors, is_new=True)
        for slot in self.lacking:
            if not self._is_read_from_names(slot):
                self._give(instance, slot, errors)
        return instance

    def _check_codes_in_texts(self, outcome, before, errors):
        """Check the figure codes in texts that changed, or remember to do so later."""
        if before is None:
            return
        found = token_validation.find_errors(outcome.instance, before)
        if found and self.texts_later:
            self.texts.append((outcome, before))
            return
        for name, sentences in found.items():
            errors.setdefault(name, list(map(ValidationError, sentences)))

    def _give(self, instance, slot, errors):
        """Set the value given for all rows."""
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
        for slot in sorted(self.lacking, key=_is_number):
            widget = slot.columns[0].widget
            if slot.field_names[0] in errors or slot.state(instance) not in (None, ""):
                continue
            if _is_number(slot):
                slot.put(instance, self._next_number(instance, slot.name))
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

    def _next_number(self, instance, name) -> int:
        """Return the number after the last one in the list that a record is in."""
        fields = next(
            fields for fields, *_ in unique_sets(self.model) if name in fields
        )
        owner = {
            n: getattr(instance, f"{n}_id", getattr(instance, n, None))
            for n in fields
            if n != name
        }
        key = tuple(owner.values())
        if None in key:
            return 1  # of a row with errors
        if key not in self.last_numbers:
            rows = self.model._default_manager.filter(**owner)
            self.last_numbers[key] = rows.aggregate(last=Max(name))["last"] or 0
        self.last_numbers[key] += 1
        return self.last_numbers[key]

    def _doubt(self, line, count):
        """Refuse a row that does not say which of several records it is about."""
        names = [
            s.heading for s in self.resource.slots if s.name in self.resource.identity
        ]
        more = [f"“{name}”" for name in [*names, "code"] if name not in self.headers]
        what = f"Add a column {' or '.join(more)}"
        for slot in self.resource.distinguishing_slots:
            what = f"Enter “{slot.heading}”"
        noun = self.model._meta.verbose_name_plural
        return self._refuse(line, f"This row matches {count} {noun}. {what}")

    def _repeat(self, line, lines):
        keys = self.identity or self.resource.key_slots
        columns = listed(slot.heading for slot in keys)
        if self.is_by_name and not self.identity:
            columns = "name"
        message = f"Rows {listed(lines)} have the same {columns}. Keep only one"
        return self._refuse(line, message)

    def _refuse(self, line, message):
        number, sheet = self.sheet or (0, "")
        place = f"{number}!{line}" if number else str(line)
        self.result.errors.append(
            RowError(line, "", "", message, place=place, sheet=sheet)
        )
        return Outcome(line, WRONG)

    def _text_state(self, instance, is_new):
        """Return the texts with figure codes before the row changes them."""
        if not self.text_names:
            return None
        return {} if is_new else token_validation.checked_values(instance)

    @cached_property
    def text_names(self):
        return token_validation.text_fields(self.model)

    def _read_rest(self, instance, values, outcome, errors, is_new):
        """Read all columns but those of the key; return whether a list changed."""
        instance._import_codes = {}
        changed_codes = False
        for reader in self.plain:
            slot = reader.slot
            if slot is self.stored.name_slot and not is_new:
                continue  # the record keeps its name, also if found by “2. Name”
            if isinstance(slot, CodesSlot):
                changed_codes |= self._read_codes(
                    instance, reader, values, outcome, errors, is_new
                )
                continue
            old = None if is_new else slot.state(instance)
            self._read_into(instance, reader, values, errors, is_new)
            if is_new or slot.state(instance) != old:
                outcome.changes.append((slot, old))
        for figure in self.figures.figures:
            try:
                self.figures.read(figure, instance, values, outcome, is_new)
            except (ValueError, ValidationError) as error:
                errors[figure.value.name] = error
        return changed_codes

    def _read_into(self, instance, reader, values, errors, is_new):
        found = reader.read(values)
        if found.error is not None:
            errors[reader.slot.field_names[0]] = found.error
        elif is_new:
            self.new_records.put(instance, reader.slot, found)
        else:
            reader.slot.put(instance, found.value)

    def _read_codes(self, instance, reader, values, outcome, errors, is_new):
        slot = reader.slot
        found = reader.read(values)
        if found.error is not None:
            errors[slot.name] = found.error
            return False
        rows = found.value
        old = [] if is_new else list(getattr(instance, slot.name).all())
        instance._import_codes[slot.name] = rows
        if len(rows) == len(old) and all(row in old for row in rows):
            return False
        outcome.changes.append((slot, old))
        return True

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

    # Errors

    def add_errors(self, outcome, errors, values=None, *, of_values=False):
        """Turn errors by field into errors of the row's cells, and into questions.

        Errors `of_values` depend on nothing but the cell.
        """
        outcome.sort = WRONG
        labels = self._labels
        for field, found in errors.items():
            for error in _flat(found):
                column = getattr(error, "column", "") or labels.get(field, "")
                value = self._value_of(column, values)
                question = ""
                if isinstance(error, AmbiguousCell):
                    question = self.result.ask(error, value)
                    message = str(error)
                else:
                    message = message_of(error)
                    if message == EMPTY and column not in self.headers:
                        message = NO_COLUMN.format(column)
                    elif column in self.lacks:
                        message = f"{message.rstrip('.')}. {ADD_COLUMN.format(column)}"
                place = self.origin.get(column)
                sheet = outcome.sheet or self.sheet
                prefix = f"{sheet[0]}!" if sheet else ""
                self.result.errors.append(
                    RowError(
                        outcome.line,
                        column,
                        value,
                        message,
                        question,
                        f"{prefix}{letter(place) if place else ''}{outcome.line}",
                        sheet[1] if sheet else "",
                        of_values and value != "",
                    )
                )

    @cached_property
    def _labels(self):
        return {n: s.heading for s in self.resource.slots for n in s.field_names}

    @cached_property
    def lacks(self) -> set[str]:
        """Columns of one cell that the file does not have, nor a value for all rows."""
        names = {column.column_name for column in self.resource.columns}
        return names - {*self.headers, *self.for_new}

    def _value_of(self, column, values):
        if not column or values is None:
            return ""
        names = [name for name in column.split(", ") if name in self.headers]
        cells = [values[self.headers.index(name)] for name in names]
        return join_cells("" if c is None else text_of(c) for c in cells)

    def _note_fingerprint(self, outcome):
        if outcome.sort == SAME:
            return
        instance = outcome.instance
        if outcome.sort == NEW:  # the columns that the file has, mostly
            state = [slot.state(instance) for slot, _ in outcome.changes]
        else:
            state = [(s.name, old, s.state(instance)) for s, old in outcome.changes]
        self.hash.update(repr((outcome.line, outcome.sort, state)).encode())


def _is_number(slot) -> bool:
    """Whether a slot is the number of a record in its list, unlike any other."""
    return isinstance(slot.columns[0].widget, OrderWidget)


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
