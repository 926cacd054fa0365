from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlements", "0004_states_in_plain_words")]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="about",
            field=models.CharField(
                choices=[
                    ("fees", "fees of repair sheets"),
                    ("fund", "a deduction or the share of sales"),
                ],
                default="fees",
                max_length=10,
                verbose_name="what it is about",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="answer_digest",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
