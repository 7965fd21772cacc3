"""From a token to its figure: one small function for each name of the grammar."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from funding.ledger import Ledger, read_ledgers
from partnership import periods, years
from partnership.models import Coverage, Group, Membership, Partnership
from partnership.values import Reason, qualified
from priorities.models import CommissionersPlan, Measure, Priority
from priorities.series import Series, read_series
from reports.errors import TokenError
from reports.tokens import wording
from reports.tokens.figures import Figure
from reports.tokens.grammar import Token


def nearest(given, known, what):
    """Raise TokenError for an unknown code, with the nearest right spelling."""
    close = difflib.get_close_matches(given, list(known), n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise TokenError(f"There is no {what} “{given}”.{hint}")


@dataclass
class Resolver:
    """Resolves the tokens of one report; what it needs is read once, up front."""

    partnership: Partnership
    tokens: list[Token] = field(default_factory=list)
    has_all: bool = False

    @cached_property
    def ledgers(self) -> dict[str, Ledger]:
        return read_ledgers(self.partnership)

    @cached_property
    def series(self) -> Series:
        """All measures that any of the report's tokens names."""
        named = {word for token in self.tokens for word in token.arguments}
        return read_series(named)

    @cached_property
    def counts(self) -> dict:
        return {}

    def figure(self, token: Token) -> Figure:
        """The figure a token names. Raises TokenError, saying what to do."""
        if token.name not in HANDLERS:
            nearest(token.name, HANDLERS, "figure called")
        if token.style not in STYLES[token.name]:
            nearest(token.style, STYLES[token.name] - {""}, f"style of “{token.name}”")
        styles = {"capital"} | STYLES.get(token.name, set())
        if token.style and token.style not in styles:
            nearest(token.style, styles, "style")
        try:
            figure = HANDLERS[token.name](self, token, *token.arguments)
        except TypeError as error:
            if "positional argument" not in str(error):
                raise
            raise TokenError(
                f"“{token.source}” should be {USAGE[token.name]}."
            ) from None
        if token.style == "capital":
            figure = replace(figure, text=figure.text[:1].upper() + figure.text[1:])
        return figure

    def ledger_of(self, line) -> Ledger:
        for ledger in self.ledgers.values():
            if line in ledger.lines:
                return ledger
        return nearest(
            line, (c for r in self.ledgers.values() for c in r.lines), "line"
        )

    def fund(self, code) -> Ledger:
        return self.ledgers.get(code) or nearest(code, self.ledgers, "fund")

    def known(self, measure, area):
        """Check that the codes exist, so that the error names the wrong one."""
        if measure not in self.series.measures:
            self._read_all()
        if measure not in self.series.measures:
            self.series.add(read_series([measure]))
        if measure not in self.series.measures:
            nearest(measure, self.series.measures, "measure")
        keys = [*self.series.observations, *self.series.stated]
        areas = {key[1] for key in keys if key[0] == measure}
        if area not in areas:
            nearest(area, areas, f"{measure} figure for")

    def _read_all(self):
        """For a token that nobody named up front: all is read, once."""
        if not self.has_all:
            self.series = read_series(Measure.objects.values_list("code", flat=True))
            self.has_all = True


def the_year(text):
    try:
        return years.parse(text)
    except ValueError as error:
        raise TokenError(str(error)) from None


def the_period(text):
    try:
        return periods.parse(text).code
    except ValueError as error:
        raise TokenError(str(error)) from None


def amount(resolver, token, line, year):
    ledger, start = resolver.ledger_of(line), the_year(year)
    if start not in ledger.settlements:
        raise TokenError(f"{ledger.fund.name} has no settlement for {year}.")
    found = ledger.amount(line, start)
    return _money(token, found, ledger.lines[line].label, start, ledger.fund.name)


def total(resolver, token, fund, year):
    ledger, start = resolver.fund(fund), the_year(year)
    if start not in ledger.settlements:
        raise TokenError(f"{ledger.fund.name} has no settlement for {year}.")
    return _money(token, ledger.total(start), "Total", start, ledger.fund.name)


