import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanbao.apps.accounts import tables


# What a statement says is closed with it; only its way goes on.
STATEMENT_STAYS = """
CREATE FUNCTION settlements_statement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (
        OLD.provider_id, OLD.code, OLD.dealer_id, OLD.version_id, OLD.kind, OLD.month, OLD.has_fund,
        OLD.sheet_count, OLD.fees, OLD.waiting, OLD.before, OLD.accrued, OLD.deducted, OLD.granted,
        OLD.carried, OLD.lapsed, OLD.credit, OLD.made_at, OLD.made_by_id
    ) IS DISTINCT FROM (
        NEW.provider_id, NEW.code, NEW.dealer_id, NEW.version_id, NEW.kind, NEW.month, NEW.has_fund,
        NEW.sheet_count, NEW.fees, NEW.waiting, NEW.before, NEW.accrued, NEW.deducted, NEW.granted,
        NEW.carried, NEW.lapsed, NEW.credit, NEW.made_at, NEW.made_by_id
    ) THEN
        RAISE EXCEPTION 'a settled month never changes; book a further line'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER settlements_statement_stays BEFORE UPDATE OR DELETE ON settlements_statement
    FOR EACH ROW EXECUTE FUNCTION settlements_statement_stays();
"""
STATEMENT_MOVES = """
DROP TRIGGER settlements_statement_stays ON settlements_statement;
DROP FUNCTION settlements_statement_stays();
"""
REMITTANCE_STAYS = """
CREATE FUNCTION settlements_remittance_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a file that went to the bank never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER settlements_remittance_stays BEFORE UPDATE OR DELETE ON settlements_remittance
    FOR EACH ROW EXECUTE FUNCTION settlements_remittance_stays();
"""
REMITTANCE_MOVES = """
DROP TRIGGER settlements_remittance_stays ON settlements_remittance;
DROP FUNCTION settlements_remittance_stays();
"""


