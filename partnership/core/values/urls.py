"""Web addresses: how they are typed, stored and printed."""

from django.db import models


class AddressField(models.URLField):
    """A web address; www.example.org is read as https."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 300)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


def printed(url: str) -> str:
    """An address as a reader types it: without scheme and last slash."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")
