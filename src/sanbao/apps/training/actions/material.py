"""What is handed out with a course: added, and taken off again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as files
from sanbao.apps.journal import actions as journal
from sanbao.apps.training.models import Course, Material
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

MOST = 40
PURPOSE = "paper"


@transaction.atomic
def add_material(
    course: Course, title: str, upload: "File[Any]", *, key: UUID, by: User, at: datetime
) -> Material:
    """Add a paper; the same key again gives the first."""
    course = Course.objects.select_for_update().select_related("provider").get(pk=course.pk)
    first = Material.objects.filter(course=course, file__key=key).first()
    if first is not None:
        return first
    if not title.strip():
        raise Refused(Message("say what it is called"), field="title")
    if Material.objects.filter(course=course, dropped_at=None).count() >= MOST:
        raise Refused(Message("%(most)d files of this kind are enough", {"most": MOST}))
    kept = evidence.attach(
        upload,
        provider=course.provider,
        subject=("course", course.code),
        purpose=PURPOSE,
        key=key,
        by=by,
        at=at,
    )
    material = Material.objects.create(
        provider_id=course.provider_id,
        course=course,
        title=title.strip(),
        file=kept,
        added_at=at,
        added_by=by,
    )
    tell("course.material_added", material, kept, by=by, at=at)
    return material


@transaction.atomic
def drop_material(material: Material, *, by: User, at: datetime) -> Material:
    """It is handed out no more; whoever has it keeps it."""
    row = Material.objects.select_for_update(of=("self",)).select_related("course", "file")
    material = row.get(pk=material.pk)
    if material.dropped_at is not None:
        return material
    material.dropped_at, material.dropped_by = at, by
    material.save(update_fields=["dropped_at", "dropped_by"])
    tell("course.material_dropped", material, material.file, by=by, at=at)
    return material


def tell(
    happening: str, material: Material, file: files.Attachment, *, by: User, at: datetime
) -> None:
    details = {"title": material.title, "name": file.name}
    code, provider = material.course.code, material.provider_id
    journal.record(happening, code, provider=provider, at=at, by=by, details=details)
