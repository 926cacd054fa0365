from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_ended_is_terminated")]
    operations = [
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True), ('ended_on__isnull', True), models.Q(('state__in', ('terminated', 'superseded')), _negated=True)), models.Q(('ended_at__isnull', False), ('ended_on__isnull', False), ('state__in', ('terminated', 'superseded')), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='agreement_ended_early_means_when_and_why'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('main__isnull', True), ('main_reference', ''), _connector='OR'), name='agreement_has_one_main_agreement'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_review', 'signed_by_one', 'signed', 'in_force', 'suspended', 'expiring', 'expired', 'terminated', 'superseded'])), name='agreement_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('put_in_force_at__isnull', True), ('state__in', ('draft', 'in_review', 'signed_by_one', 'signed'))), models.Q(('put_in_force_at__isnull', False), ('state', 'in_force')), _connector='OR'), name='version_state_says_whether_it_is_in_force'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'amendment', 'supplement'])), name='version_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at__isnull', True), ('acknowledged_by__isnull', True)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by__isnull', False)), _connector='OR'), name='version_acknowledged_means_when_and_who'),
        ),
    ]
