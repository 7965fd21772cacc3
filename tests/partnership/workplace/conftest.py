"""A client signed in as an officer."""

import pytest
from django.urls import reverse

from tests.partnership.workplace.people import an_officer


@pytest.fixture
def officer(client):
    client.user = an_officer(name="Alex Example")
    client.force_login(client.user)
    # The first page of a visit notes the visit; pages are counted after it.
    client.get(reverse("work:index"))
    return client
