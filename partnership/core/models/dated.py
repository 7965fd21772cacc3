"""Conditions on records with dates from and to, either of which may be unknown."""

from django.db.models import Q

from partnership.core.values import financial_years


def between(first, last, prefix="") -> Q:
    """Records that existed on any day of a span."""
    return Q(
        Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": last}),
        Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": first}),
    )


def on_day(day, prefix="") -> Q:
    return between(day, day, prefix)


def is_on(row, day) -> bool:
    """Whether a record that has been read existed on a day."""
    return is_between(row, day, day)


def is_between(row, first, last) -> bool:
    """Whether a record that has been read existed on any day of a span."""
    begun = row.from_on is None or row.from_on <= last
    return begun and (row.to_on is None or row.to_on >= first)


def in_year(year, prefix="") -> Q:
    """Records that existed on any day of a financial year."""
    first, last = financial_years.first_day(year), financial_years.last_day(year)
    return between(first, last, prefix)
