"""The same photo on two sheets: found though saved anew, told at both, to nobody outside."""

import io
import json
import random
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.actions import photographing
from sanbao.apps.claims.models import RiskSign, Sheet, SheetPhoto, SpotChecked
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence.models import Attachment
from sanbao.rules.moves import Refused
from tests.apps.world import World

from .sheets import TRUE, colleague, drafted, handed_in, repaired_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper", "in_memory")]


@pytest.fixture
def in_memory(settings: Any) -> None:
    store = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": store}


def scene(seed: int) -> Image.Image:
    """A photo of something: shapes in a light of its own."""
    drawn = random.Random(seed)
    picture = Image.new("RGB", (800, 600), (drawn.randint(60, 200),) * 3)
    pen = ImageDraw.Draw(picture)
    for _ in range(25):
        x, y = drawn.randint(0, 750), drawn.randint(0, 550)
        colour = tuple(drawn.randint(0, 255) for _ in range(3))
        pen.ellipse((x, y, x + drawn.randint(25, 350), y + drawn.randint(25, 300)), fill=colour)
    return picture


def file(picture: Image.Image, quality: int = 90) -> SimpleUploadedFile:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def add(world: World, sheet: Sheet, picture: SimpleUploadedFile) -> Attachment:
    by = world.mei(Role.DEALER)
    return actions.add_photo(sheet, picture, key=uuid4(), by=by, at=world.at)


def with_photo(world: World, number: str, picture: SimpleUploadedFile) -> Sheet:
    """A confirmed sheet of a unit of its own."""
    sheet = drafted(world, number, texts={"serial": f"U-{number}", "customer_phone": number})
    add(world, sheet, picture)
    return actions.confirm(sheet, TRUE, by=world.mei(Role.DEALER), at=world.at)


def drawn(world: World) -> None:
    month = repaired_on(world).replace(day=1)
    by = world.mei(Role.QUALITY)
    actions.draw_spot_check(world.provider, month, by=by, at=world.at)


def test_the_same_photo_is_told_at_both_sheets_and_weighs_in_the_draw(
    world: World, client: Client
) -> None:
    first = with_photo(world, "S-1", file(scene(1)))
    again = with_photo(world, "S-2", file(scene(1).resize((400, 300)), quality=60))
    other = with_photo(world, "S-3", file(scene(2)))
    plain = [with_photo(world, f"S-{n}", file(Image.new("RGB", (90, 60), "teal"))) for n in (4, 5)]
    handed_in(world)
    drawn(world)
    signs = RiskSign.objects.filter(kind="same_photo")
    assert {(sign.sheet_id, sign.other_code) for sign in signs} == {
        (first.pk, again.code),
        (again.pk, first.code),
    }
    assert {sign.details["bits"] <= 3 for sign in signs} == {True}
    assert not RiskSign.objects.filter(sheet__in=[other, *plain], kind="same_photo").exists()
    assert actions.find_signs(world.provider.pk, first.month)["same_photo"] == 0
    # Of the five of one size one is drawn by lot; of those with a sign a share besides.
    by_risk = SpotChecked.objects.filter(by_risk=True).values_list("sheet", flat=True)
    lot = SpotChecked.objects.filter(by_risk=False).values_list("sheet", flat=True)
    assert len(by_risk) == 1
    assert set(by_risk) <= {first.pk, again.pk} - set(lot)
    page = reverse("claims:sheet", args=[first.code])
    client.force_login(world.mei(Role.MANAGER))
    text = client.get(page).content.decode()
    assert "同一张照片" in text
    assert again.code in text
    told = client.get(f"/api/repair-sheets/{first.code}").json()
    assert [(sign["kind"], sign["other"]) for sign in told["signs"]] == [("same_photo", again.code)]
    client.force_login(world.mei(Role.DEALER))
    assert "同一张照片" not in client.get(page).content.decode()
    told = client.get(f"/api/repair-sheets/{first.code}").json()
    assert (told["signs"], len(told["photos"])) == ([], 1)


def test_a_photo_of_another_company_is_none_of_ours(world: World) -> None:
    sheet = with_photo(world, "S-1", file(scene(1)))
    strange = with_photo(world, "S-2", file(scene(1)))
    SheetPhoto.objects.filter(sheet=strange).update(provider=world.theirs.provider)
    handed_in(world)
    drawn(world)
    assert not RiskSign.objects.filter(sheet=sheet, kind="same_photo").exists()


