"""Save the rows of an import in bulk, with their history, or not at all."""

import logging

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from simple_history.models import HistoricalRecords

from partnership.core.history import bulk
from partnership.core.imports.fields.slots import CodesSlot, ReferenceSlot
from partnership.core.imports.rows.results import CHANGED, FAILED, NEW, RowError
from partnership.core.models.constraint_errors import place_errors
from partnership.core.models.natural_keys import one_version
from partnership.core.models.own_lists import refuse_rings

logger = logging.getLogger(__name__)

BATCH = 2_000
TAKEN = "This row conflicts with an existing record"


def save(importer, outcomes, run=None) -> None:
    """Save the rows of a batch; the run, if any, remembers their versions.

    What the database refuses becomes errors of the result.
    """
    outcomes = [o for o in outcomes if o.sort in (NEW, CHANGED)]
    if not outcomes:
        return
    try:
        with transaction.atomic():
            if is_plain(importer):
                _save_in_bulk(importer, outcomes, run)
            else:
                _save_one_by_one(importer, outcomes, run)
    except IntegrityError as error:
        logger.warning("The database rejected an imported row: %s", error)
        _find_refused(importer, outcomes)


def check_again(importer) -> None:
    """Check rows that refer to rows of the same file, now that those are saved."""
    for outcome in importer.checker.unclean:
        try:
            outcome.instance.clean()
            refuse_rings(outcome.instance, outcome.instance._import_codes)
        except ValidationError as error:
            importer.add_errors(outcome, error.update_error_dict({}))


def is_plain(importer) -> bool:
    """Whether rows can be saved in bulk.

    Not if lists of records are set beside them, or if the model does more when it is
    saved, unless its resource does the same.
    """
    model = importer.model
    has_own_save = model.save is not models.Model.save
    if has_own_save and not importer.resource.derives_what_save_does:
        return False
    return not model._history_m2m_fields and not any(
        isinstance(slot, CodesSlot) for slot in importer.resource.slots
    )


def _in_order(importer, outcomes) -> list[list]:
    """Group new records so that each comes after the new ones that it refers to."""
    if not importer.refers_to_itself or not outcomes:
        return [outcomes] if outcomes else []
    groups: list[list] = []
    levels: dict[int, int] = {}
    for outcome in outcomes:
        record = outcome.instance
        parents = [
            other
            for other in record._state.fields_cache.values()
            if type(other) is importer.model and not other.pk
        ]
        level = max((levels.get(id(other), -1) + 1 for other in parents), default=0)
        levels[id(record)] = level
        groups += [[] for _ in range(level + 1 - len(groups))]
        groups[level].append(outcome)
    return groups


def _save_in_bulk(importer, outcomes, run):
    model = importer.model
    for part in _in_order(importer, [o for o in outcomes if o.sort == NEW]):
        rows = _rows_of(importer, part)
        values = bulk.values_of(model, rows, are_new=True)
        ids = save_new(model, values, _reasons_of(importer, part), run)
        for row, pk in zip(rows, ids, strict=True):
            row.pk, row._state.adding, row._state.db = pk, False, connection.alias
    if changed := [o for o in outcomes if o.sort == CHANGED]:
        values = bulk.values_of(model, _rows_of(importer, changed), are_new=False)
        names = names_changed(changed)
        save_changed(model, values, names, _reasons_of(importer, changed), run)


def _rows_of(importer, outcomes) -> list:
    rows = [outcome.instance for outcome in outcomes]
    _set_ids(importer, rows)
    return rows


def _reasons_of(importer, outcomes) -> list[str]:
    reason = importer.resource.change_reason
    return [reason(importer.file_name, outcome.line) for outcome in outcomes]


def names_changed(outcomes) -> list[str]:
    """Return the names of all fields that rows change."""
    return sorted(
        {n for o in outcomes for slot, _ in o.changes for n in slot.field_names}
    )


def save_new(model, values, reasons, run) -> list[int]:
    """Add records by their values, with their first versions; return their ids."""
    ids = bulk.add(model, values)
    versions = bulk.add_versions(model, values, "+", _user(), reasons)
    _remember(run, model, ids, versions, {})
    return ids


def save_changed(model, values, names, reasons, run) -> list[int]:
    """Store some fields of records, with a version of each; return their ids."""
    ids = values[model._meta.pk.attname]
    before = latest_versions(model, ids) if run else {}
    bulk.change(model, values, names)
    versions = bulk.add_versions(model, values, "~", _user(), reasons)
    _remember(run, model, ids, versions, before)
    return ids


def _remember(run, model, ids, versions, before):
    if run is not None:
        pairs = zip(ids, versions, strict=True)
        run.remember(model, [[pk, new, before.get(pk)] for pk, new in pairs])


def latest_versions(model, keys: list[int]) -> dict[int, int]:
    """Return the id of the newest version of each record, by primary key."""
    found = {}
    for start in range(0, len(keys), BATCH):
        rows = model.history.order_by().filter(id__in=keys[start : start + BATCH])
        found |= dict(rows.values_list("id").annotate(models.Max("history_id")))
    return found


def _user():
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _set_ids(importer, rows):
    """Copy the ids of records that the import has just saved to those that use them."""
    references = [s for s in importer.resource.slots if isinstance(s, ReferenceSlot)]
    for row in rows:
        for slot in references:
            related = row._state.fields_cache.get(slot.name)
            if related is not None:
                setattr(row, slot.field.attname, related.pk)


@one_version()
def _save_one_by_one(importer, outcomes, run):
    reasons = _reasons_of(importer, outcomes)
    for outcome, reason in zip(outcomes, reasons, strict=True):
        instance = outcome.instance
        instance._change_reason = reason
        _set_ids(importer, [instance])
        keys = [instance.pk] if run and instance.pk else []
        before = latest_versions(importer.model, keys)
        instance.save(force_insert=outcome.sort == NEW)
        for name, rows in instance._import_codes.items():
            getattr(instance, name).set(rows)
        if run is not None:
            [version] = latest_versions(importer.model, [instance.pk]).values()
            _remember(run, importer.model, [instance.pk], [version], before)


def _find_refused(importer, outcomes):
    """Save row by row and undo it, to name the rows that the database refuses."""
    with transaction.atomic():
        for outcome in outcomes:
            if outcome.sort == NEW:
                outcome.instance.pk = None
                outcome.instance._state.adding = True
        for outcome in outcomes:
            try:
                with transaction.atomic():
                    _set_ids(importer, [outcome.instance])
                    outcome.instance.save(force_insert=outcome.sort == NEW)
            except (IntegrityError, DatabaseError, ValueError):
                importer.add_errors(outcome, _reasons(importer, outcome.instance))
        transaction.set_rollback(True)
    if not importer.result.errors:
        importer.result.errors.append(RowError(0, "", "", FAILED))


def _reasons(importer, instance):
    """Return why the database refuses a row, in the words of its constraints."""
    try:
        instance.validate_constraints()
    except ValidationError as error:
        names = [name for slot in importer.resource.slots for name in slot.field_names]
        return place_errors(instance, error, names)
    return {NON_FIELD_ERRORS: [ValidationError(TAKEN)]}
