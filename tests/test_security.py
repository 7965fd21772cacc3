"""Odd requests, large bodies, redirects, the audit log and personal data."""

import datetime as dt
import json
from unittest.mock import Mock

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from partnership.accounts import personal_data
from partnership.accounts import services as accounts
from partnership.core.background import emails
from partnership.core.models import AuditEntry, OutgoingEmail
from partnership.core.models.audit import record
from partnership.models import Term
from reports.models import ReviewComment, Reviewer
from tests import builders
from tests.responses import text
from tests.role_table import NOT_DATA
from tests.signing_in import PASSWORD, sign_in, user_with_roles

pytestmark = pytest.mark.django_db

Action = AuditEntry.Action
SIGN_IN = "/account/sign-in/"
FORM = "application/x-www-form-urlencoded"


class TestOddInput:
    @pytest.mark.database
    @pytest.mark.parametrize(
        "path",
        ["/documents/%00/", "/%01/", "/partners/a%00b/", "/x%0d%0aSet-Cookie:%20a/"],
    )
    def test_control_character_in_a_path_is_not_found(self, client, path):
        assert client.get(path).status_code == 404

    @pytest.mark.database
    @pytest.mark.parametrize("query", ["year=%00", "%00=1", "year=%1b", "kind=a%00b"])
    def test_control_character_in_a_parameter_is_a_bad_request(self, client, query):
        response = client.get(f"/documents/?{query}")

        assert response.status_code == 400
        assert "We could not read this request" in text(response)

    def test_number_with_thousands_of_digits_is_not_a_server_error(self, client):
        digits = "9" * 5_000
        form = {"signed_in_account": digits, "note": "Text"}

        assert client.get(f"/search/?q=a&page={digits}").status_code == 200
        without_token = Client(enforce_csrf_checks=True)
        assert without_token.post(SIGN_IN, form).status_code == 403

    @pytest.mark.database
    def test_nul_in_a_form_is_a_bad_request_at_most(self, client):
        response = client.post(SIGN_IN, {"login": "a\x00b", "password": "\x00"})

        assert response.status_code in {200, 400}

    def test_characters_that_nobody_sees_are_not_stored(self, client, officer):
        form = {"term": "T\x1bST", "full_version": "Test\x07shire", "meaning": "a\x0bb"}
        form["instead_of"] = "one\u202eowt\u2066\ufeff\x1e3"

        officer.post("/staff/terms/new/", form)

        row = Term.objects.get()
        assert (row.term, row.full_version) == ("TST", "Testshire")
        assert (row.meaning, row.instead_of) == ("a\nb", "oneowt-3")


