"""The records that a document prints, as references that are stored with an edition.

A reference is the kind and key of a record with a public page, and the part of its
content, for example `("measure", "burglary", "figures oxfordshire 2015-16")`; a record
itself has no part. A funding line is also one: its page is built from the pages of
years.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from django.db.models import Model

from funding.models import (
    Allocation,
    CarryForward,
    FundingLine,
    MonitoringReturn,
    Settlement,
)
from funding.releases import FUNDING_YEAR, key_of
from partnership.core.values import financial_years
from partnership.models import (
    Area,
    Coverage,
    Group,
    Membership,
    Partner,
    Partnership,
    RelatedPlan,
    Website,
)
from priorities.measure_releases import part_of
from priorities.models import (
    Comparison,
    Measure,
    Objective,
    Observation,
    Priority,
    ReportedChange,
    Strand,
    Target,
)
from reports.assembly.used_by import references_in
from reports.document.records_used import UsedField
from reports.document.tree import Reference
from reports.figures.grammar import Token, tokens_in
from reports.figures.resolver import Resolver

# Lists of a measure's content, by the record that each item is.
OF_MEASURES: dict[type[Model], str] = {
    Observation: "figures",
    Target: "targets",
    ReportedChange: "changes",
    Comparison: "comparisons",
}
# The same by what figure codes call them.
FIGURES = {"observation": "figures", "target": "targets", "stated": "changes"}
MONEY = {"total", "amount"}
# Records that figure codes name, by the kind of their page.
NAMED = {"measure", "priority", "objective", "partner", "partnership", "line"}


class Codes:
    """Codes by primary key, each table read once if it is needed."""

    @cached_property
    def measures(self) -> dict[int, str]:
        return dict(Measure.objects.values_list("pk", "code"))

    @cached_property
    def areas(self) -> dict[int, str]:
        return dict(Area.objects.values_list("pk", "code"))

    @cached_property
    def partnerships(self) -> dict[int, str]:
        return dict(Partnership.objects.values_list("pk", "code"))

    @cached_property
    def priorities(self) -> dict[int, str]:
        return dict(Priority.objects.values_list("pk", "code"))

    @cached_property
    def years(self) -> dict[int, str]:
        rows = Settlement.objects.values_list(
            "pk", "fund__code", "partnership__code", "year"
        )
        return {pk: key_of(fund, giver, year) for pk, fund, giver, year in rows}

    @cached_property
    def lines(self) -> dict[int, tuple[str, str, str]]:
        rows = FundingLine.objects.values_list(
            "pk", "code", "fund__code", "partnership__code"
        )
        return {pk: (code, fund, giver) for pk, code, fund, giver in rows}


def references(
    rows: Iterable[Model | UsedField], texts: Iterable[str], resolver: Resolver
) -> list[Reference]:
    """What a section prints: the rows that it noted, and those of its figure codes."""
    codes = resolver.once("codes", lambda _: Codes())
    tokens = [token for text in texts for token in tokens_in(text)]
    rows = [*rows, *(row for token in tokens for row in _amounts(token, resolver))]
    found = {record for row in rows for record in _of_row(row, codes)}
    found |= {record for token in tokens for record in _of_token(token)}
    return sorted(found)


def _of_row(row: Model | UsedField, codes: Codes) -> Iterator[Reference]:
    if isinstance(row, UsedField):
        for kind, code, _part in _of_row(row.row, codes):
            yield kind, code, row.name
        return
    name = row._meta.model_name or ""
    if isinstance(row, Observation | Target | ReportedChange | Comparison):
        # An area that represents several is not saved, but is available here.
        area = codes.areas.get(row.area_id) or row.area.code
        code = codes.measures[row.measure_id]
        yield "measure", code, ""
        yield "measure", code, part_of(OF_MEASURES[type(row)], row, area)
    elif isinstance(row, Measure | Priority | Objective | Partner):
        yield name, row.code, ""
    elif type(row) in OF_PARTNERS:
        yield from OF_PARTNERS[type(row)](row, codes)
    elif isinstance(row, Strand):
        yield "priority", codes.priorities[row.priority_id], ""
        yield "priority", codes.priorities[row.priority_id], f"strands {row.order}"
    elif type(row) in OF_FUNDING:
        yield from OF_FUNDING[type(row)](row, codes)


def _partnership(row, codes) -> Iterator[Reference]:
    yield "partnership", row.code, ""
    if row.county_partnership_id:
        county = codes.partnerships[row.county_partnership_id]
        yield "partnership", county, f"csps {row.code}"


def _coverage(row, codes) -> Iterator[Reference]:
    owner = codes.partnerships[row.partnership_id]
    yield "partnership", owner, f"coverage {codes.areas[row.area_id]}"


def _website(row, codes) -> Iterator[Reference]:
    yield "partnership", codes.partnerships[row.partnership_id], f"websites {row.url}"


def _group(row, codes) -> Iterator[Reference]:
    if row.partnership_id:
        owner = codes.partnerships[row.partnership_id]
        yield "partnership", owner, f"groups {row.code}"


def _membership(row, codes) -> Iterator[Reference]:
    yield from _group(row.group, codes)
    yield "partner", row.partner.code, f"groups {row.group.code}"
    for service in row.services.all():
        yield "partner", service.code, f"groups {row.group.code}"
        yield "partner", row.partner.code, f"services {service.code}"


def _plan(row, codes) -> Iterator[Reference]:
    if row.owner_id:
        yield "partner", row.owner.code, f"plans {row.code}"


OF_PARTNERS: dict[type[Model], Callable[..., Iterator[Reference]]] = {
    Coverage: _coverage,
    Group: _group,
    Membership: _membership,
    Partnership: _partnership,
    RelatedPlan: _plan,
    Website: _website,
}


def _settlement(row, codes) -> Iterator[Reference]:
    yield FUNDING_YEAR.name, codes.years[row.pk], ""


def _allocation(row, codes) -> Iterator[Reference]:
    line, _fund, _giver = codes.lines[row.line_id]
    yield "line", line, ""
    yield FUNDING_YEAR.name, codes.years[row.settlement_id], f"lines {line}"


def _return(row, codes) -> Iterator[Reference]:
    line, fund, giver = codes.lines[row.line_id]
    yield "line", line, ""
    yield FUNDING_YEAR.name, key_of(fund, giver, row.year), f"returns {line} {row.kind}"


def _carried(row, codes) -> Iterator[Reference]:
    _line, fund, giver = codes.lines[row.line_id]
    yield FUNDING_YEAR.name, key_of(fund, giver, row.from_year), f"carried {row.code}"


OF_FUNDING: dict[type[Model], Callable[..., Iterator[Reference]]] = {
    Allocation: _allocation,
    CarryForward: _carried,
    FundingLine: lambda row, codes: iter([("line", row.code, "")]),
    MonitoringReturn: _return,
    Settlement: _settlement,
}


def _amounts(token: Token, resolver: Resolver) -> Iterator[Model]:
    """The rows of money that a figure code refers to."""
    for what, *codes in references_in(token):
        for ledger in resolver.ledgers.values() if what in MONEY else []:
            if what == "total" and codes[0] == ledger.fund.code:
                found = ledger.settlements.get(financial_years.parse(codes[1]))
                yield from [found] if found else []
            if what == "amount" and codes[0] in ledger.lines:
                yield from ledger.rows_of(codes[0], financial_years.parse(codes[1]))


def _of_token(token: Token) -> Iterator[Reference]:
    for what, *codes in references_in(token):
        if what in NAMED:
            yield what, codes[0], ""
        elif what in FIGURES:
            yield "measure", codes[0], ""
            yield "measure", codes[0], " ".join([FIGURES[what], *codes[1:]])
