"""Allocations as grants in the 360Giving Data Standard, version 1.4.

Fields, their types and the required ones are declared here; `rows` for the spreadsheet
has the standard's titles, such as “Recipient Org:Name”.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils.text import Truncator

from funding.releases import key_of, public_ledgers
from partnership.core.releases.queries import public_rows
from partnership.core.values import financial_years
from partnership.core.values.formatting import listed
from partnership.core.values.missing import Qualifier

VERSION = "1.4"
# Titles should have fewer than 140 characters; this leaves room for the year.
MOST_OF_TITLE = 130
NO_PREFIX = (
    "Grants are not published in the 360Giving standard yet, because their identifiers "
    "need a prefix. Administrators: register as a publisher with 360Giving, then set "
    "THREESIXTY_PREFIX to the prefix that you get, for example 360G-yourname.\n"
)
NOT_DATED = "The date of the award is the first day of the year, as none is recorded."


@dataclass(frozen=True)
class Field:
    """One field: where it is in JSON, its title in spreadsheets and its type."""

    path: str
    title: str
    type: type
    is_required: bool = True


FIELDS = [
    Field("id", "Identifier", str),
    Field("title", "Title", str),
    Field("description", "Description", str),
    Field("currency", "Currency", str),
    Field("amountAwarded", "Amount Awarded", Decimal),
    Field("awardDate", "Award Date", date),
    Field("fundingOrganization/0/id", "Funding Org:Identifier", str),
    Field("fundingOrganization/0/name", "Funding Org:Name", str),
    Field("recipientOrganization/0/id", "Recipient Org:Identifier", str),
    Field("recipientOrganization/0/name", "Recipient Org:Name", str),
    Field("plannedDates/0/startDate", "Planned Dates:Start Date", date, False),
    Field("plannedDates/0/endDate", "Planned Dates:End Date", date, False),
    Field("grantProgramme/0/code", "Grant Programme:Code", str, False),
    Field("grantProgramme/0/title", "Grant Programme:Title", str, False),
    Field("dataSource", "Data Source", str, False),
]


def grants() -> list[dict]:
    """Each published allocation with an amount and a recipient, as a grant.

    The standard requires one funder, who makes the award; the description names all who
    pay into a pooled fund.
    The award date is the day on which the year's funding was agreed or, if that is not
    recorded, the first day of the year; the description then says so.
    """
    years = {row["code"]: row for row in public_rows("funding-year")}
    found = []
    for ledger in public_ledgers():
        for code, year in ledger.allocations:
            line, amount = ledger.lines[code], ledger.amount(code, year)
            recipient = line.recipient or line.recipient_partnership
            if not amount.gbp or recipient is None or ledger.children[code]:
                continue
            content = years[key_of(ledger.fund.code, line.partnership.code, year)]
            found.append(_grant(ledger.fund, line, recipient, amount, content))
    return sorted(found, key=lambda grant: grant["id"])


def _grant(fund, line, recipient, amount, content) -> dict:
    prefix, year = settings.THREESIXTY_PREFIX, content["year"]
    agreed_on = content["agreed_on"]
    first, last = financial_years.first_day(year), financial_years.last_day(year)
    label = financial_years.label(year)
    [frozen] = [row for row in content["lines"] if row["code"] == line.code]
    payers = [payer["name"] for payer in content["payers"]]
    sentences = [
        frozen["purpose"] or f"{fund.name} funding for {line.label} in {label}.",
        "" if amount.qualifier == Qualifier.EXACT else f"The amount is {amount.words}.",
        "" if agreed_on else NOT_DATED,
        f"The fund is paid for by {listed(payers)}." if payers else "",
    ]
    return {
        # The code of a line is unique among all funds.
        "id": f"{prefix}-{line.code}-{year}",
        "title": f"{Truncator(line.label).chars(MOST_OF_TITLE)}, {label}",
        "description": " ".join(filter(None, sentences)),
        "currency": "GBP",
        "amountAwarded": float(amount.gbp),
        "awardDate": agreed_on or first.isoformat(),
        "fundingOrganization": [
            {"id": f"{prefix}-{fund.funder.code}", "name": fund.funder.name}
        ],
        "recipientOrganization": [
            {"id": f"{prefix}-{recipient.code}", "name": recipient.name}
        ],
        "plannedDates": [{"startDate": first.isoformat(), "endDate": last.isoformat()}],
        "grantProgramme": [{"code": fund.code, "title": fund.name}],
        "dataSource": f"{settings.SITE_URL}/funding/lines/{line.code}/",
    }


def value_at(grant: dict, path: str):
    """The value at a path such as recipientOrganization/0/name."""
    value = grant
    for part in path.split("/"):
        value = value[int(part)] if part.isdecimal() else value[part]
    return value


def rows() -> list[list]:
    """The grants as rows of a spreadsheet, in the order of FIELDS."""
    return [[value_at(grant, field.path) for field in FIELDS] for grant in grants()]
