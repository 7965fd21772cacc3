"""A client signed in as an officer."""

import pytest

from partnership.accounts import sessions
from tests.partnership.records.helpers import an_officer


@pytest.fixture
def officer(client):
    client.user = an_officer(name="Alex Example")
    client.force_login(client.user)
    # The first page of a visit notes the visit; pages are counted after it.
    session = client.session
    sessions.record_visit(client.user, session)
    session.save()
    return client


@pytest.fixture
def files(media_root):
    """Where uploads are kept: a folder of the test's own."""
    return media_root / "imports"
