"""A photo sent twice over a bad network, larger than what a plain request may hold."""

import os
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sanbao.apps.accounts.access import Role
from sanbao.apps.evidence.models import Attachment

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World
from .test_api import api as api

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    """Noise, which no format makes smaller."""
    size = (1400, 1100)
    image = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))
    file = SimpleUploadedFile("fault.png", b"", content_type="image/png")
    image.save(file, "PNG", compress_level=0)
    file.size = file.tell()
    file.seek(0)
    return file


def sent(client: Any, visit: str, **given: Any) -> Any:
    given["file"].seek(0)
    headers = {"Idempotency-Key": "photo-1"}
    return client.post(f"/api/visits/{visit}/photos", given, headers=headers)


def test_a_large_photo_is_taken_once(api: Any, world: World, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    visit = take_to_the_field(world).arrived().code
    engineer, key, first = api(world.mei(Role.ENGINEER)), str(uuid4()), photo()
    assert first.size > site.DATA_UPLOAD_MAX_MEMORY_SIZE
    taken = sent(engineer, visit, file=first, key=key)
    assert taken.status_code == 201, taken.content.decode()
    again = sent(engineer, visit, file=first, key=key)
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert Attachment.objects.count() == 1
    other = sent(engineer, visit, file=photo(), key=key)
    assert other.status_code == 422
    assert Attachment.objects.count() == 1


def test_a_plain_body_that_is_too_large_is_told(api: Any, world: World) -> None:
    answer = api(world.mei()).post(
        "/api/cases",
        b" " * (site.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
        content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )
    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"
    told = answer.json()["detail"]
    assert ("4 MB" in told, "key" in told, "更小的文件" in told) == (True, True, False)
