"""Publishing while processes are killed and while others publish: all or nothing."""

import datetime as dt
import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, connections, transaction

from partnership.core.models import Release, immutable
from partnership.models import User
from reports.models import Announcement, Edition, Passage, Report
from reports.publication import publish as publishing
from reports.publication import verification
from tests.reports.publishing_help import a_publisher, fake_pdfs, replace_checks
from tests.reports.testshire import a_testshire_report

pytestmark = [
    pytest.mark.database,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("media_root"),
]

POINTS = 20
DAY = dt.timedelta(days=1)
# Publishes once, and is killed at the n-th of the calls that store or write something.
# A process that publishes without checks, and without the time that a PDF takes.
SET_UP = textwrap.dedent(
    """
    import os, signal, sys, time
    from pathlib import Path
    import django
    django.setup()
    from django.conf import settings
    database, media = sys.argv[1:3]
    from django.db import connection, models
    connection.close()
    connection.settings_dict["NAME"] = database
    settings.MEDIA_ROOT = media
    from django.core.files.storage import FileSystemStorage, default_storage
    default_storage._setup() if hasattr(default_storage, "_setup") else None
    from reports.checks import services
    from reports.checks.registry import Check
    from reports.publication import publish as publishing
    from reports.publication.rendering import Pdf
    import reports.publication.rendering as rendering
    services.load = lambda: None
    services.CHECKS = {}
    rendering.as_pdf = lambda document: Pdf(b"%PDF- " + b"x" * 200000, 1)
    settings.CHECK_PDF_UA = False
    """
)
# Each statement, file and commit is a step; half a file is written before each file.
# Without a step to be killed at, the script prints how many there were, and at which
# the transaction was committed.
SCRIPT = SET_UP + textwrap.dedent(
    """
    point, report_id, user_id = sys.argv[3:6]
    point, steps, commits = int(point), 0, []

    def step():
        global steps
        if steps == point:
            print(steps, *commits, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        steps += 1

    def traced(execute, sql, params, many, context):
        if not sql.startswith("SELECT"):
            step()
        return execute(sql, params, many, context)

    def saving(self, name, content):
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        step()
        path.unlink()
        stored = save(self, name, content)
        step()
        return stored

    def committing():
        step()
        commit()
        commits.append(steps)

    save, FileSystemStorage._save = FileSystemStorage._save, saving
    commit, connection._commit = connection._commit, committing
    from partnership.models import User
    from reports.models import Report
    report, user = Report.objects.get(pk=report_id), User.objects.get(pk=user_id)
    with connection.execute_wrapper(traced):
        publishing.publish(report, user, "A sum.")
    print(steps, *commits)
    """
)


@pytest.fixture
def file_database(tmp_path):
    """The name of a database that another process can open, with Testshire in it."""
    if connection.vendor == "sqlite":
        if connection.is_in_memory_db():
            source = connection.connection
            path = tmp_path / "copy.sqlite3"

            def copy():
                connection.ensure_connection()
                target = sqlite3.connect(path)
                connection.connection.backup(target)
                # As a site's is: two processes that change the mode at once fail.
                target.execute("PRAGMA journal_mode=WAL")
                target.close()

            assert source is not None
            return str(path), copy
    return connection.settings_dict["NAME"], lambda: None


def environment(database, media):
    """The variables of another process that works on this database."""
    env = {**os.environ, "MEDIA_ROOT": str(media), "DEBUG": "1"}
    env["PUBLIC_PAGES_ROOT"] = str(settings.PUBLIC_PAGES_ROOT)
    if connection.vendor == "sqlite":
        env["DATABASE_URL"] = f"sqlite:///{database}"
    return env


def run(database, media, point, report, user):
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, database, str(media), str(point)]
        + [str(report.pk), str(user.pk)],
        cwd=settings.BASE_DIR,
        env=environment(database, media),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_kill_at_any_point_leaves_all_or_nothing(file_database, media_root):
    database, copy = file_database
    with transaction.atomic():
        report, user = a_testshire_report(), a_publisher()
    for _ in range(2):  # The second time, the rows of the first run are removed.
        clear()
        copy()
        done = run(database, media_root, -1, report, user)
        assert done.returncode == 0, done.stderr[-2000:]
        assert look(database) == (1, [])
    steps, committed = (int(number) for number in done.stdout.split()[:2])
    assert POINTS <= committed < steps

    # Most are before the commit; the last step before it and the first after it too.
    chosen = random.Random(11).sample(range(steps), POINTS)
    found = []
    for point in sorted({committed - 1, committed, *chosen}):
        clear()
        copy()
        done = run(database, media_root, point, report, user)
        assert done.returncode == -signal.SIGKILL, (point, done.stderr[-2000:])
        last_step, *commits = done.stdout.split()
        assert int(last_step) == point
        found.append(len(commits))
        assert look(database) == (min(len(commits), 1), []), point
    assert found.count(0) >= POINTS // 2 and found[-1] > 0

    names = verification.orphan_files(older_than=-DAY)
    assert names
    for name in names:
        verification.default_storage.delete(name)
    assert verification.orphan_files(older_than=-DAY) == []