class TestBodies:
    def test_anonymous_body_is_limited(self, client):
        big = {"login": "a@example.org", "password": "x" * 17_000}

        response = client.post(SIGN_IN, big)

        assert response.status_code == 413
        assert "Your text or file is too large" in text(response)

    @pytest.mark.parametrize("path", [SIGN_IN, "/a%00b/"])
    def test_nothing_is_read_of_a_large_body(self, client, settings, tmp_path, path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        content = ContentFile(b"x" * (5 << 20), "big.bin")

        response = client.post(path, {"login": content})

        assert response.status_code == 413
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize(
        ("middleware", "error", "status"),
        [
            ("contrib.sessions.middleware.SessionMiddleware", RuntimeError, 500),
            ("contrib.sessions.middleware.SessionMiddleware", Http404, 404),
            ("middleware.csrf.CsrfViewMiddleware", SuspiciousOperation, 400),
        ],
    )
    def test_error_page_reads_nothing_of_a_large_body(
        self, settings, monkeypatch, middleware, error, status
    ):
        name = f"django.{middleware}.process_request"
        monkeypatch.setattr(name, Mock(side_effect=error("early")))
        client = Client(raise_request_exception=False)
        read = Mock(return_value=b"")
        body = {"wsgi.input": Mock(read=read), "CONTENT_LENGTH": str(200 << 20)}

        response = client.post(SIGN_IN, "login=a", FORM, **body)

        assert response.status_code == status
        assert not read.called

    def test_incomplete_body_is_not_a_server_error(self):
        client = Client(enforce_csrf_checks=True)
        body = {"wsgi.input": Mock(read=Mock(side_effect=OSError))}

        assert client.post(SIGN_IN, "login=a", FORM, **body).status_code == 403

    def test_forged_session_cookie_does_not_raise_the_limit(self, client, settings):
        client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32

        assert client.post(SIGN_IN, {"login": "x" * 17_000}).status_code == 413

    def test_signed_in_user_may_send_more(self, client):
        client.force_login(user_with_roles("officer"))

        response = client.post("/staff/draft/", {"place": "/x/", "a": "x" * 17_000})

        assert response.status_code != 413

    @pytest.mark.parametrize("length", ["", "x", "-5"])
    def test_odd_length_does_no_harm(self, client, length):
        assert client.get("/", CONTENT_LENGTH=length).status_code == 200


class TestRedirects:
    @pytest.mark.parametrize(
        "target",
        [
            "https://elsewhere.example.org/",
            "//elsewhere.example.org/",
            "/\\elsewhere.example.org/",
            "javascript:alert(1)",
            "\x00https://elsewhere.example.org",
        ],
    )
    def test_section_editor_stays_on_the_site(self, client, target):
        client.force_login(user_with_roles("officer"))
        report = builders.a_report(partnership=builders.a_home_partnership())
        page = reverse("editor:section", args=[report.pk, "foreword"])

        response = client.post(page, {"next-section": target})

        assert "elsewhere" not in response.get("Location", "")
        assert "javascript" not in response.get("Location", "")

    @pytest.mark.parametrize("name", ["next", "back", "place"])
    def test_sign_in_stays_on_the_site(self, client, name):
        user = user_with_roles("officer")
        data = {"login": user.email, "password": PASSWORD}

        response = client.post(SIGN_IN, data | {name: "//elsewhere.example.org/"})

        assert "elsewhere" not in response.get("Location", "")


class TestHealth:
    def test_it_says_that_the_site_works(self, client):
        response = client.get("/healthz")

        assert response.json() == {
            "status": "ok",
            "database": "ok",
            "worker": "running",
        }
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.database
    def test_it_says_that_the_database_does_not(self, client, monkeypatch):
        from django.db import OperationalError

        from partnership import views

        def fail():
            raise OperationalError

        monkeypatch.setattr(views.connection, "cursor", fail)

        assert client.get("/healthz").status_code == 503


def entries():
    rows = AuditEntry.objects.order_by("pk")
    return [(row.action, row.account, row.subject, row.detail) for row in rows]


class TestAuditLog:
    def test_signing_in(self, client):
        user = user_with_roles("officer")
        before = len(entries())

        client.post(SIGN_IN, {"login": user.email, "password": PASSWORD})

        assert entries()[before:] == [
            (Action.SIGN_IN, user.pk, f"account {user.pk}", {})
        ]

    def test_giving_and_taking_a_role(self, client):
        admin, user = user_with_roles("admin"), user_with_roles("reader")
        sign_in(client, admin)
        before = len(entries())

        client.post(
            reverse("accounts:user", args=[user.pk]),
            {"name": "Jo", "roles": ["officer"]},
        )

        account = f"account {user.pk}"
        changes = ({"roles removed": ["reader"]}, {"roles added": ["officer"]})
        assert sorted(entries()[before:], key=str) == sorted(
            [(Action.ROLES, admin.pk, account, change) for change in changes], key=str
        )

    @pytest.mark.database
    def test_deleting_a_record(self, client):
        officer = user_with_roles("officer")
        term = builders.a_term()
        client.force_login(officer)
        before = len(entries())

        client.post(reverse("records:delete", args=["terms", term.pk]))

        [(action, account, subject, _)] = entries()[before:]
        assert (action, account) == (Action.DELETE, officer.pk)
        assert subject.startswith("term ")

    def test_administrators_read_it(self, client):
        record(Action.IMPORT, None, "measures", new=3)
        client.force_login(user_with_roles("admin"))

        page = client.get(reverse("partnership:audit_log"))

        assertContains(page, "measures; new: 3")
        for query in ["?page=9999", "?page=x", "?action=no"]:
            url = reverse("partnership:audit_log") + query
            assert client.get(url).status_code == 200


def tables_with(word):
    """The tables, except sessions and counted attempts, that have a word in a row."""
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor)) - NOT_DATA
        found = []
        for name in sorted(names):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
            if any(word in repr(row).lower() for row in cursor.fetchall()):
                found.append(name)
    return found


