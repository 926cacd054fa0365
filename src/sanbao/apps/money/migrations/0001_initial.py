import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=30, verbose_name='account')),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_code', models.CharField(max_length=60)),
                ('item', models.CharField(max_length=20, verbose_name='item')),
                ('payer', models.CharField(max_length=10, verbose_name='payer')),
                ('basis', models.CharField(max_length=20, verbose_name='basis')),
                ('description', models.CharField(max_length=160, verbose_name='description')),
                ('quantity', models.DecimalField(decimal_places=2, default=1, max_digits=10, verbose_name='quantity')),
                ('unit_price', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='unit price')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('clause', models.CharField(max_length=20, verbose_name='clause')),
                ('booked_at', models.DateTimeField()),
                ('booked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='money.line')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'subject_kind', 'subject_code'], name='line_of_subject'), models.Index(fields=['provider', 'account', 'booked_at'], name='line_of_account')],
                'constraints': [models.CheckConstraint(condition=models.Q(('clause', ''), _negated=True), name='line_names_its_clause')],
            },
        ),
    ]
