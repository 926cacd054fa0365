import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('products', '0001_initial'), ('products', '0002_what_the_law_knows_it_by'), ('products', '0001_squashed_0002_what_the_law_knows_it_by'), ('products', '0003_settled_sales'), ('products', '0004_sales_taken_back')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('parties', '0004_where_stations_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('cost', 'cost price'), ('price_list', 'price list'), ('tender_list', 'tender price list'), ('favourable', 'most favourable price')], max_length=12, verbose_name='basis')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('starts_on', models.DateField(verbose_name='in force from')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'basis', 'starts_on'), name='price_list_starts_once_per_basis')],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(choices=[('parts', 'parts'), ('labour', 'labour'), ('travel', 'travel'), ('freight', 'freight')], max_length=10, verbose_name='item')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('unit', models.CharField(max_length=20, verbose_name='unit')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='unit price')),
                ('price_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prices', to='products.pricelist')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('price_list', 'code'), name='price_code_is_unique_per_list'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='price_is_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Product',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='product number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('model', models.CharField(blank=True, max_length=60, verbose_name='model')),
                ('components', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None, verbose_name='component classes')),
                ('category', models.CharField(blank=True, max_length=20, verbose_name='three-guarantees category')),
                ('production_ended_on', models.DateField(blank=True, null=True, verbose_name='production ended on')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='product_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='product_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('category__in', ['', 'bicycle', 'colour_tv', 'black_and_white_tv', 'flat_tv', 'video_recorder', 'camcorder', 'radio_recorder', 'electronic_organ', 'refrigerator', 'washing_machine', 'fan', 'microwave', 'vacuum_cleaner', 'air_conditioner', 'range_hood', 'gas_water_heater', 'sewing_machine', 'clock', 'motorcycle', 'microcomputer', 'mobile_phone', 'fixed_telephone', 'audio_video', 'farm_machine', 'household_car', 'other'])), name='product_category_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SettledSale',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=60, verbose_name='reference')),
                ('settled_on', models.DateField(verbose_name='settled on')),
                ('units', models.IntegerField(verbose_name='units')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('recorded_at', models.DateTimeField()),
                ('dealer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('product', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.product')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.CharField(blank=True, db_default='', max_length=60, verbose_name='takes back')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='sale_newest_first'), models.Index(fields=['provider', 'dealer', 'settled_on'], name='sale_of_dealer')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'reference'), name='sale_is_settled_once_per_reference'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gte', 0), ('units__gt', 0)), models.Q(('amount__lte', 0), ('units__lt', 0)), _connector='OR'), name='sale_returned_has_both_signs'), models.UniqueConstraint(condition=models.Q(('reverses', ''), _negated=True), fields=('provider', 'reverses'), name='sale_is_taken_back_once')],
            },
        ),
    ]
