"""Places of records in lists that officers put in order."""

from collections.abc import Iterator
from itertools import count

from django.db.models import Field, Max, Model


def place_field(model: type[Model]) -> Field | None:
    """The field for the place of a record in its list, or None.

    Numbers of rows within one parent, such as strands, do not count: each parent has
    its own.
    """
    fields = (field for field in model._meta.concrete_fields if field.name == "order")
    return next((field for field in fields if field.default == 0), None)


def places_after_last(model: type[Model]) -> Iterator[int]:
    """Places for new records, after all existing ones."""
    last = model._default_manager.aggregate(last=Max("order"))["last"]
    return count(0 if last is None else last + 1)
