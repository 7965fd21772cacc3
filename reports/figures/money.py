"""Figures of money: amounts, totals, shares, carry-forwards and changes."""

from partnership.core.values import financial_years, formatting
from partnership.core.values.missing import Reason, qualified
from priorities.queries.series import BOUNDS
from reports.errors import TokenError
from reports.figures.figure import Figure
from reports.figures.lookups import Handler, nearest, the_year


def amount(resolver, token, line, year):
    """The amount of a funding line in a year."""
    ledger, start = resolver.ledger_of(line), the_year(year)
    if start not in ledger.settlements:
        raise TokenError(f"{ledger.fund.name} has no settlement for {year}.")
    found = ledger.amount(line, start)
    return _money(token, found, ledger.lines[line].label, start, ledger.fund.name)


def total(resolver, token, fund, year):
    """The settlement total of a fund in a year."""
    ledger, start = resolver.fund(fund), the_year(year)
    if start not in ledger.settlements:
        raise TokenError(f"{ledger.fund.name} has no settlement for {year}.")
    return _money(token, ledger.total(start), "Total", start, ledger.fund.name)


def carried(resolver, token, code):
    """The amount of a carry-forward."""
    for ledger in resolver.ledgers.values():
        if code in ledger.carried:
            row = ledger.carried[code]
            value = "" if row.amount_gbp is None else str(row.amount_gbp)
            text = (
                Reason(row.reason).label
                if row.amount_gbp is None
                else qualified(formatting.pounds(row.amount_gbp), row.qualifier)
            )
            year = financial_years.label(row.from_year)
            return Figure(
                text,
                value,
                token.source,
                f"Carried forward from {year}: {row.purpose}",
                period=financial_years.label(row.to_year),
                source=ledger.fund.name,
            )
    known = (c for ledger in resolver.ledgers.values() for c in ledger.carried)
    return nearest(code, known, "carry-forward with the code")


def _money(token, found, about, year, source):
    value = "" if found.gbp is None else str(found.gbp)
    return Figure(
        found.words,
        value,
        token.source,
        about,
        financial_years.label(year),
        source=source,
    )


def share(resolver, token, line, year, heading=""):
    """A funding line's share of the total, or of a subtotal that includes it."""
    ledger, start = resolver.ledger_of(line), the_year(year)
    whole = _whole(ledger, token, line, start, heading)
    part = ledger.amount(line, start)
    if part.gbp is None or not whole.gbp:
        raise TokenError(f"“{token.source}”: a share needs both amounts to be known.")
    per_cent = part.gbp * 100 / whole.gbp
    text = formatting.per_cent(per_cent)
    if token.style == "of":
        text = formatting.part_of(part.words, whole.words, text)
    of = ledger.lines[heading].label if heading else "the total"
    return Figure(
        text,
        str(per_cent),
        token.source,
        f"{ledger.lines[line].label}, share of {of}",
        financial_years.label(start),
        base=formatting.pounds(whole.gbp),
        source=ledger.fund.name,
    )


def _whole(ledger, token, line, year, heading):
    if not heading:
        return ledger.total(year)
    if heading not in ledger.lines:
        nearest(heading, ledger.lines, "funding line with the code")
    if line not in {code for code, _ in ledger.walk(heading)}:
        raise TokenError(
            f"“{token.source}”: {ledger.lines[line].label} is not part of "
            f"{ledger.lines[heading].label}. Use a subtotal that includes it, or leave "
            "it out for the total."
        )
    return ledger.amount(heading, year)


def line_change(resolver, token, line, earlier, later):
    """The change of a funding line between 2 years."""
    ledger = resolver.ledger_of(line)
    first, last = the_year(earlier), the_year(later)
    label = ledger.lines[line].label
    ends = ledger.amount(line, first), ledger.amount(line, last)
    pounds = ledger.change(line, first, last)
    return _money_figure(token, pounds, label, (first, last), ends, ledger)


def total_change(resolver, token, fund, earlier, later):
    """The change of a settlement total between 2 years."""
    ledger = resolver.fund(fund)
    first, last = the_year(earlier), the_year(later)
    ends = ledger.total(first), ledger.total(last)
    pounds = ledger.total_change(first, last)
    return _money_figure(token, pounds, "Total", (first, last), ends, ledger)


def _money_figure(token, pounds, label, span, ends, ledger):
    if pounds is None:
        raise TokenError(f"“{token.source}”: a change needs both amounts to be known.")
    value = pounds
    if token.style == "percent":
        if not ends[0].gbp:
            raise TokenError(
                f"“{token.source}”: you cannot give a percentage of £0. "
                "Give the change in pounds."
            )
        value = pounds * 100 / ends[0].gbp
        text = formatting.per_cent(value)
    elif token.style in {"than", "from-to"}:
        text = _compared(token, pounds, span, ends)
    else:
        text = formatting.money_change(pounds, token.style)
    return Figure(
        text,
        str(value),
        token.source,
        f"{label}, change",
        f"{financial_years.label(span[0])} to {financial_years.label(span[1])}",
        ends[0].words,
        ledger.fund.name,
    )


def _compared(token, pounds, span, ends):
    """£7,867 less than the year before; fell from £786,680 to £778,813."""
    for end in ends:
        if end.qualifier in BOUNDS:
            raise TokenError(
                f"“{token.source}”: “{end.words}” is not an exact figure. Show both "
                "amounts instead, with [=amount LINE YEAR] or [=total FUND YEAR]."
            )
    up = None if not pounds else pounds > 0
    if token.style == "from-to":
        return formatting.from_to(ends[0].words, ends[1].words, up)
    first, last = span
    when = (
        "the year before" if last == first + 1 else f"in {financial_years.label(first)}"
    )
    size = formatting.pounds(abs(pounds)) if pounds else "the same"
    return formatting.than(up, size, when)


HANDLERS = {
    "amount": Handler(amount, "[=amount LINE YEAR]"),
    "total": Handler(total, "[=total FUND YEAR]"),
    "carried": Handler(carried, "[=carried CARRY-FORWARD]"),
    "share": Handler(
        share,
        "[=share LINE YEAR] or [=share LINE YEAR HEADING]",
        frozenset({"percent", "of"}),
    ),
}
