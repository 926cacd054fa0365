"""The table of the shared cache. Django's own command makes it; here it comes with `migrate`."""

from typing import ClassVar

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command(
        "createcachetable", "site_cache", database=schema_editor.connection.alias, verbosity=0
    )


def drop(apps, schema_editor):
    schema_editor.execute('DROP TABLE IF EXISTS "site_cache"')


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [migrations.RunPython(create, drop)]
