"""From a draft to an edition, and what readers are given then."""

import json
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage

from funding.models import Allocation
from partnership.core.models import integrity
from reports.assembly.build import build
from reports.checks import services
from reports.errors import Problem, ReportNotRendered
from reports.models import Edition, Passage, Report
from reports.publication import publish as publishing
from tests.builders import a_user, an_edition
from tests.reports.publishing_help import (
    a_publisher,
    a_stop,
    a_warning,
    asked_only,
    quick_pdf,
)
from tests.reports.testshire import a_testshire_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
ADDRESS = "/community-safety-agreement/2016-17/"


@pytest.fixture(autouse=True)
def nothing_found(monkeypatch):
    quick_pdf(monkeypatch)
    asked_only(monkeypatch)


@pytest.fixture
def report():
    return a_testshire_report()


@pytest.fixture
def publisher():
    return a_publisher()


def published(report, publisher, change_note=""):
    edition, _ = publishing.publish(report, publisher, change_note)
    return edition


def reworded(report, words="<p>We are others now.</p>"):
    row = Passage.objects.get(report=report, key="introduction.what")
    row.body = words
    row.save()


def files():
    if not default_storage.exists("editions"):
        return []
    return sorted(default_storage.listdir("editions")[1])


def content(file):
    with file.open("rb") as stored:
        return stored.read()


def contents():
    """Every stored file with its bytes."""
    found = {}
    for name in files():
        with default_storage.open(f"editions/{name}") as stored:
            found[name] = stored.read()
    return found


def status(report):
    return Report.objects.get(pk=report.pk).status


def steps(report):
    rows = report.history.exclude(history_change_reason=None)
    return [(row.history_change_reason, row.history_user) for row in rows]


class TestPublishing:
    def test_an_edition_keeps_words_figures_and_files(self, report, publisher):
        edition = published(report, publisher)

        assert (edition.number, edition.is_current) == (1, True)
        assert edition.published_by == publisher
        assert b"Testshire" in content(edition.html)
        assert content(edition.pdf).startswith(b"%PDF-")
        assert edition.content["document"]["state"] == "Published"
        assert "[=total safety-fund 2016-17]" in json.dumps(edition.content)
        assert status(report) == Report.Status.PUBLISHED
        assert list(publishing_faults()) == []

    def test_an_edition_does_not_call_itself_a_draft(self, report, publisher):
        edition = published(report, publisher)

        assert "DRAFT" not in content(edition.html).decode()
        assert build(Report.objects.get(pk=report.pk)).is_draft

    def test_a_stop_bars_it_and_changes_nothing(self, report, publisher, monkeypatch):
        asked_only(monkeypatch, a_stop())

        with pytest.raises(publishing.NotPublishable, match="1 error to fix") as bar:
            publishing.publish(report, publisher)

        assert [one.what for one in bar.value.checked.stops] == [a_stop().what]
        assert not Edition.objects.exists()
        assert files() == []
        assert status(report) == Report.Status.DRAFT

    def test_a_warning_without_an_answer_bars_it(self, report, publisher, monkeypatch):
        asked_only(monkeypatch, a_warning(), a_warning("13 was typed by hand."))

        with pytest.raises(publishing.NotPublishable, match="2 warnings to review"):
            publishing.publish(report, publisher)

    def test_warnings_left_are_kept_with_the_edition(
        self, report, publisher, monkeypatch
    ):
        asked_only(monkeypatch, a_warning())
        [finding] = services.run(report).warnings
        services.leave(report, finding, "It is the number of the house.", publisher)

        edition = published(report, publisher)

        [left] = edition.accepted_warnings
        assert left["found"] == finding.what
        assert left["reason"] == "It is the number of the house."
        assert left["by"] == str(publisher)

    def test_the_same_again_is_no_new_edition(self, report, publisher):
        first, was_new = publishing.publish(report, publisher)
        again, is_new = publishing.publish(report, publisher)

        assert (was_new, is_new) == (True, False)
        assert again == first
        assert len(files()) == 2

    def test_a_correction_says_what_was_corrected(self, report, publisher):
        published(report, publisher)
        reworded(report)

        with pytest.raises(ValueError, match="Enter a change note"):
            publishing.publish(report, publisher)
        second = published(report, publisher, "Who we are.")

        assert (second.number, second.change_note) == (2, "Who we are.")
        assert report.editions.get(is_current=True) == second
        assert not report.editions.get(number=1).is_current
        assert list(publishing_faults()) == []

    def test_no_file_is_left_where_the_pdf_cannot_be_made(
        self, report, publisher, monkeypatch
    ):
        def fail(document):
            raise ReportNotRendered([Problem("Vision", "The PDF was not made.")])

        monkeypatch.setattr("reports.publication.rendering.as_pdf", fail)

        with pytest.raises(ReportNotRendered):
            publishing.publish(report, publisher)

        assert files() == []
        assert status(report) == Report.Status.DRAFT

    def test_no_file_is_left_where_the_row_cannot_be_kept(
        self, report, publisher, monkeypatch
    ):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(publishing, "_move", fail)

        with pytest.raises(RuntimeError):
            publishing.publish(report, publisher)

        assert files() == []
        assert not Edition.objects.exists()

    def test_words_changed_while_the_pdf_is_made_stop_it(
        self, report, publisher, monkeypatch
    ):
        make = publishing._make

        def slowly(document):
            reworded(report)
            return make(document)

        monkeypatch.setattr(publishing, "_make", slowly)

        with pytest.raises(
            publishing.NotNow, match="changed while you were publishing"
        ):
            publishing.publish(report, publisher)

        assert files() == []


