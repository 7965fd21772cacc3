"""The tables of published pages and documents, with numbers as numbers."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from partnership.core.text.html import to_text
from partnership.core.values import financial_years
from partnership.core.values.missing import Reason
from partnership.models.wording import local

# Codes for a missing number in spreadsheets, and what they mean.
SHORTHAND = {
    Reason.NOT_AVAILABLE: "[x]",
    Reason.NOT_APPLICABLE: "[z]",
    Reason.SUPPRESSED: "[c]",
    Reason.NOT_YET_DUE: "[w]",
    Reason.NOT_YET_DECIDED: "[w]",
    Reason.IN_ANOTHER_LINE: "[i]",
    Reason.NOT_GIVEN: "[x]",
}
LEGEND = {
    "[c]": "suppressed, because people could be identified",
    "[i]": "included in another line",
    "[w]": "not yet due or not yet decided",
    "[x]": "not available or not given",
    "[z]": "not applicable",
}
BY_REASON: dict[str, str] = {str(reason): code for reason, code in SHORTHAND.items()}
REASONS = {reason.label: code for reason, code in SHORTHAND.items()}

Value = str | int | Decimal | None


@dataclass
class DataTable:
    """One table: a name, column headings and rows of text, numbers and shorthand."""

    name: str
    columns: list[str]
    rows: list[list[Value]]
    notes: list[str] = field(default_factory=list)


def number(text: str | None, reason: str = "") -> Value:
    """A number, or the shorthand for the reason there is none."""
    if text in (None, ""):
        return REASONS.get(reason) or BY_REASON.get(reason, "[x]")
    try:
        return Decimal(str(text).replace(",", ""))
    except InvalidOperation:
        return text


def tables_of(kind: str, content: dict) -> list[DataTable]:
    """The tables of one record's page."""
    return TABLES[kind](content)


def joined_tables(kind: str, contents: list[dict]) -> list[DataTable]:
    """The tables of several records, those of one name joined."""
    found: dict[str, DataTable] = {}
    for content in contents:
        for table in tables_of(kind, content):
            first = found.setdefault(
                table.name, DataTable(table.name, table.columns, [])
            )
            first.rows += table.rows
    return list(found.values())


def _measure(content) -> list[DataTable]:
    figures = DataTable(
        "Figures",
        [
            *("Measure", "Area", "ONS code", "Period", "From", "To", "Figure"),
            *("Unit", "Qualifier", "Counts", "Note", "Source"),
        ],
        [
            [
                *(content["name"], row["area"], row["ons_code"], row["period"]),
                *(row["starts_on"], row["ends_on"]),
                number(row["value"], row["reason"]),
                *(content["unit"], row["qualifier"], row["counts"]),
                *(row["note"], row["source"]),
            ]
            for row in content["figures"]
        ],
    )
    targets = DataTable(
        "Targets",
        ["Measure", "Area", "Period", "Target", "Actual", "Result"],
        [
            [
                *(content["name"], row["area"], row["period"], row["words"]),
                *(row["actual"], row["verdict"]),
            ]
            for row in content["targets"]
        ],
    )
    changes = DataTable(
        "Reported changes",
        ["Measure", "Area", "Period", "Compared with", "Change", "Note"],
        [
            [
                *(content["name"], row["area"], row["period"], row["base"]),
                *(row["words"], row["note"]),
            ]
            for row in content["changes"]
        ],
    )
    return [figures, *(table for table in (targets, changes) if table.rows)]


def _priority(content) -> list[DataTable]:
    strands = DataTable(
        "Leads and outcomes",
        [
            str(local("{priority.start}")),
            "Strand",
            "Leads",
            "Outcome",
            "Progress",
            "Progress as of",
        ],
        [
            [
                content["name"],
                row["title"],
                "; ".join(lead["name"] for lead in row["leads"]),
                to_text(row["outcome"]) or row["outcome_reason"],
                to_text(row["progress"]) or row["progress_reason"],
                row["progress_on"],
            ]
            for row in content["strands"]
        ],
    )
    objectives = DataTable(
        str(local("{objective.short_plural_start}")),
        [str(local("{priority.start}")), str(local("{objective.short_start}")), "Plan"],
        [[content["name"], row["name"], row["plan"]] for row in content["objectives"]],
    )
    return [strands, objectives]


