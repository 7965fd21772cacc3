"""Natural keys: how fixtures, imports and tokens refer to records without ids."""

import datetime as dt
from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from anyascii import anyascii
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record

from partnership.core.models.own_lists import refuse_loops
from partnership.core.values import financial_years

# Fields that a missing code is generated from: the first of these with a value, and the
# year, because records of the same name may exist for several years.
CODE_NAME_FIELDS = ["name", "title", "label", "text", "purpose"]
CODE_YEAR_FIELDS = ["from_year", "year"]
MAX_GENERATED_LENGTH = 60


_deletion: ContextVar[dt.datetime | None] = ContextVar("deletion", default=None)


@contextmanager
def one_deletion():
    """Give all deletions within the block the same time in the history.

    That time distinguishes what was deleted with a record from what was deleted just
    before or after it.
    """
    token = _deletion.set(_deletion.get() or timezone.now())
    try:
        yield
    finally:
        _deletion.reset(token)


_saving: ContextVar[dict | None] = ContextVar("saving", default=None)


@contextmanager
def one_version():
    """Record what the block changes in a record, and in its lists, as one version.

    Otherwise a new record has a first version without lists, which would empty them
    if someone restored it.
    """
    token = _saving.set({} if _saving.get() is None else _saving.get())
    try:
        yield
    finally:
        _saving.reset(token)


class NaturalKeyQuerySet(models.QuerySet):
    """A queryset that finds records by the model's `natural_key_fields`."""

    def delete(self):
        with one_deletion():
            return super().delete()

    # As Django does for its own methods: not for templates, and not on managers.
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


NaturalKeyManager = models.Manager.from_queryset(NaturalKeyQuerySet)


class UntrackedModel(models.Model):
    """A model identified by the lookups in `natural_key_fields`, without history.

    For records that never change once created.
    """

    natural_key_fields = ["code"]

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(self._follow(path) for path in self.natural_key_fields)

    def _follow(self, path):
        value = self
        for name in path.split("__"):
            value = getattr(value, name) if value is not None else None
        return value


class CachedHistoryManager(HistoryManager):
    """A manager of versions whose class is made once.

    The library makes a new class each time that the versions of a record are read or
    added to, which took a third of the time of saving a record.
    """

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """History with a separate column for the reason of a change in each model.

    The library shares one field object between all models, so that updating one
    model's history can write to the table of another.
    """

    def _get_history_change_reason_field(self):
        return models.CharField(max_length=300, null=True)

    def create_historical_record(self, instance, history_type, using=None):
        moment = _deletion.get() if history_type == "-" else None
        if moment is None:
            if history_type != "~" or not self._added_to_version(instance):
                super().create_historical_record(instance, history_type, using)
            return
        instance._history_date = moment
        try:
            super().create_historical_record(instance, history_type, using)
        finally:
            del instance._history_date

    def _added_to_version(self, instance) -> bool:
        """Whether a change became part of the version that the block made before."""
        version = (_saving.get() or {}).get((type(instance), instance.pk))
        if version is None:
            return False
        for field in self.fields_included(instance):
            setattr(version, field.attname, getattr(instance, field.attname))
        version.save()
        for field in version._history_m2m_fields:
            getattr(version, field.name).all().delete()
        self.create_historical_record_m2ms(version, instance)
        return True


def _remember_version(instance, history_instance, **kwargs):
    if (versions := _saving.get()) is not None:
        versions[type(instance), instance.pk] = history_instance


post_create_historical_record.connect(_remember_version, dispatch_uid="one-version")


class NaturalKeyModel(UntrackedModel):
    """A model identified by natural key, with history (also `_history_m2m_fields`)."""

    _history_m2m_fields: list = []
    # The reason for the change, shown in the history. Set it before saving.
    _change_reason: str | None = None

    history = History(
        inherit=True,
        history_manager=CachedHistoryManager,
        cascade_delete_history=False,
        m2m_fields_model_field_name="_history_m2m_fields",
        related_name="history_rows",
    )

    class Meta:
        abstract = True

    def clean(self):
        """Refuse links between records of the same type that form a loop."""
        super().clean()
        refuse_loops(self)

    def delete(self, *args, **kwargs):
        with one_deletion():
            return super().delete(*args, **kwargs)


def tracked_models(app) -> list:
    """Return the models of an app, without history models."""
    from django.apps import apps

    models = apps.get_app_config(app).get_models()
    return [model for model in models if not is_history(model)]


def is_history(model) -> bool:
    """Whether a model is a history model of django-simple-history."""
    return hasattr(model, "instance_type")


def code_field(**kwargs):
    """Return a model field for a code, which does not change when the name does."""
    kwargs = {"max_length": 80, "unique": True} | kwargs
    return models.SlugField(
        help_text="A short code, for example oxford-csp. Documents and spreadsheets "
        "use it, so it stays the same if the name changes.",
        **kwargs,
    )


def generate_code(model, values, taken: Iterable[str] = ()) -> str:
    """Generate an unused code from the name and year of a new record.

    Names in any script are written in Latin letters; a name without letters, such as
    one of symbols, gives the kind of record. Returns an empty string if the record has
    no name. Codes in `taken` count as used.
    """
    name = next((values[n] for n in CODE_NAME_FIELDS if values.get(n)), "")
    start = slugify(anyascii(str(name)))
    if name and not start:
        start = slugify(model._meta.verbose_name)
    if len(start) > MAX_GENERATED_LENGTH:
        start = (
            start[: MAX_GENERATED_LENGTH + 1].rpartition("-")[0]
            or start[:MAX_GENERATED_LENGTH]
        )
    year = next((values[n] for n in CODE_YEAR_FIELDS if values.get(n)), None)
    if not start or year is None:
        return _unused_code(model, start, taken)
    return _unused_code(model, f"{start}-{financial_years.label(year)}", taken)


def _unused_code(model, start, given) -> str:
    rows = model._default_manager.filter(code__startswith=start)
    taken = {*rows.values_list("code", flat=True), *given} if start else set()
    number, code = 1, start
    while code in taken:
        number += 1
        code = f"{start}-{number}"
    return code
