"""Review of drafts by named people, links for others, and publication at a time."""

import datetime as dt
import re
from unittest.mock import Mock

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partnership.accounts import personal_data
from partnership.accounts import services as accounts
from partnership.core.background import jobs, periodic
from reports.models import (
    Edition,
    Passage,
    Report,
    ReviewComment,
    Reviewer,
    ScheduledPublication,
)
from reports.publication import publish as publishing
from reports.publication import publish_job, review
from tests.builders import a_reviewer, a_user
from tests.reports.publishing_help import an_error, replace_checks
from tests.responses import link_in, text
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root", "no_issues")]
WORDS = "We are those who keep"


def user_with(role, **given):
    user = a_user(**given)
    accounts.give_roles(user, [role])
    return user


@pytest.fixture
def officer():
    return user_with("officer", name="Olu Example")


@pytest.fixture
def publisher():
    return user_with("publisher", name="Pat Example")


def at(report, name="review"):
    return reverse(f"documents:{name}", args=[report.pk])


def shared(row):
    return reverse("reports:shared_draft", args=[row.pk])


class TestSharing:
    def test_reviewer_gets_an_email(self, client, report, officer, publisher):
        client.force_login(officer)

        client.post(at(report), {"do": "share", "user": publisher.pk})

        row = Reviewer.objects.get()
        [message] = mail.outbox
        assert message.to == [publisher.email]
        assert link_in(message) == shared(row)
        assert "approve it or request changes" in message.body
        assert Report.objects.get(pk=report.pk).status == Report.Status.IN_REVIEW

    def test_member_reads_and_comments_but_does_not_decide(
        self, client, report, officer
    ):
        member = user_with("member", name="Mel Example")
        row = review.invite_user(report, member, officer)
        client.force_login(member)

        page = text(client.get(shared(row)))
        assert WORDS in page
        assert "Approve draft" not in page
        assert shared(row) in text(client.get(reverse("reports:shared")))
        assert client.post(shared(row), {"do": "approve"}).status_code == 422
        assert Report.objects.get(pk=report.pk).status == Report.Status.DRAFT

        given = {"do": "comment", "section": "introduction", "body": "Say why"}
        page = client.post(shared(row), given | {"quote": WORDS}, follow=True)
        assert text(page).count("Comment added.") == 1
        comment = ReviewComment.objects.get()
        assert (comment.author_name, comment.quote) == ("Mel Example", WORDS)
        assert "Say why" in text(client.get(shared(row)))
        assert client.get(at(report)).status_code == 403

    def test_member_sees_no_other_draft(self, client, report):
        member = user_with("member")
        row = a_reviewer(report=report)
        client.force_login(member)

        assert client.get(shared(row)).status_code == 404
        assert client.post(shared(row), {"do": "approve"}).status_code == 404

    def test_removed_reviewer_no_longer_reads_it(self, client, report, officer):
        member = user_with("member")
        row = review.invite_user(report, member, officer)
        client.force_login(officer)
        client.post(at(report), {"do": "remove", "row": row.pk})

        client.force_login(member)
        assert client.get(shared(row)).status_code == 404

    def test_reviewer_user_once(self, report, officer):
        member = user_with("member")
        review.invite_user(report, member, officer)

        with pytest.raises(review.ReviewError, match="can already read this draft"):
            review.invite_user(report, member, officer)
        with pytest.raises(IntegrityError, match="reviewer_user_once|UNIQUE"):
            with transaction.atomic():
                a_reviewer(report=report, user=member)

    @pytest.mark.parametrize("user", ["", "0", "x", "9" * 40])
    def test_wrong_user_is_refused(self, client, report, officer, user):
        client.force_login(officer)

        page = client.post(at(report), {"do": "share", "user": user})

        assert page.status_code == 422
        assert "Select a user" in text(page)

    @pytest.mark.parametrize("row", ["", "x", "\x00", "9" * 40, "١"])
    def test_wrong_row_is_not_found(self, client, report, officer, row):
        client.force_login(officer)

        for action in ["remove", "resolve"]:
            answer = client.post(at(report), {"do": action, "row": row})
            assert answer.status_code == 404


