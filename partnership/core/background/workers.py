"""Workers: which are running, and what happens to the work of one that stopped."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from partnership.core.background import jobs
from partnership.core.models import BackgroundJob, WorkerHeartbeat

BEAT_EVERY = dt.timedelta(seconds=10)
# A worker that has not reported for this long counts as stopped, and its work is handed
# over. On SQLite a worker can wait 20 seconds to write.
SILENT_AFTER = dt.timedelta(seconds=45)
GONE_AFTER = dt.timedelta(minutes=3)
MAX_ATTEMPTS = 3
STOPPED = "The background worker stopped while doing this. Try again."


def needs_worker() -> bool:
    """Whether tasks are run by `manage.py db_worker`."""
    backend = settings.TASKS["default"]["BACKEND"]
    return backend.startswith("django_tasks_db.")


def is_running() -> bool:
    """Whether a worker has reported recently, or none is needed."""
    if not needs_worker():
        return True
    since = timezone.now() - SILENT_AFTER
    return WorkerHeartbeat.objects.filter(seen_at__gte=since).exists()


def record_heartbeat(worker_id: str) -> None:
    """Record that this worker is running."""
    WorkerHeartbeat.objects.update_or_create(
        worker_id=worker_id, defaults={"seen_at": timezone.now()}
    )


def end(worker_id: str) -> None:
    WorkerHeartbeat.objects.filter(worker_id=worker_id).delete()


def recover() -> int:
    """Give the unfinished tasks of workers that stopped to another; return how many.

    A task that was started 3 times is given up, and so is a job without a task.
    """
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    now = timezone.now()
    WorkerHeartbeat.objects.filter(seen_at__lt=now - GONE_AFTER).delete()
    alive = set(WorkerHeartbeat.objects.values_list("worker_id", flat=True))
    found = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if row.worker_ids and row.worker_ids[-1] in alive:
            continue
        found += 1
        running = DBTaskResult.objects.filter(pk=row.pk, status=row.status)
        if len(row.worker_ids) < MAX_ATTEMPTS:
            running.update(status=TaskResultStatus.READY)
            continue
        running.update(status=TaskResultStatus.FAILED, finished_at=now)
        if row.task_path == jobs.run_job.module_path:
            jobs.fail(row.args_kwargs["args"][0], STOPPED)
    _fail_jobs_without_task(now)
    return found


def _fail_jobs_without_task(now) -> None:
    """Fail jobs whose task is missing or has ended, as they would block their key."""
    from django_tasks import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    tasks = DBTaskResult.objects.filter(
        task_path=jobs.run_job.module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
    )
    known = {row.args_kwargs["args"][0] for row in tasks}
    for row in BackgroundJob.objects.filter(
        finished_at=None, created_at__lt=now - GONE_AFTER
    ):
        if str(row.pk) not in known:
            jobs.fail(str(row.pk), STOPPED)
