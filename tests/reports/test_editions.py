"""Editions that can be trusted: what they say of themselves, and that they stay so."""

import datetime as dt
import hashlib
import io
import json
import os
import shutil

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from partnership.core.models import AuditEntry, SearchEntry
from partnership.core.models.audit import record
from reports.models import Edition, Passage, Withdrawal
from reports.publication import publish as publishing
from reports.publication import rendering, verification
from tests import row_copies
from tests.builders import a_report, a_user, an_edition
from tests.reports.publishing_help import a_publisher, fake_pdfs, replace_checks
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root", "no_issues")]
ADDRESS = "/community-safety-agreement/2016-17/"


def correct(report, publisher):
    """Publish a report and a correction of it."""
    publishing.publish(report, publisher)
    row = Passage.objects.get(report=report, key="introduction.what")
    row.body = "<p>We are others now.</p>"
    row.save()
    publishing.publish(report, publisher, "Who we are & why.")


@pytest.fixture(scope="module")
def two_editions(django_db_setup, django_db_blocker, tmp_path_factory):
    """The rows and the files of a report with an edition and its correction."""
    folder = tmp_path_factory.mktemp("editions")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        pytest.MonkeyPatch.context() as patch,
    ):
        fake_pdfs(patch)
        replace_checks(patch)
        copies = row_copies.made_in_empty_tables(
            lambda: correct(a_testshire_report(), a_publisher()), "core"
        )
    return copies, folder


@pytest.fixture
def corrected(two_editions, media_root):
    """Both editions, the first one first."""
    copies, folder = two_editions
    row_copies.insert(copies)
    shutil.copytree(folder, media_root, dirs_exist_ok=True)
    return list(Edition.objects.order_by("number"))


def text_of(file):
    with file.open("rb") as stored:
        return stored.read().decode()


class TestMarks:
    def test_files_carry_number_date_and_change_note(self, corrected):
        first, second = corrected
        on = f"{second.published_at:%Y}"

        html = text_of(second.html)
        assert "2016-17, edition 2 (correction)</title>" in html
        assert '<meta name="edition" content="2">' in html
        assert "Edition 2, published on " in html and on in html
        assert "What changed: Who we are &amp; why." in html
        assert "This edition replaces edition 1." in html
        assert "2016-17, edition 1</title>" in text_of(first.html)
        assert "replaces edition" not in text_of(first.html)

    def test_json_carries_the_edition(self, corrected):
        _, second = corrected

        data = json.loads(text_of(second.json))

        assert data["edition"]["number"] == 2
        assert data["edition"]["change_note"] == "Who we are & why."
        assert data["edition"]["published_at"].startswith(
            f"{second.published_at:%Y-%m-}"
        )

    def test_print_template_has_the_mark_at_the_foot(self, report, publisher):
        document = publishing.build(report, is_edition=True)
        document.edition = publishing._mark(
            3, dt.datetime(2017, 4, 3, 12, tzinfo=dt.UTC), "A sum."
        )

        html = rendering.print_html(document)

        assert '· Edition 3, published on 3 April 2017"' in html
        assert "Edition 3, published on 3 April 2017 ·" in html  # the cover

    @pytest.mark.pdf
    def test_pdf_metadata_carry_the_edition(self, report):
        document = publishing.build(report, is_edition=True)
        document.edition = publishing._mark(
            2, dt.datetime(2017, 4, 3, 12, tzinfo=dt.UTC), "A sum."
        )
        document.sections, document.contents = document.sections[:1], []
        from reports.publication.rendering.pdf import render_pdf

        pdf = render_pdf(rendering.print_html(document), document.path, "Testshire")

        with pikepdf.open(io.BytesIO(pdf.content)) as opened:
            info = opened.docinfo
            assert str(info["/Title"]).endswith(", edition 2 (correction)")
            assert "Edition 2, published on 3 April 2017." in str(info["/Subject"])
            assert "What changed: A sum." in str(info["/Subject"])
            assert str(info["/CreationDate"]).startswith("D:20170403")

    def test_draft_pdf_says_when_it_was_made(self, report):
        document = publishing.build(report)
        from reports.publication import draft_pdfs

        dated = draft_pdfs.dated(document)

        assert f"Draft, {dated.drafted_at} · Not published" in rendering.print_html(
            dated
        )
        assert " at " in dated.drafted_at

    def test_superseded_edition_links_to_the_current_one(self, corrected, client):
        first, _ = corrected
        stored = text_of(first.html)

        page = client.get(f"{ADDRESS}edition/1/").content.decode()

        assert "Superseded by edition 2 on " in page
        assert "We are others now." not in page
        assert f'href="{ADDRESS}"' in page
        assert "edition 1 (superseded)" in page.partition("</title>")[0]
        assert '<meta name="robots" content="noindex">' in page
        for extension in ["xlsx", "csv"]:
            tables = f"/data/document{ADDRESS[:-1]}/edition/1.{extension}"
            assert f'href="{tables}"' in page
            assert client.get(tables).status_code == 200
        newest = client.get(ADDRESS).content.decode()
        assert "noindex" not in newest
        assert "What changed: Who we are &amp; why." in newest
        listed = client.get(f"{ADDRESS}editions/").content.decode()
        assert listed.count("Edition 1") == listed.count("Edition 2") == 1
        assert client.get(f"{ADDRESS}edition/3/").status_code == 404
        assert text_of(first.html) == stored
        for extension in ["pdf", "json", "html"]:
            answer = client.get(f"{ADDRESS}edition/1.{extension}")
            assert b"".join(answer)
            assert answer["Link"] == f'<{ADDRESS}>; rel="latest-version"'
        current = client.get(f"{ADDRESS}edition/2.pdf")
        assert b"".join(current)
        assert "Link" not in current

    def test_edition_knows_its_software_and_templates(self, corrected):
        edition, _ = corrected

        assert edition.software_version.count(".") == 2
        assert len(edition.template_version) == 64
        assert edition.content_sha256 == verification.content_sha256(edition.content)
        assert edition.json_sha256 == sha256(edition.json)


