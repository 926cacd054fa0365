import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('callbacks', '0001_calls'), ('callbacks', '0002_samples_of_repairs')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('assets', '0001_squashed_0003_since_when_a_repair_waited'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        ('evidence', '0001_initial'),
        ('obligations', '0001_squashed_0004_consequences_and_hindrances'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Callback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'to be called'), ('reached', 'reached'), ('unreachable', 'could not be reached')], default='open', max_length=12)),
                ('held_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_tried_at', models.DateTimeField(null=True)),
                ('next_try_at', models.DateTimeField(null=True, verbose_name='next try')),
                ('familiar', models.PositiveSmallIntegerField(null=True)),
                ('fits', models.PositiveSmallIntegerField(null=True)),
                ('attitude', models.PositiveSmallIntegerField(null=True)),
                ('satisfaction', models.PositiveSmallIntegerField(null=True)),
                ('wishes', models.TextField(blank=True, verbose_name='wishes')),
                ('done_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('asset', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.case')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engineer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('station', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.station')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-done_at'], name='callback_latest_first'), models.Index(fields=['customer', '-id'], name='callback_of_customer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'reached', 'unreachable'])), name='callback_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='callback_over_means_when_and_who'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'reached'), _negated=True), ('record__isnull', False), _connector='OR'), name='callback_reached_means_answered'), models.CheckConstraint(condition=models.Q(models.Q(('held_at__isnull', True), ('holder__isnull', True)), models.Q(('held_at__isnull', False), ('holder__isnull', False)), _connector='OR'), name='callback_held_means_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='share in per cent')),
                ('seed', models.CharField(max_length=32, verbose_name='seed')),
                ('repairs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('chosen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'month'), name='sample_is_drawn_once_a_month'), models.CheckConstraint(condition=models.Q(('percent__gte', 25), ('percent__lte', 100)), name='sample_is_a_quarter_at_least')],
            },
        ),
    ]
