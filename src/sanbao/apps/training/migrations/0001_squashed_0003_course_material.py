import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('training', '0001_courses_and_certificates'), ('training', '0002_certificates_from_parties'), ('training', '0001_squashed_0002_certificates_from_parties'), ('training', '0003_course_material')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0001_squashed_0005_trials_and_own_templates'),
        ('evidence', '0001_initial'),
        ('evidence', '0002_files_on_their_way'),
        ('parties', '0001_squashed_0003_certificates_have_moved'),
        ('products', '0001_squashed_0002_what_the_law_knows_it_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Qualification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('months', models.PositiveSmallIntegerField(default=36, verbose_name='valid for months')),
                ('remind_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=list, size=None)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='qualification_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='qualification_is_valid_for_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('work', models.CharField(choices=[('on_site', 'repair on site'), ('inspection', 'lead an inspection')], max_length=12, verbose_name='work')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='clause')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.product')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('qualification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='training.qualification')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'work', 'product', 'qualification'), name='need_stands_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('work__in', ['on_site', 'inspection'])), name='need_work_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='course number')),
                ('topic', models.CharField(max_length=120, verbose_name='topic')),
                ('syllabus', models.TextField(blank=True, max_length=4000, verbose_name='syllabus')),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('engineers', 'our engineers'), ('dealers', "dealers' people"), ('customers', "customers' people")], max_length=10), size=None, verbose_name='for whom')),
                ('pass_mark', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='pass mark')),
                ('is_offered', models.BooleanField(default=True, verbose_name='is offered')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('qualification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='training.qualification')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='course_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='course_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('pass_mark__isnull', True), ('pass_mark__range', (1, 100)), _connector='OR'), name='course_pass_mark_is_of_a_hundred')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='session number')),
                ('key', models.UUIDField(unique=True)),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('trainer', models.CharField(max_length=60, verbose_name='trainer')),
                ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                ('places', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='places')),
                ('is_free', models.BooleanField(default=True, verbose_name='is free')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='clause')),
                ('fee', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='fee')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('cancelled', 'called off')], default='planned', max_length=10)),
                ('held_at', models.DateTimeField(null=True)),
                ('cancelled_because', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.agreement')),
                ('attendance', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course')),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-starts_at', '-id'], name='session_latest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='session_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'held', 'cancelled'])), name='session_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), models.Q(('attendance__isnull', False), ('held_at__isnull', False)), _connector='OR'), name='session_held_means_when_and_signed'), models.CheckConstraint(condition=models.Q(('places__isnull', True), ('places__gte', 1), _connector='OR'), name='session_has_a_place_at_least')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('signed_up', 'signed up'), ('waiting', 'on the waiting list'), ('withdrawn', 'withdrawn'), ('attended', 'attended'), ('absent', 'absent')], max_length=10)),
                ('signed_up_at', models.DateTimeField()),
                ('mark', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='mark')),
                ('has_passed', models.BooleanField(default=False, verbose_name='passed')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='parties.person')),
                ('signed_up_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.session')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-id'], name='enrolment_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('session', 'person'), name='enrolment_is_once_per_person'), models.CheckConstraint(condition=models.Q(('state__in', ['signed_up', 'waiting', 'withdrawn', 'attended', 'absent'])), name='enrolment_state_is_known'), models.CheckConstraint(condition=models.Q(('mark__isnull', True), ('mark__range', (0, 100)), _connector='OR'), name='enrolment_mark_is_of_a_hundred'), models.CheckConstraint(condition=models.Q(('has_passed', False), ('state', 'attended'), _connector='OR'), name='enrolment_passed_means_attended')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60, verbose_name='certificate number')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(verbose_name='valid until')),
                ('issued_at', models.DateTimeField(null=True)),
                ('revoked_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_because', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('told_days', models.SmallIntegerField(null=True)),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certificates', to='parties.person')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('renews', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='training.certificate')),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enrolment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='training.enrolment')),
                ('qualification', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='training.qualification')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'valid_until', 'id'], name='certificate_ends_next')],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='certificate_ends_after_it_starts'), models.UniqueConstraint(fields=('person', 'qualification', 'number'), name='certificate_is_recorded_once'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_because', ''), ('revoked_by__isnull', True), ('revoked_on__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_on__isnull', False), models.Q(('revoked_because', ''), _negated=True)), _connector='OR'), name='certificate_revoked_means_when_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('added_at', models.DateTimeField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='training.course')),
                ('dropped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['course'], name='material_of_course')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('dropped_at__isnull', True), ('dropped_by__isnull', True)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='material_dropped_means_when_and_who')],
            },
        ),
    ]
