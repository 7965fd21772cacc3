"""What the public sees of a year's funding, frozen when published.

A key is `fund/partnership/year`, for example `safety-fund/oxfordshire/2016`.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from funding.models import (
    Allocation,
    CarryForward,
    Fund,
    FundingLine,
    MonitoringReturn,
    Settlement,
)
from funding.queries.ledger import Amount, Ledger, amount_of, read_ledger
from funding.queries.payers import pools
from partnership.core.releases.kinds import ReleaseKind, register
from partnership.core.releases.parts import EVERYTHING, Parts
from partnership.core.releases.queries import public_rows
from partnership.core.text.html import to_text
from partnership.core.text.token_display import fill
from partnership.core.values import financial_years
from partnership.core.values.missing import Qualifier
from partnership.models import Partner, Partnership
from partnership.partners.releases import named


def key_of(fund: str, partnership: str, year: int) -> str:
    return f"{fund}/{partnership}/{year}"


def key_for(settlement: Settlement) -> str:
    fund, partnership = settlement.fund, settlement.partnership
    return key_of(fund.code, partnership.code, settlement.year)


# Freezing


def year_contents(keys: Iterable[str] | None = None) -> list[dict]:
    """The content of the settlements with some keys, or of all."""
    wanted = None if keys is None else set(keys)
    rows = []
    for (fund, partnership), settlements in _settlements().items():
        years = [
            row.year for row in settlements if wanted is None or key_for(row) in wanted
        ]
        if years:
            ledger = read_ledger(partnership, fund)
            rows += _contents(partnership, ledger, sorted(years))
    return rows


def _settlements() -> dict[tuple[Fund, Partnership], list[Settlement]]:
    found = defaultdict(list)
    for row in Settlement.objects.select_related("fund__funder", "partnership"):
        found[row.fund, row.partnership].append(row)
    return found


def year_content(content: dict, parts: Parts) -> dict:
    return content if parts is EVERYTHING else _with_parts(content, parts)


def _with_parts(content: dict, parts: Parts) -> dict:
    """The content with published lines, and the subtotals above them."""
    before = {line["code"]: line for line in parts.before.get("lines", [])}
    lines = []
    for line in content["lines"]:
        old = before.get(line["code"], {})
        is_printed = f"lines {line['code']}" in parts.printed
        chosen = line if is_printed or not line["is_allocated"] else old
        if chosen:
            returns = parts.chosen(line["returns"], old.get("returns", []))
            lines.append({**chosen, "returns": returns})
    carried = parts.of("carried", content["carried"])
    shown = {line["parent"] for line in lines} | {line["in_line"] for line in lines}
    shown |= {row["line"] for row in carried}
    for line in reversed(lines):
        if line["code"] in shown:
            shown.add(line["parent"])
    shown_lines = [
        line for line in lines if line["is_allocated"] or line["code"] in shown
    ]
    return {**content, "lines": shown_lines, "carried": carried}


def _contents(partnership, ledger, years) -> list[dict]:
    notes = _filled_notes(partnership, ledger)
    measures, returns = _measures(ledger), _accepted_returns(ledger, sorted(years))
    payers = pools(ledger.settlements[year] for year in years)
    return [
        _content(partnership, ledger, year, notes, measures, returns)
        | {"payers": [named(payer) for payer in payers.get(year, [])]}
        for year in years
    ]


def _filled_notes(partnership, ledger) -> dict[tuple[str, int], str]:
    """The notes on allocations as plain text, with their figures filled in."""
    notes = {place: row.note for place, row in ledger.allocations.items() if row.note}
    linked = [place for place, note in notes.items() if "[=" in note]
    if linked:
        filled = fill({partnership: [notes[place] for place in linked]})[partnership]
        for place in linked:
            notes[place] = to_text(filled[notes[place]]).strip()
    return notes


def _measures(ledger) -> dict[int, list[str]]:
    through = FundingLine.measures.through.objects.filter(
        fundingline__in=[line.pk for line in ledger.lines.values()]
    )
    found = defaultdict(list)
    for line, code in through.order_by("measure__order", "measure__name").values_list(
        "fundingline_id", "measure__code"
    ):
        found[line].append(code)
    return found


def _accepted_returns(ledger, years) -> dict[tuple[int, int], list[dict]]:
    """What recipients reported, once the secretariat has accepted it."""
    rows = MonitoringReturn.objects.filter(
        line__in=[line.pk for line in ledger.lines.values()],
        year__in=years,
        accepted_on__isnull=False,
    )
    found = defaultdict(list)
    for row in rows.select_related("line").order_by("-kind"):
        spent = Amount(row.spent_gbp, row.reason)
        found[row.line_id, row.year].append(
            {
                "part": f"returns {row.line.code} {row.kind}",
                "name": row.get_kind_display(),
                "spent": spent.words,
                "accepted_on": row.accepted_on,
            }
        )
    return found


def _content(partnership, ledger, year, notes, measures, returns) -> dict:
    fund, settlement = ledger.fund, ledger.settlements[year]
    total = ledger.total(year)
    return {
        "code": key_of(fund.code, partnership.code, year),
        "name": f"{fund.name}, {financial_years.label(year)}",
        "fund": {**(named(fund) or {}), "legal_basis": fund.legal_basis},
        "funder": named(fund.funder),
        "partnership": {
            **(named(partnership) or {}),
            "short_name": partnership.short_name,
            "is_home": partnership.is_home,
        },
        "year": year,
        "total": _amount(total),
        "difference_explained": settlement.difference_explained,
        "split_reason": settlement.split_reason,
        "agreed_on": settlement.agreed_on,
        "source": settlement.source,
        "lines": [
            _line(ledger, code, year, notes, measures, returns)
            for code in _codes_in(ledger, year)
        ],
        "carried": [
            {
                "part": f"carried {row.code}",
                **_amount(amount_of(row)),
                "code": row.code,
                "name": row.purpose,
                "line": row.line.code,
                "from_year": row.from_year,
                "to_year": row.to_year,
            }
            for row in ledger.carried.values()
            if row.from_year == year
        ],
    }


def _amount(amount: Amount) -> dict:
    return {
        "amount_gbp": None if amount.gbp is None else str(amount.gbp),
        "reason": amount.reason,
        "qualifier": amount.qualifier,
        "words": amount.words,
    }


def _codes_in(ledger, year) -> list[str]:
    """The lines with an allocation in a year, and those above them, in order."""
    wanted = {code for code, when in ledger.allocations if when == year}
    carried = ledger.carried.values()
    wanted |= {row.line.code for row in carried if row.from_year == year}
    wanted |= {
        row.in_line.code
        for (_code, when), row in ledger.allocations.items()
        if when == year and row.in_line
    }
    for code in list(wanted):
        above, seen = ledger.lines[code].parent, {code}
        while above is not None and above.code not in seen:
            seen.add(above.code)
            wanted.add(above.code)
            above = ledger.lines[above.code].parent
    return [code for code, _depth in ledger.walk() if code in wanted]


def _line(ledger, code, year, notes, measures, returns) -> dict:
    line, row = ledger.lines[code], ledger.allocations.get((code, year))
    stated = amount_of(row) if row else None
    return {
        "code": code,
        "name": line.label,
        "short_name": line.short_label,
        "parent": line.parent.code if line.parent else "",
        "order": line.order,
        "recipient": named(line.recipient),
        "recipient_partnership": named(line.recipient_partnership),
        **(_amount(stated) if stated else {"amount_gbp": None, "words": ""}),
        "is_allocated": row is not None,
        "in_line": row.in_line.code if row and row.in_line else "",
        "note": notes.get((code, year), ""),
        "difference_explained": row.difference_explained if row else "",
        "purpose": row.purpose if row else "",
        "measures": measures[line.pk],
        "returns": returns[line.pk, year],
    }


# Reading


def public_ledgers(rows: Iterable[dict] | None = None) -> list[Ledger]:
    """A ledger for each fund and partnership, of what the public sees, by name.

    Its records are not saved and have only what was frozen.
    """
    by_fund = defaultdict(list)
    for row in public_rows("funding-year") if rows is None else rows:
        by_fund[row["fund"]["code"], row["partnership"]["code"]].append(row)
    ledgers = [_ledger(sorted(years, key=_year)) for years in by_fund.values()]
    return sorted(ledgers, key=lambda ledger: ledger.fund.name)


def public_funding_years(code: str | None) -> list[dict]:
    """Return the public years of the home partnership's funds.

    If another partnership gives the fund with this code, its years are added.
    """
    rows = public_rows("funding-year")
    home = [row for row in rows if row["partnership"]["is_home"]]
    if code is None or any(row["fund"]["code"] == code for row in home):
        return home
    others = [row for row in rows if row["fund"]["code"] == code]
    giver = min((row["partnership"]["code"] for row in others), default="")
    return home + [row for row in others if row["partnership"]["code"] == giver]


def funders_of(years: Iterable[dict]) -> list[str]:
    """Who gives the money of some years: all who pay into the fund, or its funder."""
    rows = sorted(years, key=_year)
    payers = [payer["name"] for row in rows for payer in row["payers"]]
    return list(dict.fromkeys(payers or [row["funder"]["name"] for row in rows]))


def _year(row) -> int:
    return row["year"]


def _ledger(years: list[dict]) -> Ledger:
    latest = years[-1]
    fund = Fund(
        code=latest["fund"]["code"],
        name=latest["fund"]["name"],
        legal_basis=latest["fund"]["legal_basis"],
        funder=Partner(**latest["funder"]),
    )
    giver = Partnership(**latest["partnership"])
    lines = _lines(years, fund, giver)
    settlements, allocations, carried = {}, {}, {}
    for row in years:
        year = row["year"]
        settlements[year] = Settlement(
            year=year,
            total_gbp=_decimal(row["total"]["amount_gbp"]),
            reason=row["total"]["reason"],
            qualifier=row["total"]["qualifier"],
            difference_explained=row["difference_explained"],
            split_reason=row["split_reason"],
        )
        for line in row["lines"]:
            if line["is_allocated"]:
                place = line["code"], year
                allocations[place] = _allocation(line, lines)
        for entry in row["carried"]:
            carried[entry["code"]] = CarryForward(
                line=lines[entry["line"]],
                amount_gbp=_decimal(entry["amount_gbp"]),
                reason=entry["reason"],
                qualifier=entry["qualifier"],
                purpose=entry["name"],
                from_year=entry["from_year"],
                to_year=entry["to_year"],
            )
    return Ledger(fund, settlements, lines, allocations, carried)


def _decimal(text) -> Decimal | None:
    return None if text is None else Decimal(text)


def _lines(years, fund, giver) -> dict[str, FundingLine]:
    """The lines of all years in order, as the latest year has them."""
    rows = {line["code"]: line for year in years for line in year["lines"]}
    ordered = sorted(rows.values(), key=lambda line: (line["order"], line["code"]))
    lines = {}
    for number, row in enumerate(ordered, start=1):
        partner, partnership = row["recipient"], row["recipient_partnership"]
        lines[row["code"]] = FundingLine(
            pk=number,
            code=row["code"],
            fund=fund,
            partnership=giver,
            label=row["name"],
            short_label=row["short_name"],
            order=row["order"],
            recipient=Partner(**partner) if partner else None,
            recipient_partnership=Partnership(**partnership) if partnership else None,
        )
    for row in ordered:
        lines[row["code"]].parent = lines.get(row["parent"])
    return lines


def _allocation(line, lines) -> Allocation:
    return Allocation(
        line=lines[line["code"]],
        amount_gbp=_decimal(line["amount_gbp"]),
        reason=line["reason"],
        qualifier=line["qualifier"] or Qualifier.EXACT,
        in_line=lines.get(line["in_line"]),
        note=line["note"],
        difference_explained=line["difference_explained"],
    )


def _titles() -> dict[str, str]:
    rows = Settlement.objects.select_related("fund", "partnership")
    return {
        key_for(row): f"{row.fund.name}, "
        f"{row.partnership.short_name}, {financial_years.label(row.year)}"
        for row in rows
    }


FUNDING_YEAR = register(
    ReleaseKind(
        name="funding-year",
        label="Funding for a year",
        plural="Funding by year",
        url_name="funding:fund_detail",
        titles=_titles,
        records=year_contents,
        content_of=year_content,
        row=dict,  # lists of funding show all of it
        url_argument=lambda key: key.partition("/")[0],
    )
)