class TestPersonalData:
    @pytest.fixture
    def user(self):
        return user_with_roles("officer", email="kim@example.org", name="Kim Example")

    @pytest.fixture
    def comment(self, user):
        reviewer = builders.a_reviewer(user=user)
        return ReviewComment.objects.create(
            report=reviewer.report,
            reviewer=reviewer,
            author_name=user.name,
            section_key="a",
            section_title="A",
            body="Say why",
        )

    @pytest.mark.database
    def test_export_has_everything(self, user, comment, capsys):
        record(Action.PUBLISH, user, "a document")

        call_command("personal_data", "KIM@example.org", export=True)

        data = json.loads(capsys.readouterr().out)
        assert data["account"]["email"] == "kim@example.org"
        assert data["account"]["roles"] == ["officer"]
        assert data["reviews"][0]["comments"][0]["comment"] == "Say why"
        assert {"publish"} <= {row["action"] for row in data["audit_log"]}

    @pytest.mark.database
    def test_erased_person_is_not_named_anywhere(self, user, comment, client):
        from django.core.mail import EmailMessage

        emails.store(EmailMessage("Hello", "Text", "a@x.org", ["kim@example.org"]))
        LogEntry.objects.log_actions(user.pk, [user], CHANGE, single_object=True)
        client.force_login(user)

        call_command("personal_data", "kim@example.org", erase=True)

        assert tables_with("kim") == []
        user.refresh_from_db()
        assert not user.is_active and not user.groups.exists()
        assert client.get("/staff/").status_code == 302
        comment.refresh_from_db()
        assert comment.author_name == f"Account {user.pk}"
        last = AuditEntry.objects.first()
        assert AuditEntry.objects.filter(action=Action.PERSONAL_DATA).exists(), last

    def test_unknown_account_is_an_error(self):
        with pytest.raises(Exception, match="Nothing is stored about"):
            call_command("personal_data", "nobody@example.org", erase=True)

    @pytest.mark.database
    def test_old_data_are_deleted_and_new_are_not(self, user, settings):
        now = timezone.now()
        old = now - dt.timedelta(days=2000)
        unused = user_with_roles("member", name="Old Example")
        type(unused).objects.filter(pk=unused.pk).update(joined_at=old)
        builders.a_job(created_at=old)
        builders.a_job()
        link = {"user": None, "name": "Lee", "email": "lee@example.org"}
        report = builders.a_report()
        for key, expire_date in [("a", old), ("b", now + dt.timedelta(hours=1))]:
            Session.objects.create(session_key=key, expire_date=expire_date)
        for expires_at in [old, now + dt.timedelta(days=3)]:
            Reviewer.objects.create(report=report, expires_at=expires_at, **link)
        for created_at, status in [(old, "sent"), (now, "sent"), (old, "waiting")]:
            OutgoingEmail.objects.create(
                subject="Hello",
                sender="a@x.org",
                recipients=["b@x.org"],
                status=status,
                created_at=created_at,
            )

        counts = personal_data.delete_expired(now)

        assert counts == {
            "jobs": 1,
            "accounts": 1,
            "emails": 1,
            "reviews": 1,
            "sessions": 1,
            "subscriptions": 0,
        }
        unused.refresh_from_db()
        user.refresh_from_db()
        assert personal_data.is_erased(unused) and not personal_data.is_erased(user)
        assert accounts.list_users().count() >= 2


class TestPages:
    def test_privacy_notice_has_the_periods(self, client, settings):
        settings.KEEP_REVIEWS_DAYS = 123

        assertContains(client.get("/privacy/"), "123 days")
