"""The database refuses to change or delete editions, withdrawals and the audit log."""

from django.db import migrations

from partnership.core.models import immutable


def install(apps, schema_editor):
    immutable.install(schema_editor.connection.alias)


def remove(apps, schema_editor):
    immutable.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("core", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
