"""Fixtures of the staff area: where uploads are kept, and a second officer."""

import pytest


@pytest.fixture
def files(media_root):
    """Where uploads are kept: a folder of the test's own."""
    return media_root / "imports"


@pytest.fixture
def other():
    """A client signed in as another officer, who is its `user`."""
    from django.test import Client

    from tests.partnership.records.helpers import an_officer

    client = Client()
    client.user = an_officer(name="Dan Example")
    client.force_login(client.user)
    return client
