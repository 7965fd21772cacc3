"""Finding the records that an import refers to, each list fetched once."""

import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from partnership.core.imports.ambiguity import AmbiguousCell, Option, resolved
from partnership.core.imports.fields.names import (
    IN_BRACKETS,
    NameIndex,
    can_be_blank,
    fold,
    fold_name,
    key_of,
    with_key_relations,
)
from partnership.core.models.dated import is_between

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class OtherName:
    """Another name for the record with a code, and when it was used."""

    name: str
    code: str
    from_on: dt.date | None = None
    to_on: dt.date | None = None


# Functions that return the other names of a model's records.
ALSO_NAMED: list = []

# A span in which a name is used only if its dates are not limited.
NO_DAY: Days = (dt.date.max, dt.date.min)

# The first and last day of the row being read, if its dates are known.
_days: ContextVar[Days | None] = ContextVar("days_of_row", default=None)

# How similar names must be to ask whether one means the other.
NEARLY_ALIKE = 0.84


# Words that a name may go without.
IDLE_WORDS = set("ltd limited cic cio plc llp charity company service services".split())


def _begins_like(first: str, second: str) -> bool:
    """Whether one name is the other with one or two words more at its end."""
    short, long = sorted((first.split(), second.split()), key=len)
    is_long_enough = len(short) > 1 or len(short[0]) > 3
    return (
        is_long_enough
        and 0 < len(long) - len(short) < 3
        and (long[: len(short)] == short)
    )


def _is_misspelt(first: str, second: str) -> bool:
    """Whether two names differ in one letter of one word, or in their order there.

    Or in spaces and words such as “Ltd” only.
    """
    words, others = (
        [w for w in name.split() if w not in IDLE_WORDS] for name in (first, second)
    )
    if words and "".join(words) == "".join(others):
        return first != second
    if len(words) != len(others):
        return False
    pairs = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1 or not all(w.isalpha() and len(w) > 3 for w in pairs[0]):
        return False
    blocks = SequenceMatcher(None, *pairs[0]).get_matching_blocks()
    same, longest = sum(block.size for block in blocks), max(map(len, pairs[0]))
    return same >= longest - 1 or sorted(pairs[0][0]) == sorted(pairs[0][1])


def also_named(function):
    """Register a function that returns the OtherNames of a model's records."""
    ALSO_NAMED.append(function)
    return function


def other_names(model) -> Iterator[OtherName]:
    for names in ALSO_NAMED:
        yield from names(model)


def has_dated_names(model) -> bool:
    return any(row.from_on or row.to_on for row in other_names(model))


@contextmanager
def reading_row_of(days: Days | None):
    """Within the block, accept only names used on these days, or all if None."""
    token = _days.set(days)
    try:
        yield
    finally:
        _days.reset(token)


class SeveralNames(ValueError):
    """A cell that names several records instead of one."""