class TestLinks:
    @pytest.fixture
    def link(self, client, report, officer):
        client.force_login(officer)
        given = {"do": "link", "name": "Lee Example", "email": "lee@example.org"}
        client.post(at(report), given)
        client.logout()
        return link_in(mail.outbox[-1])

    def test_link_opens_one_draft_without_an_account(self, client, link):
        page = client.get(link)

        assert WORDS in text(page)
        assert page["X-Robots-Tag"] == "noindex"
        assert "no-store" in page["Cache-Control"]
        assert "for you only" in mail.outbox[-1].body

    def test_link_comments_but_does_not_decide(self, client, report, link):
        client.post(link, {"do": "comment", "section": "introduction", "body": "Good"})

        assert ReviewComment.objects.get().author_name == "Lee Example"
        assert "Approve draft" not in text(client.get(link))
        for action in ["approve", "request-changes"]:
            assert client.post(link, {"do": action, "reason": "x"}).status_code == 422

    def test_personal_data_of_a_link_are_exported_and_erased(self, client, link):
        client.post(link, {"do": "comment", "section": "introduction", "body": "Good"})

        data = str(personal_data.export_address("LEE@example.org"))
        assert "Lee Example" in data and "Good" in data
        personal_data.erase_address("LEE@example.org")

        assert personal_data.export_address("lee@example.org") == {}
        assert ReviewComment.objects.get().author_name == "A reviewer"

    def test_token_is_not_stored(self, link):
        token = link.rstrip("/").rpartition("/")[2]

        row = Reviewer.objects.get()
        assert token not in str(vars(row))
        assert row.token_sha256 == review.hash_token(token)

    def test_expired_link_says_so(self, client, link):
        Reviewer.objects.update(expires_at=timezone.now())

        page = client.get(link)

        assert page.status_code == 404
        assert "This link does not work" in text(page) and WORDS not in text(page)

    def test_guessed_and_odd_tokens_open_nothing(self, client, report):
        a_reviewer(report=report)  # has no token
        for token in ["x", "%00", "é", "a" * 3000]:
            assert client.get(f"/shared/link/{token}/").status_code == 404

    def test_second_link_for_an_address_is_refused(self, client, report, officer, link):
        client.force_login(officer)

        again = {"do": "link", "name": "Lee", "email": "LEE@example.org"}
        assert "already has a link" in text(client.post(at(report), again))
        known = again | {"email": officer.email.upper()}
        assert "has an account" in text(client.post(at(report), known))

    def test_comment_needs_words_and_a_section(self, client, link):
        for given in [
            {"body": " ", "section": "introduction"},
            {"body": "x"},
            {"body": "x", "section": "\x00"},
            {"body": "x" * 6000, "section": "introduction"},
        ]:
            page = client.post(link, {"do": "comment", **given})
            assert page.status_code == 422
        assert "There is a problem" in text(page)
        assert not ReviewComment.objects.exists()

    @pytest.mark.parametrize(
        ("quote", "is_printed"),
        [("we are,  THOSE who", True), ("who keep £", True), ("who gave", False)],
    )
    def test_quote_must_be_in_the_draft(self, client, link, quote, is_printed):
        given = {"do": "comment", "section": "introduction", "body": "Say who"}

        page = client.post(link, given | {"quote": quote}, follow=True)

        assert ReviewComment.objects.exists() == is_printed
        assert "Say who" in text(page)
        assert ("must be in the draft" in text(page)) != is_printed


