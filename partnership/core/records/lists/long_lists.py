"""Pages of long lists that take about the same time, whichever is requested."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count
from django_tables2.data import TableQuerysetData

# Shorter lists are read as they are.
LONG = 5_000
MAX_GROUPS = 2_000


class ListRows(TableQuerysetData):
    """The rows of a list. A page of a long one is found by its keys.

    If the rows are ordered by a record they refer to, only the rows of those records
    that are on the page are put in order. Otherwise the keys are read from the nearer
    end.
    """

    def __getitem__(self, key):
        if not isinstance(key, slice) or key.step or len(self) <= LONG:
            return super().__getitem__(key)
        start = key.start or 0
        stop = len(self) if key.stop is None else min(key.stop, len(self))
        return self.data.filter(pk__in=self._keys(start, stop))

    def _keys(self, start, stop):
        groups = self._groups()
        if groups is None:
            return keys_of(self.data, start, stop, len(self))
        found, before = [], 0
        for name, pk, count in groups:
            first, last = max(start - before, 0), min(stop - before, count)
            if first < last:
                found += keys_of(self.data.filter(**{name: pk}), first, last, count)
            before += count
            if before >= stop:
                break
        return found

    def _groups(self):
        """Return field, key and number of rows of each record the rows refer to first.

        None if the rows are not ordered by such a record.
        """
        model, query = self.data.model, self.data.query
        order = query.order_by or model._meta.ordering
        first = str(order[0]) if order else ""
        try:
            field = model._meta.get_field(first.removeprefix("-"))
        except FieldDoesNotExist:
            return None
        if not field.many_to_one or field.null or query.distinct:
            return None
        rows = self.data.order_by().values_list(field.attname)
        counts = dict(rows.annotate(number_of_rows=Count("pk")))
        if len(counts) > MAX_GROUPS:
            return None
        related = field.related_model._default_manager.filter(pk__in=counts)
        keys = related.order_by(*field.related_model._meta.ordering, "pk")
        keys = keys.reverse() if first.startswith("-") else keys
        return [
            (field.attname, pk, counts[pk]) for pk in keys.values_list("pk", flat=True)
        ]


def keys_of(rows, start, stop, count):
    """Return the keys of the rows from `start` to `stop`, from the nearer end."""
    if start <= count / 2:
        return list(rows.values_list("pk", flat=True)[start:stop])
    keys = rows.reverse().values_list("pk", flat=True)[count - stop : count - start]
    return list(keys)