class Lookups:
    """Records by natural key and by name; `added` are those that the files add."""

    def __init__(self, own_model=None):
        self.own_model = own_model
        self.tables: dict = {}
        self.by_pk: dict = {}
        self.indexes: dict = {}
        self.others: dict = {}
        self.added: dict = {}

    def table(self, model):
        """Return all records of a model by folded natural key."""
        if model not in self.tables:
            rows = with_key_relations(model)
            self.tables[model] = {key_of(row): row for row in rows}
            self.tables[model] |= self.added.get(model, {})
        return self.tables[model]

    def rows_by_pk(self, model):
        if model not in self.by_pk:
            self.by_pk[model] = {
                row.pk: row for row in self.table(model).values() if row.pk
            }
        return self.by_pk[model]

    def names(self, model, days: Days | None = None) -> NameIndex:
        """Return the names of a model's records, or those used on some days.

        On `NO_DAY`, only those that were always used.
        """
        if (model, days) not in self.indexes:
            if model not in self.others:
                self.others[model] = list(other_names(model))
            also = [
                (row.name, row.code)
                for row in self.others[model]
                if days is None or is_between(row, *days)
            ]
            alike = (
                index
                for (owner, _), index in self.indexes.items()
                if owner is model and index.also == also
            )
            self.indexes[model, days] = next(alike, None) or NameIndex(
                model, self.table(model).values(), also
            )
        return self.indexes[model, days]

    def record_named(self, model, text: str):
        """Return the only record that a text may name, or None."""
        codes = self.names(model).codes_of(text)
        return self.table(model)[fold(model, codes)] if len(codes) == 1 else None

    def named_by(self, model, text: str, *, is_part=False) -> str:
        """Return the code of the record that a heading names, or an empty string.

        If its name has dates, return the name: whose it is depends on the row. With
        `is_part`, the name is part of the text.
        """
        find = NameIndex.codes_in if is_part else NameIndex.codes_of
        names = self.names(model)
        found = list(find(names, text))
        if set(found) != find(self.names(model, NO_DAY), text):
            found = names.names_in(text) if is_part else [text]
        return found[0] if len(found) == 1 else ""

    def add(self, instance) -> None:
        """Make a new record known to the rows that refer to it."""
        model = type(instance)
        try:
            key = key_of(instance)
        except AttributeError:
            return
        self.added.setdefault(model, OrderedDict())[key] = instance
        if model in self.tables:
            self.tables[model][key] = instance
        if hasattr(instance, "code"):
            for key in [key for key in self.indexes if key[0] is model]:
                self.indexes.pop(key)

    def code(self, model, text: str) -> str:
        """Return the code of the record that a text names; raise ValueError if none."""
        table = self.table(model)
        folded = fold(model, [text])
        if folded in table:
            return table[folded].code
        codes = self.names(model, _days.get()).codes_of(text)
        if len(codes) == 1:
            return next(iter(codes))
        name = model._meta.verbose_name
        if not codes and _days.get() and self.names(model).codes_of(text):
            raise ValueError(
                f"“{text}” was not in use as another name on the dates of this row. "
                "Enter the name for those dates, or correct the dates of the other name"
            )
        if not codes and (several := self.names(model).all_in(text)):
            records = model._meta.verbose_name_plural
            raise SeveralNames(
                f"“{text}” names {len(several)} {records}. Enter each in a separate row"
            )
        codes = codes or self.names(model, _days.get()).by_initials(text)
        if len(codes) > 1:
            raise self._which(model, text, codes)
        codes = codes or self._codes_in_brackets(model, text)
        if near := next(iter(codes), "") or self.near(model, text):
            raise self._is_it(model, text, near)
        raise ValueError(f"There is no {name} “{text}”. {self._hint(model, text)}")

    def find(self, model, key, written, column=""):
        """Return the record with a natural key; raise ValueError if there is none."""
        table = self.table(model)
        folded = fold(model, key)
        if folded in table:
            return table[folded]
        if model.natural_key_fields == ["code"]:
            code = resolved(column, self.code, model, written)
            return table[fold(model, [code])]
        if can_be_blank(model, model.natural_key_fields[-1]):
            # A first day is only needed where several records have the rest of the key.
            alike = [row for known, row in table.items() if known[:-1] == folded[:-1]]
            if len(alike) == 1:
                return alike[0]
        raise ValueError(
            f"There is no {model._meta.verbose_name} “{written}”. Add it first or "
            "correct this value"
        )

    def _which(self, model, text, codes):
        """Return the question about a name that several records have."""
        name = model._meta.verbose_name
        listed = ", ".join(sorted(codes)[:5])
        return AmbiguousCell(
            f"which {text}",
            f"There is more than one {name} “{text}”. Use the code: {listed}",
            [Option(code, f"{text} ({code})", code) for code in sorted(codes)],
        )

    def near(self, model, text) -> str:
        """Return the code of the only record whose name is nearly this one."""
        names, folded = self.names(model), fold_name(text)
        if not folded:
            return ""
        digits = re.findall("[0-9]+", folded)
        candidates = [n for n in names.by_name if re.findall("[0-9]+", n) == digits]
        near = get_close_matches(folded, candidates, 3, NEARLY_ALIKE)
        words = sorted(folded.split())
        near = near or [n for n in candidates if sorted(n.split()) == words]
        near = near or [n for n in candidates if sorted(n) == sorted(folded)]
        near = near or [n for n in candidates if n and _begins_like(n, folded)]
        codes = {code for name in near for code in names.by_name[name]}
        return codes.pop() if len(codes) == 1 and len(folded) > 3 else ""

    def misspelt(self, model, text) -> str:
        """Return the code of the only record with this name, one word misspelt."""
        names, folded = self.names(model).by_name, fold_name(text)
        codes = [names[name] for name in names if _is_misspelt(folded, name)]
        found = set().union(*codes)
        return found.pop() if len(found) == 1 else ""

    def _codes_in_brackets(self, model, text) -> set[str]:
        """Return the only code of “Ann Example (Turning Point)”."""
        match = IN_BRACKETS.search(text)
        codes = self.names(model).codes_of(match[1]) if match else set()
        return codes if len(codes) == 1 else set()

    def _is_it(self, model, text, code):
        """Return the question about a name that is almost that of a record."""
        meant, name = self.table(model)[fold(model, [code])], model._meta.verbose_name
        question = AmbiguousCell(
            "near-name",
            f"There is no {name} “{text}”. Did you mean “{meant}”?",
            [Option("yes", "Yes, use these", code)],
        )
        question.asked = (
            f"Some names are spelt differently in the list of "
            f"{model._meta.verbose_name_plural}. Are these the right ones?"
        )
        question.shown = f"{text} → {meant}"
        return question

    def _hint(self, model, text):
        for field in self.own_model._meta.fields if self.own_model else ():
            other = field.related_model
            if other in (None, model) or not hasattr(other, "code"):
                continue
            if self.names(other).codes_of(text):
                noun = other._meta.verbose_name
                return f"It is a {noun}. Enter it in a column “{field.verbose_name}”"
        folded = str(fold(model, [text])[0])
        if folded.isdigit():
            codes = [str(key[0]) for key in self.table(model)]
            padded = [code for code in codes if code.lstrip("0") == folded]
            if padded and padded != [folded]:
                return f"Did you mean “{padded[0]}”?"
        near = get_close_matches(folded, [str(k[0]) for k in self.table(model)], 1)
        code = near[0] if near else self.names(model).nearest(text)
        if not code:
            return "Add it first or correct this value"
        row = self.table(model)[fold(model, [code])]
        is_clear = self.names(model).codes_of(str(row)) == {row.code}
        return f"Did you mean “{row if is_clear else row.code}”?"
