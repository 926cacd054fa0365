import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


class Migration(tables.Migration):

    replaces = [('knowledge', '0001_articles_and_documents'), ('knowledge', '0002_audience_of_an_edition'), ('knowledge', '0003_service_rules')]

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('assets', '0001_squashed_0003_since_when_a_repair_waited'),
        ('evidence', '0001_initial'),
        ('parties', '0004_where_stations_are'),
        ('products', '0001_squashed_0002_what_the_law_knows_it_by'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='article number')),
                ('key', models.UUIDField(unique=True)),
                ('kind', models.CharField(choices=[('article', 'answer to a fault or a question'), ('repair', 'repair document'), ('installation', 'installation manual'), ('inspection', 'inspection manual'), ('test', 'test manual'), ('operation', 'operation manual'), ('maintenance', 'maintenance manual'), ('drawing', 'drawings'), ('rules', 'service rules')], default='article', max_length=12, verbose_name='kind')),
                ('audience', models.CharField(choices=[('inside', 'our own people'), ('dealers', 'dealers too'), ('all', 'customers too')], default='inside', max_length=8, verbose_name='who may read it')),
                ('fault', models.CharField(blank=True, max_length=60, verbose_name='fault')),
                ('case_code', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('product', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='products.product')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='article_newest_first'), models.Index(fields=['product', 'kind'], name='article_of_product')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='article_code_is_unique_per_provider')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('superseded', 'superseded')], default='draft', max_length=10)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('words', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('written_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='knowledge.article')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.attachment')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('audience', models.CharField(choices=[('inside', 'our own people'), ('dealers', 'dealers too'), ('all', 'customers too')], default='inside', max_length=8, verbose_name='who may read it')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(condition=models.Q(('state', 'published')), fields=['words'], name='edition_by_word')],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='edition_number_is_unique_per_article'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'published'])), fields=('article', 'state'), name='edition_is_one_draft_and_one_published_per_article'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('published_by__isnull', True), ('state', 'draft')), models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state__in', ['published', 'superseded'])), _connector='OR'), name='edition_published_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('is_complete', models.BooleanField(verbose_name='the full set')),
                ('received_by_name', models.CharField(max_length=60, verbose_name='taken by')),
                ('handed_at', models.DateTimeField()),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset')),
                ('editions', models.ManyToManyField(related_name='+', to='knowledge.edition')),
                ('handed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['asset', '-id'], name='handover_of_asset')],
            },
        ),
        migrations.CreateModel(
            name='ReadReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField()),
                ('dealer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='knowledge.edition')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'user'), name='read_receipt_is_one_per_reader')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=40)),
                ('deletions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['deletions'], name='word_by_deletion')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'text'), name='word_is_unique_per_provider')],
            },
        ),
    ]
