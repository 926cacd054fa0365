from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ("money", "0001_initial"),
    ]

    operations = [
        migrations.AddField("line", "contra", models.CharField(default="", max_length=30, verbose_name="from account"), preserve_default=False),
        migrations.AddField("line", "dealer", models.CharField(blank=True, default="", max_length=40, verbose_name="dealer number"), preserve_default=False),
        migrations.AddField("line", "period", models.CharField(blank=True, default="", max_length=7, verbose_name="period"), preserve_default=False),
        migrations.AddField("line", "evidence", models.CharField(blank=True, default="", max_length=60, verbose_name="evidence"), preserve_default=False),
        migrations.AddField("line", "key", models.CharField(blank=True, default="", max_length=120), preserve_default=False),
        migrations.RunSQL("UPDATE money_line SET contra = payer", migrations.RunSQL.noop),
    ]
