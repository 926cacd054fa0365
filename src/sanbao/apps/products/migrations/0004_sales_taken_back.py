from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("products", "0003_settled_sales")]

    operations = [
        migrations.AddField(
            model_name="settledsale",
            name="reverses",
            field=models.CharField(
                blank=True, db_default="", max_length=60, verbose_name="takes back"
            ),
        ),
        migrations.AddConstraint(
            model_name="settledsale",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses", ""), _negated=True),
                fields=("provider", "reverses"),
                name="sale_is_taken_back_once",
            ),
        ),
    ]
