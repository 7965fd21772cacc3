"""The register of grants that the Local Government Transparency Code requires.

The code (2015, paragraph 42) names the columns. A missing figure has the shorthand for
its reason.
"""

from funding.releases import funders_of, public_ledgers
from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from partnership.core.values.formatting import listed
from partnership.core.values.missing import Reason
from reports.public.open_data.tables import DataTable, number

COLUMNS = [
    *("Date awarded", "From", "To", "Awarded by", "Fund", "Beneficiary"),
    *("Registration number", "Purpose", "Amount (£)", "Note"),
]
NOT_RECORDED = "[x]"


def register() -> DataTable:
    """One row for each published allocation to a recipient, by year and fund."""
    years = {row["code"]: row for row in public_rows("funding-year")}
    rows = []
    for ledger in public_ledgers():
        for code, year in sorted(ledger.allocations, key=lambda place: place[::-1]):
            line = ledger.lines[code]
            recipient = line.recipient or line.recipient_partnership
            if recipient is None or ledger.children[code]:
                continue
            key = f"{ledger.fund.code}/{line.partnership.code}/{year}"
            rows.append(_row(years[key], code, ledger, line, recipient))
    return DataTable("Grants register", COLUMNS, rows)


def _row(content, code, ledger, line, recipient):
    year = content["year"]
    frozen = next(line for line in content["lines"] if line["code"] == code)
    amount = ledger.amount(code, year)
    purpose = frozen["purpose"] or f"{line.label}: no purpose recorded"
    gbp = "" if amount.gbp is None else str(amount.gbp)
    funders = listed(funders_of([content]))
    return [
        content["agreed_on"] or NOT_RECORDED,
        financial_years.first_day(year).isoformat(),
        financial_years.last_day(year).isoformat(),
        f"{funders}, through the {content['partnership']['name']}",
        ledger.fund.name,
        recipient.name,
        NOT_RECORDED,
        purpose,
        number(gbp, Reason.IN_ANOTHER_LINE if frozen["in_line"] else frozen["reason"]),
        frozen["note"],
    ]
