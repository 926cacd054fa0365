from django.db import migrations

import sanbao.apps.accounts.sealed


def seal(apps, schema_editor):
    """What was stored in clear is written anew, and the field seals it."""
    for row in apps.get_model("notices", "Endpoint").objects.all():
        row.save(update_fields=["secret", "previous_secret"])


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_mail_of_a_day"),
    ]

    operations = [
        migrations.AlterField(
            model_name="endpoint",
            name="previous_secret",
            field=sanbao.apps.accounts.sealed.SealedField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name="endpoint",
            name="secret",
            field=sanbao.apps.accounts.sealed.SealedField(max_length=300),
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
    ]