class Migration(tables.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('agreements', '0006_who_looks_after_the_service'),
        ('dealers', '0001_initial'),
        ('parties', '0004_where_stations_are'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BankLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None, verbose_name='columns')),
                ('delimiter', models.CharField(default=',', max_length=1, verbose_name='parted by')),
                ('encoding', models.CharField(default='utf-8-sig', max_length=10, verbose_name='characters')),
                ('has_header', models.BooleanField(default=True, verbose_name='first line with headings')),
                ('has_total', models.BooleanField(default=True, verbose_name='last line with the control total')),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
        ),
        migrations.CreateModel(
            name='Remittance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('file', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('count', models.PositiveIntegerField(verbose_name='transfers')),
                ('total', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='control total')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='remittance_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='remittance_code_is_unique_per_provider'), models.CheckConstraint(condition=models.Q(('count__gt', 0), ('total__gt', 0)), name='remittance_pays_something')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('monthly', 'month'), ('year_end', 'year end')], max_length=10, verbose_name='kind')),
                ('month', models.DateField(verbose_name='month')),
                ('state', models.CharField(choices=[('waiting', 'to be begun'), ('running', 'running'), ('stopped', 'stopped'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10)),
                ('dealers', models.PositiveIntegerField(default=0, verbose_name='dealers')),
                ('dealers_done', models.PositiveIntegerField(default=0)),
                ('statements', models.PositiveIntegerField(default=0, verbose_name='statements')),
                ('asked_at', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('stop_asked_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('stop_asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='run_newest_first')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('provider',), name='run_goes_once_per_provider'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'stopped', 'done', 'failed'])), name='run_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('stop_asked_at__isnull', True), ('stop_asked_by__isnull', True)), models.Q(('stop_asked_at__isnull', False), ('stop_asked_by__isnull', False)), _connector='OR'), name='run_stop_asked_means_when_and_who')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='statement number')),
                ('kind', models.CharField(choices=[('monthly', 'month'), ('year_end', 'year end')], max_length=10, verbose_name='kind')),
                ('month', models.DateField(verbose_name='month')),
                ('has_fund', models.BooleanField(default=True, verbose_name='out of a repair fund')),
                ('sheet_count', models.PositiveIntegerField(default=0, verbose_name='sheets')),
                ('fees', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='fees of the sheets')),
                ('waiting', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='waiting from before')),
                ('before', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='the fund held')),
                ('accrued', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='share of settled sales')),
                ('deducted', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='deducted')),
                ('granted', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='to be paid')),
                ('carried', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='carried to the next year')),
                ('lapsed', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='fees beyond the fund, not paid')),
                ('credit', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='credit for returned material')),
                ('state', models.CharField(choices=[('made', 'drawn up, to be approved'), ('marketing_approved', 'approved by the marketing manager'), ('approved', 'approved by finance'), ('sent', 'sent to the bank'), ('paid', 'paid'), ('nothing_due', 'nothing to pay')], max_length=20, verbose_name='state')),
                ('made_at', models.DateTimeField()),
                ('marketing_approved_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('sent_at', models.DateTimeField(null=True)),
                ('paid_at', models.DateTimeField(null=True)),
                ('bank_reference', models.CharField(blank=True, max_length=60, verbose_name='number of the bank')),
                ('returned_because', models.CharField(blank=True, max_length=200, verbose_name='sent back because')),
                ('invoice_number', models.CharField(blank=True, max_length=20, verbose_name='e-invoice number')),
                ('invoiced_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dealer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.dealer')),
                ('invoiced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('marketing_approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='statement_newest_first'), models.Index(fields=['provider', 'month', '-id'], name='statement_of_month'), models.Index(fields=['dealer', '-id'], name='statement_of_dealer')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='statement_code_is_unique_per_provider'), models.UniqueConstraint(fields=('provider', 'dealer', 'kind', 'month'), name='statement_is_one_per_dealer_and_month'), models.CheckConstraint(condition=models.Q(('state__in', ['made', 'marketing_approved', 'approved', 'sent', 'paid', 'nothing_due'])), name='statement_state_is_known'), models.CheckConstraint(condition=models.Q(('granted__gte', 0)), name='statement_pays_nothing_below_zero'), models.CheckConstraint(condition=models.Q(models.Q(('granted', 0), ('state', 'nothing_due')), models.Q(('granted__gt', 0), models.Q(('state', 'nothing_due'), _negated=True)), _connector='OR'), name='statement_with_nothing_due_goes_no_further'), models.CheckConstraint(condition=models.Q(('made_by__isnull', True), ('marketing_approved_by__isnull', True), models.Q(('made_by', models.F('marketing_approved_by')), _negated=True), _connector='OR'), name='statement_made_and_marketing_approved_are_two_people'), models.CheckConstraint(condition=models.Q(('made_by__isnull', True), ('approved_by__isnull', True), models.Q(('made_by', models.F('approved_by')), _negated=True), _connector='OR'), name='statement_made_and_approved_are_two_people'), models.CheckConstraint(condition=models.Q(('made_by__isnull', True), ('sent_by__isnull', True), models.Q(('made_by', models.F('sent_by')), _negated=True), _connector='OR'), name='statement_made_and_sent_are_two_people'), models.CheckConstraint(condition=models.Q(('marketing_approved_by__isnull', True), ('approved_by__isnull', True), models.Q(('marketing_approved_by', models.F('approved_by')), _negated=True), _connector='OR'), name='statement_marketing_approved_and_approved_are_two_people'), models.CheckConstraint(condition=models.Q(('marketing_approved_by__isnull', True), ('sent_by__isnull', True), models.Q(('marketing_approved_by', models.F('sent_by')), _negated=True), _connector='OR'), name='statement_marketing_approved_and_sent_are_two_people'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('sent_by__isnull', True), models.Q(('approved_by', models.F('sent_by')), _negated=True), _connector='OR'), name='statement_approved_and_sent_are_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'paid']), _negated=True), models.Q(('approved_by__isnull', False), ('marketing_approved_by__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='statement_paid_means_approved_by_both_and_sent')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount')),
                ('state', models.CharField(choices=[('sent', 'sent to the bank'), ('paid', 'paid'), ('refused', 'refused by the bank')], default='sent', max_length=10)),
                ('bank_reference', models.CharField(blank=True, max_length=60, verbose_name='number of the bank')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason of the bank')),
                ('answer_digest', models.CharField(blank=True, max_length=64)),
                ('answered_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dealers.bankaccount')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remittance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='settlements.remittance')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='settlements.statement')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('statement',), name='payment_is_on_its_way_once_per_statement'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True), ('state', 'sent')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['paid', 'refused'])), _connector='OR'), name='payment_answered_means_when_and_who'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='payment_refused_means_why')],
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, verbose_name='number')),
                ('key', models.UUIDField(unique=True)),
                ('about', models.CharField(choices=[('fees', 'fees of repair sheets'), ('fund', 'a deduction or the share of sales')], default='fees', max_length=10, verbose_name='what it is about')),
                ('text', models.CharField(max_length=1000, verbose_name='what is contested')),
                ('asked', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='amount asked for')),
                ('state', models.CharField(choices=[('open', 'to be decided'), ('granted', 'granted'), ('rejected', 'rejected')], default='open', max_length=10)),
                ('granted', models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name='granted')),
                ('reason', models.CharField(blank=True, max_length=1000, verbose_name='reason')),
                ('raised_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.provider')),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='settlements.statement')),
            ],
            options={
                'indexes': [models.Index(fields=['provider', '-id'], name='dispute_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('provider', 'code'), name='dispute_code_is_unique_per_provider'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('statement',), name='dispute_is_open_once_per_statement'), models.CheckConstraint(condition=models.Q(('asked__gt', 0)), name='dispute_is_about_something'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['granted', 'rejected']), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='dispute_decided_means_when_who_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('granted__gt', 0), ('granted__lte', models.F('asked')), ('state', 'granted')), models.Q(models.Q(('state', 'granted'), _negated=True), ('granted__isnull', True)), _connector='OR'), name='dispute_granted_means_how_much'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('raised_by')), _negated=True), _connector='OR'), name='dispute_is_decided_by_somebody_else')],
            },
        ),
        migrations.RunSQL(STATEMENT_STAYS, STATEMENT_MOVES),
        migrations.RunSQL(REMITTANCE_STAYS, REMITTANCE_MOVES),
    ]
