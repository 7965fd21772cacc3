"""The names of organisations, terms and titles that a draft may use, read once."""

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain

from django.db.models import Model

from funding.models import Fund, FundingLine
from partnership.models import Area, Group, Partner, Partnership, RelatedPlan, Term
from priorities.models import CommissionersPlan, Measure, Objective, Priority
from reports.text.data_state import remembered
from reports.text.shared_queries import all_of


@dataclass(frozen=True)
class Body:
    """An organisation, group or partnership: its name and what else it is called."""

    name: str
    also: tuple[str, ...]
    row: Model
    from_on: dt.date | None
    to_on: dt.date | None

    @property
    def names(self) -> list[str]:
        return [self.name, *self.also]


@dataclass
class NameRegister:
    """Names by what they name. `titles` are wordings that other rows keep."""

    bodies: list[Body]
    terms: list[Term]
    areas: list[str]
    titles: list[str]
    csps: list[str] = field(default_factory=list)

    @cached_property
    def content(self) -> Hashable:
        """The register as text, so that results for the same text can be reused."""
        return _kept(
            (
                tuple(
                    (type(body.row).__name__, body.row.pk, *body.names)
                    for body in self.bodies
                ),
                tuple(
                    (row.pk, row.term, row.full_version, row.instead_of, row.is_form)
                    for row in self.terms
                ),
                tuple(self.areas),
                tuple(self.titles),
            )
        )


@lru_cache(maxsize=64)
def _kept(content):
    """Return one shared object for equal content, so that comparing is quick."""
    return content


def name_register(draft) -> NameRegister:
    """The register, read once."""
    return remembered(draft, "register of names", lambda: _read(draft))


def _read(draft):
    partnerships = all_of(draft, Partnership)
    rows = chain(all_of(draft, Partner), all_of(draft, Group), partnerships)
    titles = chain(
        (row.title for row in all_of(draft, Priority)),
        (row.text for row in all_of(draft, Objective)),
        (row.title for row in all_of(draft, RelatedPlan)),
        (row.title for row in all_of(draft, CommissionersPlan)),
        (row.name for row in all_of(draft, Measure)),
        (row.name for row in all_of(draft, Fund)),
        FundingLine.objects.values_list("label", flat=True).order_by(),
    )
    return NameRegister(
        [_body(row) for row in rows],
        all_of(draft, Term),
        _areas(draft),
        sorted(set(titles), key=len, reverse=True),
        [row.short_name for row in partnerships if row.kind == Partnership.Kind.CSP],
    )


def _areas(draft):
    """Places, without the groups of places that figures are compared with."""
    groups = {Area.Kind.COMPARATOR, Area.Kind.COMBINED}
    return [row.name for row in all_of(draft, Area) if row.kind not in groups]


def _body(row):
    also = getattr(row, "also_known_as", "").splitlines()
    names = [name.strip() for name in [row.short_name, *also] if name.strip()]
    return Body(row.name, tuple(names), row, row.from_on, row.to_on)


def spans_of(whole, names, *, exact=False) -> list[tuple[int, int]]:
    """Where any of the names was typed."""
    return [place for name in names for place in whole.places(name, exact=exact)]


def unofficial(draft, whole) -> str:
    """The typed text, without words that another record determines."""
    return whole.masked(official_spans(draft, whole))


def official_spans(draft, whole) -> tuple[tuple[int, int], ...]:
    """Words that another record determines, like a priority's title."""
    register = name_register(draft)

    def read():
        bodies = [name for body in register.bodies for name in body.names]
        names = {name for name in [*register.titles, *bodies] if " " in name}
        return tuple(sorted(spans_of(whole, names)))

    return whole.once("official spans", register.content, read)


def inside(place, spans) -> bool:
    """Whether a place lies within one of the spans, and is shorter than it."""
    start, end = place
    return any(
        first <= start and end <= last and (first, last) != place
        for first, last in spans
    )
