"""Rows by natural key: what a file's row is recognised by."""

from django.db.models import QuerySet

from partnership.core.imports.headers import fold_code


def named(model):
    """All rows of a model with what their natural keys are made of."""
    paths = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    rows: QuerySet = model.objects.all()
    return rows.select_related(*paths) if paths else rows


def key_of(instance):
    return fold(type(instance), instance.natural_key())


def fold(model, key):
    """A key to look up by: codes in any case."""
    return tuple(
        fold_code(part) if path.endswith("code") else part
        for path, part in zip(model.natural_key_fields, key, strict=True)
    )
