"""What officers work on: one declaration for each kind of row, and where to find it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse

from partnership.core.models import display
from partnership.core.models.natural_keys import is_history


@dataclass(frozen=True, eq=False)
class Children:
    """Rows that are edited on the page of the row that they belong to.

    `look` is `table` for rows of short boxes, `blocks` for those with long words, and
    `columns` where the boxes stand under the headings of `columns`. `parent` names the
    column that leads to the row, where there are several. `children` are edited with
    their own row, under the first heading; `unseen` are boxes that buttons fill.
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
    """A heading of a form and its boxes; boxes in a tuple stand side by side.

    A part that is `last` stands after the rows that belong to the row.
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
    """A way from a row to a page of its own."""

    label: str
    view: str


@dataclass(frozen=True, eq=False)
class Record:
    """One kind of row: its address, its names, its list and its form.

    `named_with` are the relations that a row's name is made of, so that lists and
    boxes fetch them in one query. `total` is a column of pounds that is added up over
    the whole list, or over what `total_of` leaves of it, as `total_note` says: once
    for each value of the columns `total_by`, like the year, because pounds of two
    years make no sum.
    `options` give the values of columns whose choices the model does not know. `bulk`
    are the columns that may be set for several rows at once. `belonging` are rows that
    are edited elsewhere, of which the row's history tells too. `notices` gives what to
    look at in some rows, though it bars nothing: words by the row's key and the box.
    `chosen_as` names a row where it is one of many to choose from, `told_as` where its
    history is told.
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
        """As it stands in addresses."""
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
        """The fields of the form, in the officer's order."""
        return [name for part in self.parts for name in part.names]

    @property
    def is_wide(self) -> bool:
        """Whether rows below stand in a table of columns."""
        return any(children.columns for children in self.children)

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"

    def may(self, user, action: str) -> bool:
        """Whether somebody may do so; importing is both adding and changing."""
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
        """Where spreadsheets of this kind are brought in, with a check."""
        return reverse("records:import", args=[self])

    def address(self, pk) -> str:
        return reverse("records:edit", args=[self, pk])

    def history_address(self, pk) -> str:
        return reverse("records:history", args=[self, pk])

    @property
    def rows(self):
        """All rows with what their names are made of, in one query."""
        rows = self.model._default_manager.all()
        return rows.select_related(*self.named_with) if self.named_with else rows


RECORDS: dict[str, Record] = {}
BY_MODEL: dict[type[Model], Record] = {}


def register(*records: Record) -> None:
    for record in records:
        RECORDS[record.slug] = record
        BY_MODEL[record.model] = record


def record_of(model) -> Record | None:
    """The declaration of a model, or of the model whose history it holds."""
    if is_history(model):
        model = model.instance_type
    return BY_MODEL.get(model)


def address_of(row) -> str:
    """Where a row is edited, or nothing where it has no page."""
    record = record_of(type(row))
    return record.address(row.pk) if record else ""


def groups(user) -> dict[str, list[Record]]:
    """What a person may see, by group, in the order of declaration."""
    found: dict[str, list[Record]] = {}
    for record in RECORDS.values():
        if record.may(user, "view"):
            found.setdefault(record.group, []).append(record)
    return found


class RecordConverter:
    """A declaration in an address; no address for what nobody declared."""

    regex = "[a-z-]+"

    def to_python(self, value: str) -> Record:
        if value not in RECORDS:
            raise ValueError
        return RECORDS[value]

    def to_url(self, value) -> str:
        return str(value)
