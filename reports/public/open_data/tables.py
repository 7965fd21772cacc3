"""The tables of published pages and documents, with numbers as numbers."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.text import capfirst

from partnership.core.releases.kinds import KINDS
from partnership.core.text.html import is_markup, to_text
from partnership.core.values import financial_years
from partnership.core.values.missing import Qualifier, Reason
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


# Parts of content about the layout of a page, or that repeat other parts.
NOT_DATA = {
    *("part", "row", "order", "kind_code", "brand_colour", "second_colour", "is_home"),
    *("has_denominator", "is_known", "has_previous", "has_change", "is_allocated"),
    "summaries",
}
NUMBERS = {"value", "amount_gbp", "previous"}
CHOICES = {"reason": Reason, "qualifier": Qualifier}
# Headings other than the name of the part.
HEADINGS = {
    "amount_gbp": "Amount (£)",
    "carried": "Carried forward",
    "changes": "Reported changes",
    "csps": local("{csp.common_plural_start}"),
    "ends_on": "To",
    "from_on": "From",
    "lines": "Funding lines",
    "objectives": local("{objective.short_plural_start}"),
    "ons_code": "ONS code",
    "plan_url": "Plan web address",
    "priorities": local("{priority.plural_start}"),
    "priority": local("{priority.start}"),
    "starts_on": "From",
    "to_on": "To",
    "url": "Web address",
    "words": "In words",
}


def tables_of(kind: str, contents: list[dict]) -> list[DataTable]:
    """The tables of records: one of the records themselves, and one of each list."""
    label = str(KINDS[kind].label)
    records: list[dict] = []
    lists: dict[str, list[dict]] = defaultdict(list)
    for content in contents:
        own = values_of({n: v for n, v in content.items() if not _is_table(v)})
        records.append(own)
        about = {f"{label} (code)": own["Code"], label: own["Name"]}
        about |= {name: own[name] for name in ("Partnership", "Unit") if name in own}
        for name, items in content.items():
            if name not in NOT_DATA and _is_table(items):
                lists[_heading(name)] += [about | values_of(item) for item in items]
    tables = [(str(KINDS[kind].plural), records), *lists.items()]
    return [table_of(name, rows) for name, rows in tables if rows]


def _is_table(value) -> bool:
    return isinstance(value, list) and not any(isinstance(item, str) for item in value)


def table_of(name: str, rows: list[dict]) -> DataTable:
    """A table with a column for each part that any of the rows has."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return DataTable(name, columns, [[row.get(c) for c in columns] for row in rows])


def _heading(name: str) -> str:
    return str(HEADINGS.get(name) or capfirst(name.replace("_", " ")))


def values_of(item: dict) -> dict[str, Value]:
    """The parts of a record, or of an item of its lists, by heading."""
    found: dict[str, Value] = {}
    for name, value in item.items():
        if name in NOT_DATA:
            continue
        heading = _heading(name)
        if isinstance(value, dict):
            linked = values_of(value)
            found |= {heading: linked.pop("Name")} if "Name" in linked else {}
            found |= {
                f"{heading} {part.lower()}": value for part, value in linked.items()
            }
        elif name in NUMBERS and (value or "reason" in item):
            found[heading] = number(value, item.get("reason", ""))
        else:
            found[heading] = _words(name, value)
    return found


def _words(name, value) -> Value:
    if isinstance(value, list):
        return "; ".join(
            ", ".join(str(part) for part in values_of(item).values() if part)
            if isinstance(item, dict)
            else item
            for item in value
        )
    if isinstance(value, bool):
        return name.removeprefix("is_") if value else None
    if isinstance(value, int) and name.endswith("year"):
        return financial_years.label(value)
    if name in CHOICES and value in CHOICES[name]:
        return CHOICES[name](value).label
    return to_text(value) if isinstance(value, str) and is_markup(value) else value


def tables_of_document(document: dict) -> dict[str, DataTable]:
    """The tables of a document by their keys, as published."""
    return {
        block["key"]: _table_block(block)
        for section in document.get("sections", [])
        for block in section["blocks"]
        if "columns" in block and "rows" in block
    }


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
