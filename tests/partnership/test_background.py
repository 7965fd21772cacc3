"""Background work: jobs, emails that are tried again, and workers that stop."""

import datetime as dt

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from partnership.accounts import services
from partnership.core.background import emails, jobs, periodic, workers
from partnership.core.models import BackgroundJob, OutgoingEmail, WorkerHeartbeat
from tests import builders

pytestmark = pytest.mark.django_db

Status = BackgroundJob.Status


@jobs.job("count-up")
def counting_job(progress, *, to, url="/done/"):
    for number in range(1, to + 1):
        progress.update(number, to, "Counting")
    return jobs.JobResult(url)


@jobs.job("give-up")
def failing_job(progress, *, message=""):
    if message:
        raise jobs.JobFailed(message)
    raise RuntimeError("an internal matter")


def start(kind="count-up", key="count", user=None, **arguments):
    return jobs.start(kind, key=key, title="Count to 3", user=user, **arguments)


@pytest.fixture
def delivery(settings):
    """Emails go through the queue, and are delivered to `mail.outbox`."""
    settings.EMAIL_BACKEND = "partnership.core.background.emails.QueuedEmailBackend"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return settings


def test_job_gives_its_result():
    job = start(to=3)

    assert (job.status, job.result_url) == (Status.SUCCEEDED, "/done/")
    assert (job.done, job.total, job.step) == (1, 3, "Counting")


def test_job_that_fails_says_what_to_do():
    job = start("give-up", message="Shorten the table")

    assert (job.status, job.message) == (Status.FAILED, "Shorten the table")


def test_unexpected_error_is_logged_and_not_shown(caplog):
    job = start("give-up")

    assert job.message == jobs.UNEXPECTED
    assert "an internal matter" in caplog.text


def test_one_job_for_a_key_at_a_time():
    running = builders.a_job(key="count")

    assert start(to=3) == running
    assert start(key="another", to=3) != running


def test_job_waits_for_the_worker(database_worker):
    job = start(to=3)
    assert job.status == Status.WAITING

    # Threads of the worker would use the connection of this test's transaction.
    run_waiting_tasks()

    job.refresh_from_db()
    assert job.status == Status.SUCCEEDED


def run_waiting_tasks():
    for row in DBTaskResult.objects.ready():
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def test_repeated_run_of_a_finished_job_does_nothing():
    job = start(to=3)
    BackgroundJob.objects.filter(pk=job.pk).update(result_url="/first/")

    jobs.run_job.enqueue(str(job.pk))

    job.refresh_from_db()
    assert job.result_url == "/first/"


def page(job):
    return reverse("background:job", args=[job.pk])


def test_page_shows_progress(client):
    user = builders.a_user()
    job = builders.a_job(started_by=user, step="Checking rows", done=1200, total=5000)
    client.force_login(user)

    answer = client.get(page(job), headers={"Accept": "application/json"}).json()

    assert answer["text"] == "Checking rows: 1,200 of 5,000"
    assert not answer["is_finished"]
    assertContains(client.get(page(job)), job.title)


def test_page_opens_the_result(client):
    user = builders.a_user()
    client.force_login(user)

    found = client.get(page(start(user=user, to=3)))

    assertRedirects(found, "/done/", fetch_redirect_response=False)


def test_page_shows_why_it_failed(client):
    user = builders.a_user()
    client.force_login(user)
    job = start("give-up", user=user, message="Shorten <the> table")

    assertContains(client.get(page(job)), "Shorten &lt;the&gt; table")


def test_page_says_that_no_worker_runs(client, database_worker):
    user = builders.a_user()
    client.force_login(user)
    job = builders.a_job(started_by=user)

    assertContains(client.get(page(job)), 'data-no-worker role="status">')
    workers.record_heartbeat("worker")
    assertContains(client.get(page(job)), 'data-no-worker role="status" hidden>')


def test_page_is_for_the_user_who_started_it(client):
    job = builders.a_job(started_by=builders.a_user())

    client.force_login(builders.a_user())

    assert client.get(page(job)).status_code == 404


def test_sent_email_keeps_no_text(delivery, django_capture_on_commit_callbacks):
    message = EmailMultiAlternatives("Hello", "Secret", "a@example.org", ["b@x.org"])
    message.attach_alternative("<p>Secret</p>", "text/html")

    with django_capture_on_commit_callbacks(execute=True):
        message.send()

    row = OutgoingEmail.objects.get()
    assert (row.status, row.body, row.html) == ("sent", "", "")
    [sent] = mail.outbox
    assert (sent.body, sent.to) == ("Secret", ["b@x.org"])
    assert sent.alternatives[0][0] == "<p>Secret</p>"


