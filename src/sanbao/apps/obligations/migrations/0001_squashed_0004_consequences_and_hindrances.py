import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('obligations', '0001_initial'), ('obligations', '0002_duties_over_time'), ('obligations', '0003_warn_and_tell'), ('obligations', '0004_consequences_and_hindrances')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0001_squashed_0005_trials_and_own_templates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('kind', models.CharField(choices=[('promise', 'promise of a case'), ('one_off', 'once after an event'), ('rhythm', 'again and again'), ('upkeep', 'all the time'), ('share', 'share of a month'), ('consequence', 'consequence of a miss')], default='promise', max_length=12)),
                ('what', models.CharField(max_length=40, verbose_name='promise')),
                ('owed_by', models.CharField(choices=[('provider', 'provider'), ('dealer', 'dealer'), ('customer', 'customer')], max_length=10, verbose_name='owed by')),
                ('clause', models.CharField(max_length=20, verbose_name='clause')),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('subject_label', models.CharField(blank=True, max_length=160)),
                ('period', models.CharField(blank=True, max_length=20)),
                ('province', models.CharField(blank=True, max_length=20)),
                ('station', models.CharField(blank=True, max_length=40)),
                ('dealer', models.CharField(blank=True, max_length=40)),
                ('product', models.CharField(blank=True, max_length=40)),
                ('customer', models.CharField(blank=True, max_length=40)),
                ('span', models.CharField(blank=True, max_length=20)),
                ('roll', models.BooleanField(default=True)),
                ('after', models.CharField(blank=True, max_length=40)),
                ('opens_at', models.DateTimeField(null=True)),
                ('starts_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('met_at', models.DateTimeField(null=True)),
                ('warn_at', models.DateTimeField(null=True)),
                ('escalate_at', models.DateTimeField(null=True)),
                ('escalation', models.PositiveSmallIntegerField(default=0)),
                ('done', models.PositiveIntegerField(null=True)),
                ('base', models.PositiveIntegerField(null=True)),
                ('least', models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('portion', models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ('state', models.CharField(choices=[('waiting', 'not started'), ('running', 'running'), ('paused', 'paused'), ('lapsed', 'lapsed'), ('met', 'met'), ('missed', 'missed'), ('excused', 'excused'), ('cancelled', 'cancelled')], max_length=10)),
                ('consequences', models.JSONField(default=list)),
                ('caused_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drawn', to='obligations.obligation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'running')), fields=['due_at'], name='obligation_due_next'), models.Index(condition=models.Q(('state', 'running'), ('warn_at__isnull', False)), fields=['warn_at'], name='obligation_warned_next'), models.Index(condition=models.Q(('escalate_at__isnull', False), ('state', 'missed')), fields=['escalate_at'], name='obligation_escalated_next'), models.Index(condition=models.Q(('state__in', ['waiting', 'running', 'paused', 'lapsed'])), fields=['provider', 'due_at', 'id'], name='obligation_open_of_provider'), models.Index(condition=models.Q(('state__in', ['waiting', 'running', 'paused', 'lapsed'])), fields=['owner', 'due_at', 'id'], name='obligation_open_of_owner'), models.Index(models.F('provider'), models.F('state'), models.OrderBy(models.F('due_at'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True, nulls_last=True), name='obligation_ended_latest_first'), models.Index(fields=['provider', 'subject_kind', 'subject_code'], name='obligation_of_subject')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='obligation_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('caused_by__isnull', True)), fields=('provider', 'subject_kind', 'subject_code', 'what', 'clause', 'period'), name='obligation_is_raised_once_per_subject_clause_and_period'), models.UniqueConstraint(condition=models.Q(('caused_by__isnull', False)), fields=('caused_by', 'what', 'clause', 'period'), name='consequence_is_drawn_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'paused', 'lapsed', 'met', 'missed', 'excused', 'cancelled'])), name='obligation_state_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'cancelled', 'excused', 'met', 'missed']), ('starts_at__isnull', False), _connector='OR'), name='obligation_waits_until_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log', to='obligations.obligation')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['raised', 'started', 'paused', 'resumed', 'changed', 'met', 'missed', 'excused', 'cancelled', 'lapsed', 'restored', 'measured', 'warned', 'escalated'])), name='log_line_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['paused', 'excused', 'cancelled', 'lapsed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='log_line_needs_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(blank=True, max_length=40, verbose_name='promise')),
                ('shares', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('line', models.JSONField(default=list)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'verbose_name_plural': 'policies',
                'constraints': [models.UniqueConstraint(fields=('provider', 'what'), name='policy_is_one_per_provider_and_promise')],
            },
        ),
        migrations.CreateModel(
            name='Hindrance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(max_length=20, verbose_name='clause')),
                ('what', models.CharField(max_length=40, verbose_name='promise')),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('subject_label', models.CharField(blank=True, max_length=160)),
                ('reason', models.CharField(choices=[('no_anchor', 'the date that it counts from is missing'), ('no_station', 'nobody serves the place')], max_length=12)),
                ('missing', models.CharField(blank=True, max_length=20)),
                ('found_on', models.DateField()),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'id'], name='hindrance_of_provider')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'subject_kind', 'subject_code', 'what', 'clause', 'reason'), name='hindrance_is_told_once_per_subject_and_clause')],
            },
        ),
    ]
