"""Constraints declare the fields at which forms show their errors."""

import sys

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, UniqueConstraint

from partnership.core.models.constraint_errors import fields_of
from partnership.core.models.natural_keys import tracked_models
from partnership.core.models.row_constraints import violated_checks
from reports.models import Passage

pytestmark = pytest.mark.database

APPS = ["partnership", "core", "priorities", "funding", "reports"]
CONSTRAINTS = [
    (model, constraint)
    for app in APPS
    for model in tracked_models(app)
    for constraint in model._meta.constraints
]
CHECKS = [pair for pair in CONSTRAINTS if isinstance(pair[1], CheckConstraint)]


def test_constraints_declare_fields_of_their_model():
    for model, constraint in CONSTRAINTS:
        names = {field.name for field in model._meta.fields}

        assert fields_of(constraint), constraint.name
        assert set(fields_of(constraint)) <= names, constraint.name


def test_unique_constraint_is_shown_at_the_field_to_correct():
    """At the last field, unless that is not what its message is about."""
    found = {
        one.name: fields_of(one)[0]
        for _, one in CONSTRAINTS
        if isinstance(one, UniqueConstraint)
        and fields_of(one) != list(reversed(one.fields))
    }

    assert found == {
        "area_ons_code_unique": "ons_code",
        "localterm_one_without_start": "from_on",
        "localterm_one_for_all_without_start": "from_on",
        "partnership_one_an_address": "slug",
        "person_once": "name",
        "tenure_once_without_start": "from_on",
        "user_email_unique_whatever_case": "email",
        "observation_one_without_period": "ends_on",
        "reportedchange_one_without_base": "base_ends_on",
        "reportedchange_one_without_period": "ends_on",
        "reportedchange_one_without_both": "ends_on",
        "comparison_one_without_period": "ends_on",
        "target_one_without_period": "ends_on",
        "seriesbreak_one_a_day_for_all_areas": "starts_on",
        "picture_one_cover": "is_cover",
    }


def test_fields_are_not_part_of_migrations():
    for _, constraint in CONSTRAINTS:
        path, _, kwargs = constraint.deconstruct()

        assert path.startswith("django.db.models.")
        assert "error_fields" not in kwargs


def test_every_app_is_covered():
    assert {model._meta.app_label for model, _ in CHECKS} == {
        label for label in APPS if apps.get_app_config(label).label != "core"
    }


def test_checks_of_texts_are_not_remembered():
    """Texts of 20,000 characters stayed in memory as long as the process did."""
    passage = Passage(body=f"<p>{'a' * 20_000}</p>")
    before = sys.getrefcount(passage.body)

    found = list(violated_checks(passage))
    after = sys.getrefcount(passage.body)

    assert (found, after) == ([], before)
