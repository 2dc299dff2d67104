"""The audit chain gets its head and becomes append-only, on SQLite and on PostgreSQL."""

from django.db import migrations

from zazemi.kernel import triggers


def guard(apps, schema_editor):
    apps.get_model("kernel", "AuditHead").objects.using(schema_editor.connection.alias).get_or_create(pk=1)
    triggers.install(schema_editor.connection.alias)


def release(apps, schema_editor):
    triggers.remove(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_first_tables")]
    operations = [migrations.RunPython(guard, release)]
