"""What a list's columns are called, and which cells they can read."""

import re
from functools import cached_property

from partnership.core.imports.ambiguity import AmbiguousCell
from partnership.core.imports.cells import figure_cells
from partnership.core.imports.cells.widgets import PoundsWidget
from partnership.core.imports.columns.headers import forms_of, known_headings, plain
from partnership.core.imports.fields.lookups import SeveralNames
from partnership.core.imports.fields.names import fold, fold_name, name_fields
from partnership.core.imports.fields.slots import ReferenceSlot
from partnership.core.imports.remembered import Remembered
from partnership.core.models.natural_keys import CODE_NAME_FIELDS

NET, GROSS = re.compile(r"\bnet\b"), re.compile(r"\bgross\b")
NAME_OR_CODE = re.compile(r"(?<=[a-z]) (?:code|id|ref|reference|name|title|label)$")


class KnownColumns:
    """The columns of a resource: their headings and what their cells may hold."""

    def __init__(self, resource, lookups):
        self.resource, self.lookups = resource, lookups
        self.known = known_headings(
            resource.slots, resource.former_headings, resource.synonyms
        )
        self.own = {plain(c.column_name) for c in resource.columns}
        self.key_names = [c.column_name for s in resource.key_slots for c in s.columns]
        self.known_values: dict[str, bool] = {}
        self.read_before = Remembered()

    @cached_property
    def by_name(self):
        return {
            column.column_name: (slot, column)
            for slot in self.resource.slots
            for column in slot.columns
        }

    def are_all_ours(self, headings: dict[int, str]) -> bool:
        """Whether headings are those of our downloads, with all that a row needs."""
        words = set(map(plain, headings.values()))
        needed = map(plain, filter(None, [*self.key_names, self.figure]))
        return words <= self.own and words.issuperset(needed)

    @cached_property
    def example_headings(self) -> list[str]:
        """The columns of the key, or a name, and the figure."""
        names = [name for name in CODE_NAME_FIELDS if name in self.by_name]
        keys = names[:1] if self.key_names == ["code"] else self.key_names
        needed = [n for n, (slot, _) in self.by_name.items() if slot.is_needed]
        found = [*keys, self.figure, *(n for n in needed if n != "code")]
        return list(dict.fromkeys(filter(None, found)))

    @property
    def figure(self) -> str:
        """The column of the list's figures, or an empty string."""
        figures = [f.heading for f in self.resource.figures if f.is_number]
        return figures[0] if figures else self.resource.figure_without_reason

    @cached_property
    def options(self) -> set[str]:
        """The words of all options of the columns."""
        widgets = (column.widget for _, column in self.by_name.values())
        return {word for widget in widgets for word in getattr(widget, "known", ())}

    @cached_property
    def is_money(self):
        _, column = self.by_name[self.figure]
        return isinstance(column.widget, PoundsWidget)

    def name_of(self, heading: str) -> str:
        if heading.strip(" ()s") == "£" and self.figure and self.is_money:
            return self.figure
        for form in forms_of(heading):
            if form in self.known:
                return self.known[form]
        for form in forms_of(heading):
            if found := self._without_own_words(form):
                return found
            if NET.search(form) and self.figure and self.is_money:
                return self.figure
            # “comments (optional)”, but not “amount (spent)”
            words, bracket, _ = form.partition(" (")
            first = self.known.get(words, "")
            if bracket and first and first not in self.numbers:
                return first
            # “local authority: district / unitary (as of April 2015)”, “indicator id”
            words = re.split(r" ?[:(]", NAME_OR_CODE.sub("", form))[0]
            first = self.known.get(words, "")
            if first and self.by_name[first][1].code_of:
                return first
        return ""

    @cached_property
    def numbers(self) -> set[str]:
        """The columns of figures and of their counts."""
        figures = {figure.heading for figure in self.resource.figures}
        return figures | set(self.resource.counts_of_share)

    def _without_own_words(self, form) -> str:
        """Return the column of “KPI ref” or “name of board”: a word for the record."""
        for own in self.own_words:
            for rest in (form.removeprefix(f"{own} "), form.removesuffix(f" of {own}")):
                if rest != form and rest in self.known:
                    return self.known[rest]
        return ""

    @cached_property
    def own_words(self) -> list[str]:
        """What people call a record of the list, if it has a name."""
        if self.key_names != ["code"]:
            return []
        meta = self.resource._meta.model._meta
        names = [h for h, name in self.known.items() if name in CODE_NAME_FIELDS]
        names = [h for h in names if len(h.split()) < 3]
        found = {plain(str(meta.verbose_name)), *names} - set(CODE_NAME_FIELDS)
        return sorted(found, key=len, reverse=True)

    def reads(self, name, value, nearly=False) -> bool:
        """Whether a column of ours reads a value; each different text is tried once."""
        if type(value) is not str:  # others know more than their text
            return self._reads(name, value, nearly)
        key = name, value, nearly
        if key not in self.read_before:
            self.read_before[key] = self._reads(name, value, nearly)
        return self.read_before[key]

    def _reads(self, name, value, nearly):
        slot, column = self.by_name[name]
        if name == self.figure and isinstance(value, str):
            try:
                figure = figure_cells.split(value)
            except AmbiguousCell:
                return True
            if figure.reason:
                return True
            value = figure.number
            if isinstance(value, str) and not self.is_money:
                value = value.strip().removesuffix("%").rstrip()
        try:
            if isinstance(slot, ReferenceSlot):
                owner = column.code_of
                if owner is None:
                    column.widget.clean(value)
                else:
                    self.lookups.code(owner, str(value))
            else:
                column.widget.clean(value)
        except AmbiguousCell as ambiguous:
            return nearly or ambiguous.kind != "near-name"
        except Exception as error:  # a value of any kind may be offered to any widget
            return isinstance(error, SeveralNames)  # which are refused with a cure
        return True

    def is_mistyped(self, name, value) -> bool:
        """Whether a value is close to a name that we know, and not to a neighbour's.

        Initials are.
        """
        slot, column = self.by_name[name]
        owner = column.code_of
        if owner and self.lookups.names(owner).by_initials(str(value)):
            return True
        near = owner and self.lookups.near(owner, str(value))
        if not near:
            return False
        row = self.lookups.table(owner)[fold(owner, [near])]
        names = [str(getattr(row, field)) for field in name_fields(owner)]
        folded = fold_name(value)
        return any(
            fold_name(other)[:1] == folded[:1]
            and len(fold_name(other).split()) == len(folded.split())
            for other in names
        )

    def knows(self, value) -> bool:
        """Whether a cell names a record that a key column refers to."""
        if not isinstance(value, str) or not value.strip():
            return False
        if value not in self.known_values:
            columns = (self.by_name[name][1] for name in self.key_names)
            owners = {column.code_of for column in columns}
            self.known_values[value] = any(
                self.lookups.names(owner).codes_of(value)
                for owner in owners - {None, self.resource._meta.model}
            )
        return self.known_values[value]
