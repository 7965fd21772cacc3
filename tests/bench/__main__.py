"""Print a table of ratios: `python -m tests.bench`, or `make bench`.

Each row compares two pieces of work in one run, so the machine does not matter. The
figures are for people: nothing fails when a ratio is above its goal.
"""

import os
import warnings

import django


def main():
    # Always a database in memory, whatever the site uses.
    os.environ |= {"DEBUG": "1", "DATABASE_URL": "sqlite://:memory:"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partnership.settings")
    django.setup()
    from django.test.utils import setup_test_environment

    # No static files are collected here, and none are asked for.
    warnings.filterwarnings("ignore", message="No directory at")
    setup_test_environment(debug=False)
    create_tables()
    print_ratios()


def create_tables():
    """An empty database in memory, its tables made from the models."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from partnership.accounts import roles

    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    roles.sync()


def print_ratios():
    from django.db import transaction

    from tests.bench import checks, lists
    from tests.bench.timing import ratio

    print(f"{'':<50}{'ratio':>8}{'goal':>8}")
    for module in [checks, lists]:
        with transaction.atomic():
            for comparison in module.comparisons():
                measured = ratio(comparison.work, comparison.other)
                print(
                    f"{comparison.name:<50}{measured:>8.2f}{comparison.goal:>8.2f}",
                    flush=True,
                )
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
