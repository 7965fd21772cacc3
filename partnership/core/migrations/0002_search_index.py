"""The full-text index of the search."""

from django.db import migrations

from partnership.core.search import index


def install(apps, schema_editor):
    index.install(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop, elidable=False)
    ]
