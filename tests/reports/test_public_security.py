"""What an attacker could try on pages for everyone."""

from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session

from partnership.core.files.names import parse_name
from partnership.core.files.storage import store_attachment
from partnership.core.records.editing.file_views import file_response

pytestmark = pytest.mark.django_db
PAGES = ["/", "/{path}/", "/{path}/edition/1/", "/measures/", "/follow/", "/data/"]
PAGES += ["/feeds/all.atom", "/sitemap.xml", "/{path}.json", "/documents/"]


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_the_same_whatever_the_host(client, published, settings, address):
    """They are stored for everyone, so one reader must not decide what is in them."""
    settings.ALLOWED_HOSTS = ["testserver", "elsewhere.example.org"]
    url = address.format(path=published.path)

    page = client.get(url, headers={"host": "elsewhere.example.org"}, secure=True)

    assert page.status_code == 200
    assert b"elsewhere" not in page.content
    assert page.content == client.get(url).content


def test_texts_of_anonymous_visitors_are_kept_up_to_a_limit(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"unsaved_text": "2/h/ip"}
    form = {"signed_in_account": "1", "note": "Written while signed out."}
    for _ in range(5):
        client.cookies.clear()
        response = client.post("/staff/terms/new/", form)
        assert urlsplit(response.get("Location", "")).netloc == ""

    assert Session.objects.count() == 2
    assert "Written while signed out." in response.content.decode()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Figures\r\nSet-Cookie: a=b", 'filename="Figures Set-Cookie: a=b"'),
        ('a"; filename="b.html', 'filename="a\\"; filename=\\"b.html"'),
        ("../../etc/passwd", 'filename="../../etc/passwd"'),
        ("Zoë\u2028", "filename*=utf-8''Zo%C3%AB"),
        ("\n", ".txt"),
    ],
)
def test_title_of_a_file_stays_in_its_header(media_root, title, name):
    file = parse_name(store_attachment(b"<script>alert(1)</script>", "a.txt"))

    response = file_response(file, title)

    assert name in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "text/plain"
    assert response["X-Content-Type-Options"] == "nosniff"
