"""Following documents: feeds, emails that are confirmed and stopped, and erasure."""

import datetime as dt
import html
import xml.etree.ElementTree as ET

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from partnership.accounts import personal_data
from partnership.core.background import periodic
from partnership.core.models import AuditEntry, OutgoingEmail
from partnership.core.releases import services as releases
from reports.models import Announcement, Subscription, Withdrawal
from reports.publication import subscriptions, topics
from tests.builders import a_measure, a_report, a_user, an_edition
from tests.responses import link_in
from tests.signing_in import sign_in, user_with_roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_root")]
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ALL = topics.everything()


def follow(client, email="ana@example.org", at="/follow/"):
    return client.post(at, {"email": email})


def confirmed(email="ana@example.org", topic=ALL):
    return Subscription.objects.create(
        email=email, topic=topic.code, confirmed_at=timezone.now()
    )


def published(capture, **given):
    with capture(execute=True):
        return an_edition(**given)


def entries(client, url):
    response = client.get(url)
    assert response["Content-Type"].startswith("application/atom+xml"), url
    root = ET.fromstring(response.content)
    return [
        (one.find("a:title", ATOM).text, one.find("a:id", ATOM).text)
        for one in root.findall("a:entry", ATOM)
    ]


def test_nothing_is_sent_before_the_link_is_confirmed(
    client, django_capture_on_commit_callbacks
):
    page = follow(client).content.decode()
    published(django_capture_on_commit_callbacks)

    assert "Check your email" in page
    [message] = mail.outbox
    link = link_in(message, "/confirm/")
    # A program that opens the link confirms nothing.
    assert "Confirm" in client.get(link).content.decode()
    assert Subscription.objects.get().confirmed_at is None

    assert "You now follow" in client.post(link).content.decode()
    edition = published(django_capture_on_commit_callbacks)
    assert mail.outbox[-1].subject == f"Published: {edition.listing['title']}"
    assert f"/{edition.path}/" in mail.outbox[-1].body


def test_one_click_unsubscribes_and_deletes_the_address(
    client, django_capture_on_commit_callbacks
):
    confirmed()
    published(django_capture_on_commit_callbacks)
    headers = mail.outbox[-1].extra_headers

    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = headers["List-Unsubscribe"].strip("<>").split("//")[1].partition("/")[2]
    assert "Unsubscribe" in client.get(f"/{url}").content.decode()
    assert Subscription.objects.exists()
    stopped = client.post(f"/{url}", {"List-Unsubscribe": "One-Click"})
    assert "You have unsubscribed" in stopped.content.decode()
    assert not Subscription.objects.exists()
    assert client.get(f"/{url}").status_code == 200


def test_correction_and_withdrawal_say_what_and_why(
    client, django_capture_on_commit_callbacks
):
    report = a_report()
    published(django_capture_on_commit_callbacks, report=report, is_current=False)
    confirmed()
    published(
        django_capture_on_commit_callbacks,
        **{"report": report, "number": 2, "change_note": "A total."},
    )
    with django_capture_on_commit_callbacks(execute=True):
        Withdrawal.objects.create(
            report=report,
            reason="It names the wrong year.",
            withdrawn_at=timezone.now(),
            withdrawn_by=a_user(),
        )

    corrected, withdrawn = mail.outbox
    assert corrected.subject.startswith("Corrected: ")
    assert "What changed: A total." in corrected.body
    assert withdrawn.subject.startswith("Withdrawn: ")
    assert "It names the wrong year." in withdrawn.body


def test_each_address_gets_one_email_about_what_it_follows(
    django_capture_on_commit_callbacks,
):
    report = a_report()
    [of_document, of_partnership, of_type, _all] = topics.topics_of(
        topics.Listing(**an_edition(report=report, is_current=False).listing)
    )
    confirmed()
    confirmed(topic=of_document)
    confirmed("bo@example.org", topic=of_partnership)
    confirmed("cy@example.org", topic=of_type)
    confirmed("di@example.org", topic=topics.Topic("type", "something-else", "x"))

    published(django_capture_on_commit_callbacks, report=report, number=2)

    to = sorted(message.to[0] for message in mail.outbox)
    assert to == ["ana@example.org", "bo@example.org", "cy@example.org"]
    assert Announcement.objects.get(emailed_at__isnull=False).recipients == 3


def test_announcement_is_sent_once_even_if_the_process_stopped():
    confirmed()
    edition = an_edition()  # nothing runs on commit here, as if the process had stopped
    past = timezone.now() - dt.timedelta(minutes=2)
    Announcement.objects.update(created_at=past)

    periodic.enqueue_due_work()
    periodic.enqueue_due_work()
    subscriptions.email_announcement.call(edition.announcement.pk)

    assert len(mail.outbox) == 1


