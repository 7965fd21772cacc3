"""Mixins for views."""

from collections.abc import Sequence

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django_tables2 import SingleTableMixin


class ReaderMixin:
    """Mixin for public, read-only pages, with an ETag for browsers' caches."""

    http_method_names: Sequence[str] = ["get", "head", "options"]
    # Whether the same page may be sent to all anonymous readers.
    is_stored = True

    @method_decorator(conditional_page)
    def dispatch(self, *args, **kwargs):
        response = super().dispatch(*args, **kwargs)
        response.is_public_page = self.is_stored
        return response


class FilteredListMixin(ReaderMixin, SingleTableMixin):
    """Mixin for lists with filters above them: `get_queryset` sets their `form`."""

    def get_table(self, **kwargs):
        table = super().get_table(**kwargs)
        table.clear_url = self.request.path
        return table

    def get_context_data(self, **kwargs):
        chosen = {"form": self.form, "is_bound": bool(self.request.GET)}
        return super().get_context_data(filter=chosen, **kwargs)
