"""A document from its draft to its withdrawal, in a browser."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from partnership.core.background import periodic
from partnership.core.releases import services
from reports.models import Edition, Passage, Reviewer, ScheduledPublication
from tests import signing_in
from tests.journeys.site import TURN, main
from tests.journeys.test_browser import at_every_width
from tests.reports.publishing_help import fake_pdfs, replace_checks
from tests.responses import link_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = "/community-safety-agreement/2016-17/"


@pytest.fixture
def publisher(site):
    return signing_in.user_with_roles(
        "publisher", email="pat@example.org", name="Pat Example"
    )


@pytest.fixture
def member(site):
    return signing_in.user_with_roles(
        "member", email="mel@example.org", name="Mel Example"
    )


def accessible(page):
    assert list(at_every_width(page, page.url)) == []


@pytest.mark.long
def test_draft_is_reviewed_published_corrected_and_withdrawn(
    window, site, report, officer, publisher, member, monkeypatch, media_root
):
    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)
    review = reverse("documents:review", args=[report.pk])
    publish = reverse("documents:publish", args=[report.pk])

    # Shared with a publisher, a member and someone without an account.
    desk = window(officer, review)
    for user in (publisher, member):
        desk.select_option("#id_user", str(user.pk))
        desk.click("button:text-is('Share and email')")
        assert f"We have emailed {user}" in main(desk)
    desk.fill("#id_name", "Lee Example")
    desk.fill("#id_email", "lee@example.org")
    desk.click("button:text-is('Email a link')")
    accessible(desk)
    with TURN:
        to = {message.to[0]: link_in(message) for message in mail.outbox}
    assert set(to) == {"pat@example.org", "mel@example.org", "lee@example.org"}

    # Commented.
    reader = window(member, to["mel@example.org"])
    assert "Approve draft" not in main(reader)
    reader.click("summary:has-text('Comment on Foreword')")
    reader.fill("#comment-foreword-quote", "close to home")
    reader.fill("#comment-foreword-body", "Say where.")
    reader.click("details[open] button:text-is('Add comment')")
    assert "Say where." in main(reader)
    accessible(reader)
    guest = window(member, to["lee@example.org"])
    assert "Shared with Lee Example" in main(guest)
    accessible(guest)

    # Changes requested, then approved.
    judge = window(publisher, to["pat@example.org"])
    judge.fill("#id_reason", "Deal with the comment")
    judge.click("button:text-is('Request changes')")
    assert "You have requested changes" in main(judge)
    desk.goto(site + review)
    assert "Deal with the comment" in main(desk)
    desk.click("button:has-text('Resolve')")
    desk.goto(site + publish)
    desk.click("button:text-is('Submit for review')")
    judge.goto(site + to["pat@example.org"])
    judge.click("button:text-is('Approve draft')")
    assert "You have approved this draft" in main(judge)

    # Published at a set time.
    judge.goto(site + publish)
    judge.click("summary:has-text('Schedule publication')")
    accessible(judge)
    day = timezone.localdate() + dt.timedelta(days=1)
    for part in ("day", "month", "year"):
        judge.fill(f"#id_date_{part}", str(getattr(day, part)))
    judge.fill("#id_time", "9:30am")
    judge.click("button:text-is('Schedule')")
    assert "Mel Example" not in main(judge)
    assert "Lee Example has not answered" in main(judge)
    accessible(judge)
    judge.click("button:text-is('Schedule publication')")
    assert "This will be published on" in main(judge)
    with TURN:
        assert not Edition.objects.exists()
        past = timezone.now() - dt.timedelta(minutes=1)
        ScheduledPublication.objects.update(publish_at=past)
        periodic.enqueue_due_work()
        edition = Edition.objects.get()
    judge.goto(site + PAGE)
    assert "Edition 1, published" in main(judge)

    # Corrected: the changes are listed and the note is drafted from them.
    with TURN:
        passage = Passage.objects.get(report=report, key="foreword.text")
        passage.body = "<p>We have other words now.</p>"
        passage.save()
    judge.goto(site + reverse("documents:differing_editions"))
    judge.click("a.name")
    assert "We have other words now." in main(judge)
    accessible(judge)
    judge.goto(site + publish)
    assert "is now" in judge.input_value("#id_change_note")
    judge.fill("#id_change_note", "The foreword.")
    judge.click("button:text-is('Publish a new edition')")
    judge.click("button:text-is('Publish edition 2')")
    assert "Edition 2 published." in main(judge)
    judge.goto(f"{site}{PAGE}edition/1/")
    assert "Superseded by edition 2 on" in main(judge)
    accessible(judge)
    judge.goto(f"{site}{PAGE}editions/")
    judge.click("summary:has-text('Check the files of edition 1')")
    accessible(judge)

    # A reader checks a file.
    with TURN, edition.pdf.open("rb") as stored:
        content = stored.read()
    judge.goto(site + reverse("reports:verify"))
    file = {"name": "mine.pdf", "mimeType": "application/pdf", "buffer": content}
    judge.set_input_files("#file", file)
    judge.click("button:text-is('Check')")
    assert "This is the PDF file of edition 1" in main(judge)
    accessible(judge)

    # Withdrawn.
    judge.goto(site + publish)
    judge.click("summary:has-text('Withdraw this document')")
    judge.fill("#id_why", "It names the wrong year")
    judge.click("button:text-is('Withdraw document')")
    assert "What the public will no longer see" in main(judge)
    accessible(judge)
    judge.click("button:text-is('Withdraw document')")
    judge.goto(site + PAGE)
    assert "This document was withdrawn on" in main(judge)
    assert "It names the wrong year" in main(judge)
    accessible(judge)
    judge.goto(f"{site}{PAGE}edition/1/")
    assert "This document was withdrawn on" in main(judge)
    accessible(judge)
    with TURN:
        assert Reviewer.objects.count() == 3


@pytest.mark.long
def test_page_of_withdrawn_figures_is_accessible(window, site, officer, settings):
    settings.SHOW_DRAFTS = False
    with TURN:
        services.release("measure", "all-crime", officer)
        services.withdraw("measure", "all-crime", officer, "Counted twice.")

    page = window(officer, "/measures/all-crime/")

    assert "Counted twice." in main(page)
    accessible(page)


@pytest.mark.long
def test_pages_of_background_work_are_accessible(window, site):
    from tests.builders import a_job

    admin = signing_in.user_with_roles(
        "admin", email="ada@example.org", name="Ada Example"
    )
    with TURN:
        waiting = a_job(started_by=admin, title="Draft PDF: an agreement")
        failed = a_job(started_by=admin, status="failed", message="Shorten the table")
    page = window(admin, waiting.get_absolute_url())
    for address in [
        waiting.get_absolute_url(),
        failed.get_absolute_url(),
        reverse("background:work"),
        reverse("partnership:audit_log"),
        reverse("partnership:privacy"),
        reverse("partnership:accessibility"),
        reverse("reports:shared"),
    ]:
        page.goto(site + address)
        accessible(page)
