"""How the project is built: imports, models, constraints, natural keys, migrations."""

import re
import socket
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, UniqueConstraint

from partnership.core.models.natural_keys import tracked_models

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["partnership", "priorities", "funding", "reports"]
MODELS = [model for app in ORDER for model in tracked_models(app)]
CONSTRAINTS = [
    (model, constraint) for model in MODELS for constraint in model._meta.constraints
]


@pytest.mark.parametrize("app", ORDER)
def test_migrations_depend_only_on_earlier_apps(app):
    later = set(ORDER[ORDER.index(app) + 1 :])

    offenders = {
        f"{label}.{name} depends on {other}"
        for (label, name), migration in MigrationLoader(None).disk_migrations.items()
        if label == app
        for other, _ in migration.dependencies
        if other in later
    }

    assert offenders == set()


@pytest.mark.django_db
def test_models_have_a_docstring_about_one_row():
    for model in MODELS:
        made_by_django = f"{model.__name__}("
        assert model.__doc__ and not model.__doc__.startswith(made_by_django), model


def test_constraints_have_unique_names():
    names = [constraint.name for _, constraint in CONSTRAINTS]

    assert len(set(names)) == len(names)
    for model, constraint in CONSTRAINTS:
        assert constraint.name.startswith(f"{model._meta.model_name}_")
        assert len(constraint.name) <= 63, constraint.name  # PostgreSQL cuts it off


def test_constraints_have_a_message_that_says_what_to_do():
    for model, constraint in CONSTRAINTS:
        if model.__name__ == "Edition":
            continue  # only created by code, never by a form
        message = constraint.get_violation_error_message()

        assert message != constraint.default_violation_error_message % {
            "name": constraint.name
        }
        assert re.fullmatch(r"[A-Z“][^_%{}]{10,160}", message), constraint.name


def test_every_constraint_is_named_in_a_test():
    paths = (ROOT / "tests").rglob("test_*.py")
    words = {word for path in paths for word in re.findall(r"\w+", path.read_text())}

    assert {constraint.name for _, constraint in CONSTRAINTS} <= words


def test_constraints_work_on_both_databases():
    for _, constraint in CONSTRAINTS:
        assert isinstance(constraint, (CheckConstraint, UniqueConstraint))
        if isinstance(constraint, UniqueConstraint):
            assert constraint.nulls_distinct is None  # SQLite cannot
            assert not constraint.include
            assert constraint.deferrable is None


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_natural_key_names_one_row(model):
    if model.__name__ in {
        "User",
        "Edition",
        "Withdrawal",
        "AutosavedDraft",
        "Presence",
        "Reviewer",
        "ReviewComment",
        "ScheduledPublication",
        "Subscription",
        "Announcement",
    }:
        return
    paths = [path.partition("__") for path in model.natural_key_fields]
    fields = {name for name, _, _ in paths}
    keys = [{field.name} for field in model._meta.fields if field.unique]
    keys += [
        set(constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None
    ]

    assert fields in keys
    for name in fields:
        field = model._meta.get_field(name)
        rest = [tail for head, _, tail in paths if head == name]
        named = field.related_model.natural_key_fields if field.is_relation else [""]
        assert rest == named, f"{name} is itself not named by {rest}"


def test_tests_cannot_use_the_network():
    with pytest.raises(RuntimeError, match="wanted to reach 192.0.2.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