class TestSteps:
    def test_review_and_back_are_kept_with_who_and_why(self, report, publisher):
        officer = a_user()
        publishing.submit_for_review(report, officer)
        assert status(report) == Report.Status.IN_REVIEW

        publishing.request_changes(report, publisher, "Say why the plan is late")

        assert status(report) == Report.Status.DRAFT
        assert steps(report) == [
            ("Changes requested: Say why the plan is late", publisher),
            ("Submitted for review", officer),
        ]

    def test_a_step_that_does_not_follow_is_refused(self, report, publisher):
        with pytest.raises(publishing.NotNow, match="is now “draft”"):
            publishing.request_changes(report, publisher, "Too long")
        with pytest.raises(publishing.NotNow, match="is now “draft”"):
            publishing.withdraw(report, publisher, "Wrong year")

    def test_sending_back_and_withdrawing_want_a_reason(self, report, publisher):
        published(report, publisher)
        with pytest.raises(
            ValueError, match="Enter a reason for withdrawing the document"
        ):
            publishing.withdraw(report, publisher, " ")
        publishing.submit_for_review(report, publisher)
        with pytest.raises(ValueError, match="Enter what needs to change"):
            publishing.request_changes(report, publisher, "")

    def test_a_review_of_a_correction_leaves_the_edition_where_it_is(
        self, report, publisher, client
    ):
        published(report, publisher)
        publishing.submit_for_review(report, publisher)

        assert "Edition 1, published" in client.get(ADDRESS).content.decode()
        publishing.request_changes(report, publisher, "Not yet")
        assert status(report) == Report.Status.PUBLISHED

    def test_a_withdrawn_document_is_not_shown_and_its_editions_are_kept(
        self, report, publisher, client
    ):
        published(report, publisher)

        publishing.withdraw(report, publisher, "It names somebody")

        for address in (ADDRESS, f"{ADDRESS}edition/1/", ADDRESS[:-1] + ".pdf"):
            assert client.get(address).status_code == 404
        publishing.submit_for_review(report, publisher)
        assert client.get(ADDRESS).status_code == 404
        assert len(files()) == 2
        assert list(publishing_faults()) == []


def publishing_faults():
    rules = (
        "reports.publication.integrity.",
        "editions_are_whole",
        "have_a_current_edition",
    )
    for name, rule in integrity.INTEGRITY_CHECKS.items():
        if name.startswith(rules[0]) and name.endswith(rules[1:]):
            yield from rule()


class TestIntegrity:
    def test_a_published_report_without_current_edition_is_told(self, report):
        Report.objects.update(status=Report.Status.PUBLISHED)

        assert "no current edition" in "".join(publishing_faults())

    def test_a_withdrawn_report_with_a_current_edition_is_told(self, report):
        an_edition(report=report)
        Report.objects.update(status=Report.Status.WITHDRAWN)

        assert "still has a current edition" in "".join(publishing_faults())


class TestReaders:
    def test_never_published_shows_its_draft(self, client, report):
        page = client.get(ADDRESS).content.decode()

        assert "Draft" in page
        assert "Edition" not in page

    def test_the_address_gives_the_edition_and_not_the_draft(
        self, client, report, publisher
    ):
        published(report, publisher)
        before = {form: body(client, form) for form in ("/", ".json", ".pdf")}

        reworded(report)

        assert {form: body(client, form) for form in before} == before
        assert b"We are those who keep" in before["/"]
        assert b"Edition 1, published" in before["/"]

    def test_earlier_editions_stay_readable_and_say_so(self, client, report, publisher):
        published(report, publisher)
        reworded(report)
        published(report, publisher, "Who we are.")

        current = client.get(ADDRESS).content.decode()
        first = client.get(f"{ADDRESS}edition/1/").content.decode()
        listed = client.get(f"{ADDRESS}editions/").content.decode()

        assert "What changed: Who we are." in current
        assert "Superseded" in first and "We are those who keep" in first
        assert listed.count("Edition 1") == listed.count("Edition 2") == 1
        data = client.get(f"{ADDRESS}edition/1.json").json()
        assert data["state"] == "Published"
        pdf = b"".join(client.get(f"{ADDRESS}edition/1.pdf"))
        assert pdf.startswith(b"%PDF-")
        assert client.get(f"{ADDRESS}edition/3/").status_code == 404

    def test_there_is_no_list_of_editions_before_the_first(self, client, report):
        assert client.get(f"{ADDRESS}editions/").status_code == 404

    @pytest.mark.slow
    def test_a_changed_allocation_changes_drafts_and_no_edition(
        self, client, sample_data, publisher
    ):
        """Every draft that tells of the money of 2016-17 follows; readers see none."""
        reports = list(Report.objects.select_related("partnership__police_area"))
        for report in reports:
            published(report, publisher)
        readers = {one.path: forms(client, one) for one in reports}
        kept = contents()
        drafts = {one.path: publishing.frozen(build(one)) for one in reports}

        rows = Allocation.objects.filter(settlement__year=2016)
        row = rows.exclude(amount_gbp=None).first()
        row.amount_gbp += Decimal(100)
        row.save()

        changed = {
            one.path
            for one in reports
            if publishing.frozen(build(one)) != drafts[one.path]
        }
        assert "community-safety-agreement/2016-17" in changed
        assert {one.path: forms(client, one) for one in reports} == readers
        assert contents() == kept


def body(client, form):
    address = ADDRESS if form == "/" else ADDRESS[:-1] + form
    return b"".join(client.get(address))


def forms(client, report):
    address = f"/{report.path}"
    return [b"".join(client.get(address + form)) for form in ("/", ".json", ".pdf")]
