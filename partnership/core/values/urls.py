"""Web addresses: how they are entered, stored and displayed."""

from django.db import models


class AddressField(models.URLField):
    """A web address; the scheme defaults to https."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def short_url(url: str) -> str:
    """Return a web address without scheme and trailing slash."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
