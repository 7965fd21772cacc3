"""Set up a site with the sample data in one process; repeating it is safe."""

import atexit
import os
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import autoreload

from partnership.core.background import workers

QUIET = {"verbosity": 0}
# The name of the step, its command and options, and whether to show its output.
STEPS = [
    ("Database", "migrate", QUIET, False),
    ("Roles", "sync_roles", {}, False),
    ("Sample data", "load_sample", {}, False),
    ("Sample users", "make_sample_logins", {}, True),
    ("Search index", "rebuild_search", {"if_changed": True}, False),
]


class Command(BaseCommand):
    help = (
        "Migrate the database, create roles, sample data and sample users, "
        "and write the documents that have changed."
    )
    # Before the first migration there are no tables to check.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--output-dir", metavar="FOLDER", help="Write the documents to this folder."
        )
        parser.add_argument(
            "--serve", metavar="ADDRESS:PORT", help="Then start the development server."
        )

    def handle(self, *args, output_dir, serve, **options):
        # The server restarts this command whenever code changes.
        if os.environ.get(autoreload.DJANGO_AUTORELOAD_ENV) != "true":
            self._set_up(output_dir)
            if serve:
                self.stdout.write(WHERE.format(site=f"http://{serve}"))
                start_worker()
        if serve:
            self.stdout.flush()
            call_command("runserver", serve)

    def _set_up(self, output_dir):
        steps = list(STEPS)
        if output_dir:
            rendering = {"output_dir": output_dir, "if_changed": True}
            steps.append(("Documents", "render_all", rendering, True))
        for name, command, options, is_shown in steps:
            output = StringIO()
            with self._timed(name):
                call_command(command, **options, stdout=output)
            if is_shown:
                self.stdout.write(textwrap.indent(output.getvalue().rstrip(), "    "))

    @contextmanager
    def _timed(self, name):
        """One line: the name of the step, then its seconds once it is done."""
        started = time.monotonic()
        self.stdout.write(f"{name:<40}", ending="")
        self.stdout.flush()
        try:
            yield
        except BaseException:
            self.stdout.write(" failed")
            raise
        self.stdout.write(f"{time.monotonic() - started:6.1f} s")


def start_worker():
    """Start the background worker, which ends whenever this process ends."""
    if not workers.needs_worker():
        return
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--until-input-ends"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
    )
    atexit.register(worker.terminate)


WHERE = """
Site:        {site}/
For example: {site}/community-safety-agreement/2016-17/
Staff area:  {site}/staff/ (sign in as one of the sample users above)
The documents are also in build/. Press Ctrl+C to stop."""
