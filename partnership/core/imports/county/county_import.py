"""All lists in one workbook: a sheet for each list, one preview, one transaction."""

import re
from dataclasses import dataclass, field

from django.db import transaction

from partnership.core.files.bundles import name_key
from partnership.core.files.fields import StoredFileField
from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.fields.slots import CodesSlot, ReferenceSlot
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.previews import recognition
from partnership.core.imports.rows.importer import Importer
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.imports.rows.results import CHANGED, NEW, SAME, WRONG, RowError
from partnership.core.imports.sheets import Book, SpreadsheetError
from partnership.core.imports.tables.layout import lay_out
from partnership.core.models.registry import RECORD_TYPES, RecordType
from partnership.core.values.fingerprints import fingerprint
from partnership.core.values.formatting import listed

# Sheets of our own workbooks that are not lists.
OTHER_SHEETS = re.compile(
    r"contents|notes|read me|start here|allowed values|cover(?: sheet| page)?"
)

# Beside the choices of each list: the stored names of uploaded files, by their names.
FILES = "files"
MAX_NAMED = 10


@dataclass
class ListReport:
    """What one sheet of the workbook does to one list."""

    record: RecordType
    sheet: str
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    questions: list = field(default_factory=list)
    skipped: str = ""
    files: set[str] = field(default_factory=set)


