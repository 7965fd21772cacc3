"""Declarations of the record types in the staff area, and their registry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from partnership.core.models import display
from partnership.core.models.natural_keys import is_history


@dataclass(frozen=True)
class Fieldset:
    """A section of a form; fields in a tuple are side by side.

    `is_folded` sections are below “More details” on the page of a new record.
    """

    title: str
    fields: Sequence[str | tuple[str, ...]]
    hint: str = ""
    after_inlines: bool = False
    is_folded: bool = False

    @property
    def field_names(self) -> list[str]:
        rows = [[row] if isinstance(row, str) else row for row in self.fields]
        return [name for row in rows for name in row]


@dataclass(frozen=True, eq=False)
class Inline:
    """Linked records, edited on the page of the record they belong to.

    `layout` is `table` for rows of short fields, `blocks` for rows with long text, and
    `columns` for fields laid out under the headings of `columns`. `fk_name` is the
    foreign key to the record, where there are several. `inlines` are edited with
    their own row, in its first column; `hidden` are fields that buttons set. If there
    are more than `max_rows`, the page links to their list instead. `is_folded` rows
    are below “More details” on the page of a new record.
    """

    model: type[Model]
    fields: Sequence[str]
    title: str
    hint: str = ""
    layout: str = "table"
    fk_name: str | None = None
    singular: str = "row"
    columns: Sequence[Fieldset] = ()
    inlines: Sequence["Inline"] = ()
    hidden: Sequence[str] = ()
    max_rows: int | None = None
    is_folded: bool = False

    @property
    def with_article(self) -> str:
        """“a measure”, “an objective”."""
        return display.with_article(self.singular)


@dataclass(frozen=True)
class RecordLink:
    """A link from a record to a page of its own."""

    label: str
    view: str


@dataclass(frozen=True)
class ListTotal:
    """A total of a list: a field in pounds, added up over all its rows.

    There is one total for each value of the fields `by`, such as the year, because
    amounts of different years must not be added up. `rows` returns the rows to count,
    as `note` explains.
    """

    field: str
    by: Sequence[str] = ()
    rows: Callable | None = None
    note: str = ""


@dataclass(frozen=True)
class ListOptions:
    """What a list shows; `bulk` are the fields that bulk actions may change.

    `order_by` are the fields that columns of properties sort by. `downloads` are labels
    and URL names of further downloads.
    """

    columns: Sequence[str]
    search: Sequence[str]
    filters: Sequence[str] = ()
    bulk: Sequence[str] = ()
    order_by: dict[str, str] = field(default_factory=dict)
    total: ListTotal | None = None
    downloads: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class FieldOptions:
    """Labels and hints by field name; `choices` are those the model does not know."""

    labels: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Callable[[], list]] = field(default_factory=dict)


@dataclass(frozen=True)
class Naming:
    """How records are named, if not by the model's verbose names and `str`.

    `select_related` are the relations that a row's name uses, so that lists and selects
    fetch them in one query. `option_label` names a row in selects, `history_title` in
    its history.
    """

    singular: str = ""
    plural: str = ""
    select_related: Sequence[str] = ()
    option_label: Callable[..., str] = str
    history_title: Callable[..., str] = str


@dataclass(frozen=True, eq=False)
class RecordType:
    """One type of record: its URL, list, form and names.

    `related_history` are records edited elsewhere whose changes also appear in the
    row's history. `links` are pages of one record, `pages` of the whole list. `notices`
    returns messages about rows that do not prevent saving: text by primary key and
    field name.
    """

    model: type[Model]
    slug: str
    group: str
    listing: ListOptions
    fieldsets: Sequence[Fieldset]
    inlines: Sequence[Inline] = ()
    fields: FieldOptions = FieldOptions()
    naming: Naming = Naming()
    links: Sequence[RecordLink] = ()
    pages: Sequence[RecordLink] = ()
    related_history: Sequence[Inline] = ()
    notices: Callable | None = None
    description: str = ""
    empty_text: str = ""

    def __str__(self) -> str:
        """Return the slug used in URLs."""
        return self.slug

    @property
    def singular(self) -> str:
        return str(self.naming.singular or self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        return str(self.naming.plural or self.model._meta.verbose_name_plural)

    @property
    def title(self) -> str:
        return capfirst(self.plural)

    @property
    def with_article(self) -> str:
        """“a priority”, “an allocation”."""
        return display.with_article(self.singular)

    @property
    def field_names(self) -> list[str]:
        """The fields of the form, in order."""
        return [name for fieldset in self.fieldsets for name in fieldset.field_names]

    @property
    def is_wide(self) -> bool:
        """Whether linked records are laid out in columns."""
        return any(inline.columns for inline in self.inlines)

    @property
    def is_folded(self) -> bool:
        """Whether the page of a new record has parts below “More details”."""
        return any(part.is_folded for part in [*self.fieldsets, *self.inlines])

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"

    def has_permission(self, user, action: str) -> bool:
        """Whether the user may do this; importing needs both add and change."""
        actions = ["add", "change"] if action == "import" else [action]
        return all(user.has_perm(self.permission(name)) for name in actions)

    @property
    def list_url(self) -> str:
        return reverse("records:list", args=[self])

    @property
    def add_url(self) -> str:
        return reverse("records:add", args=[self])

    @property
    def import_url(self) -> str:
        return reverse("records:import", args=[self])

    def edit_url(self, pk) -> str:
        return reverse("records:edit", args=[self, pk])

    def history_url(self, pk) -> str:
        return reverse("records:history", args=[self, pk])

    @property
    def rows(self):
        """All rows with the relations that their names use, in one query."""
        rows = self.model._default_manager.all()
        relations = self.naming.select_related
        return rows.select_related(*relations) if relations else rows


RECORD_TYPES: dict[str, RecordType] = {}
BY_MODEL: dict[type[Model], RecordType] = {}


def register(*record_types: RecordType) -> None:
    for record in record_types:
        RECORD_TYPES[record.slug] = record
        BY_MODEL[record.model] = record


def record_type_of(model) -> RecordType | None:
    """Return the record type of a model, or of the model whose history it stores."""
    if is_history(model):
        model = model.instance_type
    return BY_MODEL.get(model)


def edit_url(row) -> str:
    """Return the URL where a row is edited, or an empty string if it has no page."""
    record = record_type_of(type(row))
    return record.edit_url(row.pk) if record else ""


def record_types_by_group(user) -> dict[str, list[RecordType]]:
    """Return the record types that a user may view, by group, as declared."""
    found: dict[str, list[RecordType]] = {}
    for record in RECORD_TYPES.values():
        if record.has_permission(user, "view"):
            found.setdefault(record.group, []).append(record)
    return found


class RecordTypeConverter:
    """URL converter for the slug of a record type."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> RecordType:
        if value not in RECORD_TYPES:
            raise ValueError
        return RECORD_TYPES[value]

    def to_url(self, value) -> str:
        return str(value)
