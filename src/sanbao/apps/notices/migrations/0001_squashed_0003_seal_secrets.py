import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import sanbao.apps.accounts.sealed
import uuid
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('notices', '0001_notices_and_deliveries'), ('notices', '0002_mail_of_a_day'), ('notices', '0001_squashed_0002_mail_of_a_day'), ('notices', '0003_seal_secrets')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('journal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Endpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=60, verbose_name='label')),
                ('url', models.URLField(max_length=500, verbose_name='address')),
                ('happenings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None, verbose_name='happenings')),
                ('secret', sanbao.apps.accounts.sealed.SealedField(max_length=300)),
                ('previous_secret', sanbao.apps.accounts.sealed.SealedField(blank=True, max_length=300)),
                ('previous_until', models.DateTimeField(null=True)),
                ('is_active', models.BooleanField(default=True, verbose_name='is told')),
                ('created_at', models.DateTimeField()),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'label'), name='endpoint_label_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(models.Q(('previous_secret', ''), ('previous_until__isnull', True)), models.Q(models.Q(('previous_secret', ''), _negated=True), ('previous_until__isnull', False)), _connector='OR'), name='endpoint_previous_secret_ends')],
            },
        ),
        migrations.CreateModel(
            name='FeedToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user',), name='calendar_has_one_live_address_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('news', models.CharField(choices=[('warning', 'a promise is about to fall due'), ('miss', 'a promise was missed'), ('duty', 'a new duty of mine'), ('case', 'a new case from outside'), ('failure', 'a message could not be delivered')], max_length=10)),
                ('about', models.CharField(blank=True, max_length=160)),
                ('is_urgent', models.BooleanField(default=False)),
                ('is_shown', models.BooleanField(default=True)),
                ('digest_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_shown', True), ('read_at__isnull', True)), fields=['user'], name='notice_unread_of_user'), models.Index(condition=models.Q(('is_shown', True)), fields=['user', '-id'], name='notice_newest_first'), models.Index(condition=models.Q(('digest_on__isnull', False)), fields=['user', 'digest_on'], name='notice_of_digest')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'user'), name='notice_is_one_per_entry_and_person')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('channel', models.CharField(choices=[('mail', 'mail'), ('webhook', 'webhook')], max_length=10)),
                ('digest_on', models.DateField(null=True)),
                ('to', models.CharField(max_length=500)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('failing', 'failed, will be tried again'), ('sent', 'sent'), ('dead', 'given up')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('response', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField()),
                ('next_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('reader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('endpoint', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.endpoint')),
                ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(fields=['provider', '-id'], name='delivery_newest_first'), models.Index(fields=['endpoint', '-id'], name='delivery_of_endpoint')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'channel', 'notice', 'endpoint', 'reader'), name='delivery_is_made_once', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('digest_on__isnull', False)), fields=('reader', 'digest_on'), name='digest_is_one_per_person_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('digest_on__isnull', True), ('reader__isnull', True)), models.Q(('digest_on__isnull', False), ('notice__isnull', True), ('reader__isnull', False)), _connector='OR'), name='digest_has_its_reader_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='delivery_sent_means_when')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_app', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                ('mail', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                ('webhook', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), default=list, size=None)),
                ('mail_rhythm', models.CharField(choices=[('at_once', 'each at once'), ('daily', 'once a day, all together')], default='at_once', max_length=10, verbose_name='mails come')),
                ('digest_at', models.TimeField(default=datetime.time(8, 0), verbose_name="the day's mail comes at")),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='no mail from')),
                ('quiet_until', models.TimeField(blank=True, null=True, verbose_name='no mail until')),
                ('urgent_passes', models.BooleanField(default=True, verbose_name='what is urgent comes all the same')),
                ('language', models.CharField(default='zh-hans', max_length=10, verbose_name='language of mails')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from__isnull', True), ('quiet_until__isnull', True)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='quiet_hours_have_both_ends')],
            },
        ),
    ]
