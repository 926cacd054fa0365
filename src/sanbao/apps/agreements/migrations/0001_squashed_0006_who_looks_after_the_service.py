import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('agreements', '0001_initial'), ('agreements', '0002_life_of_an_agreement'), ('agreements', '0003_ended_is_terminated'), ('agreements', '0004_states_hold_together'), ('agreements', '0005_trials_and_own_templates'), ('agreements', '0001_squashed_0005_trials_and_own_templates'), ('agreements', '0006_who_looks_after_the_service')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('evidence', '0001_initial'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('counterparty', models.CharField(blank=True, max_length=120, verbose_name='other party')),
                ('seat', models.CharField(blank=True, max_length=120, verbose_name='our seat')),
                ('main_reference', models.CharField(blank=True, max_length=60, verbose_name='main agreement kept elsewhere')),
                ('main_signed_on', models.DateField(blank=True, null=True, verbose_name='in force since')),
                ('template', models.SlugField(max_length=60, verbose_name='template')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed_by_one', 'signed by one side'), ('signed', 'signed by both, not yet in force'), ('in_force', 'in force'), ('suspended', 'suspended'), ('expiring', 'expiring'), ('expired', 'expired'), ('terminated', 'terminated'), ('superseded', 'superseded')], default='draft', max_length=16)),
                ('created_at', models.DateTimeField()),
                ('ended_on', models.DateField(null=True, verbose_name='ended on')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('ended_at', models.DateTimeField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.customer')),
                ('dealer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='agreements.agreement')),
                ('main', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joint', to='agreements.agreement')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='agreement_newest_first'), models.Index(fields=['provider', 'state', '-id'], name='agreement_newest_of_state'), models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['state'], name='agreement_not_closed')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='agreement_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('ended_on__isnull', True), models.Q(('state__in', ('terminated', 'superseded')), _negated=True)), models.Q(('ended_at__isnull', False), ('ended_on__isnull', False), ('state__in', ('terminated', 'superseded')), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='agreement_ended_early_means_when_and_why'), models.CheckConstraint(condition=models.Q(('main__isnull', True), ('main_reference', ''), _connector='OR'), name='agreement_has_one_main_agreement'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'signed_by_one', 'signed', 'in_force', 'suspended', 'expiring', 'expired', 'terminated', 'superseded'])), name='agreement_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('province', models.CharField(blank=True, max_length=20, verbose_name='province')),
                ('city', models.CharField(blank=True, max_length=40, verbose_name='city')),
                ('serial', models.CharField(blank=True, max_length=60, verbose_name='serial number')),
                ('months', models.PositiveSmallIntegerField(verbose_name='further months')),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('state', models.CharField(choices=[('requested', 'asked for'), ('approved', 'approved'), ('refused', 'refused')], default='requested', max_length=10)),
                ('requested_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='agreements.agreement')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.site')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='extension_newest_first'), models.Index(condition=models.Q(('state', 'approved')), fields=['agreement'], name='extension_approved')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='extension_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='extension_months_are_some'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('province', ''), _negated=True), ('serial', ''), ('site__isnull', True)), models.Q(('city', ''), ('province', ''), ('serial', ''), ('site__isnull', False)), models.Q(('city', ''), ('province', ''), ('site__isnull', True), models.Q(('serial', ''), _negated=True)), _connector='OR'), name='extension_is_for_one_place_or_unit'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'requested')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['approved', 'refused']), models.Q(('decided_reason', ''), _negated=True)), _connector='OR'), name='extension_decided_means_when_who_and_why'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('requested_by')), _negated=True), _connector='OR'), name='extension_is_decided_by_somebody_else')],
            },
        ),
        migrations.CreateModel(
            name='LiablePerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('id_card', models.CharField(blank=True, max_length=18, verbose_name='ID-card number')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='liable_persons', to='agreements.agreement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'name', 'id_card'), name='liable_person_is_on_record_once')],
            },
        ),
        migrations.CreateModel(
            name='Responsibility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('signs', 'signs'), ('executes', 'executes'), ('supervises', 'supervises'), ('serves', 'looks after the service')], max_length=10)),
                ('department', models.CharField(max_length=60, verbose_name='department')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='responsibilities', to='agreements.agreement')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'responsibilities',
                'constraints': [models.UniqueConstraint(fields=('agreement', 'role'), name='responsibility_is_one_per_role')],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='suspended from')),
                ('resumed_on', models.DateField(null=True)),
                ('reason', models.CharField(max_length=200, verbose_name='reason')),
                ('suspended_at', models.DateTimeField()),
                ('resumed_at', models.DateTimeField(null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to='agreements.agreement')),
                ('resumed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('suspended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('resumed_on__isnull', True)), fields=('agreement',), name='suspension_is_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('resumed_at__isnull', True), ('resumed_by__isnull', True), ('resumed_on__isnull', True)), models.Q(('resumed_at__isnull', False), ('resumed_by__isnull', False), ('resumed_on__gte', models.F('starts_on'))), _connector='OR'), name='suspension_resumed_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('first', 'first version'), ('amendment', 'amendment'), ('supplement', 'supplement')], default='first', max_length=12)),
                ('changes', models.CharField(blank=True, max_length=400, verbose_name='what it changes')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('in_review', 'in review'), ('signed_by_one', 'signed by one side'), ('signed', 'signed by both, not yet in force'), ('in_force', 'in force'), ('suspended', 'suspended'), ('expiring', 'expiring'), ('expired', 'expired'), ('terminated', 'terminated'), ('superseded', 'superseded')], default='draft', max_length=16)),
                ('source', models.TextField()),
                ('blanks', models.JSONField(default=dict)),
                ('starts_on', models.DateField(null=True, verbose_name='in force from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('signed_for_provider', models.CharField(blank=True, max_length=60, verbose_name='signed for us by')),
                ('signed_for_counterparty', models.CharField(blank=True, max_length=60, verbose_name='signed for the other party by')),
                ('acknowledged', models.JSONField(default=list)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('put_in_force_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='agreements.agreement')),
                ('put_in_force_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='version_number_is_unique_per_agreement'), models.UniqueConstraint(condition=models.Q(('put_in_force_at__isnull', True)), fields=('agreement',), name='version_draft_is_one_per_agreement'), models.CheckConstraint(condition=models.Q(models.Q(('put_in_force_at__isnull', True), ('put_in_force_by__isnull', True)), models.Q(('put_in_force_at__isnull', False), ('put_in_force_by__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='version_in_force_means_when_who_and_from'), models.CheckConstraint(condition=models.Q(models.Q(('put_in_force_at__isnull', True), ('state__in', ('draft', 'in_review', 'signed_by_one', 'signed'))), models.Q(('put_in_force_at__isnull', False), ('state', 'in_force')), _connector='OR'), name='version_state_says_whether_it_is_in_force'), models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'amendment', 'supplement'])), name='version_kind_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='version_acknowledged_means_when_and_who'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='version_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('facts', models.JSONField()),
                ('answer', models.JSONField()),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='agreements.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'subject_kind', 'subject_code', 'number'), name='decision_number_is_unique_per_subject')],
            },
        ),
        migrations.CreateModel(
            name='Trial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('covers', models.CharField(choices=[('agreement', 'the cases decided by this agreement'), ('company', 'all cases of the company')], default='agreement', max_length=10, verbose_name='which cases')),
                ('state', models.CharField(choices=[('running', 'under way'), ('done', 'finished'), ('failed', 'broken off')], default='running', max_length=8)),
                ('token', models.CharField(blank=True, max_length=16)),
                ('run', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('differing', models.PositiveIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='trial', to='agreements.version')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['running', 'done', 'failed'])), name='trial_state_is_known'), models.CheckConstraint(condition=models.Q(('covers__in', ['agreement', 'company'])), name='trial_covers_what_is_known'), models.CheckConstraint(condition=models.Q(('differing__lte', models.F('done'))), name='trial_differing_are_among_those_done')],
            },
        ),
        migrations.CreateModel(
            name='TriedCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.JSONField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.decision')),
                ('trial', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='agreements.trial')),
            ],
            options={
                'indexes': [models.Index(fields=['trial', '-id'], name='tried_case_latest_first')],
                'constraints': [models.UniqueConstraint(fields=('trial', 'decision'), name='tried_case_is_one_per_decision')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('side', models.CharField(choices=[('provider', 'our side'), ('counterparty', 'the other party')], max_length=12)),
                ('name', models.CharField(max_length=60, verbose_name='signed by')),
                ('position', models.CharField(blank=True, max_length=60, verbose_name='position')),
                ('id_card', models.CharField(blank=True, max_length=18, verbose_name='ID-card number')),
                ('seal', models.CharField(choices=[('applied', 'sealed'), ('missing', 'not sealed yet'), ('none', 'a private person, without a seal')], max_length=8, verbose_name='seal')),
                ('signed_on', models.DateField(verbose_name='signed on')),
                ('entered_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('voided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='agreements.version')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at__isnull', True)), fields=('version', 'side'), name='signature_is_one_per_side_of_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='signature_voided_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='OwnTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what it is for')),
                ('source', models.TextField()),
                ('saved_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_from', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='own_template_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='own_template_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('provider', 'title'), name='own_template_title_is_offered_once'), models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', True), ('retired_by__isnull', True)), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False)), _connector='OR'), name='own_template_retired_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('holder', models.CharField(max_length=120, verbose_name='holder')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='agreements.version')),
            ],
            options={
                'verbose_name_plural': 'copies',
                'constraints': [models.UniqueConstraint(fields=('version', 'number'), name='copy_number_is_unique_per_version')],
            },
        ),
    ]
