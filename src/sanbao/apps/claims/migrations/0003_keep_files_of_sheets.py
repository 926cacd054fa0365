import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('claims', '0002_look_for_the_same_photo'),
        ('parties', '0001_squashed_0004_where_stations_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Never written: what the customer said stands in the check itself.
        migrations.RemoveField(
            model_name='sheetcheck',
            name='record',
        ),
        migrations.CreateModel(
            name='SheetImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('key', models.UUIDField(unique=True)),
                ('file_name', models.CharField(max_length=160, verbose_name='file')),
                ('sheets_file', models.FileField(upload_to='sheet-imports/%Y/%m')),
                ('lines_file', models.FileField(blank=True, upload_to='sheet-imports/%Y/%m')),
                ('is_taken', models.BooleanField(default=False, verbose_name='taken in')),
                ('state', models.CharField(choices=[('waiting', 'queued'), ('running', 'under way'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('sheets_total', models.PositiveIntegerField(default=0)),
                ('sheets_new', models.PositiveIntegerField(default=0)),
                ('sheets_changed', models.PositiveIntegerField(default=0)),
                ('sheets_same', models.PositiveIntegerField(default=0)),
                ('rows_bad', models.PositiveIntegerField(default=0)),
                ('problem', models.JSONField(default=dict)),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dealer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('provider', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [
                    models.Index(fields=['provider', '-id'], name='sheet_import_newest_first'),
                    models.Index(fields=['dealer', '-id'], name='sheet_import_of_dealer'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('provider', 'code'), name='sheet_import_code_is_unique_per_provider'),
                    models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'failed'])), name='sheet_import_state_is_known'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SheetProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.CharField(max_length=10)),
                ('row', models.PositiveBigIntegerField()),
                ('field', models.CharField(blank=True, max_length=30)),
                ('reason', models.CharField(max_length=30)),
                ('raw', models.JSONField(default=dict)),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='problems', to='claims.sheetimport')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'file', 'row', 'id'], name='sheet_problem_by_row')],
            },
        ),
    ]