class TestDecisions:
    @pytest.fixture
    def reviewer(self, report, officer, publisher):
        return review.invite_user(report, publisher, officer)

    def test_approval_has_a_name(self, client, report, publisher, officer, reviewer):
        client.force_login(publisher)
        assert "Approve draft" in text(client.get(shared(reviewer)))
        page = text(client.get(at(report, "publish")))
        assert "Waiting for Pat Example" in page and "Approved by" not in page

        draft = client.get(shared(reviewer)).context["draft_sha256"]
        client.post(shared(reviewer), {"do": "approve", "draft_sha256": draft})

        assert mail.outbox[-1].to == [officer.email]
        assert "has approved" in mail.outbox[-1].subject
        assert report.history.first().history_change_reason == "Approved"
        page = text(client.get(at(report, "publish")))
        assert "Approved by Pat Example" in page
        assert "Waiting for" not in page
        assert "Approved" in text(client.get(at(report)))

    def test_reviewer_is_led_to_the_draft(
        self, client, report, publisher, officer, reviewer
    ):
        pages = [
            reverse("staff:dashboard"),
            reverse("staff:my_work"),
            at(report, "publish"),
            at(report),
            reverse("editor:section", args=[report.pk, "introduction"]),
        ]
        client.force_login(publisher)
        for page in pages:
            assert shared(reviewer) in text(client.get(page))
        review.approve(reviewer, review.draft_hash(report))
        for page in pages:
            assert shared(reviewer) not in text(client.get(page))

    def test_nobody_approves_what_they_submitted(
        self, client, report, officer, publisher, reviewer
    ):
        publishing.request_changes(report, officer, "Too long")
        review.submit(report, publisher)

        assert not review.waiting_for(publisher)
        with pytest.raises(review.ReviewError, match="someone else must approve it"):
            review.approve(reviewer, review.draft_hash(report))
        client.force_login(publisher)
        page = text(client.get(shared(reviewer)))
        assert "Approve draft" not in page and "someone else must approve it" in page
        publishing.request_changes(report, officer, "Too long")
        review.submit(report, officer)
        assert mail.outbox[-1].to == [publisher.email]
        review.approve(reviewer, review.draft_hash(report))

    def test_approval_is_of_one_draft(self, client, report, publisher, reviewer):
        review.approve(reviewer, review.draft_hash(report))
        client.force_login(publisher)
        assert "changed since it was approved" not in text(client.get(at(report)))

        row = Passage.objects.get(report=report, key="introduction.what")
        row.body = "<p>We are others now.</p>"
        row.save()

        assert "changed since it was approved" in text(client.get(at(report)))

    def test_draft_that_changed_meanwhile_is_not_approved(
        self, client, report, publisher, reviewer
    ):
        client.force_login(publisher)
        page = text(client.get(shared(reviewer)))
        draft = re.search(r'name="draft_sha256" value="(\w+)"', page)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")

        posted = {"do": "approve", "draft_sha256": draft[1] if draft else ""}
        answer = client.post(shared(reviewer), posted)

        assert answer.status_code == 422
        assert "has changed since you opened it" in text(answer)
        reviewer.refresh_from_db()
        assert not reviewer.decision

    def test_comment_on_a_draft_with_errors_is_shown(self, client, report, reviewer):
        client.force_login(reviewer.user)
        Passage.objects.filter(key="introduction.what").update(body="<p>[=x]</p>")

        given = {"do": "comment", "section": "introduction", "body": "A long comment"}
        answer = client.post(shared(reviewer), given)

        assert answer.status_code == 409
        assert "A long comment" in text(answer)

    def test_changes_are_requested_with_a_reason(
        self, client, report, publisher, officer, reviewer
    ):
        client.force_login(publisher)
        page = client.post(shared(reviewer), {"do": "request-changes", "reason": " "})
        assert "Enter what needs to change" in text(page)

        client.post(shared(reviewer), {"do": "request-changes", "reason": "Too long"})

        assert Report.objects.get(pk=report.pk).status == Report.Status.DRAFT
        assert "Too long" in mail.outbox[-1].body
        assert mail.outbox[-1].to == [officer.email]
        assert "Too long" in text(client.get(at(report)))

    def test_user_who_lost_the_role_does_not_decide(self, publisher, reviewer):
        accounts.give_roles(publisher, ["reader"])
        row = Reviewer.objects.get(pk=reviewer.pk)

        with pytest.raises(review.ReviewError, match="not approve"):
            review.approve(row, "")

    def test_reply_is_shown_with_its_comment(self, client, report, officer, reviewer):
        row = review.comment(reviewer, "introduction", "Say why")
        client.force_login(officer)
        given = {"do": "reply", "row": row.pk, "reply": " "}
        assert "Enter a reply" in text(client.post(at(report), given))

        client.post(at(report), given | {"reply": "Because of the budget"})

        words = "Reply from Olu Example: Because of the budget"
        assert words in text(client.get(at(report)))
        client.force_login(reviewer.user)
        assert words in text(client.get(shared(reviewer)))

    def test_comment_is_resolved(self, client, report, officer, reviewer):
        row = review.comment(reviewer, "introduction", "Say why")
        client.force_login(officer)
        assert "Comments to deal with (1)" in text(client.get(at(report)))

        client.post(at(report), {"do": "resolve", "row": row.pk})

        page = text(client.get(at(report)))
        assert "Comments to deal with (0)" in page and "Resolved comments (1)" in page


