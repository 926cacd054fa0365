import django.db.models.deletion
import secrets
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('desk', '0001_initial'), ('desk', '0002_what_comes_from_inspections_and_calls'), ('desk', '0003_how_bad_it_is')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0001_squashed_0005_trials_and_own_templates'),
        ('assets', '0001_squashed_0003_since_when_a_repair_waited'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Knock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['who', 'at'], name='knock_of_whom')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='case number')),
                ('key', models.UUIDField(unique=True)),
                ('follow_token', models.CharField(default=secrets.token_urlsafe, max_length=43, unique=True)),
                ('state', models.CharField(choices=[('reported', 'reported'), ('in_service', 'in service'), ('restored', 'restored, to be followed up'), ('closed', 'closed'), ('cancelled', 'cancelled')], default='reported', max_length=12)),
                ('channel', models.CharField(choices=[('phone', 'phone'), ('web', 'web'), ('qr', 'QR code'), ('api', 'API'), ('inspection', 'inspection'), ('call_back', 'call-back')], max_length=10, verbose_name='channel')),
                ('kind', models.CharField(default='fault_reported', max_length=40, verbose_name='kind')),
                ('particulars', models.JSONField(blank=True, default=dict)),
                ('component', models.CharField(default='whole', max_length=40, verbose_name='component')),
                ('description', models.TextField(verbose_name='what happened')),
                ('cause', models.CharField(default='unknown', max_length=20, verbose_name='cause')),
                ('severity', models.CharField(blank=True, max_length=10, verbose_name='how bad it is')),
                ('exclusions', models.JSONField(default=list)),
                ('province', models.CharField(max_length=20, verbose_name='province')),
                ('area', models.CharField(max_length=10, verbose_name='area')),
                ('reporter_name', models.CharField(max_length=60, verbose_name='reported by')),
                ('reporter_phone', models.CharField(max_length=30, verbose_name='phone')),
                ('reported_at', models.DateTimeField(verbose_name='reported at')),
                ('on_site_at', models.DateTimeField(null=True)),
                ('is_with_field', models.BooleanField(default=False)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('solved_on_call', models.BooleanField(default=False)),
                ('closed_at', models.DateTimeField(null=True)),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='case_newest_first'), models.Index(fields=['provider', 'state', '-id'], name='case_by_state'), models.Index(fields=['asset', '-id'], name='case_of_asset'), models.Index(fields=['customer', '-id'], name='case_of_customer'), models.Index(fields=['provider', 'reporter_phone'], name='case_by_phone', opclasses=['int8_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='case_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['reported', 'in_service', 'restored', 'closed', 'cancelled'])), name='case_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['closed', 'cancelled'])), models.Q(models.Q(('state__in', ['closed', 'cancelled']), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True)), _connector='OR'), name='case_closed_means_when')],
            },
        ),
    ]
