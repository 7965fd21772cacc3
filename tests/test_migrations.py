"""The migrations make an empty database into one that takes the sample."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def fresh_database(tmp_path):
    """The address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
        return
    import psycopg2

    given = settings.DATABASES["default"]
    name = f"fresh_{uuid.uuid4().hex[:12]}"
    server = psycopg2.connect(
        host=given["HOST"],
        port=given["PORT"] or 5432,
        user=given["USER"],
        password=given["PASSWORD"],
        dbname="postgres",
    )
    server.autocommit = True
    server.cursor().execute(f"create database {name}")
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    place = f"{given['HOST']}:{given['PORT'] or 5432}/{name}"
    yield f"postgres://{given['USER']}{password}@{place}"
    server.cursor().execute(f"drop database {name}")
    server.close()


@pytest.mark.slow
def test_empty_database_is_migrated_and_takes_the_sample(fresh_database, tmp_path):
    environment = {**os.environ, "DATABASE_URL": fresh_database, "DEBUG": "1"}

    def manage(*arguments):
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    manage("migrate", "--verbosity=0")
    manage("migrate", "--check")
    manage("sync_roles")

    assert "Sample data loaded" in manage("load_sample")
