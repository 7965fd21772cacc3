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
    codes = {name for _row, line in found for name in line["measures"]}
    measures = _measures(codes)
    priorities, objectives = _aims(measures, _priorities_of(measures))
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
        objectives=objectives,
    )


def _measures(codes: set[str]) -> list[dict]:
    rows = public_rows("measure", code__in=codes) if codes else []
    return [row for row in rows if row["code"] in codes]


def _priorities_of(measures) -> list[dict]:
    served = {row["priority"] for row in measures} - {""}
    return public_contents("priority", sorted(served)) if served else []


def _aims(measures, priorities) -> tuple[list[dict], list[dict]]:
    """The priorities that have any of the measures, and the objectives of these."""
    served = {row["priority"] for row in measures}
    own = [row for row in priorities if row["code"] in served]
    objectives = {
        row["code"]: row for priority in own for row in priority["objectives"]
    }
    return own, list(objectives.values())


def _name_of(row, code) -> str:
    return next((line["name"] for line in row["lines"] if line["code"] == code), "")


def _year(row, line, ledgers) -> YearOfLine:
    ledger = _ledger_of(row, line, ledgers)
    amount = ledger.amount(line["code"], row["year"])
    label = financial_years.label(row["year"])
    note = line["note"]
    if line["in_line"]:
        note = f"{note} Part of {_name_of(row, line['in_line'])}.".strip()
    elif amount.gbp is None and line["parent"]:
        stated = ledger.stated(line["parent"], row["year"])
        if stated is not None and stated.gbp is not None:
            of = _name_of(row, line["parent"])
            split = f"{of} received {stated.words} in total. The split is not known."
            note = f"{note} {split}".strip()
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
    """A line with its amount in each year, newest first, and what it is for."""

    code: str
    name: str
    fund: str
    subtotal: str
    years: list[YearOfLine]
    priorities: list[dict]
    objectives: list[dict]


def lines_of(matches) -> list[LineAmounts]:
    """Each line for which `matches(line)` is true in any year, as last named."""
    rows = _public_years()
    codes = dict.fromkeys(
        line["code"] for row in rows for line in row["lines"] if matches(line)
    )
    ledgers = public_ledgers(rows) if codes else []
    years_by_code = {code: years_of(code, rows) for code in codes}
    measures_by_code = {
        code: {name for _row, line in years for name in line["measures"]}
        for code, years in years_by_code.items()
    }
    measures = _measures(set().union(*measures_by_code.values()))
    priorities = _priorities_of(measures)
    found = []
    for code, years in years_by_code.items():
        last_year, latest = years[-1]
        own = [row for row in measures if row["code"] in measures_by_code[code]]
        found.append(
            LineAmounts(
                code,
                latest["name"],
                last_year["fund"]["name"],
                _name_of(last_year, latest["parent"]),
                [_year(row, line, ledgers) for row, line in reversed(years)],
                *_aims(own, priorities),
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