def test_failed_email_is_tried_again(delivery, django_capture_on_commit_callbacks):
    delivery.EMAIL_DELIVERY_BACKEND = f"{__name__}.BrokenBackend"
    with django_capture_on_commit_callbacks(execute=True):
        EmailMessage("Hello", "Text", "a@example.org", ["b@x.org"]).send()

    row = OutgoingEmail.objects.get()
    assert (row.status, row.attempts) == ("waiting", 1)
    assert "No route to host" in row.error
    assert row.next_attempt_at > timezone.now()

    # The next attempt, a minute later, works.
    delivery.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    past = timezone.now() - dt.timedelta(minutes=2)
    OutgoingEmail.objects.update(next_attempt_at=past, created_at=past)
    periodic.enqueue_due_work()
    row.refresh_from_db()
    assert (row.status, row.error, len(mail.outbox)) == ("sent", "", 1)


class BrokenBackend:
    """An email server that cannot be reached."""

    def __init__(self, **options):
        pass

    def send_messages(self, email_messages):
        raise OSError("No route to host")


def test_email_that_keeps_failing_waits_for_an_administrator(
    client, delivery, django_capture_on_commit_callbacks
):
    delivery.EMAIL_DELIVERY_BACKEND = f"{__name__}.BrokenBackend"
    row = emails.store(EmailMessage("Hello", "Text", "a@example.org", ["b@x.org"]))
    for _ in range(len(emails.WAIT_MINUTES) + 1):
        OutgoingEmail.objects.update(next_attempt_at=timezone.now())
        emails.send_email.enqueue(row.pk)
    row.refresh_from_db()
    assert row.status == "failed"

    admin = builders.a_user()
    services.give_roles(admin, ["admin"])
    client.force_login(admin)
    builders.a_home_partnership()
    assertContains(client.get(reverse("staff:dashboard")), "1 email not sent")
    assertContains(client.get(reverse("background:work")), "No route to host")

    delivery.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("background:work"), {"email": "all"})
    assert len(mail.outbox) == 1
    assertNotContains(client.get(reverse("staff:dashboard")), "not sent")


@pytest.mark.parametrize("value", ["", "x", "9" * 30, "-1", "\x00"])
def test_odd_choice_of_email_is_refused(client, value):
    admin = builders.a_user()
    services.give_roles(admin, ["admin"])
    client.force_login(admin)

    answer = client.post(reverse("background:work"), {"email": value})

    assertRedirects(answer, reverse("background:work"))


def test_email_is_sent_once(delivery):
    row = emails.store(EmailMessage("Hello", "Text", "a@example.org", ["b@x.org"]))
    OutgoingEmail.objects.update(
        next_attempt_at=timezone.now() - dt.timedelta(seconds=1)
    )

    emails.send_email.enqueue(row.pk)
    emails.send_email.enqueue(row.pk)

    assert len(mail.outbox) == 1


def interrupted(job, attempts):
    """The task of a job whose worker was killed."""
    row = DBTaskResult.objects.create(
        task_path=jobs.run_job.module_path,
        args_kwargs={"args": [str(job.pk)], "kwargs": {}},
        backend_name="default",
    )
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.RUNNING, worker_ids=["gone"] * attempts
    )
    return row


def test_work_of_a_worker_that_stopped_is_given_to_another(database_worker):
    row = interrupted(builders.a_job(status=Status.RUNNING), attempts=1)

    assert workers.recover() == 1

    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


def test_work_that_stops_three_workers_is_given_up(database_worker):
    job = builders.a_job(status=Status.RUNNING)
    interrupted(job, attempts=3)

    workers.recover()

    job.refresh_from_db()
    assert (job.status, job.message) == (Status.FAILED, workers.STOPPED)


def test_job_without_a_task_fails(database_worker):
    long_ago = timezone.now() - workers.GONE_AFTER - dt.timedelta(seconds=1)
    lost, waiting = (
        builders.a_job(status=Status.WAITING, created_at=long_ago) for _ in range(2)
    )
    just_added = builders.a_job(status=Status.WAITING)
    interrupted(waiting, attempts=1)

    workers.recover()

    for job in (lost, waiting, just_added):
        job.refresh_from_db()
    assert (lost.status, lost.message) == (Status.FAILED, workers.STOPPED)
    assert {waiting.status, just_added.status} == {Status.WAITING}


def test_work_of_a_running_worker_is_left_alone(database_worker):
    workers.record_heartbeat("gone")
    interrupted(builders.a_job(status=Status.RUNNING), attempts=1)

    assert workers.recover() == 0

    silent = timezone.now() - workers.GONE_AFTER - dt.timedelta(seconds=1)
    WorkerHeartbeat.objects.update(seen_at=silent)
    assert workers.recover() == 1


def test_error_in_periodic_work_does_not_stop_the_rest(monkeypatch, caplog):
    called = []
    functions = [lambda: 1 / 0, lambda: called.append(1)]
    monkeypatch.setattr(periodic, "FUNCTIONS", functions)

    periodic.enqueue_due_work()

    assert called == [1]
    assert "failed" in caplog.text