def carried(resolver, token, code):
    for ledger in resolver.ledgers.values():
        if code in ledger.carried:
            row = ledger.carried[code]
            value = "" if row.amount_gbp is None else str(row.amount_gbp)
            text = (
                Reason(row.reason).label
                if row.amount_gbp is None
                else qualified(wording.pounds(row.amount_gbp), row.qualifier)
            )
            return Figure(
                text,
                value,
                token.source,
                f"Carried forward from {years.label(row.from_year)}: {row.purpose}",
                period=years.label(row.to_year),
                source=ledger.fund.name,
            )
    known = (c for ledger in resolver.ledgers.values() for c in ledger.carried)
    return nearest(code, known, "carry-forward")


def _money(token, found, about, year, source):
    value = "" if found.gbp is None else str(found.gbp)
    return Figure(
        found.words, value, token.source, about, years.label(year), source=source
    )


def share(resolver, token, line, year):
    ledger, start = resolver.ledger_of(line), the_year(year)
    part = ledger.share(line, start)
    if part is None:
        raise TokenError(f"“{token.source}”: a share needs both amounts to be known.")
    return Figure(
        wording.per_cent(part),
        str(part),
        token.source,
        f"{ledger.lines[line].label}, share of the total",
        years.label(start),
        base=wording.pounds(ledger.total(start).gbp),
        source=ledger.fund.name,
    )


def observed_text(measure, row) -> str:
    """A value as prose prints it: 1,233, 24.6%, over 550, or the reason in words."""
    if row.value is None:
        return Reason(row.reason).label
    unit = "%" if measure.unit == Measure.Unit.PERCENT else ""
    text = f"{wording.bare(row.value)}{unit}"
    if measure.unit == Measure.Unit.POUNDS:
        text = wording.pounds(row.value)
    return qualified(text, row.qualifier)


def value(resolver, token, measure, area, period):
    resolver.known(measure, area)
    row = resolver.series.observation(measure, area, the_period(period))
    if row is None:
        nearest(period, resolver.series.periods[measure, area], f"{measure} figure for")
    return Figure(
        observed_text(row.measure, row),
        "" if row.value is None else str(row.value.normalize()),
        token.source,
        f"{row.measure.name}, {row.area.name}",
        row.period.label,
        row.measure.base,
        row.source or row.measure.source,
    )


def change(resolver, token, what, *arguments):
    handler = {"amount": _line_change, "total": _total_change, "value": _value_change}
    if what not in handler:
        nearest(what, handler, "change of")
    return handler[what](resolver, token, *arguments)


def _line_change(resolver, token, line, earlier, later):
    ledger = resolver.ledger_of(line)
    first, last = the_year(earlier), the_year(later)
    label = ledger.lines[line].label
    base = ledger.amount(line, first)
    return _money_figure(
        token, ledger.change(line, first, last), label, (first, last), base, ledger
    )


def _total_change(resolver, token, fund, earlier, later):
    ledger = resolver.fund(fund)
    first, last = the_year(earlier), the_year(later)
    base = ledger.total(first)
    return _money_figure(
        token, ledger.total_change(first, last), "Total", (first, last), base, ledger
    )


def _money_figure(token, pounds, label, span, base, ledger):
    if pounds is None:
        raise TokenError(f"“{token.source}”: a change needs both amounts to be known.")
    text = wording.money_change(pounds, token.style)
    figure = pounds
    if token.style == "percent":
        if not base.gbp:
            raise TokenError(
                f"“{token.source}”: nothing can be said in per cent of £0. "
                "Give the change in pounds."
            )
        figure = pounds * 100 / base.gbp
        text = wording.per_cent(figure)
    return Figure(
        text,
        str(figure),
        token.source,
        f"{label}, change",
        f"{years.label(span[0])} to {years.label(span[1])}",
        base.words,
        ledger.fund.name,
    )


def _value_change(resolver, token, measure, area, base, period):
    resolver.known(measure, area)
    series = resolver.series
    first, last = the_period(base), the_period(period)
    found = series.change(measure, area, first, last)
    if found is None:
        raise TokenError(
            f"“{token.source}”: neither both figures nor a stated change are "
            f"known from {base} to {period}."
        )
    row = series.observation(measure, area, last)
    about = series.measures[measure]
    return Figure(
        change_text(found, token),
        "" if found.amount is None else str(found.amount),
        token.source,
        f"{about.name}, {row.area.name if row else area}, change",
        f"{base} to {period}".replace("-", " ")
        if not row
        else f"{base} to {row.period.label}",
        source=(row.source if row else "") or about.source,
    )


