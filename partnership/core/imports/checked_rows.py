"""The rows that a preview would save, stored with it until it is confirmed.

Whoever confirms a preview mostly does so while the data is still the same. The rows are
then saved as they were checked; otherwise the file is read and checked again.
"""

import pickle
from itertools import islice
from operator import attrgetter

from django.conf import settings
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from partnership.core.imports.importer import BATCH, Importer
from partnership.core.imports.lookups import Lookups
from partnership.core.imports.results import CHANGED, NEW, Outcome
from partnership.core.imports.saving import is_plain
from partnership.core.imports.sheets import Records, Rows
from partnership.core.models.data_changes import fingerprint_of_tables, models_of
from partnership.core.values.fingerprints import fingerprint

SALT = "partnership.core.imports.checked_rows"
MAC_LENGTH = 64
# Everybody who logs in changes these.
ACCOUNTS = {"User", "User_groups", "User_user_permissions"}


def state_of_data(model) -> str:
    """Return a fingerprint of all that the check of a row may depend on."""
    data = fingerprint_of_tables(models_of(settings.DATA_APPS, ACCOUNTS))
    today = str(timezone.localdate())
    return fingerprint([data, today, settings.SOFTWARE_VERSION, *_names(model)], 32)


def _fields(model) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if not f.generated]


def _names(model) -> list[str]:
    return [field.attname for field in _fields(model)]


class CheckedRows:
    """Rows as they were checked, and the state of the data then.

    Made before the check, as others may change the data in the meantime.
    """

    def __init__(self, model, *, state=True):
        self.model, self.rows = model, Rows()
        self.state = state_of_data(model) if state else ""
        self.values_of = attrgetter(*_names(model))

    def add(self, outcomes) -> None:
        for outcome in outcomes:
            if outcome.sort in (NEW, CHANGED):
                is_new = outcome.sort == NEW
                changed = [] if is_new else [slot.name for slot, _ in outcome.changes]
                values = self.values_of(outcome.instance)
                self.rows.append([outcome.line, is_new, changed, values])

    def save(self, resource, file_name, run):
        """Save the rows in the transaction in which they were checked."""
        lookups = Lookups(self.model)
        importer = Importer(resource, Records(), lookups, file_name=file_name)
        return importer.save(run, _batches(importer, self.rows))

    def pack(self) -> bytes:
        """Return the rows as a signed file."""
        packed = pickle.dumps((self.state, self.rows), protocol=5)
        return _mac(packed).encode() + packed


def _mac(packed: bytes) -> str:
    return salted_hmac(SALT, packed, algorithm="sha256").hexdigest()


def can_be_stored(importer: Importer) -> bool:
    """Whether rows can be saved by their values alone, without another check."""
    return (
        is_plain(importer)
        and not importer.result.errors
        and not importer.refers_to_itself
        and not importer.checker.unclean
        and not any(isinstance(f, models.FileField) for f in _fields(importer.model))
    )


def save(packed: bytes, resource, file_name, run):
    """Save the rows of `pack`; return the result, or None if the data has changed."""
    mac, packed = packed[:MAC_LENGTH], packed[MAC_LENGTH:]
    if not constant_time_compare(mac, _mac(packed)):
        return None
    state, rows = pickle.loads(packed)
    model = resource._meta.model
    _lock(model, rows)
    if state != state_of_data(model):
        return None
    importer = Importer(resource, Records(), Lookups(model), file_name=file_name)
    return importer.save(run, _batches(importer, rows))


def _lock(model, rows) -> None:
    """Lock the records that change, so that a form submitted meanwhile waits."""
    if not connection.features.has_select_for_update:
        return
    place = _names(model).index(model._meta.pk.attname)
    keys = (values[place] for _, is_new, _, values in rows if not is_new)
    while batch := list(islice(keys, BATCH)):
        locked = model._default_manager.select_for_update(of=("self",))
        list(locked.filter(pk__in=batch).order_by("pk").values_list("pk"))


def _batches(importer, rows):
    names = _names(importer.model)
    slots = {slot.name: slot for slot in importer.resource.slots}
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        outcomes = []
        for line, is_new, changed, values in batch:
            instance = importer.blank()
            instance.__dict__.update(zip(names, values, strict=True))
            instance._state.adding = is_new
            changes = [(slots[name], None) for name in changed]
            outcomes.append(
                Outcome(line, NEW if is_new else CHANGED, instance, changes)
            )
        importer.result.add(outcomes)
        yield outcomes
