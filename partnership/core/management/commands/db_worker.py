"""The worker of django-tasks-db, which also starts due work and shows that it runs."""

import os
import signal
import sys
import threading
import time

from django.db import DatabaseError, close_old_connections, connections
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from partnership.core.background import periodic, workers


class Command(db_worker.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(reload=False)
        parser.add_argument(
            "--until-input-ends",
            action="store_true",
            help="Stop when standard input is closed: when the parent process ends.",
        )

    def handle(self, *, until_input_ends, **options):
        if until_input_ends:
            threading.Thread(target=stop_with_input, daemon=True).start()
        is_watcher = options["reload"] and not os.environ.get(DJANGO_AUTORELOAD_ENV)
        if is_watcher:
            return super().handle(**options)
        stopped = threading.Event()
        arguments = (options["worker_id"], stopped)
        thread = threading.Thread(target=send_heartbeats, args=arguments, daemon=True)
        thread.start()
        try:
            super().handle(**options)
        finally:
            stopped.set()
            workers.end(options["worker_id"])


def stop_with_input():
    """End this process when its parent process ends, for whatever reason."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


def send_heartbeats(worker_id, stopped):
    """Record that the worker is running and enqueue due work, until it stops."""
    due_at = 0.0
    while not stopped.is_set():
        try:
            close_old_connections()
            workers.record_heartbeat(worker_id)
            if time.monotonic() >= due_at:
                workers.recover()
                periodic.enqueue_due_work()
                due_at = time.monotonic() + periodic.EVERY.total_seconds()
        except DatabaseError:
            # Locked by a long import, or the database restarts: try again later.
            pass
        stopped.wait(workers.BEAT_EVERY.total_seconds())
    connections.close_all()
