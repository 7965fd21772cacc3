"""Natural keys: how fixtures, imports and tokens name a row without its number."""

from django.db import models
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from partnership.core.values import financial_years

# Of what a code is made where none was typed: the first of these that has words, and
# the year, where rows of the same words come every year.
CODE_WORDS = ["name", "title", "label", "text", "purpose"]
CODE_YEARS = ["from_year", "year"]
LONGEST_MADE = 60


class NaturalKeyQuerySet(models.QuerySet):
    """A queryset that finds a row by its model's `natural_key_fields`."""

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


NaturalKeyManager = models.Manager.from_queryset(NaturalKeyQuerySet)


class UntrackedModel(models.Model):
    """A model named by the lookups in `natural_key_fields`, like `fund__code`.

    For what is made once and never changed, so that no history is kept of it.
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


class History(HistoricalRecords):
    """Gives each history a column of its own for the reason of a change.

    The library would put one and the same column into all; updating one history by it
    then writes into another's table.
    """

    def _get_history_change_reason_field(self):
        return models.CharField(max_length=300, null=True)


class NaturalKeyModel(UntrackedModel):
    """The same, and who changed what is kept: `_history_m2m_fields` too."""

    _history_m2m_fields: list = []
    # Set before saving: why, as the history tells it.
    _change_reason: str | None = None

    history = History(
        inherit=True,
        cascade_delete_history=False,
        m2m_fields_model_field_name="_history_m2m_fields",
        related_name="history_rows",
    )

    class Meta:
        abstract = True


def records_of(app) -> list:
    """The models of an app that people fill, without those that hold history."""
    from django.apps import apps

    return [one for one in apps.get_app_config(app).get_models() if not is_history(one)]


def is_history(model) -> bool:
    """Whether a model holds the history of another, made by django-simple-history."""
    return hasattr(model, "instance_type")


def code_field(**kwargs):
    """A stable code that names a row for ever; the row's name may change."""
    kwargs = {"max_length": 80, "unique": True} | kwargs
    return models.SlugField(
        help_text="Short and lasting, like oxford-csp. Words in documents and "
        "spreadsheets refer to it, so it does not change when the name does.",
        **kwargs,
    )


def made_code(model, values) -> str:
    """A code that no row has yet, made of the words and the year of a new row.

    Nothing where there are no words to make it of.
    """
    words = next((values[n] for n in CODE_WORDS if values.get(n)), "")
    start = slugify(words)
    if len(start) > LONGEST_MADE:
        start = start[: LONGEST_MADE + 1].rpartition("-")[0] or start[:LONGEST_MADE]
    year = next((values[n] for n in CODE_YEARS if values.get(n)), None)
    if not start or year is None:
        return _not_taken(model, start)
    return _not_taken(model, f"{start}-{financial_years.label(year)}")


def _not_taken(model, start) -> str:
    held = model._default_manager.filter(code__startswith=start)
    taken = set(held.values_list("code", flat=True)) if start else set()
    number, code = 1, start
    while code in taken:
        number += 1
        code = f"{start}-{number}"
    return code
