"""The made-up county Marlshire in its own database, created again when necessary."""

import csv
import fcntl
import hashlib
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
FOLDER = ROOT / "var" / "claims"
DATA = sorted((HERE / "data").glob("*.csv"))
MIGRATIONS = ["partnership", "priorities", "funding", "reports"]


def database() -> Path:
    """The file of the county's database: a new one when data or tables change."""
    digest = hashlib.sha256()
    tables = [path for app in MIGRATIONS for path in (ROOT / app).rglob("migrations")]
    for path in [*DATA, *(one for folder in tables for one in folder.glob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:12]}.sqlite3"


def set_up() -> None:
    """Start Django on the county's database, filling it if it is new.

    A second process waits until the first has filled it.
    """
    path = database()
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        unfinished = path.with_suffix(".unfinished")
        is_new = not path.exists()
        os.environ["DATABASE_URL"] = f"sqlite:///{unfinished if is_new else path}"
        import django

        django.setup()
        from django.conf import settings

        settings.DEBUG = False  # so that queries are not kept
        if is_new:
            fill(unfinished, path)


def fill(unfinished: Path, path: Path) -> None:
    """Create tables and import the data; the file gets its name when complete."""
    from django.core.management import call_command
    from django.db import connection

    for old in path.parent.iterdir():
        if old.name != "lock":
            old.unlink()
    call_command("migrate", verbosity=0)
    load()
    connection.close()
    unfinished.rename(path)
    connection.settings_dict["NAME"] = str(path)


def load() -> None:
    """Import each file through the project's own resource of that model."""
    from django.apps import apps
    from tablib import Dataset

    from partnership.core.imports.rows.resource import RESOURCES

    for path in DATA:
        app, model = path.stem.split("-", 1)[1].split(".")
        resource = RESOURCES[apps.get_model(app, model)]()
        with path.open(newline="", encoding="utf-8") as file:
            head, *rows = list(csv.reader(file))
        result = resource.import_data(Dataset(*rows, headers=head))
        if result.problems or result.refused or result.questions:
            problems = [*result.problems, result.refused, *result.questions]
            raise SystemExit(f"{path.name} was not imported: {problems}")
