"""Find the texts that refer to a record by its code, by parsing their tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.apps import apps
from django.db.models import Model, Q

from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    MonitoringReturn,
    Settlement,
)
from partnership.core.models.natural_keys import is_history
from partnership.core.text.html import to_text
from partnership.core.text.token_validation import text_fields
from partnership.core.text.used_by import finder
from partnership.core.values import financial_years, periods
from partnership.models import (
    Area,
    Group,
    Partner,
    Partnership,
    Post,
    RelatedPlan,
    Tenure,
)
from priorities.models import (
    CommissionersPlan,
    Measure,
    Objective,
    Observation,
    Priority,
    ReportedChange,
    Target,
)
from reports.assembly.passage_labels import passage_label
from reports.figures.grammar import Token, tokens_in
from reports.models import Passage

# How a token refers to a record: its type, then codes, years and periods.
Reference = tuple[str, ...]

# With more codes than this, every text with a figure is read instead.
MOST_CODES = 20
SHOWN = 60
MODEL_NAMES: dict[type[Model], str] = {
    Area: "area",
    CarryForward: "carried",
    CommissionersPlan: "plan",
    Fund: "fund",
    Group: "group",
    FundingLine: "line",
    Measure: "measure",
    Objective: "objective",
    Partner: "partner",
    Partnership: "partnership",
    Post: "post",
    Priority: "priority",
    RelatedPlan: "plan",
}


@finder
def find_texts_using(instances: Sequence[Model]) -> list[str]:
    """Each text that refers to the records: “Agreement 2016-17, Vision: “The …””."""
    names = {name for row in instances for name in references_to(row)}
    if not names:
        return []
    found = []
    for model, fields in _models_with_text():
        for row in _rows(model, fields, names):
            referenced = {
                name
                for field in fields
                for token in tokens_in(getattr(row, field))
                for name in references_in(token)
            }
            if referenced & names and row not in instances:
                found.append(_describe(row, fields, names))
    return found


def _models_with_text() -> Iterator[tuple[type[Model], list[str]]]:
    for app in ("partnership", "priorities", "funding", "reports"):
        for model in apps.get_app_config(app).get_models():
            if not is_history(model) and (fields := text_fields(model)):
                yield model, fields


def _rows(model, fields, wanted) -> Iterable[Model]:
    """Rows whose text has a figure, and one of the codes if there are only a few."""
    codes = {name[1] for name in wanted}
    needles = codes if len(codes) <= MOST_CODES else {"[="}
    where = Q()
    for field in fields:
        for needle in needles:
            where |= Q(**{f"{field}__icontains": needle})
    related = [
        f.name for f in model._meta.concrete_fields if f.many_to_one and not f.null
    ]
    if model is Passage:
        related.append("report__partnership")
    return model._default_manager.filter(where).select_related(*related)


def _describe(row, fields, wanted) -> str:
    for field in fields:
        text = getattr(row, field)
        tokens = tokens_in(text)
        hits = [t for t in tokens if not wanted.isdisjoint(references_in(t))]
        if hits:
            where = passage_label(row) if isinstance(row, Passage) else ""
            named = f"{row._meta.verbose_name} “{row}”"
            what = f"{row.report}, {where}" if where else named
            return f"{what}: “{_excerpt(text, hits[0].source)}”"
    return str(row)


def _excerpt(text: str, source: str) -> str:
    """The text before and after a token, cut at spaces."""
    before, _, after = to_text(text).partition(source)
    start = before[-SHOWN:].partition(" ")[2] if len(before) > SHOWN else before
    end = after[:SHOWN].rpartition(" ")[0] if len(after) > SHOWN else after
    opened = "…" if start != before else ""
    closed = "…" if end != after else ""
    return f"{opened}{start}{source}{end}{closed}".strip()


def references_to(row: Model) -> set[Reference]:
    """How tokens refer to a record; empty if no token can."""
    if type(row) in MODEL_NAMES:
        [code] = row.natural_key()  # type: ignore[attr-defined]
        return {(MODEL_NAMES[type(row)], code)}
    return ROW_REFERENCES[type(row)](row) if type(row) in ROW_REFERENCES else set()


def _allocation(row) -> set[Reference]:
    """An amount, and the subtotals that it is part of."""
    found: set[Reference] = set()
    line, seen = row.line, set()
    while line is not None and line.pk not in seen:
        seen.add(line.pk)
        found.add(("amount", line.code, financial_years.label(row.settlement.year)))
        line = line.parent
    return found


def _settlement(row) -> set[Reference]:
    when = financial_years.label(row.year)
    codes = row.fund.lines.filter(partnership=row.partnership)
    lines = {("amount", code, when) for code in codes.values_list("code", flat=True)}
    return {("total", row.fund.code, when)} | lines


def _in_period(what) -> Callable[..., set[Reference]]:
    return lambda row: {(what, row.measure.code, row.area.code, row.period.code)}


ROW_REFERENCES: dict[type[Model], Callable[..., set[Reference]]] = {
    Allocation: _allocation,
    Settlement: _settlement,
    Observation: _in_period("observation"),
    Target: _in_period("target"),
    ReportedChange: lambda row: {
        ("stated", row.measure.code, row.area.code, row.base.code, row.period.code)
    },
    MonitoringReturn: lambda row: {
        ("return", row.line.code, financial_years.label(row.year), row.kind)
    },
    Tenure: lambda row: {("post", row.post.code)},
}


def references_in(token: Token) -> set[Reference]:
    """What a token refers to; empty for a token that is not valid."""
    if token.kind != "figure" or token.name not in TOKEN_REFERENCES:
        return set()
    try:
        return TOKEN_REFERENCES[token.name](*token.arguments)
    except (TypeError, ValueError):
        return set()


def _year(text: str) -> str:
    return financial_years.label(financial_years.parse(text))


def _amounts(line: str, *when: str) -> set[Reference]:
    return {("line", line)} | {("amount", line, _year(year)) for year in when}


def _share(line: str, year: str, heading: str = "") -> set[Reference]:
    return _amounts(line, year) | (_amounts(heading, year) if heading else set())


def _totals(fund: str, *when: str) -> set[Reference]:
    return {("fund", fund)} | {("total", fund, _year(year)) for year in when}


def _values(measure: str, area: str, *when: str) -> set[Reference]:
    codes = [periods.parse(period).code for period in when]
    rows: set[Reference] = {("observation", measure, area, code) for code in codes}
    if len(codes) == 2:
        rows.add(("stated", measure, area, *codes))
    return rows | {("measure", measure), ("area", area)}


def _target(measure: str, area: str, when: str) -> set[Reference]:
    code = periods.parse(when).code
    return {("target", measure, area, code), ("measure", measure), ("area", area)}


CHANGE_REFERENCES: dict[str, Callable[..., set[Reference]]] = {
    "amount": _amounts,
    "total": _totals,
    "value": _values,
}


def _change(what: str, *arguments: str) -> set[Reference]:
    read = CHANGE_REFERENCES.get(what)
    return read(*arguments) if read else set()


def _count(what: str, *arguments: str) -> set[Reference]:
    return {("group", arguments[0])} if what == "members" and arguments else set()


def _date(what: str, *arguments: str) -> set[Reference]:
    if what in {"plan", "progress"} and arguments:
        return {("priority" if what == "progress" else "plan", arguments[0])}
    if what == "return":
        line, year, kind, _ = arguments
        return {("line", line), ("return", line, _year(year), kind)}
    return set()


TOKEN_REFERENCES: dict[str, Callable[..., set[Reference]]] = {
    "amount": _amounts,
    "total": _totals,
    "share": _share,
    "carried": lambda code: {("carried", code)},
    "value": _values,
    "part": _values,
    "target": _target,
    "met": lambda line, year: {("line", line)},
    "change": _change,
    "count": _count,
    "name": lambda kind, code: {(kind, code)},
    "date": _date,
}
