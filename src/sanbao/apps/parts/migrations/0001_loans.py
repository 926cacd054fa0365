import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('desk', '0001_squashed_0003_how_bad_it_is'),
        ('evidence', '0001_initial'),
        ('obligations', '0001_squashed_0004_consequences_and_hindrances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LoanUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('serial', models.CharField(max_length=60, verbose_name='serial number')),
                ('name', models.CharField(max_length=120, verbose_name='what it is')),
                ('is_in_pool', models.BooleanField(default=True, verbose_name='in the pool')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'serial'), name='loan_unit_serial_is_unique_per_provider')],
            },
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='loan number')),
                ('clause', models.CharField(max_length=20, verbose_name='clause')),
                ('state', models.CharField(choices=[('asked', 'asked for'), ('lent', 'lent'), ('due_back', 'to be returned'), ('returned', 'returned'), ('withdrawn', 'withdrawn')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('lent_at', models.DateTimeField(null=True)),
                ('due_back_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='desk.case')),
                ('duty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation')),
                ('handed_over', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('lent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_back', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.record')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='parts.loanunit')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='loan_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='loan_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'lent', 'due_back'])), fields=('case',), name='loan_is_open_once_per_case'), models.UniqueConstraint(condition=models.Q(('state__in', ['lent', 'due_back'])), fields=('unit',), name='loan_unit_is_lent_once_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'lent', 'due_back', 'returned', 'withdrawn'])), name='loan_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['lent', 'due_back', 'returned']), _negated=True), models.Q(('handed_over__isnull', False), ('lent_at__isnull', False), ('unit__isnull', False)), _connector='OR'), name='loan_lent_means_when_what_and_signed')],
            },
        ),
    ]