def test_emails_wait_to_be_tried_again_if_they_fail(
    settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "partnership.core.background.emails.QueuedEmailBackend"
    settings.EMAIL_DELIVERY_BACKEND = "no.such.Backend"
    confirmed()

    published(django_capture_on_commit_callbacks)

    row = OutgoingEmail.objects.get()
    assert (row.status, row.attempts) == ("waiting", 1)
    assert "List-Unsubscribe" in row.headers
    client_page = subscriptions.followers()
    assert client_page == [("All documents", 1, 0)]


def test_answer_is_the_same_whether_an_address_is_known(client):
    confirmed("known@example.org")

    pages = {
        follow(client, email).content.decode().replace(email, "X")
        for email in ["known@example.org", "unknown@example.org"]
    }

    assert len(pages) == 1
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects["known@example.org"].startswith("You already follow")
    assert subjects["unknown@example.org"].startswith("Confirm that you follow")


def test_requests_are_limited_for_an_address_and_for_a_visitor(client):
    for _ in range(8):
        assert follow(client).status_code == 200
    assert len(mail.outbox) == 5
    answers = {
        follow(client, f"{n}@example.org", "/follow/").status_code for n in range(30)
    }
    assert answers == {200, 429}


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b\r\nBcc: c@example.org", "x" * 300]
)
def test_wrong_address_is_refused_with_what_to_do(client, email):
    response = follow(client, email)

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not mail.outbox


def test_link_that_was_changed_does_not_work(client):
    row = confirmed()
    link = f"/follow/stop/{row.pk}:wrong/"

    assert client.post(link).status_code == 404
    follow(client, "eve@example.org")
    confirm = link_in(mail.outbox[0], "/confirm/")
    # A link to confirm is not one to stop.
    assert client.post(confirm.replace("confirm", "stop")).status_code == 404
    assert Subscription.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "at",
    [
        "type/nothing/",
        "partnership/nothing/",
        "document/a/b/",
        "elsewhere/x/",
        "all/x/",
    ],
)
def test_nothing_to_follow_is_not_found(client, at):
    assert client.get(f"/follow/{at}").status_code == 404
    assert client.get(f"/feeds/{at[:-1]}.atom").status_code == 404


def test_unconfirmed_address_is_deleted_after_seven_days():
    old = timezone.now() - dt.timedelta(days=8)
    Subscription.objects.create(email="old@example.org", topic="all:", asked_at=old)
    Subscription.objects.create(email="new@example.org", topic="all:")
    old_row = confirmed("yes@example.org")
    Subscription.objects.filter(pk=old_row.pk).update(asked_at=old)

    assert personal_data.delete_expired()["subscriptions"] == 1
    left = set(Subscription.objects.values_list("email", flat=True))
    assert left == {"new@example.org", "yes@example.org"}


def test_address_without_account_is_exported_and_erased(client, capsys):
    confirmed("ana@example.org")
    confirmed("bo@example.org")

    call_command("personal_data", "Ana@example.org", "--export")
    assert '"topic": "all:"' in capsys.readouterr().out
    call_command("personal_data", "ana@example.org", "--erase")
    assert Subscription.objects.get().email == "bo@example.org"
    entry = AuditEntry.objects.get(action="personal-data")
    assert "ana" not in entry.subject
    with pytest.raises(CommandError, match="Nothing is stored about"):
        call_command("personal_data", "ana@example.org", "--erase")

    sign_in(client, user_with_roles("admin"))
    page = client.post(
        reverse("staff:followers"), {"email": "bo@example.org"}, follow=True
    )
    assert "Everything about bo@example.org has been erased" in page.content.decode()
    assert not Subscription.objects.exists()


def test_erasing_an_account_erases_what_it_follows():
    user = a_user(email="ana@example.org")
    confirmed("ana@example.org")

    assert personal_data.export(user)["subscriptions"]
    personal_data.erase(user)

    assert not Subscription.objects.exists()


def test_feeds_have_editions_corrections_and_withdrawals(client, settings):
    settings.SHOW_DRAFTS = False
    report = a_report(period="2016-17")
    an_edition(report=report, is_current=False)
    second = an_edition(report=report, number=2, change_note="A total.")
    other = an_edition(
        published_at=dt.datetime(2018, 1, 1, tzinfo=dt.UTC), is_current=False
    )
    a_report(period="2018-19")  # a draft
    Withdrawal.objects.create(
        report=other.report,
        reason="Wrong year.",
        withdrawn_at=timezone.now(),
        withdrawn_by=a_user(),
    )

    everything = entries(client, "/feeds/all.atom")
    one = entries(client, f"/feeds/document/{second.path}.atom")
    kind = entries(client, f"/feeds/type/{second.listing['document_type']}.atom")

    assert everything[0][0] == f"Withdrawn: {other.listing['title']}"
    assert {title.partition(":")[0] for title, _id in everything} == {
        *("Withdrawn", "Corrected", "Published")
    }
    assert [title.partition(":")[0] for title, _id in one] == ["Corrected", "Published"]
    assert set(one) <= set(kind)
    assert len({guid for _title, guid in everything}) == 3
    assert (
        client.get("/feeds/all.atom").content == client.get("/feeds/all.atom").content
    )


