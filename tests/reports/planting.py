"""Text and numbers put into every field of every model, past forms and imports."""

from collections.abc import Callable

from django.apps import apps
from django.db import DatabaseError, models, transaction

from partnership.core.models.natural_keys import is_history
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS

# What was published, which the database refuses to change, and what is made from it.
PUBLISHED = {
    *("Edition", "Release", "Withdrawal", "AuditEntry"),
    *("SearchEntry", "SiteVersion", "DataChange"),
}


def release_everything(user):
    for kind in KINDS.values():
        for key in kind.titles():
            services.release(kind.name, key, user)


def plant(value_for: Callable):
    """Put a value into each field of each row; return the fields set and left out.

    `value_for` gets the field and the row's key, and returns None for a field to leave
    alone. Constraints on several fields, such as years in order, keep a few as they
    are.
    """
    planted, left_out = set(), set()
    for app in ["core", "partnership", "priorities", "funding", "reports"]:
        for model in apps.get_app_config(app).get_models():
            if is_history(model) or model.__name__ in PUBLISHED:
                continue
            for field in model._meta.concrete_fields:
                if field.primary_key or field.is_relation or field.choices:
                    continue
                if value_for(field, 0) is not None and model._base_manager.exists():
                    done = _put(model, field, value_for)
                    name = f"{model.__name__}.{field.name}"
                    (planted if done else left_out).add(name)
    return planted, left_out


def _put(model, field, value_for):
    """Whether any row took its value."""
    done = False
    for pk in model._base_manager.values_list("pk", flat=True):
        value = value_for(field, pk)
        try:
            with transaction.atomic():
                row = model._base_manager.filter(pk=pk)
                if isinstance(value, int) and row.filter(**{field.name: None}).exists():
                    continue
                row.update(**{field.name: value})
                done = True
        except DatabaseError:
            continue
    return done


def is_text(field) -> bool:
    return isinstance(field, models.CharField | models.TextField)
