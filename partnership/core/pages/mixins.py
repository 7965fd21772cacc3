"""Mixins for views."""

from collections.abc import Sequence

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page


class ReaderMixin:
    """Mixin for public, read-only pages, with an ETag for browsers' caches."""

    http_method_names: Sequence[str] = ["get", "head", "options"]
    # Whether anonymous readers may be sent the page as it was made for another.
    is_stored = True

    @method_decorator(conditional_page)
    def dispatch(self, *args, **kwargs):
        response = super().dispatch(*args, **kwargs)
        response.is_public_page = self.is_stored
        return response