def test_text_in_a_feed_is_text(client):
    note = "5 < 6 \x1b& <img src=x onerror=alert(1)>"
    path = an_edition(report=a_report(title="T\x1bwo"), number=2, change_note=note).path

    root = ET.fromstring(client.get(f"/feeds/document/{path}.atom").content)

    [summary] = root.iterfind("a:entry/a:summary", ATOM)
    assert summary.get("type") == "html"
    shown = html.unescape(summary.text)
    assert "<" not in summary.text
    assert shown == "What changed: 5 < 6 & <img src=x onerror=alert(1)>"


def test_partnership_can_be_followed_once_it_is_public(client, settings):
    settings.SHOW_DRAFTS = False
    report = a_report()
    code = report.partnership.code
    url = f"/follow/partnership/{code}/"
    assert client.get(url).status_code == 404

    releases.release("partnership", code, a_user())

    assert client.get(url).status_code == 200
    [(title, _id)] = entries(client, f"/feeds/partnership/{code}.atom")
    assert title == f"Published: {report.partnership.name} (partnership)"
    assert url in client.get(f"/partnerships/{code}/").content.decode()


def test_feed_has_figures_published_without_a_document(client, settings):
    settings.SHOW_DRAFTS = False
    measure, user = a_measure(name="Burglary"), a_user()
    releases.release("measure", measure.code, user, source="A document, edition 1")
    assert entries(client, "/feeds/all.atom") == []

    for name in ["Burglary", "All burglary"]:
        type(measure).objects.filter(pk=measure.pk).update(name=name, unit="£")
        releases.release("measure", measure.code, user)
    titles = [title for title, _id in entries(client, "/feeds/all.atom")]
    assert titles == ["Updated: All burglary (measure)", "Updated: Burglary (measure)"]

    releases.withdraw("measure", measure.code, user, "Wrong year.")
    [(title, _id)] = entries(client, "/feeds/all.atom")
    assert title == "Withdrawn: All burglary (measure)"


def test_figures_published_without_a_document_are_emailed_together(client):
    measure, user = a_measure(name="Burglary", unit="£"), a_user()
    code = a_report().partnership.code
    releases.release("partnership", code, user, source="A document, edition 1")
    confirmed()
    confirmed(topic=topics.topic("partnership", code))
    confirmed("bo@example.org", topic=topics.Topic("type", "something-else", "x"))
    releases.release("measure", measure.code, user)
    releases.release("measure", a_measure(name="Theft").code, user)
    releases.withdraw("measure", measure.code, user, "Counted twice.")
    releases.withdraw("partnership", code, user, "Two of them.")
    periodic.enqueue_due_work()
    assert mail.outbox == []
    sign_in(client, user_with_roles("admin"))
    page = client.get(reverse("staff:followers")).content.decode()
    assert "due within an hour" in page and "background worker" not in page

    Announcement.objects.update(created_at=timezone.now() - dt.timedelta(hours=2))
    page = client.get(reverse("staff:followers")).content.decode()
    assert "waiting for the background worker" in page
    periodic.enqueue_due_work()
    periodic.enqueue_due_work()

    of_all, of_partnership = sorted(mail.outbox, key=lambda one: one.subject)
    assert [one.to for one in mail.outbox] == [["ana@example.org"]] * 2
    assert of_partnership.subject.startswith("Withdrawn: ")
    assert of_partnership.body.count("Withdrawn: ") == 1
    assert "Published: Theft (measure)" in of_all.body
    assert "Withdrawn: Burglary (measure)\nReason: Counted twice." in of_all.body
    assert "Published: Burglary" not in of_all.body
    assert of_all.body.count("Withdrawn: ") == 1
    counts = Announcement.objects.values_list("release__kind", "recipients")
    assert set(counts) == {("measure", 1), ("partnership", 1)}


def test_figures_corrected_within_the_hour_are_in_the_email_once(
    django_assert_num_queries,
):
    user, measures = a_user(), [a_measure(unit="£") for _ in range(4)]
    for unit in ("£", "%"):
        for measure in measures:
            type(measure).objects.filter(pk=measure.pk).update(unit=unit)
            releases.release("measure", measure.code, user)
    for reason in ("Wrong year.", "Wrong area."):
        releases.withdraw("measure", measures[0].code, user, reason)
        releases.release("measure", measures[0].code, user)
    confirmed()

    # What waits, the figures, the followers, our name and the result, in a savepoint.
    with django_assert_num_queries(7):
        subscriptions.email_figures.call()

    [message] = mail.outbox
    assert message.subject.startswith("4 pages of figures")
    assert all(message.body.count(measure.name) == 1 for measure in measures)
    counts = Announcement.objects.values_list("release__is_current", "recipients")
    assert set(counts) == {(True, 1), (False, 0)}


def test_database_refuses_a_second_row_and_an_announcement_of_nothing():
    confirmed()
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="subscription_once_for_each_topic|UNIQUE"),
    ):
        confirmed()
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="announcement_of_one_thing"),
    ):
        Announcement.objects.create()
