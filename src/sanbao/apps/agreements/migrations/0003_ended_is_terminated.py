from typing import Any

from django.db import migrations


def rename(apps: Any, schema_editor: Any) -> None:
    """What had ended was ended by somebody: it is terminated. A version knows its own state."""
    apps.get_model("agreements", "Agreement").objects.filter(state="ended").update(
        state="terminated"
    )
    versions = apps.get_model("agreements", "Version").objects
    versions.filter(put_in_force_at__isnull=False).update(state="in_force")
    versions.filter(number__gt=1).update(kind="amendment")


def back(apps: Any, schema_editor: Any) -> None:
    apps.get_model("agreements", "Agreement").objects.filter(state="terminated").update(
        state="ended"
    )


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_life_of_an_agreement")]
    operations = [migrations.RunPython(rename, back)]