def sha256(file):
    with file.open("rb") as stored:
        return hashlib.sha256(stored.read()).hexdigest()


@pytest.mark.database
class TestTheDatabaseRefuses:
    """By SQL, past all code of the project."""

    @pytest.mark.parametrize(
        "column",
        [
            field.column
            for field in Edition._meta.local_concrete_fields
            if field.name != "is_current"
        ],
    )
    def test_a_changed_column(self, column):
        edition = an_edition()
        values = {"content": "'{}'", "accepted_warnings": "'[1]'"}
        other = values.get(column, "'2020-01-01'" if "_at" in column else "'7'")

        self.refused(f"UPDATE reports_edition SET {column} = {other}")

        assert Edition.objects.filter(
            pk=edition.pk, html_sha256=edition.html_sha256
        ).exists()

    def test_deletion(self):
        an_edition()

        self.refused("DELETE FROM reports_edition")

        assert Edition.objects.count() == 1

    @pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has none")
    def test_truncation(self):
        an_edition()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

        self.refused("TRUNCATE reports_edition CASCADE")

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has none")
    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT OR REPLACE INTO reports_edition SELECT * FROM reports_edition",
            # A copy with its number, and one that is the current one instead.
            "REPLACE INTO reports_edition ({columns}) "
            "SELECT {values} FROM reports_edition WHERE is_current",
            "UPDATE OR REPLACE reports_edition SET is_current = 1",
        ],
    )
    def test_a_replaced_row(self, statement):
        first = an_edition(is_current=False)
        an_edition(report=first.report, number=2)
        columns = [f.column for f in Edition._meta.local_concrete_fields][1:]
        values = ", ".join("'x'" if c == "html_sha256" else c for c in columns)

        self.refused(statement.format(columns=", ".join(columns), values=values))

        assert Edition.objects.count() == 2

    def test_the_state_may_change(self):
        edition = an_edition()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE reports_edition SET is_current = %s", [False])
        edition.refresh_from_db()
        assert not edition.is_current

    def test_change_of_a_withdrawal_or_the_audit_log(self):
        Withdrawal.objects.create(
            report=a_report(),
            reason="Wrong year",
            withdrawn_at=dt.datetime(2017, 5, 1, tzinfo=dt.UTC),
            withdrawn_by=a_user(),
        )
        record(AuditEntry.Action.IMPORT, None, "Measures")

        self.refused("UPDATE reports_withdrawal SET reason = 'Other'")
        self.refused("DELETE FROM reports_withdrawal")
        self.refused("UPDATE core_auditentry SET account = 1")
        self.refused("DELETE FROM core_auditentry")

    def refused(self, statement):
        with pytest.raises(DatabaseError, match="cannot be changed or deleted"):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


