import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import sanbao.apps.accounts.sealed
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('contacts', '0001_contacts_and_lines'), ('contacts', '0002_gaps_open_once'), ('contacts', '0003_new_questions_and_opinions'), ('contacts', '0004_mailbox_of_the_company'), ('contacts', '0005_words_of_subject_and_shift')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('assets', '0001_squashed_0003_since_when_a_repair_waited'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        ('parties', '0004_where_stations_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='line')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('number', models.CharField(blank=True, max_length=40, verbose_name='telephone number')),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None, verbose_name='days')),
                ('opens', models.TimeField(default=datetime.time(0, 0), verbose_name='opens')),
                ('closes', models.TimeField(default=datetime.time(0, 0), verbose_name='closes')),
                ('least', models.PositiveSmallIntegerField(default=1, verbose_name='people at least')),
                ('ahead_hours', models.PositiveSmallIntegerField(default=24, verbose_name='hours ahead')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='clause')),
                ('answers_writing', models.BooleanField(default=True, verbose_name='answers in writing too')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='line_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('days__contained_by', [1, 2, 3, 4, 5, 6, 7])), name='line_is_open_on_days_of_the_week'), models.CheckConstraint(condition=models.Q(('least__gte', 1)), name='line_asks_for_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Gap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('came_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gaps', to='contacts.line')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['line'], name='gap_still_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('line', 'starts_at'), name='gap_is_open_once_per_line_and_start')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('key', models.UUIDField(unique=True)),
                ('ref', models.CharField(blank=True, max_length=120)),
                ('channel', models.CharField(choices=[('phone', 'phone'), ('chat', 'chat'), ('mail', 'mail'), ('web', 'web')], max_length=10, verbose_name='channel')),
                ('state', models.CharField(choices=[('waiting', 'nobody has it yet'), ('held', 'being answered'), ('missed', 'call missed'), ('passed_on', 'passed to sales'), ('solved', 'solved on the contact'), ('in_case', 'goes on in a case'), ('closed', 'closed')], default='waiting', max_length=10)),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('address', models.CharField(blank=True, max_length=254, verbose_name='mail address')),
                ('subject', models.CharField(blank=True, max_length=160, verbose_name='subject line')),
                ('visitor', models.CharField(blank=True, max_length=64)),
                ('is_price', models.BooleanField(default=False)),
                ('started_at', models.DateTimeField(verbose_name='since')),
                ('waits_since', models.DateTimeField(null=True)),
                ('tell_at', models.DateTimeField(null=True)),
                ('told', models.PositiveSmallIntegerField(default=0)),
                ('held_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('was_missed', models.BooleanField(default=False)),
                ('came_again', models.BooleanField(default=False)),
                ('is_first', models.BooleanField(default=False)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('case_code', models.CharField(blank=True, max_length=40)),
                ('seen', models.BigIntegerField(default=0)),
                ('seen_by_caller', models.BigIntegerField(default=0)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset')),
                ('customer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.line')),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contacts.contact')),
                ('opinion', models.TextField(blank=True, verbose_name='opinion')),
                ('rated_at', models.DateTimeField(null=True)),
                ('satisfaction', models.PositiveSmallIntegerField(null=True, verbose_name='satisfaction')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='contact_newest_first'), models.Index(condition=models.Q(('state__in', ['waiting', 'held', 'missed', 'passed_on'])), fields=['provider', 'started_at', 'id'], name='contact_still_open'), models.Index(condition=models.Q(('tell_at__isnull', False)), fields=['tell_at'], name='contact_to_tell_of'), models.Index(fields=['provider', 'done_at'], name='contact_by_end'), models.Index(condition=models.Q(('case_code', ''), _negated=True), fields=['provider', 'case_code'], name='contact_of_case'), models.Index(fields=['customer', '-id'], name='contact_of_customer'), models.Index(condition=models.Q(('visitor', ''), _negated=True), fields=['visitor', 'started_at'], name='contact_of_visitor')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='contact_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('ref', ''), _negated=True), fields=('provider', 'channel', 'ref'), name='contact_is_one_per_channel_and_ref'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'held', 'missed', 'passed_on', 'solved', 'in_case', 'closed'])), name='contact_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('held_by__isnull', True)), models.Q(('held_at__isnull', False), ('held_by__isnull', False)), _connector='OR'), name='contact_held_means_when_and_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', False), ('state__in', ('solved', 'in_case', 'closed'))), models.Q(models.Q(('state__in', ('solved', 'in_case', 'closed')), _negated=True), ('done_at__isnull', True)), _connector='OR'), name='contact_over_means_when'), models.CheckConstraint(condition=models.Q(models.Q(('rated_at__isnull', True), ('satisfaction__isnull', True)), models.Q(('rated_at__isnull', False), ('satisfaction__range', (1, 5))), _connector='OR'), name='contact_rated_means_when_and_one_to_five')],
            },
        ),
        migrations.CreateModel(
            name='Saying',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('side', models.CharField(choices=[('caller', 'caller'), ('us', 'we')], max_length=6)),
                ('text', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('sent_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sayings', to='contacts.contact')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('failure', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['contact', 'id'], name='saying_of_contact'), models.Index(condition=models.Q(('message_id', ''), _negated=True), fields=['message_id'], name='saying_by_message_id')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', ['caller', 'us'])), name='saying_side_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='contacts.line')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['line', 'ends_at'], name='shift_of_line'), models.Index(fields=['person', 'ends_at'], name='shift_of_person')],
                'constraints': [models.UniqueConstraint(fields=('line', 'person', 'starts_at'), name='shift_is_one_per_person_and_start'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='shift_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='MailAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=254, verbose_name='address of the service')),
                ('imap_host', models.CharField(max_length=255, verbose_name='IMAP server')),
                ('imap_port', models.PositiveIntegerField(default=993, verbose_name='IMAP port')),
                ('imap_is_tls', models.BooleanField(default=True, verbose_name='IMAP over TLS')),
                ('imap_user', models.CharField(max_length=254, verbose_name='IMAP user')),
                ('imap_password', sanbao.apps.accounts.sealed.SealedField(max_length=800)),
                ('folder', models.CharField(default='INBOX', max_length=120, verbose_name='folder')),
                ('smtp_host', models.CharField(blank=True, max_length=255, verbose_name='SMTP server')),
                ('smtp_port', models.PositiveIntegerField(default=465, verbose_name='SMTP port')),
                ('smtp_security', models.CharField(choices=[('tls', 'TLS from the start'), ('starttls', 'STARTTLS'), ('none', 'none')], default='tls', max_length=10, verbose_name='SMTP security')),
                ('smtp_user', models.CharField(blank=True, max_length=254, verbose_name='SMTP user')),
                ('smtp_password', sanbao.apps.accounts.sealed.SealedField(blank=True, max_length=800)),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('changed_at', models.DateTimeField()),
                ('fetched_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('imap_port__range', (1, 65535)), ('smtp_port__range', (1, 65535))), name='mail_account_ports_are_ports'), models.CheckConstraint(condition=models.Q(models.Q(('failed_at__isnull', True), ('failure', '')), models.Q(('failed_at__isnull', False), models.Q(('failure', ''), _negated=True)), _connector='OR'), name='mail_account_failed_means_when_and_why'), models.CheckConstraint(condition=models.Q(('smtp_security__in', ['tls', 'starttls', 'none'])), name='mail_account_security_is_known')],
            },
        ),
    ]
