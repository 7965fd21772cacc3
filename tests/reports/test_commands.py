"""The commands: what they write, what they say, and one line for each fault."""

import json
import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnership.core.models import SearchEntry
from partnership.models import Partnership
from reports.errors import BuildProblem, ReportNotRendered
from reports.management import load_sample_data
from reports.models import Passage, Report
from reports.publication.export import write_whole
from reports.publication.rendering import Pdf
from tests.builders import a_home_partnership, a_partner, a_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]

ADDRESS = "community-safety-agreement/2016-17"


@pytest.fixture
def fake_pdfs(monkeypatch):
    monkeypatch.setattr(
        "reports.publication.rendering.as_pdf", lambda document: Pdf(b"%PDF-", 1)
    )


def run(*args, **kwargs):
    out, err = StringIO(), StringIO()
    call_command(*args, stdout=out, stderr=err, **kwargs)
    return out.getvalue()


def refused(*args, **kwargs):
    """What the command says as it fails; its exit status is 1."""
    with pytest.raises(CommandError) as caught:
        run(*args, **kwargs)
    assert caught.value.returncode == 1
    message = str(caught.value)
    assert message and "\n" not in message
    return message


class TestRenderReport:
    @pytest.mark.parametrize(
        ("format", "starts"),
        [("html", b"<!DOCTYPE html>"), ("json", b"{"), ("pdf", b"%PDF-")],
    )
    def test_it_writes_the_file(self, report, fake_pdfs, tmp_path, format, starts):
        path = tmp_path / f"out.{format}"

        output = run("render_report", ADDRESS, format=format, output=str(path))

        assert path.read_bytes().startswith(starts)
        assert output == f"{path} ({path.stat().st_size:,} bytes)\n"

    def test_html_is_the_default_and_is_written_to_standard_output(
        self, report, capfdbinary
    ):
        call_command("render_report", ADDRESS)

        assert capfdbinary.readouterr().out.startswith(b"<!DOCTYPE html>")

    def test_json_reads_back(self, report, tmp_path):
        run("render_report", ADDRESS, format="json", output=str(tmp_path / "a.json"))

        data = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
        assert data["partnership"] == "Safer Testshire Partnership"

    @pytest.mark.parametrize(
        ("address", "format", "message"),
        [
            ("shopping-list/2016-17", "html", "Unknown document type “shopping"),
            ("community-safety-agreement/1999-00", "html", f"Choose from: {ADDRESS}."),
            ("community-safety-agreement", "pdf", "There is no document"),
            (
                ADDRESS,
                "odt",
                "Unknown format “odt”. Choose from: html, pdf, docx, json.",
            ),
        ],
    )
    def test_unknown_names_are_one_line_errors(
        self, report, tmp_path, address, format, message
    ):
        path = tmp_path / "out"

        assert message in refused(
            "render_report", address, format=format, output=str(path)
        )
        assert not path.exists()

    def test_missing_folder_is_an_error(self, report, tmp_path):
        path = tmp_path / "none" / "out.html"

        message = refused("render_report", ADDRESS, output=str(path))

        assert message == f"{path} cannot be written: No such file or directory."

    def test_folder_instead_of_file_is_an_error(self, report, tmp_path):
        path = tmp_path / "out.html"
        path.mkdir()

        assert "cannot be written" in refused(
            "render_report", ADDRESS, output=str(path)
        )
        assert os.listdir(tmp_path) == ["out.html"]

    def test_file_instead_of_folder_is_an_error(self, report, tmp_path):
        (tmp_path / "a").write_text("x")

        message = refused("render_report", ADDRESS, output=str(tmp_path / "a" / "b"))

        assert "Not a directory" in message

    def test_document_error_leaves_the_old_file(self, report, tmp_path):
        path = tmp_path / "out.html"
        path.write_text("old")
        report.passages.update(body="<p>[=none]</p>")

        with pytest.raises(CommandError, match="There is no figure called “none”"):
            run("render_report", ADDRESS, output=str(path))

        assert path.read_text() == "old"
        assert os.listdir(tmp_path) == ["out.html"]

    def test_pdf_that_fails_leaves_no_file(self, report, monkeypatch, tmp_path):
        def fails(document):
            raise ReportNotRendered([BuildProblem("Here", "It was stopped.")])

        monkeypatch.setattr("reports.publication.rendering.as_pdf", fails)
        path = str(tmp_path / "a.pdf")

        message = refused("render_report", ADDRESS, format="pdf", output=path)

        assert message == "Here: It was stopped."
        assert os.listdir(tmp_path) == []

    def test_missing_style_sheet_is_an_error(self, report, monkeypatch, tmp_path):
        monkeypatch.setattr(
            "reports.publication.rendering.finders.find", lambda name: None
        )

        message = refused("render_report", ADDRESS, output=str(tmp_path / "a.html"))

        assert "make run" in message


class TestWriteWhole:
    def test_it_replaces_what_was_there(self, tmp_path):
        path = tmp_path / "a"
        path.write_bytes(b"old and long")

        write_whole(path, b"new")

        assert path.read_bytes() == b"new"
        assert os.listdir(tmp_path) == ["a"]

    def test_full_disk_leaves_the_old_file(self, tmp_path, monkeypatch):
        path = tmp_path / "a"
        path.write_bytes(b"old")

        def full(handle):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("reports.publication.export.os.fsync", full)

        with pytest.raises(OSError, match="No space left"):
            write_whole(path, b"new")
        assert path.read_bytes() == b"old"
        assert os.listdir(tmp_path) == ["a"]


