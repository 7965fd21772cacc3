"""Every figure, name and date that a report's text can use, each with its token.

Nothing is formatted yet, because most entries are never shown.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from partnership.core.values import financial_years
from partnership.core.values.periods import Period
from priorities.models import Measure
from priorities.queries.series import comparable
from reports.figures import dates, names
from reports.figures.counts import COUNTED
from reports.figures.measures import RATES, observed_text
from reports.figures.resolver import Resolver

CHANGE = ("words", "rose", "than", "from-to", "percent", "signed")
PART = ("words", "of", "percent", "number", "base")


@dataclass(frozen=True)
class AvailableFigure:
    """One figure, name or date. `inside` is its token without brackets and style.

    `numeric` has the styles whose first number can be searched for by value.
    """

    label: str
    inside: str
    styles: tuple[str, ...] = ("",)
    numeric: tuple[str, ...] = ("",)
    unit: str = "count"
    year: int | None = None
    was: str = ""

    def token(self, style: str) -> str:
        return f"[={self.inside} | {style}]" if style else f"[={self.inside}]"


def available_figures(resolver: Resolver) -> Iterator[AvailableFigure]:
    """All entries, in groups: money, measures, targets, counts, names, dates."""
    resolver.read_all()
    yield from _money(resolver)
    yield from _measures(resolver)
    yield from _stated(resolver)
    yield from _targets(resolver)
    yield from _counts(resolver)
    yield from _names(resolver)
    yield from _dates(resolver)


def _money(resolver):
    for ledger in resolver.ledgers.values():
        fund = ledger.fund
        totals = {year: ledger.total(year) for year in ledger.years}
        yield from _amounts("total", fund.code, f"{fund.name}, total", totals)
        for code, line in ledger.lines.items():
            amounts = {
                year: ledger.amount(code, year)
                for year in ledger.years
                if ledger.stated(code, year) or ledger.children[code]
            }
            yield from _amounts("amount", code, line.label, amounts)
            yield from _shares(ledger, line, amounts)
        for code, row in ledger.carried.items():
            span = financial_years.label(row.from_year)
            label = f"{row.purpose}, carried forward from {span}"
            yield AvailableFigure(
                label, f"carried {code}", unit="pounds", year=row.to_year
            )


def _amounts(what, code, label, amounts):
    """Amounts by year, and the changes from each known amount to the next."""
    before = None
    for year, amount in sorted(amounts.items()):
        when = financial_years.label(year)
        base = financial_years.label(before) if before is not None else ""
        was = f"{amounts[before].words} in {base}" if base else ""
        yield AvailableFigure(
            f"{label}, {when}", f"{what} {code} {when}", ("",), ("",), "pounds", year,
            was,
        )  # fmt: skip
        if amount.gbp is None:
            continue
        if base:
            yield AvailableFigure(
                f"{label}, change from {base} to {when}",
                f"change {what} {code} {base} {when}",
                CHANGE,
                ("words", "percent"),
                "pounds",
                year,
            )
        before = year


def _shares(ledger, line, amounts):
    for year, amount in amounts.items():
        if amount.gbp is None:
            continue
        when, shared = financial_years.label(year), {"unit": "percent", "year": year}
        styles, inside = ("percent", "of"), f"share {line.code} {when}"
        if ledger.total(year).gbp:
            label = f"{line.label}, share of the total, {when}"
            yield AvailableFigure(label, inside, styles, ("percent",), **shared)
        heading = line.parent
        if heading and ledger.amount(heading.code, year).gbp:
            label = f"{line.label}, share of {heading.label}, {when}"
            inside = f"{inside} {heading.code}"
            yield AvailableFigure(label, inside, styles, ("percent",), **shared)


def _measures(resolver):
    """Figures, their counts, and changes between consecutive periods of one kind."""
    rows = defaultdict(list)
    for row in resolver.series.observations.values():
        rows[row.measure.code, row.area.code, row.period_kind].append(row)
    for same_kind in rows.values():
        before = None
        for row in sorted(same_kind, key=lambda row: str(row.ends_on or "")):
            yield _observation(row, before)
            if row.numerator is not None and row.denominator is not None:
                label = f"{_label(row)}, both counts, {row.period.label}"
                inside = f"part {_codes(row)} {row.period.code}"
                numeric = ("number", "base", "percent")
                yield AvailableFigure(
                    label, inside, PART, numeric, year=year_of(row.period)
                )
            if row.value is None:
                continue
            if before is not None and comparable(before, row):
                yield _change(row, before.period, row.period)
            before = row


def _observation(row, before):
    measure = row.measure
    was = ""
    if before is not None:
        was = f"{observed_text(measure, before)} in {before.period.label}"
    return AvailableFigure(
        f"{_label(row)}, {row.period.label}",
        f"value {_codes(row)} {row.period.code}",
        ("", "rate") if measure.unit in RATES else ("",),
        ("",),
        measure.unit,
        year_of(row.period),
        was,
    )


def _stated(resolver):
    known = resolver.series.observation
    for (measure, area, base, period), row in resolver.series.stated.items():
        first, last = known(measure, area, base), known(measure, area, period)
        if not (first and last and comparable(first, last)):
            yield _change(row, row.base, row.period)


def _change(row, base: Period, period: Period):
    in_points = row.measure.unit == Measure.Unit.PERCENT
    return AvailableFigure(
        f"{_label(row)}, change from {base.label} to {period.label}",
        f"change value {_codes(row)} {base.code} {period.code}",
        (*CHANGE, "number"),
        ("words", "number"),
        "points" if in_points else row.measure.unit,
        year_of(period),
    )


def _label(row):
    return f"{row.measure.name}, {row.area.name}"


def _codes(row):
    return f"{row.measure.code} {row.area.code}"


def year_of(period: Period) -> int | None:
    """The financial year in which a period ends."""
    return financial_years.of(period.end) if period.end else None


def _targets(resolver):
    for row in resolver.targets.values():
        yield AvailableFigure(
            f"Target: {_label(row)}, {row.period.label}",
            f"target {_codes(row)} {row.period.code}",
            ("words", "number"),
            ("number",),
            row.measure.unit,
            year_of(row.period),
        )
    results = resolver.results
    labels = {
        code: line.label
        for ledger in resolver.ledgers.values()
        for code, line in ledger.lines.items()
    }
    known = {year for _, year in results.met}
    for code, label in [("all", "all grants"), *labels.items()]:
        for year in sorted(known):
            if results.of(results.lines if code == "all" else [code], year):
                when = financial_years.label(year)
                yield AvailableFigure(
                    f"Targets met, {label}, {when}",
                    f"met {code} {when}",
                    ("words", "number"),
                    ("number",),
                    year=year,
                )


def _counts(resolver):
    latest = resolver.report.year if resolver.report else None
    for year in [latest, latest - 1] if latest else []:
        when, styles = financial_years.label(year), ("words", "number")
        for what, words in COUNTED.items():
            if what != "members":
                inside = f"count {what} {when}"
                label = f"Number of {words}, {when}"
                yield AvailableFigure(label, inside, styles, ("number",), year=year)
        for code, group in resolver.directory.all("group").items():
            inside = f"count members {code} {when}"
            label = f"Number of members, {group.name}, {when}"
            yield AvailableFigure(label, inside, styles, ("number",), year=year)


def _names(resolver):
    for kind, naming in names.NAMES.items():
        for code, row in resolver.directory.all(kind).items():
            label = f"{naming.about}: {naming.full(row)}"
            yield AvailableFigure(
                label, f"name {kind} {code}", ("", *naming.styles), ()
            )
    for code, post in resolver.directory.all("post").items():
        label = f"Postholder: {post.full_title}"
        yield AvailableFigure(label, f"name post {code}", ("", "short"), ())


def _dates(resolver):
    for what, words in [("report", "document"), ("meeting", "meeting")]:
        yield AvailableFigure(f"Date of the {words}", f"date {what}", ("",), ())
    for code, plan in resolver.directory.all("plan").items():
        for end, words in (("start", "first day"), ("end", "last day")):
            yield AvailableFigure(
                f"{plan.title}, {words}", f"date plan {code} {end}", ("",), ()
            )
    for (line, year, kind), row in resolver.directory.returns().items():
        for moment in dates.MOMENTS:
            inside = f"date return {line} {financial_years.label(year)} {kind} {moment}"
            label = f"{row}, return {moment}"
            yield AvailableFigure(label, inside, ("",), (), year=year)
    for code, row in resolver.directory.all("priority").items():
        label = f"Date of progress update: {row.title}"
        yield AvailableFigure(
            label, f"date progress {code}", ("",), (), year=row.from_year
        )
