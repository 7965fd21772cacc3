"""Declarations of the records in the staff area, and their registry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse

from partnership.core.models import display
from partnership.core.models.natural_keys import is_history


@dataclass(frozen=True, eq=False)
class Children:
    """Linked records, edited on the page of the record they belong to.

    `look` is `table` for rows of short fields, `blocks` for rows with long text, and
    `columns` for fields laid out under the headings of `columns`. `parent` names the
    foreign key to the record, where there are several. `children` are edited with
    their own row, in its first column; `unseen` are hidden fields that buttons set.
    """

    model: type[Model]
    fields: Sequence[str]
    title: str
    hint: str = ""
    look: str = "table"
    parent: str | None = None
    one: str = ""
    columns: Sequence["Part"] = ()
    children: Sequence["Children"] = ()
    unseen: Sequence[str] = ()

    @property
    def noun(self) -> str:
        return self.one or "row"

    @property
    def a(self) -> str:
        return display.with_article(self.noun)


@dataclass(frozen=True)
class Part:
    """A section of a form; fields in a tuple are side by side.

    A part that is `last` comes after the linked records.
    """

    title: str
    fields: Sequence[str | tuple[str, ...]]
    hint: str = ""
    last: bool = False

    @property
    def names(self) -> list[str]:
        names = []
        for one in self.fields:
            names += [one] if isinstance(one, str) else one
        return names


@dataclass(frozen=True)
class Link:
    """A link from a record to a page of its own."""

    label: str
    view: str


@dataclass(frozen=True, eq=False)
class Record:
    """One type of record: its URL, names, list and form.

    `named_with` are the relations that a row's name uses, so that lists and selects
    fetch them in one query. `total` is a field in pounds that is added up over the
    whole list, or over the rows that `total_of` returns, as `total_note` explains:
    once for each value of the fields `total_by`, such as the year, because amounts of
    different years must not be added up.
    `options` return the values of fields whose choices the model does not know. `bulk`
    are the fields that bulk actions may change. `belonging` are records edited
    elsewhere whose changes also appear in the row's history. `notices` returns messages
    about rows that do not prevent saving: text by primary key and field name.
    `chosen_as` names a row in selects, `told_as` in its history.
    """

    model: type[Model]
    slug: str
    group: str
    columns: Sequence[str]
    search: Sequence[str]
    parts: Sequence[Part]
    filters: Sequence[str] = ()
    children: Sequence[Children] = ()
    belonging: Sequence[Children] = ()
    named_with: Sequence[str] = ()
    labels: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    options: dict[str, Callable[[], list]] = field(default_factory=dict)
    links: Sequence[Link] = ()
    bulk: Sequence[str] = ()
    total: str = ""
    about: str = ""
    first_step: str = ""
    name: str = ""
    plural: str = ""
    total_of: Callable | None = None
    total_note: str = ""
    total_by: Sequence[str] = ()
    notices: Callable | None = None
    chosen_as: Callable[..., str] = str
    told_as: Callable[..., str] = str

    def __str__(self) -> str:
        """Return the slug used in URLs."""
        return self.slug

    @property
    def one(self) -> str:
        return self.name or str(self.model._meta.verbose_name)

    @property
    def many(self) -> str:
        return self.plural or str(self.model._meta.verbose_name_plural)

    @property
    def title(self) -> str:
        return display.sentence_case(self.many)

    @property
    def a(self) -> str:
        """“a priority”, “an allocation”."""
        return display.with_article(self.one)

    @property
    def names(self) -> list[str]:
        """The fields of the form, in order."""
        return [name for part in self.parts for name in part.names]

    @property
    def is_wide(self) -> bool:
        """Whether linked records are laid out in columns."""
        return any(children.columns for children in self.children)

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"

    def may(self, user, action: str) -> bool:
        """Whether the user may do this; importing needs both add and change."""
        asked = ["add", "change"] if action == "import" else [action]
        return all(user.has_perm(self.permission(one)) for one in asked)

    @property
    def list_address(self) -> str:
        return reverse("records:list", args=[self])

    @property
    def new_address(self) -> str:
        return reverse("records:add", args=[self])

    @property
    def import_address(self) -> str:
        """The URL of the import page."""
        return reverse("records:import", args=[self])

    def address(self, pk) -> str:
        return reverse("records:edit", args=[self, pk])

    def history_address(self, pk) -> str:
        return reverse("records:history", args=[self, pk])

    @property
    def rows(self):
        """All rows with the relations that their names use, in one query."""
        rows = self.model._default_manager.all()
        return rows.select_related(*self.named_with) if self.named_with else rows


RECORDS: dict[str, Record] = {}
BY_MODEL: dict[type[Model], Record] = {}


def register(*records: Record) -> None:
    for record in records:
        RECORDS[record.slug] = record
        BY_MODEL[record.model] = record


def record_of(model) -> Record | None:
    """Return the declaration of a model, or of the model whose history it stores."""
    if is_history(model):
        model = model.instance_type
    return BY_MODEL.get(model)


def address_of(row) -> str:
    """Return the URL where a row is edited, or an empty string if it has no page."""
    record = record_of(type(row))
    return record.address(row.pk) if record else ""


def groups(user) -> dict[str, list[Record]]:
    """Return the records that a user may view, by group, in order of declaration."""
    found: dict[str, list[Record]] = {}
    for record in RECORDS.values():
        if record.may(user, "view"):
            found.setdefault(record.group, []).append(record)
    return found


class RecordConverter:
    """URL converter for the slug of a declared record."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> Record:
        if value not in RECORDS:
            raise ValueError
        return RECORDS[value]

    def to_url(self, value) -> str:
        return str(value)
