"""First migrations create tables only, so that nothing in them is passed over."""

import pytest
from django.db import migrations
from django.db.migrations.state import ProjectState

from partnership.core.models.initial_tables import InitialMigration


def test_an_operation_on_rows_belongs_in_a_later_migration():
    migration = InitialMigration("0001_initial", "core")
    migration.operations = [migrations.RunPython(migrations.RunPython.noop)]

    with pytest.raises(TypeError, match="later migration"):
        migration.apply(ProjectState(), schema_editor=None)
