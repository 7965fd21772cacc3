"""Who changed what and when, in words: the versions of one row."""

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db.models import CharField, Model
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from partnership.core.models import registry
from partnership.core.models.display import (
    NONE,
    label_of,
    sentence_case,
    value_words,
)
from partnership.core.values.dates import full_moment

MADE, CHANGED, DELETED = "+", "~", "-"
DEEDS = {MADE: "Made", CHANGED: "Changed", DELETED: "Deleted"}
NOBODY = "the system"
# Texts with more words than this, before and after, are shown whole.
LONGEST_COMPARED = 4_000
FEW = 3


@dataclass(frozen=True)
class Change:
    """One column that changed: its name, and its value before and after in words."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return len(self.before) + len(self.after) > 200

    @property
    def marked(self) -> str:
        """The words with what went struck out and what came underlined."""
        return compared(self.before, self.after)


@dataclass
class Version:
    """A row as it was after one change."""

    record: object
    entry: Model
    title: str
    changes: list[Change] = field(default_factory=list)
    is_newest: bool = False

    @property
    def who(self) -> str:
        return str(self.entry.history_user or NOBODY)

    @property
    def when(self) -> str:
        return full_moment(self.entry.history_date)

    @property
    def where(self) -> str:
        return self.entry.history_change_reason or ""

    @property
    def deed(self) -> str:
        return DEEDS[self.entry.history_type]

    @property
    def can_come_back(self) -> bool:
        return self.entry.history_type != DELETED and not self.is_newest

    @property
    def address(self) -> str:
        return self.record.history_address(self.entry.id)

    @property
    def sentence(self) -> str:
        """“Dan Example changed Cherwell, 2016-17: amount from “£64,180” to …”"""
        begins = f"{self.who} {self.deed.lower()} {self.title}"
        if not self.changes or self.entry.history_type != CHANGED:
            return f"{begins}."
        told = [
            f"{one.label.lower()} from “{one.before}” to “{one.after}”"
            if not one.is_long
            else one.label.lower()
            for one in self.changes[:FEW]
        ]
        rest = len(self.changes) - FEW
        more = f" and {rest} more" if rest > 0 else ""
        return f"{begins}: {'; '.join(told)}{more}."


def tracked(model) -> list:
    """The columns of which changes are told: all but the key."""
    return [column for column in model._meta.concrete_fields if not column.primary_key]


def tracked_lists(model) -> list:
    """The many-to-many columns of which history is kept."""
    return [model._meta.get_field(name) for name in model._history_m2m_fields]


def versions_of(record, pk) -> list[Version]:
    """All versions of one row, newest first, each with what changed in it."""
    entries = read(record.model.history.filter(id=pk))
    names = names_in(record.model, entries)
    title = title_of(record, entries[0], names) if entries else ""
    found = []
    for entry, older in zip_longest(entries, entries[1:]):
        found.append(Version(record, entry, title, changes(entry, older, names)))
    if found:
        found[0].is_newest = True
    return found


def read(rows) -> list:
    """Entries of one kind, newest first, each with its lists of keys in `lists`."""
    newest_first = rows.order_by("-history_date", "-history_id")
    entries = list(newest_first.select_related("history_user"))
    for entry in entries:
        entry.lists = {}
    if not entries:
        return entries
    by_key = {entry.pk: entry for entry in entries}
    for column in tracked_lists(entries[0].instance_type):
        name = f"{column.m2m_reverse_field_name()}_id"
        held = getattr(entries[0], column.name).model._default_manager
        pairs = held.filter(history_id__in=by_key).values_list("history_id", name)
        for key, related in pairs:
            by_key[key].lists.setdefault(column.name, []).append(related)
    return entries


def changes(entry, older, names) -> list[Change]:
    """What differs between two entries of one row; of a first one, what is filled."""
    if entry.history_type == DELETED:
        return []
    model = entry.instance_type
    found = []
    for column in tracked(model):
        after = getattr(entry, column.attname)
        before = getattr(older, column.attname) if older else None
        if after == before or (older is None and after in (None, "", False)):
            continue
        found.append(
            Change(
                label_of(column),
                value_words(column, before, names),
                value_words(column, after, names),
            )
        )
    for column in tracked_lists(model):
        after = _listed(entry, column, names)
        before = _listed(older, column, names) if older else NONE
        if after != before:
            found.append(Change(label_of(column), before, after))
    return found


def _listed(entry, column, names):
    related = column.related_model
    told = [names.get((related, key), "") for key in entry.lists.get(column.name, [])]
    return ", ".join(sorted(filter(None, told))) or NONE


def names_in(model, entries) -> dict:
    """The names of all rows that entries refer to: one query for each kind."""
    wanted = defaultdict(set)
    for entry in entries:
        for column in tracked(model):
            if column.is_relation and (key := getattr(entry, column.attname)):
                wanted[column.related_model].add(key)
        for column in tracked_lists(model):
            wanted[column.related_model].update(entry.lists.get(column.name, []))
    return {
        (related, row.pk): str(row)
        for related, keys in wanted.items()
        for row in rows_of(related).filter(pk__in=keys)
    }


def rows_of(model):
    record = registry.record_of(model)
    return record.rows if record else model._default_manager.all()


def title_of(record, entry, names) -> str:
    """The name of a row, or of what it was when it was deleted."""
    row = record.rows.filter(pk=entry.id).first()
    return record.told_as(row) if row else was_called(entry, names)


def was_called(entry, names) -> str:
    """What a deleted row was: its first words, and what they belonged to."""
    told = [
        value_words(column, getattr(entry, column.attname), names)
        for column in tracked(entry.instance_type)
        if isinstance(column, CharField) or column.is_relation
    ]
    told = [words for words in told if words != NONE][:2]
    return ", ".join(told) or sentence_case(str(entry.instance_type._meta.verbose_name))


def compared(before: str, after: str) -> str:
    """Words of two texts as one: gone in <del>, new in <ins>."""
    if before in ("", NONE) or after in ("", NONE):
        gone = format_html("<del>{}</del> ", before) if before not in ("", NONE) else ""
        return format_html("{}<ins>{}</ins>", gone, after)
    old, new = _words(before), _words(after)
    if len(old) + len(new) > LONGEST_COMPARED:
        return format_html("<del>{}</del> <ins>{}</ins>", before, after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    parts = []
    for deed, a, b, c, d in matcher.get_opcodes():
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if deed == "equal":
            parts.append(conditional_escape(come))
            continue
        if gone.strip():
            parts.append(format_html("<del>{}</del>", gone))
        if come.strip():
            parts.append(format_html("<ins>{}</ins>", come))
    # Every part was escaped when it was made.
    return mark_safe("".join(parts))


def _words(text):
    return re.findall(r"\S+|\s+", text)
