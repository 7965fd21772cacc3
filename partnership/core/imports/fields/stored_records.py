"""The records that the rows of a file may change, found by key or by name."""

from collections import Counter, defaultdict
from functools import cached_property

from django.db import models

from partnership.core.imports.ambiguity import AmbiguousCell, Option, resolved
from partnership.core.imports.fields.names import fold_code, fold_name
from partnership.core.imports.fields.slots import CodesSlot, PeriodSlot, ReferenceSlot
from partnership.core.models.natural_keys import CODE_NAME_FIELDS, CODE_YEAR_FIELDS
from partnership.core.values.formatting import listed
from partnership.core.values.periods import Period

# Up to this many different values of a reference narrow down the records fetched.
MAX_VALUES_IN_QUERY = 500


# Names of longer files are not compared with all known ones, which would be slow.
MOST_COMPARED = 500_000


class StoredRecords:
    """Stored records, by the keys of the rows of a file.

    `readers` read the columns of the file. Its rows are identified by the slots in
    `identity`, or else `is_by_name` or by the natural key.
    """

    def __init__(self, resource, lookups, readers, identity, is_by_name):
        self.resource, self.lookups, self.readers = resource, lookups, readers
        self.model = resource._meta.model
        self.identity, self.is_by_name = identity, is_by_name
        self.by_key: dict = {}
        self.counts: Counter = Counter()
        self.is_short = True

    @property
    def needs_all_keys(self) -> bool:
        """Whether the keys of all rows must be known before records are found."""
        return bool(self.doubtful_slot or self.resource.distinguishing_slots)

    def key_of_row(self, values):
        """Return the key of a row as it is stored, or None if it cannot be read."""
        if self.name_slot:
            return self._key_by_name(values)
        key = []
        for slot in self._key_slots:
            if slot not in self.readers:
                key.append(None)
                continue
            found = self.readers[slot].read(values)
            if found.error is not None:
                return None
            if found.part is None:
                found.part = self._part(slot, found.value)
            key.append(found.part)
        return tuple(key)

    @cached_property
    def _key_slots(self):
        own = self.identity or self.resource.key_slots
        return [*own, *self.resource.distinguishing_slots]

    @staticmethod
    def _part(slot, value):
        if isinstance(value, models.Model):
            return value.pk or ("new", id(value))
        if isinstance(value, Period):  # plain values are faster to look up
            return value.start, value.end, str(value.kind)
        return fold_code(value) if slot.name == "code" else value

    @cached_property
    def doubtful_slot(self):
        """The slot of the name of records with codes, if the file has it."""
        slots = {slot.name: slot for slot in self.readers}
        has_codes = [slot.name for slot in self.resource.key_slots] == ["code"]
        names = CODE_NAME_FIELDS if has_codes and not self.identity else ()
        return next((slots[name] for name in names if name in slots), None)

    @cached_property
    def name_slot(self):
        """The slot of the name that identifies rows, or None if other columns do."""
        return self.doubtful_slot if self.is_by_name else None

    def _key_by_name(self, values):
        name = self.readers[self.name_slot].read(values).value
        if not name:
            return None
        codes = self.lookups.names(self.model).codes_of(name)
        if len(codes) == 1:
            return (fold_code(next(iter(codes))),)
        key = ("", fold_name(name))
        self.counts[key] = len(codes)
        return key

    def meant(self, keys, rows, given) -> list:
        """Return the keys of rows, with a question for each that may mean another.

        A known name with other years, or of another plan, may be a new record; a new
        code with a known name may be a known one. `given` are values for all rows.
        """
        slot = self.doubtful_slot
        if slot is None:
            return keys
        in_file = {key for key in keys if key in self.by_key}
        self.is_short = len(keys) * len(self.by_key) <= MOST_COMPARED
        return [
            self._meant(slot, key, values, given, in_file) if key else key
            for key, values in zip(keys, rows, strict=True)
        ]

    def _meant(self, slot, key, values, given, in_file):
        if not self.is_by_name and key in self.by_key:
            return key
        name = self.readers[slot].read(values).value
        codes = self.lookups.names(self.model).by_name.get(fold_name(name or ""), ())
        if self.is_by_name:
            codes = self.lookups.names(self.model).codes_of(name)
        stored = [(fold_code(code),) for code in sorted(codes)]
        stored = [known for known in stored if known in self.by_key]
        marks = self._distinguishing_values(values, given)
        same = [known for known in stored if self._has(self.by_key[known], marks)]
        if self.is_by_name and len(same) == 1:
            return same[0]
        if self.is_by_name and not stored:
            return self._new_or_near(slot, name, key)
        if not self.is_by_name and (not same or in_file.intersection(same)):
            return key
        if self.is_by_name and same:
            return key
        new = ("", fold_name(name), *map(str, marks.values())) if not same else key
        question = self._question(name, same or stored, new)
        try:
            return resolved(slot.heading, question.ask)
        except AmbiguousCell as doubt:
            return doubt

    def _new_or_near(self, slot, name, key):
        """Return the key of a new record; ask if its name is nearly a known one."""
        near = self.lookups.misspelt(self.model, name) if self.is_short else ""
        known = (fold_code(near),)
        if not near or known not in self.by_key:
            return key
        records = self.model._meta.verbose_name_plural
        record = self.by_key[known]
        question = AmbiguousCell(
            "nearly-known",
            f"“{name}” is not in our list of {records}, but “{record}” is almost the "
            "same",
            [
                Option("new", f"No, add new {records}", key),
                Option("same", f"Yes, these are existing {records}", known),
            ],
        )
        question.asked = (
            f"Some {records} have almost the same names as existing ones. Are they "
            "the same?"
        )
        question.shown = f"{name} → {record}"
        try:
            return resolved(slot.heading, question.ask)
        except AmbiguousCell as doubt:
            return doubt

    def _distinguishing_values(self, values, given) -> dict:
        """Return the values of a row in which records with one name differ."""
        found = {}
        for slot in self.resource.slots:
            is_year = slot.name in CODE_YEAR_FIELDS
            is_owner = isinstance(slot, ReferenceSlot) and slot.is_needed
            if not is_year and not is_owner and slot.name not in self.resource.apart:
                continue
            value = None
            if slot in self.readers:
                value = self.readers[slot].read(values).value
            elif is_year and slot.heading in given:
                value = slot.read({slot.heading: given[slot.heading]}, None)
            if value not in (None, ""):
                found[slot] = value
        return found

    @staticmethod
    def _has(record, marks) -> bool:
        return all(
            slot.state(record)
            == (value.pk if isinstance(value, models.Model) else value)
            for slot, value in marks.items()
        )

    def _question(self, name, known, new):
        records = self.model._meta.verbose_name_plural
        codes = listed(str(self.by_key[key].code) for key in known)
        options = [Option("new", f"No, add new {records}", new)]
        if len(known) == 1:
            options.append(
                Option("same", f"Yes, change the existing {records}", known[0])
            )
        question = AmbiguousCell(
            "known-name",
            f"“{name}” is the name of {codes} too, but the years or codes differ",
            options,
        )
        question.asked = f"Some {records} have the same name as existing ones, but "
        question.asked += "different years or codes. Do you want to change those?"
        question.shown = f"{name} → {codes}"
        return question

    def key_of(self, instance):
        """Return the key of a stored record, as `key_of_row` makes it."""
        key = []
        for slot in self._key_slots:
            if isinstance(slot, PeriodSlot):
                key.append(self._part(slot, slot.value_of(instance)))
            elif isinstance(slot, ReferenceSlot):
                key.append(getattr(instance, slot.field.attname))
            else:
                value = getattr(instance, slot.name)
                key.append(fold_code(value) if slot.name == "code" else value)
        return tuple(key)

    def values_in(self, keys) -> dict[str, set]:
        """Return the few values that keys have of a reference or a first day, by name.

        Records with other values do not matter.
        """
        found = {}
        for place, slot in enumerate(self.resource.key_slots):
            parts = {
                key[place]
                for key in keys
                if isinstance(key, tuple) and len(key) > place
            }
            if isinstance(slot, ReferenceSlot) and None not in parts:
                name = slot.field.attname
                found[name] = {pk for pk in parts if isinstance(pk, int)}
            elif isinstance(slot, PeriodSlot):
                days = {part and part[0] for part in parts}
                found |= {slot.field_names[0]: days} if None not in days else {}
        return {n: few for n, few in found.items() if len(few) <= MAX_VALUES_IN_QUERY}

    def fetch(self, keys, for_update=False):
        """Fetch the records that the rows with these keys may change."""
        within = {f"{name}__in": found for name, found in self.values_in(keys).items()}
        rows = self.model._default_manager.filter(**within)
        if for_update:
            rows = rows.select_for_update(of=("self",))
        rows = rows.order_by("pk")
        self.by_key.clear()
        references = [
            (slot.field, self.lookups.rows_by_pk(slot.model))
            for slot in self.readers
            if isinstance(slot, ReferenceSlot)
        ]
        codes = [s.name for s in self.resource.slots if isinstance(s, CodesSlot)]
        for row in rows.prefetch_related(*codes):
            key = self.key_of(row)
            if key in self.by_key:
                self.counts[key] = self.counts.get(key, 1) + 1
            self.by_key[key] = row
            for field, known in references:  # without a query for each row
                if (related := known.get(getattr(row, field.attname))) is not None:
                    field.set_cached_value(row, related)

    def final_keys(self, keys, rows) -> list:
        """Return the final keys of rows, after `fetch`.

        A row is about the record with its first day. Without one, it is about the only
        record with the rest of its key, unless one of them ended before the other.
        """
        if not self.resource.distinguishing_slots:
            return keys
        times = Counter(key[:-1] for key in keys if key)
        alike = defaultdict(list)
        for key, record in self.by_key.items():
            alike[key[:-1]].append(record)
        return [
            self._final_key(key, values, alike[key[:-1]], times[key[:-1]])
            if key
            else key
            for key, values in zip(keys, rows, strict=True)
        ]

    def _final_key(self, key, values, alike, times):
        if key in self.by_key or not alike:
            return key
        if len(alike) > 1 and key[-1] is None:
            self.counts[key] = len(alike)
        elif (
            len(alike) == 1
            and times == 1
            and not self._is_at_another_time(values, alike[0])
        ):
            return self.key_of(alike[0])
        return key

    def _is_at_another_time(self, values, record) -> bool:
        """Whether the dates of a row are before or after those of a record."""
        days = {slot.name: r.read(values).value for slot, r in self.readers.items()}
        begins, ends = days.get("from_on"), days.get("to_on")
        is_after = begins and record.to_on and begins > record.to_on
        is_before = ends and record.from_on and ends < record.from_on
        return bool(is_after or is_before)
