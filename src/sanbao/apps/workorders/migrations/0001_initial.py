import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
