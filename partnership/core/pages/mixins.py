"""Mixins for views."""

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page


class ReaderMixin:
    """Mixin for public, read-only pages, with an ETag for browsers' caches."""

    http_method_names = ["get", "head", "options"]

    @method_decorator(conditional_page)
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)
