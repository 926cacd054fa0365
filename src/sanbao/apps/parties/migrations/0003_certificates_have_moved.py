"""Certificates stand with the trainings now; they have been copied there before this."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0002_stations_and_counties"),
        ("training", "0002_certificates_from_parties"),
    ]

    operations = [migrations.DeleteModel(name="Credential")]
