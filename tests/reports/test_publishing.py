"""From a draft to an edition, and what readers are given then."""

import json
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage

from funding.models import Allocation
from partnership.core.models import integrity
from reports.assembly.build import build
from reports.checks import acceptance, services
from reports.errors import BuildProblem, ReportNotRendered
from reports.models import AcceptedWarning, Edition, Passage, Report
from reports.publication import publish as publishing
from reports.publication.edition_content import frozen
from tests.builders import a_user, an_area, an_edition
from tests.reports.publishing_help import (
    a_publisher,
    a_warning,
    an_error,
    replace_checks,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root", "no_issues")]
ADDRESS = "/community-safety-agreement/2016-17/"


def published(report, publisher, change_note=""):
    edition, _ = publishing.publish(report, publisher, change_note)
    return edition


def reworded(report, words="<p>We are others now.</p>"):
    row = Passage.objects.get(report=report, key="introduction.what")
    row.body = words
    row.save()


def change_during_checks(monkeypatch, change):
    """Change something once, between the checks and the storing of an edition."""
    render = publishing._render

    def slowly(document):
        monkeypatch.setattr(publishing, "_render", render)
        change()
        return render(document)

    monkeypatch.setattr(publishing, "_render", slowly)


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
    def test_edition_has_text_figures_and_files(self, report, publisher):
        edition = published(report, publisher)

        assert (edition.number, edition.is_current) == (1, True)
        assert edition.published_by == publisher
        assert b"Testshire" in content(edition.html)
        assert content(edition.pdf).startswith(b"%PDF-")
        assert edition.content["document"]["state"] == "Published"
        assert "[=total safety-fund 2016-17]" in json.dumps(edition.content)
        assert status(report) == Report.Status.PUBLISHED
        assert list(publishing_faults()) == []

    def test_edition_is_not_marked_as_draft(self, report, publisher):
        edition = published(report, publisher)

        assert "not agreed" not in content(edition.html).decode()
        assert build(Report.objects.get(pk=report.pk)).is_draft

    @pytest.mark.parametrize(
        ("issues", "words"),
        [
            ([a_warning()], "This document was not published: 1 warning to review."),
            ([an_error()], "This document was not published: 1 error to fix."),
            (
                [an_error(), an_error("A date is past."), a_warning()],
                "This document was not published: 2 errors to fix and 1 warning to "
                "review.",
            ),
        ],
    )
    def test_issues_prevent_publication(
        self, report, publisher, monkeypatch, issues, words
    ):
        replace_checks(monkeypatch, *issues)

        with pytest.raises(publishing.NotReadyToPublish) as bar:
            publishing.publish(report, publisher)

        assert str(bar.value) == words
        checked = bar.value.checked
        assert len([*checked.errors, *checked.warnings]) == len(issues)
        assert not Edition.objects.exists()
        assert files() == []
        assert status(report) == Report.Status.DRAFT

    def test_accepted_warnings_are_stored_with_the_edition(
        self, report, publisher, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning())
        [issue] = services.run(report).warnings
        acceptance.accept_warning(
            report, issue, "It is the number of the house.", publisher
        )

        edition = published(report, publisher)

        [left] = edition.accepted_warnings
        assert left["found"] == issue.message
        assert left["reason"] == "It is the number of the house."
        assert left["account"] == publisher.pk

    def test_unchanged_document_makes_no_new_edition(self, report, publisher):
        first, was_new = publishing.publish(report, publisher)
        before = [row.pk for row in report.history.all()]
        again, is_new = publishing.publish(report, publisher)

        assert (was_new, is_new) == (True, False)
        assert again == first == Edition.objects.get()
        assert [row.pk for row in report.history.all()] == before
        assert len(files()) == 3

    def test_the_same_after_a_review_only_moves_the_status(self, report, publisher):
        first = published(report, publisher)
        publishing.submit_for_review(report, publisher)

        assert published(report, publisher) == first
        assert status(report) == Report.Status.PUBLISHED
        assert steps(report)[0][0] == "Edition 1 is up to date"

    def test_correction_has_a_change_note(self, report, publisher):
        published(report, publisher)
        reworded(report)

        with pytest.raises(ValueError, match="Enter a change note"):
            publishing.publish(report, publisher)
        second = published(report, publisher, "Who we are.")

        assert (second.number, second.change_note) == (2, "Who we are.")
        assert report.editions.get(is_current=True) == second
        assert not report.editions.get(number=1).is_current
        assert list(publishing_faults()) == []

    def test_failed_pdf_leaves_no_file(self, report, publisher, monkeypatch):
        def fail(document):
            raise ReportNotRendered([BuildProblem("Vision", "The PDF was not made.")])

        monkeypatch.setattr("reports.publication.rendering.as_pdf", fail)

        with pytest.raises(ReportNotRendered):
            publishing.publish(report, publisher)

        assert files() == []
        assert status(report) == Report.Status.DRAFT

    @pytest.mark.database
    def test_failed_save_leaves_no_file(self, report, publisher, monkeypatch):
        def fail(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(publishing, "_move", fail)

        with pytest.raises(RuntimeError):
            publishing.publish(report, publisher)

        assert files() == []
        assert not Edition.objects.exists()

    @pytest.mark.database
    def test_change_during_pdf_creation_stops_publication(
        self, report, publisher, monkeypatch
    ):
        change_during_checks(monkeypatch, lambda: reworded(report))

        with pytest.raises(
            publishing.InvalidTransition, match="changed while you were publishing"
        ):
            publishing.publish(report, publisher)

        assert files() == []
        assert not Edition.objects.exists()

    def test_error_found_while_the_pdf_is_made_stops_it(
        self, report, publisher, monkeypatch
    ):
        def break_a_rule():
            an_area()
            replace_checks(monkeypatch, an_error())

        change_during_checks(monkeypatch, break_a_rule)

        with pytest.raises(publishing.NotReadyToPublish, match="1 error to fix"):
            publishing.publish(report, publisher)

        assert files() == []

    def test_warning_reopened_while_the_pdf_is_made_stops_it(
        self, report, publisher, monkeypatch
    ):
        replace_checks(monkeypatch, a_warning())
        [issue] = services.run(report).warnings
        acceptance.accept_warning(
            report, issue, "It is the number of the house.", publisher
        )
        change_during_checks(monkeypatch, AcceptedWarning.objects.all().delete)

        with pytest.raises(publishing.NotReadyToPublish, match="1 warning to review"):
            publishing.publish(report, publisher)

    def test_change_of_other_data_does_not_stop_it(
        self, report, publisher, monkeypatch
    ):
        change_during_checks(monkeypatch, an_area)

        edition, is_new = publishing.publish(report, publisher)

        assert is_new
        assert edition.content == frozen(build(report, is_edition=True))

    @pytest.mark.database
    def test_two_publishers_at_once_make_one_edition(
        self, report, publisher, monkeypatch
    ):
        other = a_publisher()
        change_during_checks(monkeypatch, lambda: publishing.publish(report, other))

        edition, is_new = publishing.publish(report, publisher)

        assert not is_new
        assert (edition.number, edition.published_by) == (1, other)
        assert Edition.objects.get() == edition
        assert len(files()) == 3

    @pytest.mark.database
    def test_second_of_two_corrections_at_once_needs_its_change_note(
        self, report, publisher, monkeypatch
    ):
        """The first publication was made change_during_checks, with other text."""

        def publish_other_text():
            before = Passage.objects.get(report=report, key="introduction.what").body
            reworded(report)
            publishing.publish(report, publisher)
            reworded(report, before)

        change_during_checks(monkeypatch, publish_other_text)

        with pytest.raises(ValueError, match="Enter a change note"):
            publishing.publish(report, publisher)

        assert Edition.objects.get().number == 1
        assert len(files()) == 3

    def test_report_is_published_as_stored_and_not_as_the_caller_read_it(
        self, report, publisher
    ):
        Report.objects.update(title="Another title")

        edition = published(report, publisher)

        assert edition.content["page"]["title"] == "Another title"

    def test_checks_and_document_are_made_once(self, report, publisher, monkeypatch):
        runs, builds = [], []
        run = services.run
        monkeypatch.setattr(services, "run", lambda one: runs.append(one) or run(one))
        monkeypatch.setattr(
            publishing,
            "build",
            lambda *args, **kwargs: builds.append(args) or build(*args, **kwargs),
        )

        published(report, publisher)

        assert (len(runs), len(builds)) == (1, 1)


class TestSteps:
    def test_review_steps_record_user_and_reason(self, report, publisher):
        officer = a_user()
        publishing.submit_for_review(report, officer)
        assert status(report) == Report.Status.IN_REVIEW

        publishing.request_changes(report, publisher, "Say why the plan is late")

        assert status(report) == Report.Status.DRAFT
        assert steps(report) == [
            ("Changes requested: Say why the plan is late", publisher),
            ("Submitted for review", officer),
        ]

    def test_invalid_transition_is_rejected(self, report, publisher):
        with pytest.raises(publishing.InvalidTransition, match="is now “draft”"):
            publishing.request_changes(report, publisher, "Too long")
        with pytest.raises(publishing.InvalidTransition, match="is now “draft”"):
            publishing.withdraw(report, publisher, "Wrong year")

    def test_requesting_changes_and_withdrawing_need_a_reason(self, report, publisher):
        published(report, publisher)
        with pytest.raises(
            ValueError, match="Enter a reason for withdrawing the document"
        ):
            publishing.withdraw(report, publisher, " ")
        publishing.submit_for_review(report, publisher)
        with pytest.raises(ValueError, match="Enter what needs to change"):
            publishing.request_changes(report, publisher, "")

    def test_review_of_a_correction_does_not_change_the_edition(
        self, report, publisher, client
    ):
        published(report, publisher)
        publishing.submit_for_review(report, publisher)

        assert "Edition 1, published" in client.get(ADDRESS).content.decode()
        publishing.request_changes(report, publisher, "Not yet")
        assert status(report) == Report.Status.PUBLISHED

    def test_withdrawn_document_is_hidden_and_its_editions_remain(
        self, report, publisher, client
    ):
        published(report, publisher)

        publishing.withdraw(report, publisher, "It names somebody")

        for address in (ADDRESS, f"{ADDRESS}edition/1/", ADDRESS[:-1] + ".pdf"):
            assert client.get(address).status_code == 410
        publishing.submit_for_review(report, publisher)
        assert client.get(ADDRESS).status_code == 410
        assert len(files()) == 3
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


@pytest.mark.database
class TestIntegrity:
    def test_an_edition_without_warnings_keeps_all_rules(self, report, publisher):
        edition = published(report, publisher)

        edition.full_clean()
        assert list(publishing_faults()) == []

    def test_published_report_without_current_edition_is_found(self, report):
        Report.objects.update(status=Report.Status.PUBLISHED)

        assert "no current edition" in "".join(publishing_faults())

    def test_withdrawn_report_with_current_edition_is_found(self, report):
        an_edition(report=report)
        Report.objects.update(status=Report.Status.WITHDRAWN)

        assert "still has a current edition" in "".join(publishing_faults())


class TestReaders:
    def test_never_published_shows_its_draft(self, client, report):
        page = client.get(ADDRESS).content.decode()

        assert "Draft" in page
        assert "Edition" not in page

    def test_url_shows_the_edition_and_not_the_draft(self, client, report, publisher):
        published(report, publisher)
        before = {form: body(client, form) for form in ("/", ".json", ".pdf")}

        reworded(report)

        assert {form: body(client, form) for form in before} == before
        assert b"We are those who keep" in before["/"]
        assert b"Edition 1, published" in before["/"]

    def test_there_is_no_list_of_editions_before_the_first(self, client, report):
        assert client.get(f"{ADDRESS}editions/").status_code == 404

    @pytest.mark.long
    @pytest.mark.slow
    def test_a_changed_allocation_changes_drafts_and_no_edition(
        self, client, sample_data, publisher
    ):
        """Every draft about the money of 2016-17 changes; readers see no change."""
        reports = list(Report.objects.select_related("partnership__police_area"))
        for report in reports:
            published(report, publisher)
        readers = {one.path: forms(client, one) for one in reports}
        kept = contents()
        drafts = {one.path: frozen(build(one)) for one in reports}

        rows = Allocation.objects.filter(settlement__year=2016)
        row = rows.exclude(amount_gbp=None).first()
        row.amount_gbp += Decimal(100)
        row.save()

        changed = {
            one.path for one in reports if frozen(build(one)) != drafts[one.path]
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