class TestScheduling:
    def when(self, **delta):
        return timezone.now() + dt.timedelta(**delta)

    def form(self, moment, **given):
        local = timezone.localtime(moment)
        return {
            "do": "schedule",
            "confirmed": "1",
            "date_day": local.day,
            "date_month": local.month,
            "date_year": local.year,
            "time": f"{local:%H:%M}",
            **given,
        }

    def due(self):
        """The time has come."""
        past = timezone.now() - dt.timedelta(seconds=1)
        ScheduledPublication.objects.filter(status="waiting").update(publish_at=past)
        periodic.enqueue_due_work()

    def test_document_is_published_at_its_time(self, client, report, publisher):
        sign_in(client, publisher)

        client.post(at(report, "publish"), self.form(self.when(days=2)))
        periodic.enqueue_due_work()

        assert not Edition.objects.exists()
        page = text(client.get(at(report, "publish")))
        assert "This will be published on" in page
        self.due()
        edition = Edition.objects.get()
        assert edition.published_by == publisher
        assert mail.outbox[-1].subject.startswith("Published: ")
        self.due()
        assert Edition.objects.count() == 1 and len(mail.outbox) == 1

    def test_issues_at_that_time_stop_it(self, client, report, publisher, monkeypatch):
        publish_job.schedule(report, publisher, self.when(days=1), "")
        replace_checks(monkeypatch, an_error())

        self.due()

        assert not Edition.objects.exists()
        assert "1 error to fix" in mail.outbox[-1].body
        sign_in(client, publisher)
        assert "This was not published on" in text(client.get(at(report, "publish")))

    def test_user_who_lost_the_role_publishes_nothing(self, report, publisher):
        publish_job.schedule(report, publisher, self.when(days=1), "")
        accounts.give_roles(publisher, ["officer"])

        self.due()

        assert not Edition.objects.exists()
        assert "no longer a publisher" in ScheduledPublication.objects.get().message

    def test_it_can_be_cancelled(self, client, report, publisher):
        publish_job.schedule(report, publisher, self.when(days=1), "")
        sign_in(client, publisher)

        client.post(at(report, "publish"), {"do": "cancel"})
        self.due()

        assert not Edition.objects.exists()

    @pytest.mark.parametrize("act", [publish_job.start, publishing.withdraw])
    def test_withdrawing_or_publishing_by_hand_cancels_it(self, report, publisher, act):
        publishing.publish(report, publisher)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")
        publish_job.schedule(report, publisher, self.when(days=1), "Who we are.")

        act(report, publisher, "It names a person.")
        Passage.objects.filter(key="introduction.what").update(body="<p>Half a</p>")
        before = Edition.objects.count()
        self.due()

        assert Edition.objects.count() == before
        assert report.schedule.get().status == "cancelled"

    def test_second_change_note_is_refused_while_publishing(
        self, report, publisher, monkeypatch
    ):
        monkeypatch.setattr(jobs, "run_job", Mock())
        job = publish_job.start(report, publisher, "Mine")

        assert publish_job.start(report, publisher, "Mine") == job
        with pytest.raises(publishing.InvalidTransition, match="Someone else"):
            publish_job.start(report, publisher, "Another")

    def test_unexpected_error_is_emailed_once(self, report, publisher, monkeypatch):
        publish_job.schedule(report, publisher, self.when(days=1), "")

        def fail(*args):
            raise OSError

        monkeypatch.setattr(publishing, "_render", fail)
        self.due()
        self.due()

        assert "Something went wrong" in mail.outbox[-1].body
        assert len(mail.outbox) == 1

    def test_document_withdrawn_meanwhile_stays_withdrawn(
        self, report, publisher, monkeypatch
    ):
        publishing.publish(report, publisher)
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")
        render = publishing._render

        def withdraw_first(document):
            publishing.withdraw(report, publisher, "It names a person.")
            return render(document)

        monkeypatch.setattr(publishing, "_render", withdraw_first)

        with pytest.raises(publishing.InvalidTransition, match="withdrew"):
            publishing.publish(report, publisher, "Who we are.")

    def test_officer_does_not_schedule(self, client, report, officer):
        client.force_login(officer)

        answer = client.post(at(report, "publish"), self.form(self.when(days=1)))

        assert answer.status_code == 403

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"date_day": "31", "date_month": "2"}, "date"),
            ({"time": "25:00"}, "Time must be a real time"),
            ({"time": ""}, "Enter a time"),
            ({"time": "\x00"}, "ime"),
            ({"date_year": "2016"}, "must be in the future"),
        ],
    )
    def test_error_for_a_bad_time_says_what_to_do(
        self, client, report, publisher, given, message
    ):
        sign_in(client, publisher)

        page = client.post(at(report, "publish"), self.form(self.when(days=1)) | given)

        assert page.status_code == 422
        assert message in text(page)
        assert not ScheduledPublication.objects.exists()

    @pytest.mark.parametrize(
        ("written", "time"),
        [("9am", "09:00"), ("9.30 pm", "21:30"), ("12am", "00:00"), ("14:05", "14:05")],
    )
    def test_times_as_people_write_them(self, written, time):
        from reports.staff.publish_forms import TimeOfDayField

        assert f"{TimeOfDayField().clean(written):%H:%M}" == time

    def test_scheduledpublication_one_waiting(self, report, publisher):
        publish_job.schedule(report, publisher, self.when(days=1), "")

        with pytest.raises(ValueError, match="A time to publish is already set"):
            publish_job.schedule(report, publisher, self.when(days=1), "")
        with pytest.raises(
            IntegrityError, match="scheduledpublication_one_waiting|UNIQUE"
        ):
            ScheduledPublication.objects.create(
                report=report, publish_at=self.when(), scheduled_by=publisher
            )

    def test_correction_needs_a_change_note(self, report, publisher):
        publishing.publish(report, publisher)
        with pytest.raises(ValueError, match="same as the current edition"):
            publish_job.schedule(report, publisher, self.when(days=1), "")
        Passage.objects.filter(key="introduction.what").update(body="<p>Others.</p>")

        with pytest.raises(ValueError, match="Enter a change note"):
            publish_job.schedule(report, publisher, self.when(days=1), " ")
        publish_job.schedule(report, publisher, self.when(days=1), "Who we are.")
        self.due()

        assert report.editions.get(is_current=True).change_note == "Who we are."
