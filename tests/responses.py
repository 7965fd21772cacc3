"""What pages answer, for tests of views."""

import re

from django.urls import reverse


def text(response) -> str:
    return response.content.decode()


def text_at(client, name, *args, **query) -> str:
    """The text of the page with this name, which is there."""
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return text(response)


def link_in(message, part="/") -> str:
    """The first path in an email that has this part."""
    return re.search(rf"https?://[^/\s]+(?=\S*{part})(/\S+)", message.body)[1]
