"""Base models, natural keys, constraints and the register of record types."""

from partnership.core.models.audit import AuditEntry
from partnership.core.models.autosave import AutosavedDraft, Presence
from partnership.core.models.background import (
    BackgroundJob,
    OutgoingEmail,
    WorkerHeartbeat,
)
from partnership.core.models.data_changes import DataChange
from partnership.core.models.imports import ColumnChoice, ImportRun
from partnership.core.models.releases import Release
from partnership.core.models.search import SearchEntry
from partnership.core.models.stored_pages import SiteVersion

__all__ = [
    "AuditEntry",
    "AutosavedDraft",
    "BackgroundJob",
    "ColumnChoice",
    "DataChange",
    "ImportRun",
    "OutgoingEmail",
    "Presence",
    "Release",
    "SearchEntry",
    "SiteVersion",
    "WorkerHeartbeat",
]
