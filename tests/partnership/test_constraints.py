"""Check constraints declare the fields at which forms show their errors."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint

from partnership.core.models.constraint_errors import fields_of
from partnership.core.models.natural_keys import tracked_models

APPS = ["partnership", "core", "priorities", "funding", "reports"]
CHECKS = [
    (model, constraint)
    for app in APPS
    for model in tracked_models(app)
    for constraint in model._meta.constraints
    if isinstance(constraint, CheckConstraint)
]


@pytest.mark.parametrize(
    ("model", "constraint"), CHECKS, ids=[constraint.name for _, constraint in CHECKS]
)
def test_check_constraint_declares_fields_of_its_model(model, constraint):
    names = {field.name for field in model._meta.fields}

    assert fields_of(constraint)
    assert set(fields_of(constraint)) <= names


def test_fields_are_not_part_of_migrations():
    for _, constraint in CHECKS:
        path, _, kwargs = constraint.deconstruct()

        assert path == "django.db.models.CheckConstraint"
        assert "error_fields" not in kwargs


def test_every_app_is_covered():
    assert {model._meta.app_label for model, _ in CHECKS} == {
        label for label in APPS if apps.get_app_config(label).label != "core"
    }
