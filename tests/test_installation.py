"""An installation: migrated from nothing, given the sample, backed up and restored.

Each command runs in a process of its own, because the tests' own tables are made
without migrations.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
BACK_UP = ROOT / "docs" / "administrator.md"
PUBLISH = """
from partnership.core.files.storage import store_attachment
from partnership.models import User
from reports.publication import publish as publishing
from reports.checks import services
from reports.assembly.build import find

services.CHECKS, services.load = {}, lambda: None
publisher = User.objects.get(email="publisher@example.org")
publishing.publish(find("strategy-summary/2011-14"), publisher)
store_attachment(b"ward,crimes\\n", "wards.csv")
"""
# Everything that must be the same after it was restored.
CONTENT = """
import hashlib, json
from pathlib import Path
from django.apps import apps
from django.conf import settings

tables = {
    model._meta.label: sorted(repr(row) for row in model.objects.values_list())
    for model in apps.get_models(include_auto_created=True)
    if model._meta.label not in {"auth.Permission", "contenttypes.ContentType"}
}
media = Path(settings.MEDIA_ROOT)
files = {
    str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest()
    for path in media.rglob("*") if path.is_file()
}
print(json.dumps({"tables": tables, "files": files}))
"""
ADD_A_TERM = """
from partnership.models import Term

print("added", Term.objects.create(term="New", meaning="A row after the restore.").pk)
"""

pytestmark = pytest.mark.slow


class Installation:
    """A database of its own and a media folder."""

    def __init__(self, database, folder):
        self.environment = {
            "DEBUG": "1",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(folder / "media"),
            "BACKUP": str(folder.parent / "back-up"),
        }

    def run(self, *command):
        """Run a command in the project folder and return what it prints."""
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def manage(self, *arguments):
        return self.run(sys.executable, "manage.py", *arguments)

    def shell(self, code):
        return self.manage("shell", "--verbosity=0", "-c", code)

    def follow(self, heading):
        """Run the commands below a heading of the administrator guide."""
        _, _, section = BACK_UP.read_text().partition(f"\n## {heading}\n")
        [commands] = re.findall(
            r"```bash\n(.*?)```", section.partition("\n## ")[0], re.S
        )
        commands = commands.replace(".venv/bin/python", sys.executable)
        return self.run("bash", "-euo", "pipefail", "-c", commands)

    def content(self):
        return json.loads(self.shell(CONTENT))


@pytest.fixture(scope="module")
def new_database(tmp_path_factory, django_db_setup):
    """Create empty databases of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield lambda: f"sqlite:///{tmp_path_factory.mktemp('db') / 'site.sqlite3'}"
        return
    import psycopg2

    given = settings.DATABASES["default"]
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    server = (
        f"postgres://{given['USER']}{password}@{given['HOST']}:{given['PORT'] or 5432}"
    )
    names = []
    postgres = psycopg2.connect(f"{server}/postgres")
    postgres.autocommit = True

    def create():
        names.append(f"fresh_{uuid.uuid4().hex[:12]}")
        postgres.cursor().execute(f"create database {names[-1]}")
        return f"{server}/{names[-1]}"

    yield create
    for name in names:
        postgres.cursor().execute(f"drop database {name} with (force)")
    postgres.close()


@pytest.fixture(scope="module")
def installation(new_database, tmp_path_factory):
    """A site with the sample, set up from nothing, and what the set-up printed."""
    made = Installation(new_database(), tmp_path_factory.mktemp("first"))
    made.printed = made.manage("set_up_sample")
    return made


def test_migrations_are_complete(tmp_path):
    Installation(f"sqlite:///{tmp_path / 'x.sqlite3'}", tmp_path).manage(
        "makemigrations", "--check", "--dry-run"
    )


@pytest.mark.database
@pytest.mark.skipif(connection.vendor == "sqlite", reason="The long tests run them")
@pytest.mark.django_db
def test_migrations_run_on_postgresql(new_database, tmp_path):
    Installation(new_database(), tmp_path).manage("migrate")


@pytest.mark.long
@pytest.mark.database
@pytest.mark.django_db
def test_empty_database_takes_the_sample(installation):
    steps = re.findall(r"^(\w[\w ]*?) +[\d.]+ s$", installation.printed, re.M)

    assert steps == [
        *("Database", "Roles", "Sample data", "Sample users"),
        "Search index",
    ]
    assert "publisher@example.org" in installation.printed
    tables = installation.content()["tables"]
    assert len(tables["reports.Report"]) == 7
    assert len(tables["reports.Passage"]) > 20


@pytest.mark.long
@pytest.mark.database
@pytest.mark.django_db
def test_back_up_is_restored_with_its_files(installation, new_database, tmp_path):
    kind = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    if kind == "PostgreSQL" and not shutil.which("pg_dump"):
        pytest.skip("There is no pg_dump on this machine.")
    installation.shell(PUBLISH)
    restored = Installation(new_database(), tmp_path)
    restored.environment["BACKUP"] = installation.environment["BACKUP"]

    installation.follow(f"Back up {kind}")
    before = installation.content()
    assert "data checks passed" in restored.follow(f"Restore {kind}")

    after = restored.content()
    assert after["files"] == before["files"]
    suffixes = {Path(name).suffix for name in after["files"]}
    assert suffixes == {".html", ".json", ".pdf", ".csv"}
    for table, rows in before["tables"].items():
        # A restored site makes its public pages again, as a new version.
        if table != "core.SiteVersion":
            assert after["tables"][table] == rows, table
    assert "added" in restored.shell(ADD_A_TERM)
