"""Fill a ValueIndex from the data: measures, changes, money and counts."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count

from partnership.core.values import financial_years, formatting
from partnership.models import Area, Membership
from priorities.models import Measure
from priorities.queries.series import (
    Series,
    comparable,
    computed_change,
    read_series,
)
from reports.assembly.build_context import BuildContext
from reports.errors import TokenError
from reports.figures.grammar import tokens_in
from reports.figures.measures import observed_text
from reports.text.numbers import (
    COUNTED,
    NUMBER,
    PERCENT,
    POINTS,
    POUNDS,
)
from reports.text.value_index import (
    Candidate,
    ValueIndex,
)

# Types of area that a partnership's figures are compared with.
COMPARED = [Area.Kind.NATION, Area.Kind.REGION, Area.Kind.COMPARATOR]


def _kind(measure) -> str:
    if measure.unit == Measure.Unit.PERCENT:
        return PERCENT
    return POUNDS if measure.unit == Measure.Unit.POUNDS else NUMBER


def index_of(context: BuildContext) -> ValueIndex:
    """Index all figures that a report's text can use.

    Measures take 4 queries, however many there are; the ledgers are those that the
    report reads anyway.
    """
    area = context.area
    index = ValueIndex(area.name if area else "")
    index.series = _series(context)
    _add_measures(index)
    for ledger in context.resolver.ledgers.values():
        _add_ledger(index, ledger)
    return index


def _series(context: BuildContext) -> Series:
    partnership = context.partnership
    told = Area.objects.filter(
        coverage__partnership__police_area=partnership.police_area_id
    ) | Area.objects.filter(kind__in=COMPARED)
    areas = set(told.values_list("code", flat=True))
    if partnership.police_area_id:
        areas.add(partnership.police_area.code)
    areas |= {key[1] for key in context.resolver.series.observations}
    codes = Measure.objects.filter(observations__area__code__in=areas) | (
        Measure.objects.filter(reported_changes__area__code__in=areas)
    )
    return read_series(set(codes.values_list("code", flat=True)), areas)


def _add_measures(index: ValueIndex) -> None:
    for (code, area, period), row in index.series.observations.items():
        if row.value is None:
            continue
        label = f"{row.measure.name}, {row.area.name}"
        subject, kind = f"{code} {area}", _kind(row.measure)
        given = (subject, row.area.name)
        token = f"[=value {code} {area} {period}]"
        words, named = observed_text(row.measure, row), row.period.label
        index.add(Candidate(token, label, words, named, kind, row.value, *given))
        for part, role in ((row.numerator, "part"), (row.denominator, "whole")):
            if part is not None:
                words = formatting.bare(part)
                index.add(
                    Candidate("", label, words, named, NUMBER, part, *given, role)
                )
    _add_changes(index)
    _add_stated(index)


def _add_changes(index: ValueIndex) -> None:
    """Add changes between consecutive figures of one kind of period."""
    runs = defaultdict(list)
    for (code, area, _), row in index.series.observations.items():
        if row.ends_on:
            runs[code, area, row.period_kind].append(row)
    for (code, area, _), rows in runs.items():
        rows.sort(key=lambda row: (row.ends_on, row.starts_on))
        for first, last in zip(rows, rows[1:], strict=False):
            if comparable(first, last):
                _add_change(index, code, area, first, last)


def _add_change(index, code, area, first, last):
    change = computed_change(last.measure, first.value, last.value)
    name = f"change value {code} {area} {first.period.code} {last.period.code}"
    label = f"{last.measure.name}, {last.area.name}, change"
    period = f"{first.period.label} to {last.period.label}"
    given = (f"{code} {area}", last.area.name, "change")
    if change.up is not None and change.amount is not None:
        if change.in_points:
            words, kind = formatting.points(change.amount), POINTS
        else:
            words, kind = formatting.per_cent(change.amount), PERCENT
        if not change.has_small_base:
            token = f"[={name} | percent]"
            index.add(
                Candidate(token, label, words, period, kind, change.amount, *given)
            )
    kind = _kind(last.measure)
    if change.absolute and kind != PERCENT:
        words, size = formatting.bare(abs(change.absolute)), abs(change.absolute)
        token = f"[={name} | number]"
        index.add(Candidate(token, label, words, period, NUMBER, size, *given))


def _add_stated(index: ValueIndex) -> None:
    for (code, area, base, period), row in index.series.stated.items():
        if row.amount is None:
            continue
        kind = POINTS if row.in_points else PERCENT
        words = formatting.points(row.amount) if row.in_points else ""
        index.add(
            Candidate(
                f"[=change value {code} {area} {base} {period} | percent]",
                f"{row.measure.name}, {row.area.name}, change",
                words or f"{formatting.bare(row.amount)}%",
                f"{row.base.label} to {row.period.label}",
                kind,
                row.amount,
                f"{code} {area}",
                row.area.name,
                "change",
            )
        )


def _add_ledger(index: ValueIndex, ledger) -> None:
    fund = ledger.fund.code
    for year in ledger.years:
        when = financial_years.label(year)
        _add_money(
            index, f"total {fund} {when}", "Total", when, ledger.total(year), fund
        )
        for code, line in ledger.lines.items():
            amount = ledger.amount(code, year)
            _add_money(index, f"amount {code} {when}", line.label, when, amount, code)
            part = ledger.share(code, year)
            if part is not None:
                label, words = (
                    f"{line.label}, share of the total",
                    formatting.per_cent(part),
                )
                token = f"[=share {code} {when}]"
                index.add(
                    Candidate(
                        token, label, words, when, PERCENT, part, code, role="share"
                    )
                )
    for first, last in zip(ledger.years, ledger.years[1:], strict=False):
        _add_money_changes(index, ledger, first, last)
    for code, row in ledger.carried.items():
        if row.amount_gbp is not None:
            index.add(_carried(code, row))


def _carried(code, row) -> Candidate:
    words = formatting.pounds(row.amount_gbp)
    label = f"Carried forward: {row.purpose}"
    period = f"{financial_years.label(row.from_year)} to {financial_years.label(row.to_year)}"
    value = row.amount_gbp
    return Candidate(
        f"[=carried {code}]", label, words, period, POUNDS, value, code, role="carried"
    )


def _add_money(index, name, label, when, amount, subject):
    if amount.gbp is None:
        return
    index.add(
        Candidate(f"[={name}]", label, amount.words, when, POUNDS, amount.gbp, subject)
    )


def _add_money_changes(index, ledger, first, last):
    span = f"{financial_years.label(first)} {financial_years.label(last)}"
    fund = ledger.fund.code
    changes = [
        (
            f"total {fund}",
            "Total",
            ledger.total(first),
            fund,
            ledger.total_change(first, last),
        )
    ]
    changes += [
        (
            f"amount {code}",
            line.label,
            ledger.amount(code, first),
            code,
            ledger.change(code, first, last),
        )
        for code, line in ledger.lines.items()
    ]
    for name, label, base, subject, change in changes:
        if not change:
            continue
        given = (f"{label}, change", span.replace(" ", " to "))
        pounds = formatting.pounds(abs(change))
        token = f"[=change {name} {span} | number]"
        index.add(
            Candidate(
                token,
                given[0],
                pounds,
                given[1],
                POUNDS,
                abs(change),
                subject,
                role="change",
            )
        )
        if base.gbp:
            part = abs(change) * 100 / base.gbp
            token = f"[=change {name} {span} | percent]"
            index.add(
                Candidate(
                    token,
                    given[0],
                    formatting.per_cent(part),
                    given[1],
                    PERCENT,
                    part,
                    subject,
                    role="change",
                )
            )


def add_counts(index: ValueIndex, context: BuildContext) -> None:
    """Add counts of rows in the report's year, and of members by group."""
    when = financial_years.label(context.year)
    for what in sorted(set(COUNTED.values()) - {"members"}):
        _add_count(index, context, f"count {what} {when}", f"Number of {what}", what)
    members = Membership.objects.filter(group__partnership=context.partnership)
    rows = members.in_year(context.year).values("group__code", "group__name")
    for row in rows.annotate(number=Count("pk")).order_by("group__code"):
        name = f"count members {row['group__code']} {when}"
        label, value = f"Members, {row['group__name']}", Decimal(row["number"])
        words = formatting.count(row["number"])
        index.add(
            Candidate(
                f"[={name}]", label, words, when, NUMBER, value, "members", role="count"
            )
        )


def _add_count(index, context, name, label, what):
    token = f"[={name}]"
    try:
        figure = context.resolver.figure(tokens_in(token)[0])
    except TokenError:
        return
    value = Decimal(figure.value)
    index.add(
        Candidate(
            token, label, figure.text, figure.period, NUMBER, value, what, role="count"
        )
    )
