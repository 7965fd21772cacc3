"""The history of a record: who changed what and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

from django.db.models import CharField, Model, SlugField
from django.utils.html import format_html
from django.utils.text import capfirst

from partnership.core.models import registry
from partnership.core.models.display import NONE, display_value, label_of
from partnership.core.text.word_changes import added, deleted, marked, words_of
from partnership.core.values.dates import full_moment

CREATED, CHANGED, DELETED = "+", "~", "-"
ACTIONS = {CREATED: "Created", CHANGED: "Changed", DELETED: "Deleted"}
NOBODY = "the system"
# Longer texts, in words before and after, are shown whole.
MAX_WORDS_COMPARED = 4_000
MAX_CHANGES_LISTED = 3


@dataclass(frozen=True)
class Change:
    """A changed field: its label, and its value before and after as text."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        return len(self.before) + len(self.after) > 200

    @property
    def phrase(self) -> str:
        """The change in a phrase: “amount from “£64,180” to “£57,127””."""
        label = self.label if self.label[1:2].isupper() else self.label.lower()
        if self.is_long:
            return label
        if self.before in ("", NONE):
            return f"{label} set to “{self.after}”"
        if self.after in ("", NONE):
            return f"{label} “{self.before}” removed"
        return f"{label} from “{self.before}” to “{self.after}”"

    @property
    def html(self) -> str:
        """The text as HTML, with deletions and insertions marked."""
        return mark_changes(self.before, self.after)


@dataclass
class Version:
    """A record as it was after one change."""

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
    def reason(self) -> str:
        return self.entry.history_change_reason or ""

    @property
    def action(self) -> str:
        return ACTIONS[self.entry.history_type]

    @property
    def can_be_restored(self) -> bool:
        return self.entry.history_type != DELETED and not self.is_newest

    @property
    def url(self) -> str:
        return self.record.history_url(self.entry.id)

    @property
    def sentence(self) -> str:
        """“Dan Example changed Cherwell, 2016-17: amount from “£64,180” to …”."""
        title = self.title.rstrip(".")
        begins = capfirst(f"{self.who} {self.action.lower()} {title}")
        if not self.changes or self.entry.history_type != CHANGED:
            return f"{begins}."
        phrases = [change.phrase for change in self.changes[:MAX_CHANGES_LISTED]]
        rest = len(self.changes) - MAX_CHANGES_LISTED
        more = f" and {rest} more" if rest > 0 else ""
        return f"{begins}: {'; '.join(phrases)}{more}."


def tracked(model) -> list:
    """Return the fields whose changes are shown: all but the primary key."""
    return [column for column in model._meta.concrete_fields if not column.primary_key]


def tracked_lists(model) -> list:
    """Return the many-to-many fields that have a history."""
    return [model._meta.get_field(name) for name in model._history_m2m_fields]


def versions_of(record, keys) -> list[list[Version]]:
    """Return all versions of some rows with their changes: a list for each row.

    Newest first. The number of queries does not grow with the rows.
    """
    entries = read(record.model.history.filter(id__in=keys))
    names = names_in(record.model, entries)
    titles = {
        row.pk: record.naming.history_title(row)
        for row in record.rows.filter(pk__in=keys)
    }
    by_row = defaultdict(list)
    for entry in entries:
        by_row[entry.id].append(entry)
    found = []
    for key, of_row in by_row.items():
        title = titles.get(key) or former_name(of_row[0], names)
        versions = [
            Version(record, entry, title, changes(entry, older, names))
            for entry, older in zip_longest(of_row, of_row[1:])
        ]
        versions[0].is_newest = True
        found.append(versions)
    return found


def read(rows) -> list:
    """Fetch history entries, newest first, with many-to-many keys in `lists`."""
    newest_first = rows.order_by("-history_date", "-history_id")
    entries = list(newest_first.select_related("history_user"))
    for entry in entries:
        entry.lists = {}
    if not entries:
        return entries
    by_key = {entry.pk: entry for entry in entries}
    for column in tracked_lists(entries[0].instance_type):
        name = f"{column.m2m_reverse_field_name()}_id"
        manager = getattr(entries[0], column.name).model._default_manager
        pairs = manager.filter(history_id__in=by_key).values_list("history_id", name)
        for key, related in pairs:
            by_key[key].lists.setdefault(column.name, []).append(related)
    return entries


def changes(entry, older, names) -> list[Change]:
    """Return the changes between two entries; for the first, its filled fields."""
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
                display_value(column, before, names),
                display_value(column, after, names),
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
    keys = entry.lists.get(column.name, [])
    labels = [names.get((related, key), "") for key in keys]
    return ", ".join(sorted(filter(None, labels))) or NONE


def names_in(model, entries) -> dict:
    """Return the names of records that entries refer to, in one query per model."""
    keys_by_model = defaultdict(set)
    for entry in entries:
        for column in tracked(model):
            if column.is_relation and (key := getattr(entry, column.attname)):
                keys_by_model[column.related_model].add(key)
        for column in tracked_lists(model):
            keys_by_model[column.related_model].update(entry.lists.get(column.name, []))
    return {
        (related, row.pk): str(row)
        for related, keys in keys_by_model.items()
        for row in rows_of(related).filter(pk__in=keys)
    }


def rows_of(model):
    record = registry.record_type_of(model)
    return record.rows if record else model._default_manager.all()


def title_of(record, entry, names) -> str:
    """Return the name of a record, or its former name if it was deleted."""
    row = record.rows.filter(pk=entry.id).first()
    return record.naming.history_title(row) if row else former_name(entry, names)


def former_name(entry, names) -> str:
    """Describe a deleted record by its first texts and related records.

    Its code is internal, so it is used only if there is nothing else.
    """
    values = [
        display_value(column, getattr(entry, column.attname), names)
        for column in tracked(entry.instance_type)
        if is_naming(column)
    ]
    values = [value for value in values if value != NONE][:2]
    name = capfirst(str(entry.instance_type._meta.verbose_name))
    return ", ".join(values) or getattr(entry, "code", "") or name


def is_naming(column) -> bool:
    """Whether a field's value helps to recognise a record: text or a relation."""
    if isinstance(column, SlugField) or getattr(column, "choices", None):
        return False
    return isinstance(column, CharField) or column.is_relation


def mark_changes(before: str, after: str) -> str:
    """Merge two texts as HTML, with deletions in <del> and insertions in <ins>."""
    if before in ("", NONE):
        return added(after)
    if after in ("", NONE) or len(words_of(before + after)) > MAX_WORDS_COMPARED:
        return format_html("{} {}", deleted(before), added(after))
    return marked(before, after)
