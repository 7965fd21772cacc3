"""Imports that were saved, and column matches remembered for the next file."""

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One import that was saved: who, when, which file, and which versions it made.

    Other work that saves many records at once is a run with a `title` and no file.

    `versions` lists, by model label, the key of each record saved, the version that the
    import made and the one before it (None for a new record), so that the import can be
    undone as one.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="import_runs"
    )
    saved_at = models.DateTimeField(auto_now_add=True)
    list_slug = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    fingerprint = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports_undone",
    )

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self):
        return self.title or f"Import of “{self.file_name}”"

    def remember(self, model, versions) -> None:
        """Note the versions that the import made of a model's records."""
        self.versions.setdefault(model._meta.label_lower, []).extend(versions)

    @property
    def count(self) -> int:
        return sum(len(versions) for versions in self.versions.values())


class ColumnChoice(models.Model):
    """How a user matched the columns of a file, for the next file like it.

    `headings` is a fingerprint of the file's headings; `columns` maps a heading to our
    column.
    """

    list_slug = models.CharField(max_length=60)
    headings = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["list_slug", "headings"],
                name="columnchoice_one_a_layout",
                violation_error_message="These columns have been matched already",
            )
        ]

    def __str__(self):
        return self.list_slug
