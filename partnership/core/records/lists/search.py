"""Searching all records at once, of the types that a user may view."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Model, Q, Value, When

from partnership.core.models.registry import RECORD_TYPES, RecordType
from partnership.core.records.lists.filters import SearchFilter, years_shown

# How many records of one type are listed; the list of that type has the others.
SHOWN = 5
# How well the first searched column matches, best first.
EXACT, BEGINS, CONTAINS, OTHERWISE = range(4)


@dataclass(frozen=True)
class FoundRecords:
    """Records of one type that match, best first; `rank` is that of the best."""

    record: RecordType
    rows: list[Model]
    has_more: bool
    rank: int


def search_records(user, words: str, leave_out=()) -> list[FoundRecords]:
    """Records with all the words, by type; types whose names match come first.

    One query for each type that the user may view, whatever is found.
    """
    if not words.strip():
        return []
    found = list(_found(user, words.strip(), leave_out))
    return sorted(found, key=lambda records: records.rank)


def _found(user, words, leave_out) -> Iterator[FoundRecords]:
    for slug, record in RECORD_TYPES.items():
        if slug in leave_out or not record.has_permission(user, "view"):
            continue
        columns = record.listing.search
        if not columns:
            continue
        matching = SearchFilter(columns, years_shown(record)).filter(record.rows, words)
        ranked = matching.annotate(search_rank=_rank(columns[0], words)).distinct()
        rows = list(ranked.order_by("search_rank", "pk")[: SHOWN + 1])
        if rows:
            more = len(rows) > SHOWN
            yield FoundRecords(record, rows[:SHOWN], more, rows[0].search_rank)


def _rank(column, words):
    return Case(
        When(Q(**{f"{column}__iexact": words}), Value(EXACT)),
        When(Q(**{f"{column}__istartswith": words}), Value(BEGINS)),
        When(Q(**{f"{column}__icontains": words}), Value(CONTAINS)),
        default=Value(OTHERWISE),
        output_field=IntegerField(),
    )