@dataclass
class CountyReport:
    """What a workbook does to all lists; `fingerprint` tells two reports apart."""

    lists: list[ListReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fingerprint: str = ""
    unread: list[str] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(found.errors or found.skipped for found in self.lists)

    @property
    def count(self) -> int:
        return sum(f.counts.get(NEW, 0) + f.counts.get(CHANGED, 0) for f in self.lists)

    @property
    def counts(self) -> dict[str, int]:
        return {
            sort: sum(found.counts.get(sort, 0) for found in self.lists)
            for sort in (NEW, CHANGED, SAME, WRONG)
        }


def references(record: RecordType) -> set:
    """Return the models that a list's columns refer to, other than its own."""
    resource = RESOURCES[record.model]()
    found = set()
    for slot in resource.slots:
        if isinstance(slot, ReferenceSlot | CodesSlot):
            found.add(slot.model)
        for column in slot.columns:
            if owner := column.code_of:
                found.add(owner)
    found |= set(getattr(resource, "comes_after", ()))
    return found - {record.model}


def in_order(records) -> list[RecordType]:
    """Return lists so that each comes after those it refers to."""
    pending, ordered = list(records), []
    models_left = {record.model for record in pending}
    while pending:
        free = [r for r in pending if not references(r) & models_left]
        chosen = free or pending[:1]  # lists that refer to each other keep their order
        ordered += chosen
        models_left -= {record.model for record in chosen}
        pending = [record for record in pending if record not in chosen]
    return ordered


def recognised(book: Book) -> tuple[dict, list[str]]:
    """Return the sheet of each list, and the names of sheets without a list."""
    found, unknown, lookups = {}, [], Lookups()
    for sheet in book.visible:
        if sheet.is_empty or OTHER_SHEETS.fullmatch(recognition.fold(sheet.name)):
            continue
        record = recognition.by_sheet(sheet, lookups)
        if record is None:
            unknown.append(sheet.name)
        elif record in found:
            raise SpreadsheetError(
                f"Worksheets “{found[record].name}” and “{sheet.name}” are both for "
                f"{record.plural}. Keep only one"
            )
        else:
            found[record] = sheet
    return found, unknown


def import_book(data: bytes, *, file_name: str, choices=None, run=None) -> CountyReport:
    """Save all lists of a workbook; call it in a transaction, and roll back on errors.

    Lists are saved one after the other, so that each finds the records of those before.
    A list that refers to one with errors is not read. `choices` are those of each list
    as JSON, by its slug.
    """
    book = read_book(data)
    sheets, unknown = recognised(book)
    if not sheets:
        raise SpreadsheetError(
            "No worksheet is named after a list or has its columns. Download the "
            "starter workbook to see how to set it out"
        )
    report = CountyReport(notes=list(book.notes), unread=unknown)
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        report.notes.append(
            "These worksheets were not read because they match no list, or more than "
            f"one: {names}. To import a worksheet, name it after its list."
        )
    wrong, seen, importers = set(), [], []
    for record in in_order(sheets):
        found = ListReport(record, sheets[record].name)
        report.lists.append(found)
        behind = references(record) & wrong
        if behind:
            names = ", ".join(other.plural for other in sheets if other.model in behind)
            found.skipped = f"Not checked, because {names} have errors"
            wrong.add(record.model)
            continue
        importer = _import_sheet(
            record, sheets[record], book, found, file_name, choices, run
        )
        importers.append((found, importer))
        seen.append([record.slug, found.counts, [str(e) for e in found.errors]])
        if found.errors:
            wrong.add(record.model)
    _mention_unnamed_files(report, choices)
    if not wrong:
        _check_texts(importers)
    report.fingerprint = fingerprint(seen, 64)
    return report


def _import_sheet(record, sheet, book, found, file_name, choices, run):
    resource, lookups = RESOURCES[record.model](), Lookups(record.model)
    alone = Book(book.kind, [sheet])
    chosen = Choices.from_json((choices or {}).get(record.slug, {}))
    chosen = chosen.changed(sheet=sheet.name)
    try:
        layout = lay_out(resource, lookups, alone, chosen)
    except SpreadsheetError as error:
        if "has no data" not in str(error):
            found.errors.append(RowError(0, "", "", str(error)))
        found.counts = dict.fromkeys([NEW, CHANGED, SAME, WRONG], 0)
        return None
    found.notes += layout.notes + layout.warnings
    if layout.missing:
        names = ", ".join(layout.missing)
        found.errors.append(
            RowError(0, "", "", f"The sheet has no column for: {names}")
        )
        return None
    files = (choices or {}).get(FILES, {})
    found.files = _name_stored_files(resource, layout.dataset, files)
    importer = Importer(
        resource,
        layout.dataset,
        lookups,
        file_name=file_name,
        answers=chosen.answers,
        texts_later=True,
    )
    result = importer.save(run)
    found.counts = result.counts
    found.notes += result.notes
    found.errors += result.errors
    found.questions = list(result.questions.values())
    return importer


def _name_stored_files(resource, dataset, files) -> set[str]:
    """Put the names under which files are stored in place of those in the workbook.

    Return the names that were found.
    """
    places = [
        dataset.headers.index(column.column_name)
        for slot in resource.slots
        if isinstance(getattr(slot, "field", None), StoredFileField)
        for column in slot.columns
        if column.column_name in dataset.headers
    ]
    found: set[str] = set()
    if not places or not files:
        return found
    rows = [list(row) for row in dataset.rows]
    for cells in rows:
        for place in places:
            name = name_key(str(cells[place] or ""))
            if name in files:
                cells[place] = files[name]
                found.add(name)
    dataset.rows = rows
    return found


def _mention_unnamed_files(report, choices):
    named = {name for found in report.lists for name in found.files}
    unnamed = sorted(set((choices or {}).get(FILES, {})) - named)
    if unnamed:
        names = listed((f"“{name}”" for name in unnamed), MAX_NAMED)
        report.notes.append(
            f"Files in the ZIP file that the workbook does not name: {names}."
        )


def _check_texts(importers):
    """Mention figure codes that name nothing, once everything has been saved.

    They do not prevent the import: the checks find them before a document is published.
    """
    for found, importer in importers:
        if importer is not None:
            importer.check_texts()
            found.notes += map(str, importer.result.errors)


class TrialRollback(Exception):
    """Raised to roll back a trial."""


def check(data: bytes, *, file_name: str, choices=None) -> CountyReport:
    """Return what a workbook would do, by saving it and rolling back."""
    report = None
    try:
        with transaction.atomic():
            report = import_book(data, file_name=file_name, choices=choices)
            raise TrialRollback
    except TrialRollback:
        return report


def is_empty() -> bool:
    """Whether no list has a record, as in a new installation."""
    return not any(
        record.model._default_manager.exists() for record in RECORD_TYPES.values()
    )
