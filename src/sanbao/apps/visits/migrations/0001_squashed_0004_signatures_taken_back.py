import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('visits', '0001_initial'), ('visits', '0002_receipts_without_a_gap'), ('visits', '0003_who_went_along'), ('visits', '0004_signatures_taken_back')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0001_squashed_0005_trials_and_own_templates'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        ('evidence', '0001_initial'),
        ('evidence', '0002_files_on_their_way'),
        ('journal', '0001_initial'),
        ('products', '0001_squashed_0002_what_the_law_knows_it_by'),
        ('workorders', '0001_initial'),
        ('workorders', '0003_people_who_go_along'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='visit number')),
                ('key', models.UUIDField(unique=True)),
                ('state', models.CharField(choices=[('agreed', 'appointment agreed'), ('arrived', 'on site'), ('worked', 'work recorded'), ('signed', 'signed by the customer'), ('reported', 'report handed in'), ('abandoned', 'did not take place')], default='agreed', max_length=10)),
                ('agreed_from', models.DateTimeField(verbose_name='from')),
                ('agreed_until', models.DateTimeField(verbose_name='until')),
                ('agreed_with', models.CharField(max_length=60, verbose_name='agreed with')),
                ('arrived_at', models.DateTimeField(null=True)),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, null=True)),
                ('accuracy_m', models.PositiveIntegerField(null=True)),
                ('certificate_shown', models.CharField(blank=True, max_length=60, verbose_name='certificate shown')),
                ('price_list_shown', models.BooleanField(default=False, verbose_name='price list shown')),
                ('cause', models.CharField(blank=True, max_length=20, verbose_name='cause')),
                ('exclusions', models.JSONField(default=list)),
                ('component', models.CharField(blank=True, max_length=40, verbose_name='component')),
                ('finding', models.TextField(blank=True, verbose_name='what was found')),
                ('measure', models.TextField(blank=True, verbose_name='what was done')),
                ('is_restored', models.BooleanField(null=True, verbose_name='works again')),
                ('not_restored_because', models.TextField(blank=True, verbose_name='why another visit is needed')),
                ('worked_at', models.DateTimeField(null=True)),
                ('signer_name', models.CharField(blank=True, max_length=60, verbose_name='signed by')),
                ('opinion', models.TextField(blank=True, verbose_name="customer's opinion")),
                ('satisfaction', models.PositiveSmallIntegerField(null=True, verbose_name='satisfaction')),
                ('signed_at', models.DateTimeField(null=True)),
                ('summary', models.TextField(blank=True, verbose_name='report to the after-sales department')),
                ('reported_at', models.DateTimeField(null=True)),
                ('decision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.decision')),
                ('engineer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workorders.workorder')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('signature', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('companions', models.JSONField(default=list)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['engineer', 'agreed_from'], name='visit_of_engineer'), models.Index(fields=['order'], name='visit_of_order'), models.Index(fields=['provider', '-id'], name='visit_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='visit_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'arrived', 'worked'])), fields=('order',), name='visit_is_open_once_per_order'), models.CheckConstraint(condition=models.Q(('state__in', ['agreed', 'arrived', 'worked', 'signed', 'reported', 'abandoned'])), name='visit_state_is_known'), models.CheckConstraint(condition=models.Q(('agreed_until__gt', models.F('agreed_from'))), name='visit_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('signature__isnull', True), ('signed_at__isnull', True), ('signer_name', '')), models.Q(('signature__isnull', False), ('signed_at__isnull', False), models.Q(('signer_name', ''), _negated=True)), _connector='OR'), name='visit_signed_means_when_and_who'), models.CheckConstraint(condition=models.Q(('satisfaction__isnull', True), models.Q(('satisfaction__gte', 1), ('satisfaction__lte', 5)), _connector='OR'), name='visit_satisfaction_is_one_to_five'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='visit_taken_back_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='UsedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='quantity')),
                ('serial', models.CharField(blank=True, max_length=60, verbose_name='serial number')),
                ('is_outer', models.BooleanField(default=False, verbose_name='shell or packing')),
                ('old_part_returned', models.BooleanField(default=False, verbose_name='old part taken back')),
                ('price', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.price')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='used', to='visits.visit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='used_item_is_more_than_none')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_tried_at', models.DateTimeField(null=True)),
                ('is_reached', models.BooleanField(null=True, verbose_name='reached')),
                ('satisfaction', models.PositiveSmallIntegerField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.case')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.entry')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['provider', 'due_at', 'id'], name='follow_up_to_be_made')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True), ('is_reached__isnull', True)), models.Q(('done_at__isnull', False), ('is_reached__isnull', False)), _connector='OR'), name='follow_up_done_means_when_and_how'), models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('case',), name='follow_up_is_open_once_per_case')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='receipt number')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('payer_name', models.CharField(max_length=60, verbose_name='paid by')),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='visits.visit')),
                ('voided_at', models.DateTimeField(null=True)),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'number'), name='receipt_number_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('number__gt', 0)), name='receipt_is_for_something'), models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('visit',), name='receipt_counts_once_per_visit'), models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='receipt_void_means_when_and_who')],
            },
        ),
    ]
