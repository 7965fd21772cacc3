"""The made-up county Marlshire in a database of its own, made anew when it must."""

import csv
import hashlib
import os
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DATA = sorted((HERE / "data").glob("*.csv"))
MIGRATIONS = ["partnership", "priorities", "funding", "reports"]


def database() -> Path:
    """The file of the county's database: a new one when data or tables change."""
    digest = hashlib.sha256()
    tables = [path for app in MIGRATIONS for path in (ROOT / app).rglob("migrations")]
    for path in [*DATA, *(one for folder in tables for one in folder.glob("*.py"))]:
        digest.update(path.name.encode() + path.read_bytes())
    return ROOT / "var" / "claims" / f"{digest.hexdigest()[:12]}.sqlite3"


def set_up() -> None:
    """Start Django on the county's database, filling it if it is new."""
    path = database()
    os.environ.setdefault("DEBUG", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    is_new = not path.exists()
    os.environ["DATABASE_URL"] = f"sqlite:///{unfinished if is_new else path}"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.DEBUG = False  # so that queries are not kept
    if is_new:
        for old in path.parent.glob("*"):
            old.unlink()
        call_command("migrate", verbosity=0)
        load()
        connection.close()
        unfinished.rename(path)
        connection.settings_dict["NAME"] = str(path)


RESOURCES = {
    "partnership": "partnership.partners.resources",
    "priorities": "priorities.resources",
    "funding": "funding.resources",
    "reports": "reports.staff.resources",
}


def load() -> None:
    """Import each file through the project's own resource of that model."""
    from tablib import Dataset

    for path in DATA:
        app, model = path.stem.split("-", 1)[1].split(".")
        resource = getattr(import_module(RESOURCES[app]), f"{model}Resource")()
        with path.open(newline="", encoding="utf-8") as file:
            head, *rows = list(csv.reader(file))
        result = resource.import_data(Dataset(*rows, headers=head))
        if result.has_errors() or result.has_validation_errors():
            problems = [(row.number, str(row.error)) for row in result.invalid_rows]
            problems += [
                (n, [str(e.error) for e in es]) for n, es in result.row_errors()
            ]
            raise SystemExit(f"{path.name} was not imported: {problems}")
