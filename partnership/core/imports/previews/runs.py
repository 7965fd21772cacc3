"""Imports and other runs: double submissions, remembered columns, and undo."""

import re
from collections import Counter, defaultdict

from django.apps import apps
from django.db import connection, transaction
from django.db.models import PROTECT, Q
from django.utils import timezone
from django.utils.text import capfirst

from partnership.core.imports.columns.matching import Matcher
from partnership.core.imports.rows import saving
from partnership.core.imports.tables.finding import find_table
from partnership.core.imports.tables.layout import choose_sheet
from partnership.core.models.imports import ColumnChoice, ImportRun
from partnership.core.models.natural_keys import one_version
from partnership.core.models.registry import RECORD_TYPES, record_type_of
from partnership.core.values.fingerprints import fingerprint

MAX_NAMED = 10
LOCK = 8_137_201


def lock() -> None:
    """Let one import be saved at a time; the transaction's end releases it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def start(upload, record=None) -> ImportRun:
    """Return the run of an import of one list, or of all, that is about to be saved."""
    preview = upload.preview
    if record:
        _remember_columns(record, preview)
    return ImportRun(
        user=upload.user,
        list_slug=record.slug if record else "",
        file_name=preview["file"][:255],
        sha256=preview["hash"],
        fingerprint=preview["data_key"],
        counts=preview["counts"],
        notes=[*_corrections(preview), *_notes(preview)],
    )


def _corrections(preview) -> list[str]:
    """Return the answers and corrections of a list, or of all lists of a workbook."""
    choices, lists = preview["choices"], preview.get("lists", [])
    of_lists = (choices.get(part["slug"], {}) for part in lists)
    return [
        text
        for choices_of_list in [choices, *of_lists]
        for text in choices_of_list.get("corrections", [])
    ]


def _notes(preview) -> list[str]:
    """Return how the file was read, as the preview said."""
    of_lists = [
        f"{part['title']}: {note}"
        for part in preview.get("lists", [])
        for note in part["notes"]
    ]
    return [*preview.get("warnings", []), *preview["notes"], *of_lists]


def saved(upload) -> ImportRun | None:
    """Return the run that saved the same upload, for an earlier submission."""
    return ImportRun.objects.filter(fingerprint=upload.preview["data_key"]).first()


# Columns that were matched by hand


def _without_years(heading):
    """Return a heading as it is in the file of another year."""
    return re.sub("[0-9]+", "0", heading)


def _fingerprint_of(headings):
    return fingerprint(sorted(map(_without_years, filter(None, headings))))


def _remember_columns(record, preview):
    chosen = preview["choices"].get("columns")
    if not chosen:
        return
    by_letter = {column["letter"]: column["heading"] for column in preview["columns"]}
    columns = {
        by_letter[letter]: name
        for letter, name in chosen.items()
        if by_letter.get(letter)
    }
    ColumnChoice.objects.update_or_create(
        list_slug=record.slug,
        headings=_fingerprint_of(by_letter.values()),
        defaults={"columns": columns},
    )


def remembered(record, reading, choices):
    """Add the columns that were chosen for an earlier file with these headings.

    Their years may differ, unless that leaves several headings alike.
    """
    saved = ColumnChoice.objects.filter(list_slug=record.slug)
    if choices.columns or not saved.exists():
        return choices
    matcher = Matcher(reading.resource, reading.lookups)
    sheet = choose_sheet(reading.book, matcher, choices)
    table = find_table(sheet, matcher, choices)
    if table is None:
        return choices
    matches = matcher.match(table, {})
    headings = _fingerprint_of(match.heading for match in matches)
    found = saved.filter(headings=headings).first()
    if found is None:
        return choices
    times = Counter(_without_years(match.heading) for match in matches)
    alike = {
        _without_years(heading): name
        for heading, name in found.columns.items()
        if "=" not in name and times[_without_years(heading)] == 1
    }
    columns = {}
    for match in matches:
        name = found.columns.get(match.heading)
        name = alike.get(_without_years(match.heading)) if name is None else name
        if name is not None:
            columns[match.letter] = name
    if columns:
        reading.book.notes.append(
            "Some columns were matched as you or a colleague did for an earlier file "
            "with these headings."
        )
    return choices.changed(columns=columns)


# Undo


class UndoError(Exception):
    """An import that cannot be undone; `reasons` say what depends on it."""

    def __init__(self, reasons):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def newer_changes(run: ImportRun) -> list[str]:
    """Return what was changed after the import, or depends on what it added."""
    reasons = []
    if run.undone_at:
        return ["It has been undone already"]
    for label, versions in run.versions.items():
        model = apps.get_model(label)
        record = record_type_of(model)
        expected = {pk: version for pk, version, _ in versions}
        newest = saving.latest_versions(model, list(expected))
        changed = [pk for pk, version in expected.items() if newest.get(pk) != version]
        for pk in changed[:MAX_NAMED]:
            name = _name(model, pk)
            reasons.append(f"{name} was changed afterwards")
        if len(changed) > MAX_NAMED:
            plural = record.plural if record else "records"
            reasons.append(f"{len(changed) - MAX_NAMED:,} more {plural} were changed")
        if not changed:
            reasons += _dependants(run, model, versions)
    return reasons


def _name(model, pk):
    row = model._default_manager.filter(pk=pk).first()
    kind = str(model._meta.verbose_name)
    return f"{capfirst(kind)} “{row}”" if row else f"A deleted {kind}"


def _dependants(run, model, versions):
    """Return records of others that refer to those that the import added."""
    new = [pk for pk, _, before in versions if before is None]
    reasons = []
    for relation in model._meta.related_objects:
        related = relation.related_model
        is_history = hasattr(related, "instance_type")
        is_content = hasattr(related, "history") or relation.on_delete is PROTECT
        if is_history or not is_content or related._meta.auto_created:
            continue
        own = {
            pk
            for pk, _, before in run.versions.get(related._meta.label_lower, [])
            if before is None
        }
        for first in range(0, len(new), saving.BATCH):
            batch = new[first : first + saving.BATCH]
            rows = related._default_manager.filter(
                **{f"{relation.field.name}__in": batch}
            )
            for row in rows[: MAX_NAMED + len(own)]:
                if row.pk not in own:
                    kind = str(related._meta.verbose_name)
                    reasons.append(f"{capfirst(kind)} “{row}” uses it")
            if len(reasons) > MAX_NAMED:
                return reasons[:MAX_NAMED]
    return reasons


def undo(run: ImportRun, user) -> None:
    """Undo an import as one; raise UndoError if something newer depends on it."""
    with transaction.atomic():
        lock()
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        reasons = newer_changes(run)
        if reasons:
            raise UndoError(reasons)
        reason = f"{run} undone"[:280]
        for label in reversed(list(run.versions)):
            _undo_model(apps.get_model(label), run.versions[label], reason)
        run.undone_at, run.undone_by = timezone.now(), user
        run.save(update_fields=["undone_at", "undone_by"])


@one_version()
def _undo_model(model, versions, reason):
    new = [pk for pk, _, before in versions if before is None]
    for version in model.history.filter(
        history_id__in=[before for _, _, before in versions if before is not None]
    ):
        instance = version.instance
        instance._change_reason = reason
        instance.save()
        _restore_lists(version, instance)
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=new)}
    for pk in reversed(new):  # children of the same list come after their parents
        if row := rows.get(pk):
            row._change_reason = reason
            row.delete()


def _restore_lists(version, instance):
    for name in getattr(type(instance), "_history_m2m_fields", []):
        field = type(instance)._meta.get_field(name)
        rows = getattr(version, name).all()
        target = field.m2m_reverse_field_name()
        keys = [getattr(row, f"{target}_id") for row in rows]
        getattr(instance, name).set(keys)


def runs_for(user) -> list[ImportRun]:
    """Return the imports of lists that a user may view, newest first.

    Of runs that saved several lists, the user may view at least one.
    """
    slugs = [slug for slug, r in RECORD_TYPES.items() if r.has_permission(user, "view")]
    of_several = Q(list_slug="", versions__has_any_keys=_labels_viewed_by(user))
    runs = ImportRun.objects.filter(Q(list_slug__in=slugs) | of_several)
    return runs.select_related("user", "undone_by")


def versions_for(user, run: ImportRun) -> dict[str, list]:
    """Return the versions that a run made of records that a user may view."""
    labels = _labels_viewed_by(user)
    return {label: found for label, found in run.versions.items() if label in labels}


def _labels_viewed_by(user) -> list[str]:
    permissions = sorted(user.get_all_permissions())
    return [name.replace(".view_", ".") for name in permissions if ".view_" in name]


def may_undo(user, run: ImportRun) -> bool:
    needed = defaultdict(set)
    for label, versions in run.versions.items():
        model = apps.get_model(label)
        needed[model].add("change")
        if any(before is None for _, _, before in versions):
            needed[model].add("delete")
    return all(
        record_type_of(model).has_permission(user, action)
        for model, actions in needed.items()
        for action in actions
    )
