"""Text and numbers put into every field of every model, past forms and imports."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from partnership.core.models.natural_keys import is_history
from partnership.core.releases import services
from partnership.core.releases.kinds import KINDS
from tests import builders

# What was published, which the database refuses to change, and what is made from it.
PUBLISHED = {
    *("Edition", "Release", "Withdrawal", "AuditEntry"),
    *("SearchEntry", "SiteVersion", "DataChange"),
}


def release_everything(user):
    for kind in KINDS.values():
        for key in kind.titles():
            services.release(kind.name, key, user)


def models_to_plant() -> Iterator[type[models.Model]]:
    for app in ["core", "partnership", "priorities", "funding", "reports"]:
        for model in apps.get_app_config(app).get_models():
            if not is_history(model) and model.__name__ not in PUBLISHED:
                yield model


def fill_empty_tables(report) -> None:
    """Make a row of each model that has none; of this report, if it is of a report."""
    made_by = {getattr(one, "__name__", ""): one for one in vars(builders).values()}
    made_by["Reviewer"] = builders.a_reviewer
    for model in models_to_plant():
        if not model._base_manager.exists():
            names = {field.name for field in model._meta.concrete_fields}
            own = {"report": report} if "report" in names else {}
            make = made_by.get(model.__name__, model._base_manager.create)
            make(**own if model.__name__ in made_by else _required(model) | own)


def _required(model) -> dict:
    """A value for each field that has no default."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.blank or field.has_default():
            continue
        if field.is_relation:
            found[field.name] = field.related_model._base_manager.first()
        elif isinstance(field, models.DateTimeField):
            found[field.name] = timezone.now()
        else:
            found[field.name] = "made-up"
    return found


def plant(value_for: Callable):
    """Put a value into each field of each row; return the fields set and left out.

    `value_for` gets the field and the row's key, and returns None for a field to leave
    alone. Constraints on several fields, such as years in order, keep a few as they
    are.
    """
    planted, left_out = set(), set()
    for model in models_to_plant():
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
