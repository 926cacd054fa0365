"""A film of the fault over a bad network: in pieces, broken off, continued, kept once (P3-6.3)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage, storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence.models import Attachment, Transfer
from sanbao.apps.visits import actions as visiting
from sanbao.site.environment import storages as storages_of

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World
from .test_api import api as api

pytestmark = pytest.mark.django_db
FILM = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40
PIECE = "application/offset+octet-stream"


@pytest.fixture(autouse=True)
def store(settings: Any) -> None:
    """In memory: no name of a file on disk may be asked for, as with a store far away."""
    in_memory = "django.core.files.storage.InMemoryStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": in_memory}}


@pytest.fixture
def visit(world: World) -> str:
    return take_to_the_field(world).arrived().code


def begun(client: Client, visit: str, **more: Any) -> Any:
    body = {
        "key": str(uuid4()),
        "subject_kind": "visit",
        "subject": visit,
        "purpose": "video",
        "name": "故障.mp4",
        "size": len(FILM),
    }
    return client.post("/api/uploads", body | more, content_type="application/json")


def sent(client: Client, key: str, content: bytes, offset: int) -> Any:
    headers = {"Upload-Offset": str(offset)}
    return client.patch(f"/api/uploads/{key}", content, content_type=PIECE, headers=headers)


def test_a_film_that_broke_off_goes_on_where_it_stopped(
    api: Any, world: World, visit: str, client: Client
) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    answer = begun(engineer, visit)
    key = answer.json()["key"]
    assert (answer.status_code, answer["Upload-Offset"]) == (201, "0")
    assert sent(engineer, key, FILM[:4000], 0)["Upload-Offset"] == "4000"
    # The answer is lost: the phone sends the piece again, and is told how far it has come.
    again = sent(engineer, key, FILM[:4000], 0)
    assert (again.status_code, again["Upload-Offset"]) == (409, "4000")
    assert engineer.head(f"/api/uploads/{key}")["Upload-Offset"] == "4000"
    # After a reload the same file under the same key goes on.
    assert begun(engineer, visit, key=key).json()["offset"] == 4000
    assert not Attachment.objects.exists()
    last = sent(engineer, key, FILM[4000:], 4000)
    assert (last.status_code, last["Upload-Complete"]) == (204, "?1")
    film = Attachment.objects.get()
    assert (film.content_type, film.size_bytes, film.name) == ("video/mp4", len(FILM), "故障.mp4")
    assert f"{film.key}" == key
    # Whoever asks once more is told that all of it is here, and nothing is kept twice.
    assert begun(engineer, visit, key=key).json()["is_complete"]
    assert sent(engineer, key, b"", len(FILM)).status_code == 204
    assert Attachment.objects.count() == 1
    assert not default_storage.exists(f"transfers/{key}/000000000000")

    client.force_login(world.mei(Role.ENGINEER))
    page = client.get(reverse("visits:visit", args=[visit])).content.decode()
    assert f'playsinline src="/files/{key}/"' in page
    work = client.get(reverse("visits:work", args=[visit])).content.decode()
    assert f"/files/{key}/" in work, "beside the form of the work too"
    part = client.get(f"/files/{key}/", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content, part["Content-Range"]) == (
        206,
        b"ftyp",
        f"bytes 4-7/{len(FILM)}",
    )
    tail = client.get(f"/files/{key}/", headers={"Range": "bytes=-10"})
    assert tail.content == FILM[-10:]
    assert client.get(f"/files/{key}/", headers={"Range": "bytes=99999999-"}).status_code == 416
    whole = client.get(f"/files/{key}/")
    assert b"".join(whole.streaming_content) == FILM


def test_a_file_of_few_bytes_comes_whole(api: Any, world: World, visit: str) -> None:
    """Smaller than what is written at once, its size could not be read from the disk."""
    engineer, small = api(world.mei(Role.ENGINEER)), FILM[:900]
    key = begun(engineer, visit, size=len(small)).json()["key"]
    assert sent(engineer, key, small, 0)["Upload-Complete"] == "?1"
    assert Attachment.objects.get().size_bytes == len(small)


def test_what_is_too_large_or_of_another_kind_is_refused_before_it_has_travelled(
    api: Any, world: World, visit: str, settings: Any
) -> None:
    settings.LARGEST_VIDEO = 1024 * 1024
    engineer = api(world.mei(Role.ENGINEER))
    answer = begun(engineer, visit, size=3 * 1024 * 1024)
    assert answer.status_code == 422
    assert "3.0 MB" in answer.content.decode()
    key = begun(engineer, visit).json()["key"]
    fake = sent(engineer, key, b"MZ" + b"\0" * 500, 0)
    assert (fake.status_code, Transfer.objects.get().arrived_bytes) == (422, 0)
    more = sent(engineer, key, FILM + b"more", 0)
    assert more.status_code == 422
    assert engineer.patch(f"/api/uploads/{key}", b"x", content_type=PIECE).status_code == 422
    wrong = engineer.patch(
        f"/api/uploads/{key}", b"x", content_type="text/plain", headers={"Upload-Offset": "0"}
    )
    assert wrong.status_code == 415


def test_a_photo_that_cannot_be_read_when_it_is_whole_is_thrown_away(
    api: Any, world: World, visit: str
) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    torn = b"\xff\xd8\xff\xe0" + b"\0" * 100
    key = begun(engineer, visit, purpose="photo", size=len(torn)).json()["key"]
    assert sent(engineer, key, torn, 0).status_code == 422
    assert not Transfer.objects.exists()
    assert not Attachment.objects.exists()
    assert engineer.head(f"/api/uploads/{key}").status_code == 404


def test_nobody_else_continues_it_and_it_can_be_given_up(
    api: Any, world: World, visit: str
) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    key = begun(engineer, visit).json()["key"]
    for other in (world.mei(Role.CUSTOMER), world.mei(Role.DESK), world.stranger(Role.ENGINEER)):
        assert sent(api(other), key, FILM, 0).status_code == 404
        assert begun(api(other), visit).status_code == 422
    assert begun(engineer, visit, key=key, size=5).status_code == 422, "another file, same key"
    assert engineer.delete(f"/api/uploads/{key}").status_code == 204
    assert engineer.head(f"/api/uploads/{key}").status_code == 404


def test_what_is_signed_or_closed_takes_no_film_from_its_first_byte_on(
    api: Any, world: World
) -> None:
    field = take_to_the_field(world)
    worked = field.worked()
    engineer = api(world.mei(Role.ENGINEER))
    key = begun(engineer, worked.code).json()["key"]
    sent(engineer, key, FILM, 0)
    visiting.sign(worked, field.signing(), key=uuid4(), by=field.engineer, at=field.later(110))
    refused = begun(engineer, worked.code)
    assert (refused.status_code, "已签字" in refused.json()["detail"]) == (409, True)
    assert begun(engineer, worked.code, key=key).json()["is_complete"], "what is here stays here"
    ended = {"state": "cancelled", "closed_at": world.at}
    type(field.case).objects.filter(pk=field.case.pk).update(**ended)
    desk = api(world.mei())
    closed = begun(desk, field.case.code, subject_kind="case")
    assert closed.status_code == 409
    assert Transfer.objects.count() == 1


def test_nobody_begins_files_without_end(api: Any, world: World, visit: str) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    keys = [begun(engineer, visit).json()["key"] for _ in range(20)]
    refused = begun(engineer, visit)
    assert (refused.status_code, "20" in refused.json()["detail"]) == (422, True)
    assert begun(engineer, visit, key=keys[0]).status_code == 201, "one that is begun goes on"
    assert engineer.delete(f"/api/uploads/{keys[0]}").status_code == 204
    assert begun(engineer, visit).status_code == 201


def test_a_number_without_end_is_no_place_to_go_on_from(
    api: Any, world: World, visit: str, client: Client
) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    key = begun(engineer, visit).json()["key"]
    headers = {"Upload-Offset": "9" * 5000}
    assert (
        engineer.patch(f"/api/uploads/{key}", b"x", content_type=PIECE, headers=headers).status_code
        == 422
    )


def test_a_session_sends_no_piece_without_the_token_of_its_page(world: World, visit: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.mei(Role.ENGINEER))
    assert begun(strict, visit).status_code == 403
    assert not Transfer.objects.exists()


def test_what_stopped_on_its_way_is_swept_after_days(api: Any, world: World, visit: str) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    key = begun(engineer, visit).json()["key"]
    sent(engineer, key, FILM[:4000], 0)
    assert evidence.sweep(at=timezone.now() + timedelta(days=2)) == 0
    assert evidence.sweep(at=timezone.now() + timedelta(days=4)) == 1
    assert not default_storage.exists(f"transfers/{key}/000000000000")


def test_a_customer_adds_to_his_case_while_it_is_open(
    api: Any, world: World, client: Client
) -> None:
    case = take_to_the_field(world).case
    customer = api(world.mei(Role.CUSTOMER))
    more = {"subject_kind": "case", "subject": case.code}
    key = begun(customer, "", **more).json()["key"]
    assert sent(customer, key, FILM, 0).status_code == 204
    client.force_login(world.mei(Role.CUSTOMER))
    page = client.get(reverse("desk:customer_case", args=[case.code])).content.decode()
    assert f"/files/{key}/" in page
    assert 'data-kind="case"' in page
    late = begun(customer, "", **more).json()["key"]
    type(case).objects.filter(pk=case.pk).update(state="cancelled", closed_at=world.at)
    assert sent(customer, late, FILM, 0).status_code == 409
    assert begun(customer, "", **more).status_code == 409, "nor does a further one begin"


def test_the_store_is_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert storages_of()["default"]["BACKEND"].endswith("FileSystemStorage")
    monkeypatch.setenv("SANBAO_FILES", "shop.S3Storage")
    monkeypatch.setenv("SANBAO_FILES_OPTIONS", '{"bucket_name": "fault-photos"}')
    assert storages_of()["default"] == {
        "BACKEND": "shop.S3Storage",
        "OPTIONS": {"bucket_name": "fault-photos"},
    }
    monkeypatch.setenv("SANBAO_FILES_OPTIONS", "bucket")
    with pytest.raises(SystemExit, match="not JSON"):
        storages_of()
    assert storages.backends
