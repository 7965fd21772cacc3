"""Recognise which list a sheet is for, by its name or its columns."""

import re

from partnership.core.imports.choices import Choices
from partnership.core.imports.columns import Matcher
from partnership.core.imports.headers import plain
from partnership.core.imports.lookups import Lookups
from partnership.core.imports.read_file import read_book
from partnership.core.imports.resource import RESOURCES
from partnership.core.imports.sheets import Sheet, SpreadsheetError
from partnership.core.imports.tables import find_table
from partnership.core.models.registry import RECORD_TYPES, RecordType

LONGEST_SHEET_NAME = 31


def fold(name: str) -> str:
    return " ".join(re.sub(r"[-_.]", " ", plain(name)).split())


def by_name(name: str) -> RecordType | None:
    """Return the list that a sheet or file is named after, or None."""
    folded = fold(name)
    for record in RECORD_TYPES.values():
        names = {fold(record.slug), fold(record.title), fold(record.plural)}
        if folded in names | {n[:LONGEST_SHEET_NAME].strip() for n in names}:
            return record
    return None


def by_columns(sheet: Sheet) -> RecordType | None:
    """Return the list of which a sheet has all key columns and most others, or None."""
    best, best_score = None, 0.0
    lookups = Lookups()
    for record in RECORD_TYPES.values():
        matcher = Matcher(RESOURCES[record.model](), lookups)
        table = find_table(sheet, matcher, Choices())
        if table is None:
            return None
        names = {matcher.name_of(heading) for heading in table.headings.values()}
        if not set(matcher.key_names) <= names:
            continue
        known = names - {""}
        share = len(known) / len(table.headings)
        score = share * len(known)
        if share > 0.5 and score > best_score:
            best, best_score = record, score
    return best


def list_of(file_name: str, data: bytes, choices: Choices) -> str:
    """Return the slug of the list that a file is for; raise if none is found."""
    stem = file_name.rpartition(".")[0] or file_name
    for part in [stem, stem.rpartition(".")[2]]:
        if record := by_name(part):
            return record.slug
    book = read_book(data, choices.encoding)
    for sheet in book.visible:
        if choices.sheet in ("", sheet.name) and not sheet.is_empty:
            record = by_name(sheet.name) or by_columns(sheet)
            if record:
                return record.slug
    raise SpreadsheetError(
        "The list could not be recognised. Name it with --list, or name the file after "
        "it"
    )
