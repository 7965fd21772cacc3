"""Print a table of ratios: `python -m tests.bench`, or `make bench`.

Each row compares two pieces of work in one run, so the machine does not matter. The
figures are for people: nothing fails when a ratio misses its goal. Arguments are the
modules to run; the database is a new one of the kind that DATABASE_URL names.
"""

import os
import sys
import tempfile
import warnings
from importlib import import_module

import django

MODULES = ["checks", "lists", "imports", "pdf", "public_pages"]


def main(names):
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DEBUG"] = "1"
        os.environ["MEDIA_ROOT"] = f"{folder}/media"
        if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
        django.setup()
        from django.db import connection
        from django.test.utils import setup_test_environment

        # No static files are collected here, and none are asked for.
        warnings.filterwarnings("ignore", message="No directory at")
        setup_test_environment(debug=False)
        create_tables(connection)
        try:
            print_ratios(names, connection.vendor)
        finally:
            if connection.vendor == "postgresql":
                connection.creation.destroy_test_db("", verbosity=0)


def create_tables(connection):
    """An empty database, its tables made from the models."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from partnership.accounts import roles

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    if connection.vendor == "postgresql":
        settings.DATABASES["default"]["TEST"]["NAME"] = f"bench_{os.getpid()}"
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    else:
        call_command("migrate", run_syncdb=True, verbosity=0)
    roles.sync()


def print_ratios(names, vendor):
    from django.db import transaction

    print(f"{vendor:<50}{'ratio':>8}   goal", flush=True)
    for name in names:
        module = import_module(f"tests.bench.{name}")
        if getattr(module, "COMMITS", False):
            print_rows(module)
            continue
        with transaction.atomic():
            print_rows(module)
            transaction.set_rollback(True)


def print_rows(module):
    for comparison in module.comparisons():
        print(
            f"{comparison.name:<50}{comparison.ratio():>8.2f}   "
            f"{comparison.goal_words} {comparison.goal:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:] or MODULES)
