"""Certificates were rows of `parties`: each is copied with its person, kind, number and days."""

from typing import Any

from django.db import migrations

NAMES = {"service": "上岗资格证", "design": "设计工程师"}
REMIND_DAYS = [60, 14]
BATCH = 1000


def copy(apps: Any, schema_editor: Any) -> None:
    credentials = apps.get_model("parties", "Credential").objects.select_related("person")
    qualification = apps.get_model("training", "Qualification")
    certificate = apps.get_model("training", "Certificate")
    kinds: dict[tuple[int, str], int] = {}

    def kind_of(row: Any) -> int:
        known = (row.person.provider_id, row.kind)
        if known not in kinds:
            made, _ = qualification.objects.get_or_create(
                provider_id=known[0],
                code=row.kind,
                defaults={"name": NAMES.get(row.kind, row.kind), "remind_days": REMIND_DAYS},
            )
            kinds[known] = made.pk
        return kinds[known]

    rows = (
        certificate(
            provider_id=row.person.provider_id,
            person_id=row.person_id,
            qualification_id=kind_of(row),
            number=row.number,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in credentials.order_by("pk").iterator(BATCH)
    )
    certificate.objects.bulk_create(rows, batch_size=BATCH)


def back(apps: Any, schema_editor: Any) -> None:
    credential = apps.get_model("parties", "Credential")
    rows = apps.get_model("training", "Certificate").objects.select_related("qualification")
    credential.objects.bulk_create(
        credential(
            person_id=row.person_id,
            kind=row.qualification.code,
            number=row.number,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    )


class Migration(migrations.Migration):
    dependencies = [("training", "0001_courses_and_certificates")]

    operations = [migrations.RunPython(copy, back)]
