import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION money_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the ledger never changes; book a further one'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER money_line_stays BEFORE UPDATE OR DELETE ON money_line
    FOR EACH ROW EXECUTE FUNCTION money_line_stays();
"""
NOT_ANY_MORE = """
DROP TRIGGER money_line_stays ON money_line;
DROP FUNCTION money_line_stays();
"""


class Migration(migrations.Migration):

    replaces = [('money', '0001_initial'), ('money', '0002_both_accounts_of_a_line'), ('money', '0003_lines_stay_as_they_are')]

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
                ('contra', models.CharField(max_length=30, verbose_name='from account')),
                ('dealer', models.CharField(blank=True, max_length=40, verbose_name='dealer number')),
                ('period', models.CharField(blank=True, max_length=7, verbose_name='period')),
                ('evidence', models.CharField(blank=True, max_length=60, verbose_name='evidence')),
                ('key', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'subject_kind', 'subject_code'], name='line_of_subject'), models.Index(fields=['provider', 'account', 'booked_at'], name='line_of_account'), models.Index(condition=models.Q(('dealer', ''), _negated=True), fields=['provider', 'dealer', 'account'], name='line_of_dealer')],
                'constraints': [models.CheckConstraint(condition=models.Q(('clause', ''), _negated=True), name='line_names_its_clause'), models.CheckConstraint(condition=models.Q(models.Q(('contra', ''), _negated=True), models.Q(('account', models.F('contra')), _negated=True)), name='line_moves_between_two_accounts'), models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('provider', 'key'), name='line_is_booked_once_per_key'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('account', 'fund'), _negated=True), ('contra__in', ('sales', 'carried')), _connector='OR'), models.Q(models.Q(('contra', 'fund'), _negated=True), ('account__in', ('payable', 'deduction', 'carried')), _connector='OR'), models.Q(models.Q(('account', 'payable'), _negated=True), ('contra__in', ('fund', 'cost')), _connector='OR'), models.Q(models.Q(('contra', 'payable'), _negated=True), ('account__in', ('bank',)), _connector='OR')), name='line_leaves_a_fund_only_for_the_named_account')],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, NOT_ANY_MORE),
    ]