def _funding_year(content) -> list[DataTable]:
    names = {line["code"]: line["name"] for line in content["lines"]}
    year = financial_years.label(content["year"])
    lines = DataTable(
        "Funding lines",
        [
            *("Year", "Code", "Funding line", "Subtotal", "Recipient", "Amount (£)"),
            *("Qualifier", "In line", "Note"),
        ],
        [
            [
                *(year, line["code"], line["name"], names.get(line["parent"], "")),
                (line["recipient"] or line["recipient_partnership"] or {}).get("name"),
                number(line["amount_gbp"], line.get("reason", "")),
                line.get("qualifier", ""),
                names.get(line["in_line"], ""),
                line["note"],
            ]
            for line in content["lines"]
        ],
    )
    total = content["total"]
    totals = DataTable(
        "Total",
        ["Fund", "Year", "Total (£)", "Source"],
        [
            [
                content["fund"]["name"],
                year,
                number(total["amount_gbp"], total["reason"]),
                content["source"],
            ]
        ],
    )
    return [lines, totals]


def _partner(content) -> list[DataTable]:
    columns = ["Code", "Partner", "Type", "Statutory status", "Groups"]
    groups = "; ".join(group["name"] for group in content["groups"])
    row = [content[name] for name in ["code", "name", "kind", "statutory_role"]]
    return [DataTable("Partner", columns, [[*row, groups]])]


def _partnership(content) -> list[DataTable]:
    return [
        DataTable(
            "Areas",
            ["Partnership", "Area", "ONS code", "From", "To"],
            [
                [
                    *(content["name"], row["name"], row["ons_code"]),
                    *(row["from_on"], row["to_on"]),
                ]
                for row in content["coverage"]
            ],
        )
    ]


def _objective(content) -> list[DataTable]:
    columns = ["Code", "Plan", "Objective", "Priority", "Partnership", "From", "To"]
    own = [content["code"], content["plan"]["name"], content["name"]]
    rows = [
        [
            *own,
            *(row["name"], row["partnership"]["name"]),
            financial_years.label(row["from_year"]),
            financial_years.label(row["to_year"]),
        ]
        for row in content["priorities"]
    ]
    reason = content["unsupported_reason"] or "No priority recorded"
    return [
        DataTable("Priorities", columns, rows or [[*own, reason, None, None, None]])
    ]


TABLES = {
    "objective": _objective,
    "measure": _measure,
    "priority": _priority,
    "funding-year": _funding_year,
    "partner": _partner,
    "partnership": _partnership,
}


def tables_of_document(document: dict) -> list[DataTable]:
    """The tables of a document, as published."""
    return [
        _table_block(block)
        for section in document.get("sections", [])
        for block in section["blocks"]
        if "columns" in block and "rows" in block
    ]


def _table_block(block) -> DataTable:
    columns = [column["label"] for column in block["columns"]]
    rows = []
    for row in block["rows"]:
        values = [_cell(cell) for cell in row["cells"]]
        rows.append(values + [""] * (len(columns) - len(values)))
    notes = [to_text(note["html"]) for note in block.get("notes", [])]
    name = f"{block['label']}: {block['caption']}" if block["label"] else ""
    return DataTable(name or block["caption"], columns, rows, notes)


def _cell(cell) -> Value:
    notes = "".join(f" [note {number}]" for number in cell["notes"])
    if cell["kind"] == "missing":
        return REASONS.get(cell["text"], cell["text"]) + notes
    if cell["kind"] == "number" and cell["value"] and not cell["before"]:
        return number(cell["value"])
    text = to_text(cell["rich"]["html"]) if cell["rich"] else cell["text"]
    parts = [cell["before"], text, cell["after"], cell["sub"]]
    return " ".join(part for part in parts if part) + notes