def look(database):
    """How many editions there are, and what is wrong with them."""
    if connection.vendor != "sqlite":
        return Edition.objects.count(), list(verification.all_faults())
    with sqlite3.connect(database) as copy:
        count = copy.execute("SELECT COUNT(*) FROM reports_edition").fetchone()[0]
        status = copy.execute("SELECT status FROM reports_report").fetchone()[0]
        names = copy.execute("SELECT html, pdf, json FROM reports_edition").fetchall()
    faults = [] if (status == "published") == bool(count) else [f"status {status}"]
    for row in names:
        faults += [name for name in row if not (settings.MEDIA_ROOT / name).exists()]
    return count, faults


def clear():
    """Start again: on SQLite the copy is made again; on PostgreSQL rows are removed."""
    if connection.vendor != "sqlite":
        immutable.remove()
        for model in (Announcement, Edition, Release):
            model.objects.all()._raw_delete("default")
        Report.objects.update(status=Report.Status.DRAFT)
        immutable.install()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="Threads share one database")
def test_two_publishers_at_once_make_one_edition_each_time(monkeypatch):
    fake_pdfs(monkeypatch)
    replace_checks(monkeypatch)
    with transaction.atomic():
        report, users = a_testshire_report(), [a_publisher(), a_publisher()]
    for number in range(1, 31):
        Passage.objects.filter(report=report, key="introduction.what").update(
            body=f"<p>We are those of edition {number}.</p>"
        )
        start = Barrier(2)

        def publish_it(user_id, start=start):
            close_old_connections()
            try:
                start.wait()
                row = Report.objects.get(pk=report.pk)
                user = User.objects.get(pk=user_id)
                return publishing.publish(row, user, "A sum.")
            except publishing.InvalidTransition as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(publish_it, [user.pk for user in users]))
        new = [one for one in results if isinstance(one, tuple) and one[1]]
        assert len(new) == 1, results
        assert Edition.objects.count() == number
        assert Edition.objects.filter(is_current=True).count() == 1
    assert list(verification.all_faults()) == []
    assert verification.orphan_files(older_than=-DAY) == []


# Publishes each time a file says so, and writes what came of it.
ROUNDS = 30
RACE = SET_UP + textwrap.dedent(
    """
    report_id, user_id, rounds, folder, own = sys.argv[3:8]
    from partnership.models import User
    from reports.models import Report

    def write(name, text):
        Path(folder, f".{name}").write_text(text)
        os.replace(Path(folder, f".{name}"), Path(folder, name))

    write(f"ready-{own}", "")
    for number in range(1, int(rounds) + 1):
        while not Path(folder, f"go-{number}").exists():
            time.sleep(0.005)
        try:
            report = Report.objects.get(pk=report_id)
            user = User.objects.get(pk=user_id)
            found = publishing.publish(report, user, "A sum.")
            write(f"{number}-{own}", "new" if found[1] else "same")
        except publishing.InvalidTransition as error:
            write(f"{number}-{own}", "refused")
        except BaseException as error:
            write(f"{number}-{own}", repr(error))
    """
)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Threads do this above")
def test_two_processes_publish_at_once_on_sqlite(file_database, media_root, tmp_path):
    database, copy = file_database
    with transaction.atomic():
        report, users = a_testshire_report(), [a_publisher(), a_publisher()]
    copy()
    folder = tmp_path / "race"
    folder.mkdir()
    command = [sys.executable, "-c", RACE, database, media_root, str(report.pk)]
    processes = [
        subprocess.Popen(
            [*command, str(user.pk), str(ROUNDS), folder, str(own)],
            cwd=settings.BASE_DIR,
            env=environment(database, media_root),
        )
        for own, user in enumerate(users)
    ]
    try:
        wait_for([folder / f"ready-{own}" for own in (0, 1)], processes)
        for number in range(1, ROUNDS + 1):
            rewrite(database, report, f"<p>We are those of edition {number}.</p>")
            (folder / f"go-{number}").touch()
            answers = [folder / f"{number}-{own}" for own in (0, 1)]
            wait_for(answers, processes)
            results = sorted(answer.read_text() for answer in answers)
            assert results in [["new", "refused"], ["new", "same"]], results
            assert editions(database) == (number, 1)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_for(paths, processes, seconds=180):
    """Wait until files are there; fail if a process breaks down before.

    A process that has written its last answer may end while the other still works.
    """
    until = time.monotonic() + seconds
    while not all(path.exists() for path in paths):
        assert not any(process.poll() for process in processes)
        assert time.monotonic() < until, paths
        time.sleep(0.01)


def rewrite(database, report, body):
    with closing(sqlite3.connect(database, timeout=60)) as copy, copy:
        copy.execute(
            "UPDATE reports_passage SET body = ? WHERE report_id = ? AND key = ?",
            [body, report.pk, "introduction.what"],
        )


def editions(database):
    """The number of editions, and of current ones."""
    with closing(sqlite3.connect(database, timeout=60)) as copy:
        return copy.execute(
            "SELECT COUNT(*), SUM(is_current) FROM reports_edition"
        ).fetchone()
