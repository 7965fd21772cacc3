"""Mixins for views."""

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page


class ReaderMixin:
    """A page for anyone: no cookie, and an ETag so that it is sent once."""

    http_method_names = ["get", "head", "options"]

    @method_decorator(conditional_page)
    def dispatch(self, *args, **kwargs):
        return super().dispatch(*args, **kwargs)
