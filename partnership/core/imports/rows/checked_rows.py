"""The rows that a preview would save, stored with it until it is confirmed.

When a user confirms a preview, the data is usually still the same. The rows are
then saved as they were checked; otherwise the file is read and checked again.
"""

import logging
import pickle

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from partnership.core.history import bulk
from partnership.core.imports.rows import saving
from partnership.core.imports.rows.importer import BATCH, Importer
from partnership.core.imports.rows.results import CHANGED, NEW
from partnership.core.models.data_changes import fingerprint_of_tables, models_of
from partnership.core.values.fingerprints import fingerprint

logger = logging.getLogger(__name__)

SALT = "partnership.core.imports.rows.checked_rows.columns"
MAC_LENGTH = 64
# These change whenever a user signs in.
ACCOUNTS = {"User", "User_groups", "User_user_permissions"}


def state_of_data(model) -> str:
    """Return a fingerprint of all that the check of a row may depend on."""
    data = fingerprint_of_tables(models_of(settings.DATA_APPS, ACCOUNTS))
    today = str(timezone.localdate())
    names = [field.attname for field in model._meta.concrete_fields]
    return fingerprint([data, today, settings.SOFTWARE_VERSION, *names], 32)


class CheckedRows:
    """The values of rows as they were checked, and the state of the data then.

    Made before the check, as others may change the data in the meantime. Rows are kept
    as columns, in batches; `keys` are the records that change.
    """

    def __init__(self, model, *, state=True):
        self.model = model
        self.state = state_of_data(model) if state else ""
        self.keys: list[int] = []
        self.batches: list[bytes] = []

    def check(self, importer: Importer) -> None:
        """Check the rows of a file, and keep them if saving needs only their values."""
        importer.check(self._add if _can_be_kept(importer) else None)

    def _add(self, outcomes) -> None:
        parts = []
        for sort in (NEW, CHANGED):
            found = [outcome for outcome in outcomes if outcome.sort == sort]
            if not found:
                continue
            rows = [outcome.instance for outcome in found]
            values = bulk.values_of(self.model, rows, are_new=sort == NEW)
            names = saving.names_changed(found) if sort == CHANGED else []
            lines = [outcome.line for outcome in found]
            parts.append((sort, lines, names, dict(values)))
            self.keys += [row.pk for row in rows if sort == CHANGED]
        self.batches.append(pickle.dumps(parts, protocol=5))

    def save(self, resource, file_name, run) -> dict[str, list[int]] | None:
        """Save the rows in the transaction in which they were checked.

        Return the ids of new and of changed records, or None if the database refuses
        one.
        """
        saved: dict[str, list[int]] = {NEW: [], CHANGED: []}
        try:
            with transaction.atomic():
                for batch in self.batches:
                    for sort, lines, names, values in pickle.loads(batch):
                        found = bulk.Prepared(values)
                        reasons = [resource.change_reason(file_name, n) for n in lines]
                        saved[sort] += (
                            saving.save_new(self.model, found, reasons, run)
                            if sort == NEW
                            else saving.save_changed(
                                self.model, found, names, reasons, run
                            )
                        )
        except IntegrityError as error:
            logger.warning("The database rejected an imported row: %s", error)
            run.versions = {}
            return None
        return saved

    def pack(self) -> bytes:
        """Return the rows as a signed file."""
        packed = pickle.dumps((self.state, self.keys, self.batches), protocol=5)
        return _mac(packed).encode() + packed


def _mac(packed: bytes) -> str:
    return salted_hmac(SALT, packed, algorithm="sha256").hexdigest()


def _can_be_kept(importer: Importer) -> bool:
    fields = importer.model._meta.concrete_fields
    return (
        saving.is_plain(importer)
        and not importer.refers_to_itself
        and all(field.generated or bulk.is_as_given(field) for field in fields)
    )


def can_be_stored(importer: Importer) -> bool:
    """Whether rows can be saved by their values alone, without another check."""
    is_right = not importer.result.errors and not importer.checker.unclean
    return is_right and _can_be_kept(importer)


def save(packed: bytes, resource, file_name, run) -> dict[str, list[int]] | None:
    """Save the rows of `pack`; return None if they must be checked again.

    That is if the data has changed, or if the database refuses a row.
    """
    mac, packed = packed[:MAC_LENGTH], packed[MAC_LENGTH:]
    if not constant_time_compare(mac, _mac(packed)):
        return None
    model = resource._meta.model
    checked = CheckedRows(model, state=False)
    checked.state, checked.keys, checked.batches = pickle.loads(packed)
    _lock(model, checked.keys)
    if checked.state != state_of_data(model):
        return None
    return checked.save(resource, file_name, run)


def _lock(model, keys) -> None:
    """Lock the records that change, so that a form submitted meanwhile waits."""
    if not connection.features.has_select_for_update:
        return
    for first in range(0, len(keys), BATCH):
        locked = model._default_manager.select_for_update(of=("self",))
        found = locked.filter(pk__in=keys[first : first + BATCH]).order_by("pk")
        list(found.values_list("pk"))
