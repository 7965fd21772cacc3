"""Find existing records with the name of a new one, which may be the same."""

from django.db.models import Field, Model, UniqueConstraint

from partnership.core.imports.rows.resource import RESOURCES
from partnership.core.models.constraint_errors import fields_of
from partnership.core.models.natural_keys import CODE_NAME_FIELDS, CODE_YEAR_FIELDS

# The most that are shown.
MOST = 5


def of_same_name(record, row) -> list[Model]:
    """Return records with the name, first year and owners of a new row, as for imports.

    Only of lists whose records have codes, and whose names need not differ.
    """
    fields = {field.name: field for field in record.model._meta.concrete_fields}
    name = next((name for name in CODE_NAME_FIELDS if name in fields), None)
    if name is None or record.model.natural_key_fields != ["code"]:
        return []
    constraints = record.model._meta.constraints
    unique = [c for c in constraints if isinstance(c, UniqueConstraint)]
    if any(name in fields_of(constraint) for constraint in unique):
        return []
    apart = RESOURCES[record.model].apart
    same = {
        field.attname: getattr(row, field.attname)
        for field in fields.values()
        if _distinguishes(field) or field.name in apart
    }
    same[f"{name}__iexact"] = getattr(row, name)
    return list(record.rows.filter(**same)[:MOST])


def _distinguishes(field: Field) -> bool:
    is_owner = field.is_relation and not field.null
    return is_owner or field.name in CODE_YEAR_FIELDS
