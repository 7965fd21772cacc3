"""Recognise which list a sheet is for, by its name or its columns."""

import re
from dataclasses import dataclass

from partnership.core.imports.ambiguity import Choices
from partnership.core.imports.columns.headers import plain
from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.fields.lookups import Lookups
from partnership.core.imports.files.read_file import read_book
from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.imports.sheets import Sheet, SpreadsheetError
from partnership.core.imports.tables.finding import find_table
from partnership.core.imports.tables.given_values import only_value, value_in_words
from partnership.core.models.natural_keys import CODE_NAME_FIELDS
from partnership.core.models.registry import RECORD_TYPES, RecordType
from partnership.core.values.formatting import listed

LONGEST_SHEET_NAME = 31
# A list is recognised if no other is nearly as likely.
MARGIN = 0.6
# How many of the columns a list without figures must have.
SHARE_OF_LIST = 0.5
# How much each column that a list does not have counts against it.
MOST_FOR_OTHERS = 2


def fold(name: str) -> str:
    return " ".join(re.sub(r"[-_.]", " ", plain(name)).split())


def by_name(name: str) -> RecordType | None:
    """Return the list that a sheet or file is named after, or None."""
    folded = fold(name)
    for record in RECORD_TYPES.values():
        names = _names_of(record)
        if folded in names | {n[:LONGEST_SHEET_NAME].strip() for n in names}:
            return record
    return None


def _names_of(record) -> set[str]:
    return {fold(record.slug), fold(record.title), fold(record.plural)}


@dataclass(frozen=True)
class Likeness:
    """How much a sheet is like a list, and how many of its columns the list reads."""

    score: float
    record: RecordType
    columns: int


def likely_lists(sheet: Sheet, lookups, file_name: str = "") -> list[Likeness]:
    """Return the lists whose key columns are all in a sheet, likeliest first."""
    found = []
    for record in RECORD_TYPES.values():
        matcher = Matcher(RESOURCES[record.model](), lookups)
        table = find_table(sheet, matcher, Choices())
        if table is None:
            return []
        if likeness := _likeness(record, matcher, table, file_name):
            found.append(likeness)
    return sorted(found, key=lambda likeness: -likeness.score)


def _likeness(record, matcher, table, file_name):
    matches = matcher.match(table, {})
    own = [match for match in matches if match.name]
    headings = [match for match in matches if match.heading]
    names = {name for m in own for name in [*(m.gives or (m.name,)), *dict(m.others)]}
    texts = [table.title, table.sheet.name, "; ".join(table.parents.values())]
    lacks = set(matcher.key_names) - names - set(matcher.resource.usual)
    if matcher.resource.can_lack_code([*names]):
        lacks = set()
    in_words = {n for n in lacks if any(value_in_words(matcher, n, t) for t in texts)}
    lacks -= in_words
    missing = [name for name in lacks if not only_value(matcher, name)[0]]
    if len(missing) > 1:
        return None
    has_figures = matcher.figure in names or any(match.is_across for match in own)
    fewest = max(min(2, len(headings)), SHARE_OF_LIST * len(headings))
    if not has_figures and (matcher.figure or len(own) < fewest):
        return None
    words = f" {fold(' '.join([*texts, *table.headings.values()]))} "
    sheet_words = matcher.resource.sheet_words
    if sheet_words and not any(f" {word}" in words for word in sheet_words):
        return None
    score = sum(_weight(matcher, match, table) for match in own) + len(in_words)
    score -= min(0.5 * (len(headings) - len(own)), MOST_FOR_OTHERS) + 0.5 * len(lacks)
    keys = set(matcher.key_names) - set(matcher.resource.usual)
    is_link = all(matcher.by_name[name][1].code_of for name in keys)
    score += (is_link and not lacks) - len(missing)
    title = f" {fold(' '.join([table.title, table.sheet.name, file_name]))} "
    called = _names_of(record) | {fold(str(record.model._meta.verbose_name))}
    others = set(matcher.resource.other_figures).intersection(words.split())
    score += 2 * (any(f" {name} " in title for name in called) and not others)
    return Likeness(score, record, len(own)) if score > 0 else None


def _weight(matcher, match, table):
    """Return how far a column suggests a list: most if its cells are known records."""
    owner = matcher.by_name[match.name][1].code_of
    if match.is_across:
        return 1 if owner is None else 1.5
    weight = {"name": 1.5, "synonym": 1}.get(match.how, 0.8)
    if owner is None:
        own = matcher.resource._meta.model
        is_name = match.name in CODE_NAME_FIELDS and hasattr(own, "code")
        return weight + (matcher.share_named(own, match, table) if is_name else 0)
    return weight + 1.5 * matcher.share_known(match, table) - 0.5


def by_sheet(sheet: Sheet, lookups: Lookups) -> RecordType | None:
    """Return the list that a sheet is named after and matches, or else only matches.

    None if several are alike, or if its columns fit another list better.
    """
    named = by_name(sheet.name)
    if named and _has_columns_of(sheet, named, lookups):
        return named
    likely = likely_lists(sheet, lookups)
    first = [guess.record for guess in likely if guess.score > likely[0].score - MARGIN]
    return first[0] if len(first) == 1 and named in (None, *first) else None


def _has_columns_of(sheet, record, lookups):
    """Whether a list has most of a sheet’s columns, or the sheet is empty."""
    matcher = Matcher(RESOURCES[record.model](), lookups)
    table = find_table(sheet, matcher, Choices())
    if table is None:
        return True
    matches = [match for match in matcher.match(table, {}) if match.heading]
    known = sum(1 for match in matches if match.name or match.how)
    return known >= SHARE_OF_LIST * len(matches)


def list_of(file_name: str, data: bytes, choices: Choices) -> str:
    """Return the slug of the list that a file is for; raise if none is found."""
    stem = file_name.rpartition(".")[0] or file_name
    for part in [stem, stem.rpartition(".")[2]]:
        if record := by_name(part):
            return record.slug
    book = read_book(data, choices.encoding)
    found: list[Likeness] = []
    lookups = Lookups()
    for sheet in book.visible:
        if choices.sheet in ("", sheet.name) and not sheet.is_empty:
            named = by_name(sheet.name)
            if named and _has_columns_of(sheet, named, lookups):
                return named.slug
            likely = likely_lists(sheet, lookups, stem)
            found = max(found, likely, key=lambda lists: lists[0].score if lists else 0)
    likely = [guess for guess in found if guess.score > found[0].score - MARGIN]
    if len(likely) == 1:
        return likely[0].record.slug
    if likely:
        names = " or ".join(
            f"{guess.record.plural} (--list {guess.record.slug})" for guess in likely
        )
        raise SpreadsheetError(
            f"The file may be for {names}. Use --list, or name the file after its list"
        )
    slugs = listed(sorted(RECORD_TYPES))
    raise SpreadsheetError(
        "No list has these columns. Use --list, or name the file after its list: "
        f"{slugs}"
    )
