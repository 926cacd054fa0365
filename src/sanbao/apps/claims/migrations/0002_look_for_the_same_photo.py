import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """No photo was kept with a sheet before, so nothing is converted."""

    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.RemoveField("sheetphoto", "difference_hash"),
        migrations.RemoveField("sheetphoto", "parts"),
        migrations.AddField(
            "sheetphoto", "likeness", models.BigIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "sheetphoto",
            "parts",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), default=list, size=None
            ),
        ),
        migrations.AddIndex(
            "sheetphoto",
            django.contrib.postgres.indexes.GinIndex(fields=["parts"], name="sheet_photo_by_part"),
        ),
    ]
