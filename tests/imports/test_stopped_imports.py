"""A worker killed at any moment of an import: all rows or none, and tried again."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS, KILLS = 2_000, 20
PREPARE = """
from tests import builders
from partnership.core.imports.previews import preview
from partnership.core.records.importing import jobs as import_jobs
from partnership.core.models.registry import RECORD_TYPES
user = builders.a_user(is_superuser=True)
measures = [builders.a_measure(code=f"m{n}").code for n in range(10)]
areas = [builders.an_area(code=f"a{n}").code for n in range(20)]
lines = ["measure,area,period,value"] + [
    f"{m},{a},{y}-{(y + 1) % 100:02},{y % 97}"
    for m in measures for a in areas for y in range(2010, 2020)
]
upload = preview.check(
    RECORD_TYPES["observations"], user, "\\n".join(lines).encode(), name="long.csv"
)
import_jobs.start_save(user, upload)
"""
RECOVER = """
from django.core.management import call_command
from partnership.core.background import workers
workers.recover()
call_command("db_worker", batch=True, verbosity=0)
"""

pytestmark = pytest.mark.long


def run(folder, *arguments, **options):
    environment = os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "TASK_BACKEND": "django_tasks_db.DatabaseBackend",
    }
    command = [sys.executable, *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )


def manage(folder, *arguments):
    assert run(folder, "manage.py", *arguments).wait() == 0


def one(folder, query, write=False):
    with sqlite3.connect(f"{folder}/site.sqlite3", timeout=30) as connection:
        row = connection.execute(query).fetchone()
    connection.close()
    return row and row[0]


def counts(folder):
    tables = ["priorities_observation", "priorities_historicalobservation"]
    tables.append("core_importrun")
    return [one(folder, f"SELECT count(*) FROM {table}") for table in tables]


def status(folder):
    return one(folder, "SELECT status FROM core_backgroundjob")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A site with an import that waits for the worker, and the seconds it takes."""
    folder = tmp_path_factory.mktemp("prepared")
    manage(folder, "migrate", "-v", "0")
    manage(folder, "shell", "-v", "0", "-c", PREPARE)
    timed = copy_of(folder, tmp_path_factory.mktemp("timed"))
    worker = run(timed, "manage.py", "db_worker", "--batch", "-v", "0")
    wait_until_running(timed)
    started = time.monotonic()
    assert worker.wait() == 0
    assert counts(timed) == [ROWS, ROWS, 1]
    return folder, time.monotonic() - started


def copy_of(source, target):
    shutil.copytree(source, target / "site")
    return target / "site"


def wait_until_running(folder):
    deadline = time.monotonic() + 60
    while status(folder) == "waiting" and time.monotonic() < deadline:
        time.sleep(0.01)


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_import_saves_all_or_nothing_and_is_tried_again(
    prepared, tmp_path, number
):
    source, seconds = prepared
    folder = copy_of(source, tmp_path)
    worker = run(folder, "manage.py", "db_worker", "--batch", "-v", "0")
    wait_until_running(folder)
    time.sleep(seconds * number / KILLS)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert counts(folder) in ([0, 0, 0], [ROWS, ROWS, 1])

    with sqlite3.connect(f"{folder}/site.sqlite3") as connection:
        connection.execute("DELETE FROM core_workerheartbeat")  # 3 minutes later
    connection.close()
    manage(folder, "shell", "-v", "0", "-c", RECOVER)
    assert status(folder) == "succeeded"
    assert counts(folder) == [ROWS, ROWS, 1]
