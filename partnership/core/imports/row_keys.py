"""Natural keys of records, for matching rows of a file."""

from django.db.models import QuerySet


def with_key_relations(model):
    """Return all records of a model, with what their natural keys need."""
    paths = {path.rpartition("__")[0] for path in model.natural_key_fields} - {""}
    rows: QuerySet = model.objects.all()
    return rows.select_related(*paths) if paths else rows


def can_be_blank(model, path) -> bool:
    """Whether a part of a natural key can be blank, such as a first day."""
    return "__" not in path and model._meta.get_field(path).null


def key_of(instance):
    return fold(type(instance), instance.natural_key())


def fold(model, key):
    """Normalise a natural key for lookup, ignoring the case of codes."""
    return tuple(
        fold_code(part) if path.endswith("code") else part
        for path, part in zip(model.natural_key_fields, key, strict=True)
    )


def fold_code(code):
    """Normalise a code for lookup, ignoring case."""
    return str(code or "").strip().casefold()
