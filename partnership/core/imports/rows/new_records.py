"""Make the records of new rows."""

from functools import cached_property

from django.db.models import Model, signals
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query_utils import DeferredAttribute

# Their values are attributes and nothing else.
PLAIN = {DeferredAttribute, ForeignKeyDeferredAttribute}


class NewRecords:
    """Makes records without the constructor of the model, which is slow.

    What the value of a cell sets in a record is worked out once. Models with their own
    code for this use that.
    """

    def __init__(self, model):
        self.model = model

    def make(self) -> Model:
        if not self._is_plain:
            return self.model()
        instance = self.model.__new__(self.model)
        instance.__dict__.update(self._template.__dict__)
        instance._state = ModelState()
        return instance

    def put(self, instance, slot, found) -> None:
        """Put what the cells of a row say into a new record."""
        if not self._is_plain:
            slot.put(instance, found.value)
            return
        if found.attributes is None:
            self._try_out(slot, found)
        instance.__dict__.update(found.attributes)
        if found.related:
            instance._state.fields_cache.update(found.related)

    def _try_out(self, slot, found):
        example, field_of = self.make(), self.model._meta.get_field
        slot.put(example, found.value)
        names = [field_of(name).attname for name in slot.field_names]
        found.attributes = {name: getattr(example, name) for name in names}
        found.related = example._state.fields_cache

    @cached_property
    def _template(self):
        return self.model()

    @cached_property
    def _is_plain(self) -> bool:
        model, fields = self.model, self.model._meta.concrete_fields
        return (
            model.__init__ is Model.__init__
            and not any(callable(f.default) for f in fields if f.has_default())
            and all(type(getattr(model, field.attname)) in PLAIN for field in fields)
            and not signals.pre_init.has_listeners(model)
            and not signals.post_init.has_listeners(model)
        )
