"""Stored files that nothing names, left by forms that were never saved."""

import datetime as dt
from collections.abc import Iterable

from django.apps import apps
from django.core.files.storage import default_storage
from django.utils import timezone

from partnership.core.files.fields import StoredFileField
from partnership.core.files.storage import FOLDER, path_of


def names_in_use() -> set[str]:
    """The files that records name, in their present or an earlier version."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, StoredFileField)
        for name in model._base_manager.values_list(field.name, flat=True).distinct()
        if name
    }


def unused_files(also_used: Iterable[str], older_than: dt.timedelta) -> list[str]:
    """Paths of stored files that no record names, and none of `also_used`.

    Newer files are left out, because a form with them may not be saved yet.
    """
    if not default_storage.exists(FOLDER):
        return []
    used = names_in_use() | set(also_used)
    before = timezone.now() - older_than
    _, names = default_storage.listdir(FOLDER)
    return [
        path_of(name)
        for name in sorted(names)
        if name not in used
        and default_storage.get_modified_time(path_of(name)) < before
    ]
