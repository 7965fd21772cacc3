"""Natural keys: how fixtures, imports and tokens name a row without its number."""

from django.db import models


class NaturalKeyQuerySet(models.QuerySet):
    """A queryset that finds a row by its model's `natural_key_fields`."""

    def get_by_natural_key(self, *values):
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


NaturalKeyManager = models.Manager.from_queryset(NaturalKeyQuerySet)


class NaturalKeyModel(models.Model):
    """A model named by the lookups in `natural_key_fields`, like `fund__code`."""

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


def code_field(**kwargs):
    """A stable code that names a row for ever; the row's name may change."""
    kwargs = {"max_length": 80, "unique": True} | kwargs
    return models.SlugField(
        help_text="Short and lasting, like oxford-csp. Words in documents and "
        "spreadsheets refer to it, so it does not change when the name does.",
        **kwargs,
    )
