"""A fingerprint of everything a draft depends on: the data, the date and the code.

A result stays valid as long as the fingerprint is the same.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from partnership.core.models.data_changes import fingerprint_of_tables, models_of
from partnership.core.values.fingerprints import fingerprint_of_parts

# Accounts, the record of what checks reported, and rows about a document but not in it.
# Autosaved drafts are in the app `core`.
NOT_USED = {
    *("User", "User_groups", "User_user_permissions", "ReportedWarning"),
    *("Reviewer", "ReviewComment", "ScheduledPublication", "Withdrawal"),
    *("Subscription", "Announcement", "DraftPdf"),
}


def data_fingerprint() -> str:
    """The fingerprint of what all documents depend on, in one query."""
    data = fingerprint_of_tables(models_in_documents())
    parts = (_code(), str(timezone.localdate()), data)
    return fingerprint_of_parts((part.encode() for part in parts), length=32)


def models_in_documents() -> list:
    """Every model that a document may use, many-to-many tables included."""
    return models_of(settings.DATA_APPS, NOT_USED)


@cache
def _code() -> str:
    """A fingerprint of the apps' code, because a new version may change the results."""
    paths = (
        path
        for app in settings.DATA_APPS
        for ending in ("py", "toml")
        for path in sorted(Path(settings.BASE_DIR, app).rglob(f"*.{ending}"))
    )
    return fingerprint_of_parts((path.read_bytes() for path in paths), length=32)
