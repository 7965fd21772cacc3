"""Figures of money: amounts, totals, shares, what was carried forward, and changes."""

from partnership import wording, years
from partnership.values import Reason, qualified
from reports.errors import TokenError
from reports.tokens.figures import Figure
from reports.tokens.lookup import Handler, nearest, the_year


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


def line_change(resolver, token, line, earlier, later):
    ledger = resolver.ledger_of(line)
    first, last = the_year(earlier), the_year(later)
    label = ledger.lines[line].label
    base = ledger.amount(line, first)
    return _money_figure(
        token, ledger.change(line, first, last), label, (first, last), base, ledger
    )


def total_change(resolver, token, fund, earlier, later):
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


HANDLERS = {
    "amount": Handler(amount, "[=amount LINE YEAR]"),
    "total": Handler(total, "[=total FUND YEAR]"),
    "carried": Handler(carried, "[=carried CARRY-FORWARD]"),
    "share": Handler(share, "[=share LINE YEAR]"),
}
