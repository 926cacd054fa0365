import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('dispatch', '0001_time_of_engineers'), ('dispatch', '0002_plans_of_the_machine')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('leave', 'leave'), ('sick', 'sick'), ('training', 'training'), ('other', 'other duty')], max_length=10, verbose_name='kind')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('noted_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('engineer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at__isnull', True)), fields=['provider', 'ends_at'], name='absence_to_come')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='absence_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('kind__in', ['leave', 'sick', 'training', 'other'])), name='absence_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='absence_withdrawn_means_when_and_who'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('engineer', 'starts_at', 'ends_at'), name='absence_is_noted_once')],
            },
        ),
        migrations.CreateModel(
            name='WorkingTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=None, verbose_name='days of the week')),
                ('opens', models.TimeField(default=datetime.time(8, 0), verbose_name='from')),
                ('closes', models.TimeField(default=datetime.time(18, 0), verbose_name='until')),
                ('lunch_from', models.TimeField(blank=True, null=True, verbose_name='lunch from')),
                ('lunch_until', models.TimeField(blank=True, null=True, verbose_name='lunch until')),
                ('by_calendar', models.BooleanField(default=False, verbose_name='days off and make-up days by the calendar')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engineer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='working_time_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('lunch_from__isnull', True), ('lunch_until__isnull', True)), models.Q(('lunch_from__gte', models.F('opens')), ('lunch_until__gt', models.F('lunch_from')), ('lunch_until__lte', models.F('closes'))), _connector='OR'), name='lunch_is_whole_and_within_the_working_time')],
            },
        ),
        migrations.CreateModel(
            name='PlanRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number of the plan')),
                ('on', models.DateField(verbose_name='day')),
                ('state', models.CharField(choices=[('waiting', 'waiting for its turn'), ('running', 'being planned'), ('done', 'planned'), ('stopped', 'stopped'), ('rejected', 'rejected by the checker'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('seconds', models.PositiveSmallIntegerField(default=20, verbose_name='seconds')),
                ('moved_price', models.PositiveIntegerField(default=50, verbose_name='price of a moved appointment')),
                ('may_move_agreed', models.BooleanField(default=False, verbose_name='may move what is agreed')),
                ('offer', models.JSONField(null=True)),
                ('better', models.PositiveIntegerField(default=0)),
                ('accepted', models.JSONField(default=list)),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('stop_asked_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('stop_asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='plan_run_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='plan_run_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('provider', 'on'), name='plan_run_goes_once_per_day'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'done', 'stopped', 'rejected', 'failed'])), name='plan_run_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('stop_asked_at__isnull', True), ('stop_asked_by__isnull', True)), models.Q(('stop_asked_at__isnull', False), ('stop_asked_by__isnull', False)), _connector='OR'), name='plan_run_stop_asked_means_when_and_who')],
            },
        ),
    ]
