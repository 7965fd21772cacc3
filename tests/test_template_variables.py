"""No template asks for a variable that its view does not give."""

import re
from collections import Counter

import pytest
from django.template import engines
from django.urls import Resolver404, resolve, reverse

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.long]

MARK = "unknown-variable:"
# How many pages of one view are opened: they differ by what the record holds.
EACH = 2
# Left out on purpose: the template prints nothing where these are missing.
OPTIONAL = {"current", "siblings_current", "button", "label", "form.other_reason.value"}
LINK = re.compile(r'href="(/[^"#]*)')


def test_no_page_asks_for_an_unknown_variable(sample_data, client, monkeypatch):
    """Follows links through the whole site as a user who may do everything."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", f"{MARK}%s;")
    client.force_login(builders.a_user(is_superuser=True))

    unknown = {}
    for url, text in pages(client):
        for name in set(re.findall(f"{MARK}(.*?);", text)) - OPTIONAL:
            unknown.setdefault(name, url)

    assert unknown == {}


def pages(client):
    """Yield the URL and HTML of up to two pages of each view that links lead to."""
    waiting, known, opened = [reverse("staff:dashboard"), "/"], set(), Counter()
    while waiting:
        url = waiting.pop(0)
        view = name_of(url)
        if view is None or opened[view] == EACH:
            continue
        opened[view] += 1
        response = client.get(url)
        assert response.status_code < 400, url
        if response.headers.get("Content-Type", "").startswith("text/html"):
            text = response.content.decode()
            yield url, text
            waiting += [
                link
                for link in dict.fromkeys(LINK.findall(text.replace("&amp;", "&")))
                if link not in known
            ]
            known.update(waiting)
        response.close()


def name_of(url):
    """The name of the view at a URL of ours, with the kind of record; else None."""
    try:
        match = resolve(url.partition("?")[0])
    except Resolver404:
        return None
    if match.namespace.startswith("admin") or "sign-out" in url:
        return None
    # This one builds every document, and its page is the same for all records.
    record = "" if match.view_name == "documents:feeds" else match.kwargs.get("record")
    return match.view_name, str(record or "")