def test_a_dealer_adds_photos_by_page_and_api_until_he_hands_in(
    world: World, client: Client
) -> None:
    sheet, key = drafted(world), str(uuid4())
    client.force_login(world.mei(Role.DEALER))
    page = reverse("claims:photo", args=[sheet.code])
    htmx = {"HX-Request": "true"}
    for _ in range(2):
        sent = {"key": key, "photo": file(scene(1))}
        answer = client.post(page, sent, headers=htmx)
        assert answer.status_code == 200
    photo = Attachment.objects.get(subject_kind="sheet")
    assert f"/files/{photo.key}/" in answer.content.decode()
    wrong = SimpleUploadedFile("x.jpg", b"no picture", "image/jpeg")
    answer = client.post(page, {"key": str(uuid4()), "photo": wrong}, headers=htmx)
    assert answer.status_code == 422
    assert client.post(page, {"key": str(uuid4()), "photo": wrong}).status_code == 302
    api = f"/api/repair-sheets/{sheet.code}/photos"
    answer = client.post(api, {"key": str(uuid4()), "file": file(scene(2))})
    assert (answer.status_code, len(answer.json()["photos"])) == (201, 2)
    actions.confirm(sheet, TRUE, by=world.mei(Role.DEALER), at=world.at)
    handed_in(world)
    answer = client.post(api, {"key": str(uuid4()), "file": file(scene(3))})
    assert answer.status_code == 409
    assert page not in client.get(reverse("claims:sheet", args=[sheet.code])).content.decode()
    with pytest.raises(Refused):
        actions.refuse_photo(sheet, "video")


def test_a_sheet_takes_so_many_photos_and_says_so(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photographing, "MOST_PHOTOS", 2)
    sheet = drafted(world)
    for seed in (1, 2):
        add(world, sheet, file(scene(seed)))
    client.force_login(world.mei(Role.DEALER))
    answer = client.post(
        f"/api/repair-sheets/{sheet.code}/photos", {"key": str(uuid4()), "file": file(scene(3))}
    )
    assert (answer.status_code, "2" in answer.json()["detail"]) == (409, True)
    sent = {"key": str(uuid4()), "photo": file(scene(3))}
    url = reverse("claims:photo", args=[sheet.code])
    assert client.post(url, sent, headers={"HX-Request": "true"}).status_code == 422
    assert Attachment.objects.count() == 2


def test_large_photos_come_in_pieces(world: World, client: Client) -> None:
    sheet, content = drafted(world), file(scene(1)).read()
    client.force_login(world.mei(Role.DEALER))
    body = {
        "key": str(uuid4()),
        "subject_kind": "sheet",
        "subject": sheet.code,
        "purpose": "photo",
        "name": "旧件.jpg",
        "size": len(content),
    }
    answer = client.post("/api/uploads", json.dumps(body), content_type="application/json")
    assert answer.status_code == 201
    answer = client.patch(
        f"/api/uploads/{body['key']}",
        content,
        content_type="application/offset+octet-stream",
        headers={"Upload-Offset": "0"},
    )
    assert answer["Upload-Complete"] == "?1"
    assert SheetPhoto.objects.get().sheet == sheet


def test_who_may_see_a_photo(world: World, client: Client) -> None:
    """Whoever sees the sheet, though the visit it was taken at be hidden from him; nobody else."""
    sheet = drafted(world)
    own = add(world, sheet, file(scene(1)))
    of_visit = evidence.attach(
        file(scene(2)),
        provider=world.provider,
        subject=("visit", "FW-NOBODY"),
        purpose="photo",
        key=uuid4(),
        by=None,
        at=world.at,
    )
    SheetPhoto.objects.create(provider=world.provider, sheet=sheet, attachment=of_visit, likeness=0)
    assert list(queries.photos_of(sheet)) == [own, of_visit]
    mate = colleague(world, "other")
    mate.person.delete()
    stranger = world.theirs.people[Role.MANAGER]
    for user, status in (
        (world.mei(Role.FINANCE), 200),
        (world.mei(Role.DEALER), 200),
        (mate, 404),
        (world.mei(Role.ENGINEER), 404),
        (stranger, 404),
    ):
        client.force_login(user)
        for photo in (own, of_visit):
            answer = client.get(reverse("attachment", args=[photo.key]))
            assert answer.status_code == status, (user, photo.subject_kind)
    client.force_login(stranger)
    assert client.post(reverse("claims:photo", args=[sheet.code])).status_code in (403, 404)


def test_a_file_that_is_gone_leaves_the_sheet_standing(world: World) -> None:
    sheet = drafted(world)
    photo = add(world, sheet, file(scene(1)))
    SheetPhoto.objects.all().delete()
    photo.file.storage.delete(photo.file.name)
    actions.photographing.keep_photo(sheet, Attachment.objects.get())
    assert not SheetPhoto.objects.exists()
