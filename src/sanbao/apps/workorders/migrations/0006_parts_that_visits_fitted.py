from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workorders', '0005_rounds_that_take_time'),
    ]

    operations = [
        migrations.RenameField(
            model_name='requiredpart',
            old_name='quantity',
            new_name='asked',
        ),
        migrations.AddField(
            model_name='requiredpart',
            name='fitted',
            field=models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=10),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(condition=models.Q(('errand', ''), _negated=True), fields=['provider', 'errand'], name='booking_of_errand'),
        ),
    ]