class TestVerification:
    def test_editions_as_published_have_no_errors(self, corrected, capsys):
        call_command("verify_editions")

        assert "2 editions with 6 files checked: no errors." in capsys.readouterr().out

    @pytest.mark.parametrize("name", ["html", "pdf", "json"])
    def test_changed_or_missing_file_is_found(self, report, publisher, name, capsys):
        edition, _ = publishing.publish(report, publisher)
        path = getattr(edition, name).path
        os.chmod(path, 0o600)
        with open(path, "ab") as file:
            file.write(b" ")

        with pytest.raises(SystemExit):
            call_command("verify_editions")
        assert "has changed since it was published" in capsys.readouterr().err

        os.remove(path)
        [fault] = verification.all_faults()
        assert "is missing" in fault

    def test_changed_data_are_found(self):
        edition = an_edition(content_sha256="0" * 64)

        assert "the data has changed" in "".join(verification.faults_of(edition))

    def test_missing_number_is_found(self):
        report = a_report()
        an_edition(report=report, number=1, is_current=False)
        an_edition(report=report, number=3)

        assert [*verification.missing_numbers()] == [f"{report}: edition 2 is missing."]

    def test_files_left_over_are_found_and_removed(self, report, publisher, capsys):
        edition, _ = publishing.publish(report, publisher)
        name = default_storage.save("editions/left.pdf", ContentFile(b"%PDF-"))
        assert verification.orphan_files() == []  # it may be being published now

        call_command("remove_orphan_files", older_than=0)
        assert default_storage.exists(name)
        call_command("remove_orphan_files", older_than=0, delete=True)

        assert not default_storage.exists(name)
        assert [*verification.faults_of(edition)] == []
        assert "left over" not in capsys.readouterr().out.partition("Deleted")[0]


