import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('assets', '0001_squashed_0003_since_when_a_repair_waited'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        ('evidence', '0001_initial'),
        ('obligations', '0001_squashed_0004_consequences_and_hindrances'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        ('products', '0001_squashed_0002_what_the_law_knows_it_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='round number')),
                ('key', models.UUIDField(null=True, unique=True)),
                ('week_on', models.DateField(verbose_name='week')),
                ('state', models.CharField(choices=[('proposed', 'to be planned'), ('planned', 'planned'), ('under_way', 'under way'), ('done', 'done'), ('cancelled', 'cancelled')], default='proposed', max_length=10)),
                ('planned_on', models.DateField(null=True, verbose_name='day')),
                ('needs_designer', models.BooleanField(default=False)),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='clause')),
                ('wish', models.CharField(blank=True, max_length=400, verbose_name='what is wished')),
                ('notified_at', models.DateTimeField(null=True)),
                ('notified_whom', models.CharField(blank=True, max_length=60, verbose_name='who was told')),
                ('started_at', models.DateTimeField(null=True)),
                ('signer_name', models.CharField(blank=True, max_length=60, verbose_name='signed by')),
                ('signed_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('designer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.person')),
                ('feedback', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('signature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.site')),
                ('station', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.station')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'state', 'week_on', 'id'], name='round_by_week'), models.Index(fields=['lead', 'planned_on'], name='round_of_lead'), models.Index(fields=['site', '-id'], name='round_of_site')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='round_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'planned', 'under_way', 'done', 'cancelled'])), name='round_state_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'cancelled']), models.Q(('lead__isnull', False), ('planned_on__isnull', False)), _connector='OR'), name='round_planned_means_when_and_who'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('signature__isnull', False), ('signed_at__isnull', False), models.Q(('signer_name', ''), _negated=True)), _connector='OR'), name='round_done_means_signed')],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('said_by', models.CharField(max_length=60, verbose_name='who said it')),
                ('words', models.CharField(max_length=1000, verbose_name='opinion')),
                ('written_at', models.DateTimeField()),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.product')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='inspections.round')),
            ],
            options={
                'indexes': [models.Index(fields=['product', '-id'], name='opinion_of_product')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'to be inspected'), ('checked', 'inspected'), ('done', 'signed'), ('called_off', 'called off')], default='planned', max_length=10)),
                ('called_off_because', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset')),
                ('obligation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspections', to='inspections.round')),
            ],
            options={
                'indexes': [models.Index(fields=['asset', '-id'], name='inspection_of_asset')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('obligation__isnull', False), models.Q(('state', 'called_off'), _negated=True)), fields=('obligation',), name='inspection_is_on_one_round_per_obligation'), models.UniqueConstraint(fields=('round', 'asset'), name='inspection_is_one_per_round_and_asset'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'checked', 'done', 'called_off'])), name='inspection_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'called_off'), _negated=True), models.Q(('called_off_because', ''), _negated=True), _connector='OR'), name='inspection_called_off_means_why')],
            },
        ),
        migrations.CreateModel(
            name='LatentFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('found', models.CharField(max_length=400, verbose_name='what was found')),
                ('measured', models.CharField(blank=True, max_length=100, verbose_name='measured value')),
                ('outcome', models.CharField(choices=[('removed', 'removed on the spot'), ('quoted', 'quoted'), ('ordered', 'work order raised')], max_length=10, verbose_name='what became of it')),
                ('done', models.CharField(blank=True, max_length=400, verbose_name='what was done')),
                ('parts', models.CharField(blank=True, max_length=200, verbose_name='parts')),
                ('quote', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='quote')),
                ('quote_state', models.CharField(blank=True, choices=[('open', 'to be answered'), ('accepted', 'accepted'), ('declined', 'declined')], max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('created_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.case')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='inspections.inspection')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('quote_state', 'open')), fields=['id'], name='latent_fault_quote_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['removed', 'quoted', 'ordered'])), name='latent_fault_outcome_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'quoted'), ('quote__gte', 0), ('quote__isnull', False), models.Q(('quote_state', ''), _negated=True)), models.Q(models.Q(('outcome', 'quoted'), _negated=True), ('quote__isnull', True), ('quote_state', '')), _connector='OR'), name='latent_fault_quoted_means_how_much')],
            },
        ),
    ]
