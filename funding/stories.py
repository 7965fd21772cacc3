"""One grant's story: a funding line through the years, from what was published."""

from dataclasses import dataclass, field

from funding.queries.ledger import Ledger
from funding.releases import public_ledgers
from partnership.core.releases.queries import public_contents, public_rows
from partnership.core.values import financial_years


@dataclass(frozen=True)
class YearOfLine:
    """A line's amount in one year, with what was agreed and reported."""

    year: str
    amount: str
    is_known: bool
    purpose: str = ""
    note: str = ""
    returns: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class Story:
    """A funding line: its recipient, its years (newest first), and what it is for.

    `objectives` are those of the priorities whose measures the recipient reports on.
    """

    code: str
    name: str
    fund: dict
    partnership: dict
    subtotal: str
    recipient: dict | None
    recipient_partnership: dict | None
    years: list[YearOfLine]
    measures: list[dict]
    priorities: list[dict]
    objectives: list[dict]
    # The keys of the published years it is built from.
    keys: list[str]


def years_of(code: str, rows: list[dict] | None = None) -> list[tuple[dict, dict]]:
    """The published years of a line, earliest first, with the line in each."""
    rows = _public_years() if rows is None else rows
    return [
        (row, line) for row in rows for line in row["lines"] if line["code"] == code
    ]


def _public_years() -> list[dict]:
    return sorted(public_rows("funding-year"), key=lambda row: row["year"])


def story_of(code: str) -> Story | None:
    """The story of a line; None if no year that the public sees has the line."""
    found = years_of(code)
    if not found:
        return None
    last_year, latest = found[-1]
    ledgers = public_ledgers()
    codes = dict.fromkeys(name for _row, line in found for name in line["measures"])
    measures = [
        row for row in public_rows("measure", code__in=codes) if row["code"] in codes
    ]
    served = {row["priority"] for row in measures} - {""}
    priorities = public_contents("priority", sorted(served))
    return Story(
        code=code,
        name=latest["name"],
        fund=last_year["fund"],
        partnership=last_year["partnership"],
        subtotal=_name_of(last_year, latest["parent"]),
        recipient=latest["recipient"],
        recipient_partnership=latest["recipient_partnership"],
        years=[_year(row, line, ledgers) for row, line in reversed(found)],
        measures=measures,
        priorities=priorities,
        keys=[row["code"] for row, _line in found],
        objectives=_once(
            row for priority in priorities for row in priority["objectives"]
        ),
    )


def _once(rows) -> list[dict]:
    """Drop rows whose code appeared in an earlier row."""
    found: dict[str, dict] = {}
    for row in rows:
        found.setdefault(row["code"], row)
    return list(found.values())


def _name_of(row, code) -> str:
    return next((line["name"] for line in row["lines"] if line["code"] == code), "")


def _year(row, line, ledgers) -> YearOfLine:
    amount = _ledger_of(row, line, ledgers).amount(line["code"], row["year"])
    label = financial_years.label(row["year"])
    note = line["note"]
    if line["in_line"]:
        note = f"{note} Part of {_name_of(row, line['in_line'])}.".strip()
    return YearOfLine(
        label,
        amount.words,
        amount.gbp is not None,
        line["purpose"],
        note,
        line["returns"],
    )


def _ledger_of(row, line, ledgers) -> Ledger:
    """The ledger of a published year; a line can have been in several."""
    key = row["fund"]["code"], row["partnership"]["code"]
    with_line = [ledger for ledger in ledgers if line["code"] in ledger.lines]
    return next(
        ledger
        for ledger in with_line
        if (ledger.fund.code, ledger.lines[line["code"]].partnership.code) == key
    )


@dataclass(frozen=True)
class LineAmounts:
    """A line with its amount in each year, newest first."""

    code: str
    name: str
    years: list[YearOfLine]


def lines_of(matches) -> list[LineAmounts]:
    """Each line for which `matches(line)` is true in any year, as last named."""
    rows = _public_years()
    codes = dict.fromkeys(
        line["code"] for row in rows for line in row["lines"] if matches(line)
    )
    ledgers = public_ledgers(rows) if codes else []
    found = []
    for code in codes:
        years = years_of(code, rows)
        found.append(
            LineAmounts(
                code,
                years[-1][1]["name"],
                [_year(row, line, ledgers) for row, line in reversed(years)],
            )
        )
    return found


def lines_for_measures(codes) -> list[LineAmounts]:
    """The lines whose recipients report on any of these measures."""
    codes = set(codes)
    return lines_of(lambda line: codes & set(line["measures"]))


def lines_received(kind: str, code: str) -> list[LineAmounts]:
    """The lines that a partner or a partnership receives."""
    name = "recipient" if kind == "partner" else "recipient_partnership"
    return lines_of(lambda line: (line[name] or {}).get("code") == code)


def targets_of(codes) -> list[dict]:
    """The targets of measures with their results, latest period first."""
    rows = [
        {**target, "measure": measure["name"], "code": measure["code"]}
        for measure in public_contents("measure", codes)
        for target in measure["targets"]
    ]
    return sorted(rows, key=lambda row: str(row["ends_on"] or ""), reverse=True)
