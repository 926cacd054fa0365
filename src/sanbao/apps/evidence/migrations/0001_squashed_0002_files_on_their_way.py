import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('evidence', '0001_initial'), ('evidence', '0002_files_on_their_way')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('purpose', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=160)),
                ('content_type', models.CharField(max_length=80)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('file', models.FileField(upload_to='attachments/%Y/%m')),
                ('uploaded_at', models.DateTimeField()),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'subject_kind', 'subject_code'], name='attachment_of_subject')],
            },
        ),
        migrations.CreateModel(
            name='FormDefinition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.SlugField(max_length=40)),
                ('version', models.PositiveIntegerField()),
                ('title', models.JSONField()),
                ('questions', models.JSONField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='form_definition_version_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('answers', models.JSONField()),
                ('filled_at', models.DateTimeField()),
                ('signer_name', models.CharField(blank=True, max_length=60, verbose_name='signed by')),
                ('signed_at', models.DateTimeField(null=True)),
                ('filled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='evidence.formdefinition')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('signature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'subject_kind', 'subject_code'], name='record_of_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signer_name', '')), models.Q(('signed_at__isnull', False), models.Q(('signer_name', ''), _negated=True)), _connector='OR'), name='record_signed_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('purpose', models.CharField(max_length=30)),
                ('name', models.CharField(max_length=160)),
                ('size_bytes', models.PositiveBigIntegerField()),
                ('arrived_bytes', models.PositiveBigIntegerField(default=0)),
                ('pieces', models.JSONField(default=list)),
                ('started_at', models.DateTimeField()),
                ('attachment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='evidence.attachment')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['started_at'], name='transfer_by_age')],
                'constraints': [models.CheckConstraint(condition=models.Q(('arrived_bytes__lte', models.F('size_bytes')), ('size_bytes__gt', 0)), name='transfer_is_never_more_than_whole')],
            },
        ),
    ]
