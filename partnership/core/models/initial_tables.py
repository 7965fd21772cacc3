"""First migrations, each of which creates all tables of its app at once."""

from django.db import migrations

# What is in the tables of the finished models; anything else is for a later migration.
PARTS = migrations.CreateModel, migrations.AddField, migrations.AddConstraint


class InitialMigration(migrations.Migration):
    """Creates tables from the models as they are after all of its operations.

    Django would build every model anew for each of a hundred operations, which takes
    most of the time of an installation.
    """

    initial = True

    def apply(self, project_state, schema_editor, collect_sql=False):
        project_state.__dict__.pop("apps", None)
        state = self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            if not isinstance(operation, PARTS):
                raise TypeError(f"Put {operation!r} into a later migration.")
            if isinstance(operation, migrations.CreateModel):
                model = state.apps.get_model(self.app_label, operation.name)
                schema_editor.create_model(model)
        return state
