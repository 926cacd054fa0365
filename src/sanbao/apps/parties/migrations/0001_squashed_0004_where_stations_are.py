import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables

SEARCH = r"""
-- Text as it is searched: full width made half, lower case, punctuation and blanks left out.
CREATE FUNCTION search_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        lower(normalize(words, NFKC)),
        '[ \t\r!-/:-@\[-`{-~·、。，；：？！“”‘’《》〈〉【】—–…]+', '', 'g'
    )
$$;
-- The pieces an index can hold: two characters where one is not ASCII, three where all are.
-- A newline parts two fields, and no piece reaches across it.
CREATE FUNCTION search_grams(folded text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT gram), '{}') FROM (
        SELECT CASE
            WHEN octet_length(a || b) > 2 THEN a || b
            WHEN octet_length(a || b || c) = 3 THEN a || b || c
        END AS gram
        FROM (
            SELECT letter AS a, lead(letter, 1) OVER word AS b, lead(letter, 2) OVER word AS c
            FROM unnest(string_to_array(folded, NULL)) WITH ORDINALITY AS u (letter, place)
            WINDOW word AS (ORDER BY place)
        ) AS windows
    ) AS pieces
    WHERE gram IS NOT NULL AND strpos(gram, E'\n') = 0
$$;
"""
FORGET = "DROP FUNCTION search_grams(text); DROP FUNCTION search_fold(text);"


class Migration(tables.Migration):

    replaces = [('parties', '0001_initial'), ('parties', '0002_stations_and_counties'), ('parties', '0003_certificates_have_moved'), ('parties', '0001_squashed_0003_certificates_have_moved'), ('parties', '0004_where_stations_are')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Before the tables, whose generated columns call them.
        migrations.RunSQL(SEARCH, FORGET),
        migrations.CreateModel(
            name='Customer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='customer number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('kind', models.CharField(choices=[('consumer', 'consumer'), ('business', 'business')], default='business', max_length=10, verbose_name='kind')),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat(models.F('code'), models.Value('\n'), models.F('name'), models.Value('\n'), models.F('phone'), models.Value('\n'), output_field=models.TextField()), function='search_fold', output_field=models.TextField()), output_field=models.TextField())),
                ('tokens', models.GeneratedField(db_persist=True, expression=models.Func(models.Func(django.db.models.functions.text.Concat(models.F('code'), models.Value('\n'), models.F('name'), models.Value('\n'), models.F('phone'), models.Value('\n'), output_field=models.TextField()), function='search_fold', output_field=models.TextField()), function='search_grams', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None))),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['tokens'], name='customer_by_token'), models.Index(fields=['provider', '-id'], name='customer_newest_first'), models.Index(fields=['provider', 'phone'], name='customer_by_phone', opclasses=['int8_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='customer_code_is_unique_per_provider')],
            },
        ),
        migrations.CreateModel(
            name='Dealer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='dealer number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='dealer_code_is_unique_per_provider')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='site')),
                ('province', models.CharField(max_length=20, verbose_name='province')),
                ('city', models.CharField(blank=True, max_length=40, verbose_name='city or county name')),
                ('county', models.CharField(blank=True, max_length=40, verbose_name='county or district')),
                ('area', models.CharField(choices=[('city', 'city'), ('county', 'county')], max_length=10, verbose_name='area')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('contact_name', models.CharField(blank=True, max_length=60, verbose_name='contact')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='contact phone')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('customer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='parties.customer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('customer', 'name'), name='site_name_is_unique_per_customer')],
            },
        ),
        migrations.CreateModel(
            name='Station',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='station number')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                ('stock', models.TextField(blank=True, max_length=2000, verbose_name='common parts kept here')),
                ('is_head', models.BooleanField(default=False, verbose_name='head centre')),
                ('dealer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stations', to='parties.dealer')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='station_code_is_unique_per_provider')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('customer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parties.customer')),
                ('dealer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parties.dealer')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='person', to=settings.AUTH_USER_MODEL)),
                ('station', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parties.station')),
            ],
            options={
                'verbose_name_plural': 'people',
                'indexes': [models.Index(fields=['provider', '-id'], name='person_newest_first')],
            },
        ),
        migrations.CreateModel(
            name='Territory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.CharField(max_length=20, verbose_name='province')),
                ('city', models.CharField(blank=True, max_length=40, verbose_name='city')),
                ('county', models.CharField(blank=True, max_length=40, verbose_name='county or district')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('station', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='territories', to='parties.station')),
            ],
            options={
                'verbose_name_plural': 'territories',
                'constraints': [models.UniqueConstraint(fields=('provider', 'province', 'city', 'county'), name='territory_has_one_station'), models.CheckConstraint(condition=models.Q(('county', ''), models.Q(('city', ''), _negated=True), _connector='OR'), name='territory_county_lies_in_a_city')],
            },
        ),
    ]