class TestReadersVerify:
    @pytest.mark.parametrize("name", ["html", "pdf", "json"])
    def test_uploaded_file_is_recognised(self, corrected, client, name):
        first, _ = corrected
        with getattr(first, name).open("rb") as stored:
            content = stored.read()

        page = client.post("/verify/", {"file": ContentFile(content, "mine.pdf")})

        text = page.content.decode()
        assert f"This is the {name.upper()} file of edition 1" in text
        assert "superseded" in text.lower()

    def test_changed_file_is_not_recognised(self, corrected, client):
        page = client.post("/verify/", {"file": ContentFile(b"%PDF- x", "mine.pdf")})

        assert "We have not published this file" in page.content.decode()

    def test_hash_can_be_entered(self, corrected, client):
        edition, _ = corrected

        page = client.post("/verify/", {"sha256": f" {edition.pdf_sha256.upper()} "})

        assert "This is the PDF file of edition 1" in page.content.decode()

    @pytest.mark.parametrize(
        "data", [{}, {"sha256": "no hash"}, {"sha256": "\x00" * 64}, {"file": ""}]
    )
    def test_error_for_bad_input_says_what_to_do(self, client, data):
        page = client.post("/verify/", data)

        assert page.status_code == 422
        assert "Select a file or enter" in page.content.decode()

    def test_page_shows_the_hashes(self, corrected, client):
        edition, _ = corrected

        page = client.get("/verify/").content.decode()
        listed = client.get(f"{ADDRESS}editions/").content.decode()

        assert "sha256sum" in page
        for digest in [edition.html_sha256, edition.pdf_sha256, edition.json_sha256]:
            assert digest in listed
        assert "was not checked" in listed

    def test_nothing_of_an_upload_is_stored(self, client, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        content = b"x" * (6 << 20)

        client.post("/verify/", {"file": ContentFile(content, "big.pdf")})

        assert list(tmp_path.iterdir()) == []


class TestWithdrawn:
    def test_address_says_when_and_why(self, corrected, publisher, client):
        publishing.withdraw(corrected[0].report, publisher, "It names a person")

        for address, kind in [
            (ADDRESS, "text/html"),
            (f"{ADDRESS}editions/", "text/html"),
            (f"{ADDRESS}edition/1/", "text/html"),
            (f"/compare/?old={ADDRESS[1:-1]}@1&new=other/1", "text/html"),
            (ADDRESS[:-1] + ".pdf", "text/plain"),
            (ADDRESS[:-1] + ".json", "text/plain"),
            (f"{ADDRESS}edition/2.pdf", "text/plain"),
            (f"{ADDRESS}edition/2.html", "text/plain"),
            (f"/data/document{ADDRESS[:-1]}.csv", "text/plain"),
            (f"/data/document{ADDRESS[:-1]}/edition/1.xlsx", "text/plain"),
        ]:
            page = client.get(address)
            assert page.status_code == 410, address
            assert page["Content-Type"].startswith(kind), address
            text = page.content.decode()
            assert "was withdrawn on" in text and "It names a person" in text
            assert "Agreement 2016-17" in text and "We are others now" not in text
        assert ADDRESS not in client.get("/documents/").content.decode()

    def test_published_again_it_is_back(self, report, publisher, client):
        publishing.publish(report, publisher)
        publishing.withdraw(report, publisher, "Wrong year")
        publishing.publish(report, publisher, "The year.")

        for address in [ADDRESS, f"{ADDRESS}edition/1/"]:
            assert client.get(address).status_code == 200

    def test_withdrawn_edition_stays_so_after_a_correction(
        self, report, publisher, client
    ):
        first, _ = publishing.publish(report, publisher)
        publishing.withdraw(report, publisher, "It names a person")
        Passage.objects.filter(key="introduction.what").update(body="<p>We.</p>")
        publishing.publish(report, publisher, "No name.")

        path = ADDRESS.strip("/")
        for address in [
            *(f"{ADDRESS}edition/1{ending}" for ending in ["/", ".pdf", ".html"]),
            f"/compare/?old={path}@1&new={path}@2",
            f"/data/document/{path}/edition/1.csv",
        ]:
            page = client.get(address)
            text = page.content.decode()
            assert page.status_code == 410, address
            assert "dition 1" in text and "was withdrawn" in text
            assert "It names a person" in text and ADDRESS in text
        for address in [ADDRESS, f"{ADDRESS}editions/", "/feeds/all.atom"]:
            page = client.get(address)
            assert page.status_code == 200, address
            assert "edition/1" not in page.content.decode(), address
        checked = client.post("/verify/", {"sha256": first.pdf_sha256})
        assert "It was withdrawn on" in checked.content.decode()

    def test_it_is_in_the_audit_log(self, corrected):
        user = corrected[0].published_by
        publishing.withdraw(corrected[0].report, user, "Wrong year")

        rows = AuditEntry.objects.values_list("action", "account", "subject")
        path = "community-safety-agreement/2016-17"
        assert list(rows) == [
            ("withdraw", user.pk, path),
            ("publish", user.pk, path),
            ("publish", user.pk, path),
        ]


class TestOldAddress:
    """A document that was published at another address before."""

    OLD, NEW = ADDRESS.strip("/"), "community-safety-agreement/2016-19"

    def test_it_leads_to_the_new_one(self, client, report, publisher):
        self.move(report, publisher)

        for ending in ["/", ".pdf", ".json", "/editions/"]:
            response = client.get(f"/{self.OLD}{ending}")
            assert (response.status_code, response["Location"]) == (
                301,
                f"/{self.NEW}{ending}",
            )

    def move(self, report, publisher):
        publishing.publish(report, publisher)
        report.refresh_from_db()
        report.period = "2016-19"
        report.save()
        publishing.publish(report, publisher, "Three years.")

    def test_only_the_new_text_is_found(self, report, publisher):
        self.move(report, publisher)

        sources = SearchEntry.objects.filter(
            is_draft=False, source__contains="safety-ag"
        )
        assert set(sources.values_list("source", flat=True)) == {self.NEW}

    def test_its_editions_stay_there(self, client, report, publisher):
        self.move(report, publisher)

        page = client.get(f"/{self.OLD}/edition/1/").content.decode()
        file = client.get(f"/{self.OLD}/edition/1.json")
        listed = client.get(f"/{self.NEW}/editions/").content.decode()
        compared = client.get(f"/compare/?old={self.OLD}@1&new={self.NEW}@2")

        assert compared.status_code == 200
        assert "Superseded by edition 2" in page
        assert file["Link"] == f'</{self.NEW}/>; rel="latest-version"'
        assert f"/{self.OLD}/edition/1/" in listed

    def test_withdrawn_and_published_again_elsewhere(self, client, report, publisher):
        publishing.publish(report, publisher)
        publishing.withdraw(report, publisher, "Too early.")
        report.refresh_from_db()
        report.period = "2016-19"
        report.save()
        publishing.publish(report, publisher, "Published again.")

        assert client.get(f"/{self.OLD}/edition/1/").status_code == 410
        assert client.get(f"/{self.OLD}/").status_code == 301

    def test_another_document_may_take_it(self, client, report, publisher):
        self.move(report, publisher)
        other = a_report(partnership=report.partnership, period="2016-17")
        an_edition(report=other, path=self.OLD)

        assert client.get(f"/{self.OLD}/edition/1/").status_code == 200