def change_text(found, token) -> str:
    """A change in the style asked for; refuses what the source does not give."""
    if token.style == "number":
        if found.absolute is None:
            raise TokenError(
                f"“{token.source}”: the source gives no number to subtract from. "
                "Use the style percent."
            )
        return wording.bare(abs(found.absolute))
    if found.amount is None and (found.up is not None or token.style == "percent"):
        if not found.stated:
            raise TokenError(
                f"“{token.source}”: nothing can be said in per cent of 0. "
                "Use the style number."
            )
        if token.style in {"percent", "signed"}:
            raise TokenError(
                f"“{token.source}”: the source gives no number for this change. "
                "Use the style words or rose."
            )
    if found.amount is None or found.up is None:
        return wording.direction(
            found.up, found.words or "(amount not given)", token.style
        )
    if found.in_points:
        text = wording.points(found.amount)
    elif found.stated:
        text = f"{wording.bare(found.amount)}%"
    else:
        text = wording.per_cent(found.amount)
    if token.style == "percent":
        return text
    return wording.direction(found.up, text, token.style)


def count(resolver, token, what, *arguments):
    handler = COUNTS.get(what) or nearest(what, COUNTS, "count of")
    key = (what, arguments)
    if key not in resolver.counts:
        resolver.counts[key] = handler(resolver.partnership, *arguments)
    number = resolver.counts[key]
    return Figure(
        wording.count(number, token.style),
        str(number),
        token.source,
        f"Number of {what}",
        arguments[-1] if arguments else "",
        source=resolver.partnership.name,
    )


def _count_priorities(partnership, year):
    return Priority.objects.of(partnership, the_year(year)).count()


def _count_objectives(partnership, year):
    plan = CommissionersPlan.objects.for_year(partnership.police_area, the_year(year))
    return plan.objectives.count() if plan else 0


def _count_csps(partnership, year):
    return partnership.csps.active_in(the_year(year)).count()


def _count_districts(partnership, year):
    covered = Coverage.objects.filter(partnership__county_partnership=partnership)
    return covered.values("area").distinct().count()


def _count_members(partnership, group, year):
    if not Group.objects.filter(code=group).exists():
        nearest(group, Group.objects.values_list("code", flat=True), "group")
    return Membership.objects.filter(group__code=group).in_year(the_year(year)).count()


def _count_boards(partnership, year):
    the_year(year)
    return partnership.groups.filter(kind=Group.Kind.LINKED_BOARD).count()


COUNTS = {
    "priorities": _count_priorities,
    "objectives": _count_objectives,
    "csps": _count_csps,
    "districts": _count_districts,
    "members": _count_members,
    "boards": _count_boards,
}
HANDLERS: dict[str, Callable[..., Figure]] = {
    "amount": amount,
    "total": total,
    "carried": carried,
    "share": share,
    "value": value,
    "change": change,
    "count": count,
}
# Besides capital, which every figure has.
STYLES = {
    "change": {"number", "percent", "signed", "rose", "words"},
    "count": {"number"},
}
CHANGES = {"", "words", "number", "percent", "signed", "rose", "capital"}
PLAIN = {"", "capital"}
STYLES = {
    "amount": PLAIN,
    "total": PLAIN,
    "carried": PLAIN,
    "share": PLAIN,
    "value": PLAIN,
    "change": CHANGES,
    "count": {"", "number", "capital"},
}
USAGE = {
    "amount": "[=amount LINE YEAR]",
    "total": "[=total FUND YEAR]",
    "carried": "[=carried CARRY-FORWARD]",
    "share": "[=share LINE YEAR]",
    "value": "[=value MEASURE AREA PERIOD]",
    "change": "[=change amount LINE YEAR YEAR], [=change total FUND YEAR YEAR] or "
    "[=change value MEASURE AREA PERIOD PERIOD]",
    "count": "[=count priorities YEAR] or [=count members GROUP YEAR]",
}
