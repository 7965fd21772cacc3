"""Text survives the end of a session, an expired page and an error."""

from unittest.mock import Mock

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from partnership import views
from partnership.core.concurrency.unsaved_text import ACCOUNT_FIELD
from partnership.core.models import AutosavedDraft
from priorities.models import Achievement
from tests import signing_in
from tests.builders import an_achievement

pytestmark = pytest.mark.django_db
TEXT = "Words typed with care"


@pytest.fixture
def officer():
    return signing_in.user_with_roles(
        "officer", email="ann@example.org", name="Ann Example"
    )


@pytest.fixture
def page():
    row = an_achievement()
    return reverse("records:edit", args=["achievements", row.pk])


@pytest.fixture
def other():
    return signing_in.user_with_roles(
        "officer", email="dan@example.org", name="Dan Example"
    )


def sign_in(client, user):
    signing_in.sign_in(client, user)


def send_after_session_ended(client, user, page, **fields):
    """Submit a form that was shown to a user whose session has ended meanwhile."""
    sign_in(client, user)
    client.logout()
    return client.post(page, {ACCOUNT_FIELD: user.pk, **fields})


def test_form_says_for_whom_it_was_shown(client, officer, page):
    sign_in(client, officer)
    shown = client.get(page).content.decode()

    assert f'name="{ACCOUNT_FIELD}" value="{officer.pk}"' in shown
    client.logout()
    assert ACCOUNT_FIELD not in client.get("/account/sign-in/").content.decode()


@pytest.mark.database
def test_form_sent_while_signed_out_is_a_draft_after_signing_in(client, officer, page):
    answer = send_after_session_ended(client, officer, page, text=TEXT)
    assert answer.status_code == 302
    sign_in(client, officer)
    shown = client.get(page)

    draft = AutosavedDraft.objects.get(user=officer)
    assert draft.place == page
    assert draft.data["text"] == [TEXT]
    assert ACCOUNT_FIELD not in draft.data
    assert "draft" in shown.content.decode().lower()


def test_form_of_any_page_is_shown_back_and_can_be_discarded(client, officer):
    page = reverse("records:index")
    send_after_session_ended(client, officer, page, comment=TEXT)
    sign_in(client, officer)
    assert TEXT in client.get(page).content.decode()

    client.post(reverse("partnership:discard_unsaved"), {"path": page})
    assert TEXT not in client.get(page).content.decode()


def test_text_is_not_shown_to_another_user_and_is_deleted(client, officer, other, page):
    index = reverse("records:index")
    for place in [page, index]:
        send_after_session_ended(client, officer, place, text=TEXT)
    assert TEXT in str(dict(client.session))

    answer = signing_in.by_password(client, other, follow=True)

    assert answer.wsgi_request.user == other
    assert TEXT not in str(dict(client.session))
    for place in [page, index]:
        assert TEXT not in client.get(place).content.decode()
    assert not AutosavedDraft.objects.exists()
    sign_in(client, officer)
    assert TEXT not in client.get(index).content.decode()


def test_text_of_a_form_without_an_account_is_only_in_the_response(client, other, page):
    answer = client.post(page, {"text": TEXT})

    assert answer.status_code == 401
    assert TEXT in answer.content.decode()
    assert f"/account/sign-in/?next={page}" in answer.content.decode()
    sign_in(client, other)
    assert TEXT not in client.get(page).content.decode()
    assert not AutosavedDraft.objects.exists()


def test_form_of_another_user_is_not_saved(client, officer, other, page):
    sign_in(client, other)
    for place in [page, reverse("records:save_draft")]:
        answer = client.post(
            place, {ACCOUNT_FIELD: officer.pk, "place": page, "text": TEXT}
        )
        assert answer.status_code == 403
        assert "Another user has signed in" in answer.content.decode()
        assert TEXT in answer.content.decode()

    assert not Achievement.history.filter(history_type="~").exists()
    assert not AutosavedDraft.objects.exists()
    assert TEXT not in str(dict(client.session))


def test_expired_page_keeps_the_text(officer, page):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, officer)
    answer = client.post(page, {ACCOUNT_FIELD: officer.pk, "text": TEXT})

    assert answer.status_code == 403
    assert "Your changes have not been lost" in answer.content.decode()
    client.get(page)
    assert AutosavedDraft.objects.get(user=officer).data["text"] == [TEXT]


def test_expired_page_of_another_user_keeps_nothing(officer, other, page):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, other)
    answer = client.post(page, {ACCOUNT_FIELD: officer.pk, "text": TEXT})

    assert answer.status_code == 403
    assert TEXT in answer.content.decode()
    assert TEXT not in client.get(page).content.decode()
    assert not AutosavedDraft.objects.exists()


def test_text_from_another_site_is_not_kept(officer, page):
    client = Client(enforce_csrf_checks=True)
    sign_in(client, officer)
    form = {ACCOUNT_FIELD: officer.pk, "text": TEXT}
    client.post(page, form, headers={"origin": "https://example.org"})
    client.get(page)

    assert not AutosavedDraft.objects.exists()


def test_error_page_shows_the_text(client, officer):
    request = RequestFactory().post("/staff/x/", {"text": TEXT, "password": "secret"})
    request.session = client.session
    answer = views.server_error(request)

    assert answer.status_code == 500
    assert TEXT in answer.content.decode()
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_error_page_shows_long_text_if_the_database_is_down(
    client, officer, page, monkeypatch, error
):
    sign_in(client, officer)
    client.raise_request_exception = False
    lookup = "django.contrib.auth.middleware.get_user"
    monkeypatch.setattr(lookup, Mock(side_effect=error("down")))
    answer = client.post(page, {"text": TEXT * 1000})

    assert answer.status_code == 500
    assert TEXT * 1000 in answer.content.decode()


@pytest.mark.parametrize(("has_session", "length"), [(False, 20_000), (True, 500_001)])
def test_error_page_does_not_read_more_than_it_can_store(
    client, officer, page, monkeypatch, has_session, length
):
    if has_session:
        sign_in(client, officer)
    client.raise_request_exception = False
    failing = Mock(side_effect=OperationalError("down"))
    monkeypatch.setattr("django.contrib.auth.middleware.get_user", failing)
    read = Mock(return_value=b"")
    body = {"wsgi.input": Mock(read=read), "CONTENT_LENGTH": str(length)}
    client.post(page, "text=a", "application/x-www-form-urlencoded", **body)

    assert not read.called


def test_error_page_works_without_a_session():
    answer = views.server_error(RequestFactory().get("/"))

    assert isinstance(answer, HttpResponse) and answer.status_code == 500


def test_form_that_is_too_long_gets_a_page_that_says_so(
    client, officer, page, settings
):
    settings.DEBUG = False
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    sign_in(client, officer)
    answer = client.post(page, {"text": TEXT * 50})

    assert answer.status_code == 413
    assert "too large" in answer.content.decode().lower()
    assert Achievement.objects.count() == 1


def test_secrets_are_never_kept(client):
    client.post(reverse("account_login"), {"login": "a@example.org", "password": "pw"})

    assert "unsaved_text" not in client.session


def test_signing_in_leads_back_from_an_address_that_cannot_be_opened(client):
    referer = "http://testserver/staff/measures/1/"
    answer = client.post(reverse("records:discard_draft"), headers={"referer": referer})

    assert answer.url == f"{reverse('account_login')}?next=%2Fstaff%2Fmeasures%2F1%2F"
