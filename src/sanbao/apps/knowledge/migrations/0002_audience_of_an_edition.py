from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("knowledge", "0001_articles_and_documents")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="audience",
            field=models.CharField(
                choices=[("inside", "our own people"), ("dealers", "dealers too"), ("all", "customers too")],
                default="inside",
                max_length=8,
                verbose_name="who may read it",
            ),
        ),
        migrations.RunSQL(
            "UPDATE knowledge_edition SET audience = a.audience FROM knowledge_article a"
            " WHERE a.id = article_id",
            migrations.RunSQL.noop,
        ),
    ]
