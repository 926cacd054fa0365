import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import secrets
import uuid
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('assets', '0001_initial'), ('assets', '0002_what_customers_write_down'), ('assets', '0003_since_when_a_repair_waited')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0001_squashed_0005_trials_and_own_templates'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        ('products', '0001_squashed_0002_what_the_law_knows_it_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Asset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=60, verbose_name='serial number')),
                ('made_on', models.DateField(blank=True, null=True, verbose_name='made on')),
                ('picked_up_on', models.DateField(blank=True, null=True, verbose_name='picked up on')),
                ('sold_on', models.DateField(blank=True, null=True, verbose_name='sold on')),
                ('invoiced_on', models.DateField(blank=True, null=True, verbose_name='invoiced on')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('commissioned_on', models.DateField(blank=True, null=True, verbose_name='commissioned on')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='accepted on')),
                ('price', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='price')),
                ('tier', models.CharField(blank=True, max_length=10, verbose_name='tier')),
                ('public_key', models.CharField(default=secrets.token_urlsafe, max_length=48, unique=True)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('search_text', models.TextField(blank=True)),
                ('tokens', models.GeneratedField(db_persist=True, expression=models.Func('search_text', function='search_grams'), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
                ('created_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('dealer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.product')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.site')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='asset_by_token'), models.Index(fields=['provider', '-id'], name='asset_newest_first'), models.Index(fields=['customer', '-id'], name='asset_of_customer')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'serial'), name='asset_serial_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('tier__in', ['', 'member'])), name='asset_tier_is_known'), models.CheckConstraint(condition=models.Q(('picked_up_on__isnull', True), ('made_on__isnull', True), ('picked_up_on__gte', models.F('made_on')), _connector='OR'), name='asset_picked_up_is_not_before_made'), models.CheckConstraint(condition=models.Q(('sold_on__isnull', True), ('made_on__isnull', True), ('sold_on__gte', models.F('made_on')), _connector='OR'), name='asset_sold_is_not_before_made'), models.CheckConstraint(condition=models.Q(('invoiced_on__isnull', True), ('made_on__isnull', True), ('invoiced_on__gte', models.F('made_on')), _connector='OR'), name='asset_invoiced_is_not_before_made'), models.CheckConstraint(condition=models.Q(('delivered_on__isnull', True), ('made_on__isnull', True), ('delivered_on__gte', models.F('made_on')), _connector='OR'), name='asset_delivered_is_not_before_made'), models.CheckConstraint(condition=models.Q(('commissioned_on__isnull', True), ('made_on__isnull', True), ('commissioned_on__gte', models.F('made_on')), _connector='OR'), name='asset_commissioned_is_not_before_made'), models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), ('made_on__isnull', True), ('accepted_on__gte', models.F('made_on')), _connector='OR'), name='asset_accepted_is_not_before_made'), models.CheckConstraint(condition=models.Q(('delivered_on__isnull', True), ('picked_up_on__isnull', True), ('delivered_on__gte', models.F('picked_up_on')), _connector='OR'), name='asset_delivered_is_not_before_picked_up'), models.CheckConstraint(condition=models.Q(('commissioned_on__isnull', True), ('delivered_on__isnull', True), ('commissioned_on__gte', models.F('delivered_on')), _connector='OR'), name='asset_commissioned_is_not_before_delivered'), models.CheckConstraint(condition=models.Q(('accepted_on__isnull', True), ('delivered_on__isnull', True), ('accepted_on__gte', models.F('delivered_on')), _connector='OR'), name='asset_accepted_is_not_before_delivered'), models.CheckConstraint(condition=models.Q(('price__isnull', True), ('price__gte', 0), _connector='OR'), name='asset_price_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='assets.asset')),
                ('engineer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('engineer', 'asset'), name='attendance_is_one_per_engineer_and_asset')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('file_name', models.CharField(max_length=160, verbose_name='file')),
                ('file', models.FileField(upload_to='imports/%Y/%m')),
                ('state', models.CharField(choices=[('checking', 'checking'), ('checked', 'checked'), ('importing', 'importing'), ('done', 'imported'), ('failed', 'failed')], default='checking', max_length=10)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('rows_bad', models.PositiveIntegerField(default=0)),
                ('rows_new', models.PositiveIntegerField(default=0)),
                ('rows_changed', models.PositiveIntegerField(default=0)),
                ('rows_same', models.PositiveIntegerField(default=0)),
                ('run', models.PositiveIntegerField(default=0)),
                ('ignored', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('problem', models.JSONField(default=dict)),
                ('uploaded_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='import_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='import_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['checking', 'checked', 'importing', 'done', 'failed'])), name='import_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('serial', models.CharField(blank=True, max_length=60)),
                ('raw', models.JSONField()),
                ('values', models.JSONField()),
                ('problems', models.JSONField(default=list)),
                ('verdict', models.CharField(blank=True, choices=[('new', 'new'), ('changed', 'changed'), ('same', 'unchanged'), ('bad', 'bad')], max_length=10)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='assets.import')),
            ],
            options={
                'indexes': [models.Index(fields=['batch', 'verdict', 'number'], name='import_row_by_verdict'), models.Index(fields=['batch', 'serial'], name='import_row_by_serial')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='import_row_number_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='MaintenanceEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('on', models.DateField(verbose_name='day')),
                ('what', models.CharField(max_length=400, verbose_name='what was done')),
                ('parts', models.CharField(blank=True, max_length=200, verbose_name='parts')),
                ('done_by', models.CharField(max_length=60, verbose_name='who did it')),
                ('written_at', models.DateTimeField()),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='maintenance', to='assets.asset')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['asset', '-on', '-id'], name='maintenance_of_asset')],
            },
        ),
        migrations.CreateModel(
            name='Repair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('component', models.CharField(max_length=40, verbose_name='component')),
                ('cause', models.CharField(blank=True, max_length=20, verbose_name='cause')),
                ('in_warranty', models.BooleanField()),
                ('reported_on', models.DateField(blank=True, null=True)),
                ('repaired_at', models.DateTimeField()),
                ('visit_code', models.CharField(max_length=40)),
                ('finding', models.CharField(blank=True, max_length=400, verbose_name='finding')),
                ('held', models.BooleanField(null=True)),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repairs', to='assets.asset')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('asset', 'visit_code'), name='repair_is_recorded_once_per_visit')],
            },
        ),
        migrations.CreateModel(
            name='RunLogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('on', models.DateField(verbose_name='day')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, null=True, verbose_name='hours run')),
                ('readings', models.CharField(blank=True, max_length=400, verbose_name='readings')),
                ('remarks', models.CharField(blank=True, max_length=400, verbose_name='remarks')),
                ('is_abnormal', models.BooleanField(default=False, verbose_name='something was not as usual')),
                ('written_at', models.DateTimeField()),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='run_log', to='assets.asset')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['asset', '-on', '-id'], name='run_log_of_asset')],
            },
        ),
    ]