class TestRenderAll:
    def test_every_document_is_written_as_html_and_pdf(
        self, report, fake_pdfs, tmp_path
    ):
        folder = tmp_path / "new" / "build"

        output = run("render_all", output_dir=str(folder))

        stem = "community-safety-agreement-2016-17"
        assert sorted(os.listdir(folder)) == [f"{stem}.html", f"{stem}.pdf"]
        assert f"{stem}.pdf (" in output

    def test_error_in_one_document_does_not_stop_the_others(
        self, report, fake_pdfs, tmp_path
    ):
        a_report(partnership=report.partnership, year=2010)
        a_report(
            partnership=report.partnership, year=2011, document_type="shopping-list"
        )
        folder, out, err = str(tmp_path / "build"), StringIO(), StringIO()

        with pytest.raises(
            CommandError, match="2 could not be written. See the errors above."
        ):
            call_command("render_all", output_dir=folder, stdout=out, stderr=err)

        assert "community-safety-agreement/2010-11: " in err.getvalue()
        assert "Unknown document type “shopping-list”" in err.getvalue()
        assert len(os.listdir(folder)) == 2

    def test_documents_are_written_again_only_if_something_changed(
        self, report, fake_pdfs, tmp_path
    ):
        def rendered():
            return run("render_all", output_dir=str(tmp_path), if_changed=True)

        assert ".pdf (" in rendered()
        assert rendered() == f"  {tmp_path} is up to date.\n"
        report.passages.filter(key="introduction.what").update(body="<p>Other.</p>")
        assert ".pdf (" in rendered()
        assert "is up to date" in rendered()
        next(tmp_path.glob("*.html")).unlink()
        assert ".pdf (" in rendered()
        assert ".pdf (" in run("render_all", output_dir=str(tmp_path))

    def test_documents_are_written_again_after_a_failure(
        self, report, fake_pdfs, tmp_path
    ):
        a_report(partnership=report.partnership, year=2010)

        for _ in range(2):
            with pytest.raises(CommandError, match="1 could not be written"):
                run("render_all", output_dir=str(tmp_path), if_changed=True)

    def test_folder_that_cannot_be_created_is_an_error(self, report, tmp_path):
        (tmp_path / "a").write_text("x")

        message = refused("render_all", output_dir=str(tmp_path / "a" / "b"))

        assert message.endswith("cannot be created: Not a directory.")


def test_search_index_is_rebuilt_only_if_something_changed(settings):
    a_home_partnership()
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    SearchEntry.objects.create(source="x:y", kind="x", title="X", url="/x/")

    assert "entries" in run("rebuild_search", if_changed=True)
    SearchEntry.objects.create(source="x:y", kind="x", title="X", url="/x/")
    assert "up to date" in run("rebuild_search", if_changed=True)
    a_partner()
    assert "entries" in run("rebuild_search", if_changed=True)


class TestSetUpSample:
    @pytest.fixture
    def called(self, monkeypatch):
        """The names of the commands that it calls, which do nothing."""
        names = []
        monkeypatch.setattr(
            "reports.management.commands.set_up_sample.call_command",
            lambda name, *args, **options: names.append(name),
        )
        monkeypatch.delenv("RUN_MAIN", raising=False)
        return names

    SETTING_UP = [
        *("migrate", "sync_roles", "load_sample", "make_sample_logins"),
        "rebuild_search",
    ]

    def test_its_steps_are_in_order_with_their_times(self, called):
        output = run("set_up_sample").splitlines()

        assert called == self.SETTING_UP
        assert [line[:13].rstrip() for line in output if line.endswith(" s")] == [
            *("Database", "Roles", "Sample data", "Sample users"),
            "Search index",
        ]

    def test_documents_and_server_come_last_if_asked_for(self, called):
        output = run("set_up_sample", output_dir="build", serve="127.0.0.1:8001")

        assert called == [*self.SETTING_UP, "render_all", "runserver"]
        assert "http://127.0.0.1:8001/" in output

    def test_server_that_starts_again_sets_nothing_up(self, called, monkeypatch):
        monkeypatch.setenv("RUN_MAIN", "true")

        run("set_up_sample", output_dir="build", serve="127.0.0.1:8001")

        assert called == ["runserver"]

    def test_step_that_fails_ends_it(self, called, monkeypatch):
        def fails(name, **options):
            called.append(name)
            if name == "load_sample":
                raise CommandError("It is full.")

        monkeypatch.setattr(
            "reports.management.commands.set_up_sample.call_command", fails
        )
        out = StringIO()

        with pytest.raises(CommandError, match="It is full."):
            call_command("set_up_sample", stdout=out)

        assert out.getvalue().splitlines()[-1].split() == ["Sample", "data", "failed"]
        assert called == self.SETTING_UP[:3]


class TestLoadSample:
    @pytest.mark.long
    def test_sample_is_loaded_once_into_an_empty_database(self):
        output = run("load_sample")

        assert output.startswith("Sample data loaded, with ")
        assert Report.objects.filter(
            document_type="community-safety-agreement"
        ).exists()
        before = Passage.objects.count()
        assert Passage.objects.exclude(body="").count() > 20

        Partnership.objects.filter(is_home=True).update(vision="Ours.")
        output = run("load_sample")

        assert output == "The database is not empty, so sample data was not loaded.\n"
        assert Partnership.objects.home().vision == "Ours."
        assert Passage.objects.count() == before

    def test_existing_data_is_never_overwritten(self):
        home = a_home_partnership()

        assert "sample data was not loaded" in run("load_sample")
        assert list(Partnership.objects.all()) == [home]

    @pytest.mark.long
    def test_invalid_text_leaves_the_database_empty(self, monkeypatch):
        def fails(*args):
            raise ValueError("words")

        monkeypatch.setattr("reports.management.load_sample_data._load_words", fails)

        with pytest.raises(ValueError, match="words"):
            run("load_sample")
        assert load_sample_data.is_empty()
