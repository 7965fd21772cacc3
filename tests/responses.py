"""Text and links of responses and emails."""

import re

from django.urls import reverse


def text(response) -> str:
    return response.content.decode()


def text_at(client, name, *args, **query) -> str:
    """Return the text of the page with this name, with status 200."""
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return text(response)


def link_in(message, part="/") -> str:
    """Return the first path in an email that contains a part."""
    return re.search(rf"https?://[^/\s]+(?=\S*{part})(/\S+)", message.body)[1]
