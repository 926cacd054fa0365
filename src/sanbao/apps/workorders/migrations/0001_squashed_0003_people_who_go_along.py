import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables

SPAN = """
-- An engineer and the seconds of a time in one range of numbers: those of two engineers never meet,
-- as 2^33 seconds last until the year 2242, and no extension is needed to exclude overlaps.
CREATE FUNCTION engineer_span(engineer bigint, starts timestamptz, ends timestamptz)
RETURNS int8range LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT int8range(
        engineer * 8589934592 + extract(epoch FROM starts AT TIME ZONE 'UTC')::bigint,
        engineer * 8589934592 + extract(epoch FROM ends AT TIME ZONE 'UTC')::bigint
    )
$$;
"""
FORGET = "DROP FUNCTION engineer_span(bigint, timestamptz, timestamptz);"


class Migration(tables.Migration):

    replaces = [('workorders', '0001_initial'), ('workorders', '0002_time_of_engineers'), ('workorders', '0003_people_who_go_along')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Before the tables: a constraint calls it.
        migrations.RunSQL(SPAN, FORGET),
        migrations.CreateModel(
            name='WorkOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='work order number')),
                ('state', models.CharField(choices=[('raised', 'to be assigned'), ('assigned', 'assigned'), ('at_work', 'visit agreed or under way'), ('restored', 'restored, report due'), ('reported', 'report handed in'), ('cancelled', 'cancelled')], default='raised', max_length=10)),
                ('task', models.TextField(verbose_name='task')),
                ('raised_at', models.DateTimeField()),
                ('assigned_at', models.DateTimeField(null=True)),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.case')),
                ('engineer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='workorder_newest_first'), models.Index(fields=['engineer', '-id'], name='workorder_of_engineer'), models.Index(fields=['case'], name='workorder_of_case')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='workorder_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('state__in', ['reported', 'cancelled']), _negated=True), fields=('case',), name='workorder_is_open_once_per_case'), models.CheckConstraint(condition=models.Q(('state__in', ['raised', 'assigned', 'at_work', 'restored', 'reported', 'cancelled'])), name='workorder_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('assigned_at__isnull', True), ('assigned_by__isnull', True), ('engineer__isnull', True)), models.Q(('assigned_at__isnull', False), ('assigned_by__isnull', False), ('engineer__isnull', False)), _connector='OR'), name='workorder_assigned_means_when_who_and_whom')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('agreed', 'agreed with the customer'), ('done', 'over'), ('released', 'given up')], default='planned', max_length=10)),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('booked_at', models.DateTimeField()),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engineer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='workorders.workorder')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'starts_at'], name='booking_of_day'), models.Index(fields=['engineer', 'starts_at'], name='booking_of_engineer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'agreed', 'done', 'released'])), name='booking_state_is_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='booking_ends_after_it_starts'), models.UniqueConstraint(condition=models.Q(('state__in', ['planned', 'agreed'])), fields=('order', 'engineer'), name='booking_is_held_once_per_order_and_engineer'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['planned', 'agreed'])), expressions=[(models.Func('engineer_id', 'starts_at', 'ends_at', function='engineer_span', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&')], name='engineer_is_at_one_place_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Companion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('engineer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('joined_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('left_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='companions', to='workorders.workorder')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['engineer', 'order'], name='companion_of_order')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at', None)), fields=('order', 'engineer'), name='companion_goes_along_once_per_order'), models.CheckConstraint(condition=models.Q(models.Q(('left_at__isnull', True), ('left_by__isnull', True)), models.Q(('left_at__isnull', False), ('left_by__isnull', False)), _connector='OR'), name='companion_left_means_when_and_who')],
            },
        ),
    ]
