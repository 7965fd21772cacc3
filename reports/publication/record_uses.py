"""Where a record is used: every sentence, table cell and chart, in drafts and editions.

Found by trying: inside a transaction that is rolled back, each value of the record is
changed in turn, the documents are built again and compared. So it covers everything
that a document computes from the record, without any declarations. This takes seconds,
so the result is cached with the fingerprint of the data.
"""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from django.core.cache import cache
from django.db import DatabaseError, models, transaction

from partnership.core.values.financial_years import FinancialYearField
from reports.assembly.build import build
from reports.errors import ReportNotRendered
from reports.models import Edition, Report
from reports.publication.data_fingerprint import data_fingerprint
from reports.publication.differences import Place, differences, places_of
from reports.publication.edition_content import frozen

# A change to a text that no document contains by chance.
MARK = " ◊"
# A day. Any change to the data makes what is cached invalid sooner.
CACHE_SECONDS = 24 * 60 * 60


@dataclass
class DocumentUses:
    """One document that uses a record: the places in its draft and in its editions."""

    report: Report
    places: list[Place]
    editions: list[tuple[Edition, list[Place]]] = field(default_factory=list)


def uses_of_record(row: models.Model) -> list[DocumentUses]:
    """Documents with the places that use this record, in order."""
    places = places_using(row)
    reports = Report.objects.select_related("partnership__police_area")
    found = []
    for report in reports.filter(pk__in=places):
        fed = DocumentUses(report, places[report.pk])
        fed.editions = list(_in_editions(report, fed.places))
        found.append(fed)
    return found


def places_using(row: models.Model) -> dict[int, list[Place]]:
    """The places in drafts that use a record, by the key of their report."""
    fingerprint, key = data_fingerprint(), f"feeds:{row._meta.label_lower}:{row.pk}"
    made_from, places = cache.get(key) or ("", {})
    if made_from == fingerprint:
        return places
    places = _find_places(row)
    # Someone may have changed the data meanwhile.
    if data_fingerprint() == fingerprint:
        cache.set(key, (fingerprint, places), CACHE_SECONDS)
    return places


def _find_places(row) -> dict[int, list[Place]]:
    row = type(row)._base_manager.get(pk=row.pk)
    reports = list(Report.objects.select_related("partnership__police_area"))
    before = {report.pk: _data(report) for report in reports}
    places: dict[int, dict[Place, None]] = {report.pk: {} for report in reports}
    for report, data in _with_other_values(row, reports):
        old = before[report.pk]
        if old is not None and data is not None:
            for difference in differences(old, data):
                if difference.before is not None:
                    places[report.pk][difference.before] = None
    return {pk: list(found) for pk, found in places.items() if found}


def _data(report) -> dict | None:
    try:
        return frozen(build(report, is_edition=True))["document"]
    except ReportNotRendered:
        return None


def _with_other_values(row, reports):
    """The documents with all fields changed, or one by one if that is not allowed."""
    # Both more and less: a comparison may only change in one direction.
    for direction in (1, -1):
        values = _other_values(row, direction)
        results = _with_change(row, values, reports) if values else []
        if results is None:
            trials = ({name: value} for name, value in values.items())
            results = chain.from_iterable(
                _with_change(row, trial, reports) or [] for trial in trials
            )
        yield from results


def _with_change(row, values, reports):
    """The documents as they would be; None if a constraint forbids the values."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**values)
                return [(report, _data(_fresh(report))) for report in reports]
        except DatabaseError:
            return None
        finally:
            transaction.set_rollback(True)


def _fresh(report):
    return Report.objects.select_related("partnership__police_area").get(pk=report.pk)


def _other_values(row, direction) -> dict:
    """Other values of the fields that documents show; codes and links do not change."""
    values: dict = {}
    keys = {name.partition("__")[0] for name in getattr(row, "natural_key_fields", [])}
    for item in row._meta.concrete_fields:
        if item.primary_key or item.name in keys or item.is_relation or item.choices:
            continue
        if isinstance(item, FinancialYearField | models.SlugField | models.FileField):
            continue
        # Steps differ, so that a rate of two numbers changes too.
        value = _other(
            item, getattr(row, item.attname), divisor=(len(values) + 3) * direction
        )
        if value is not None:
            values[item.name] = value
    return values


def _other(item, value, divisor):
    if value in (None, "") or isinstance(value, bool):
        return None
    if isinstance(value, Decimal | int):
        # Large enough to show in rounded figures, and still in range.
        step = max(abs(int(value)) // abs(divisor), 1)
        step = step if divisor > 0 else -step
        return value + step
    if isinstance(value, dt.datetime):
        return None
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, str):
        limit = item.max_length or len(value) + 100
        if value.rstrip().endswith(">"):
            head, _, tail = value.rstrip().rpartition("</")
            return f"{head}{MARK}</{tail}"
        return f"{value}{MARK}" if len(value) + len(MARK) <= limit else None
    return None


def _in_editions(report, places):
    """The same places in editions, if their text is the same."""
    wanted = {(place.section_key, place.label, place.value) for place in places}
    for edition in report.editions.order_by("-number"):
        content = edition.content.get("document", {})
        same = [
            place
            for group in places_of(content).values()
            for place in group
            if (place.section_key, place.label, place.value) in wanted
        ]
        if same:
            yield edition, same
