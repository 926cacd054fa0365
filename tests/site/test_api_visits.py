"""A case walked to its end by programs alone, with the refusals on the way."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image, ImageDraw

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk.models import Case
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as forms
from sanbao.apps.journal.models import Entry
from sanbao.apps.money.models import Line
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import Visit

from ..apps.world import World
from .test_api import api as api
from .test_api import opened, post

pytestmark = pytest.mark.django_db

CHECKLIST = "conduct-checklist"


@pytest.fixture(autouse=True)
def shipped_forms(db: None, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    evidence.sync_forms()


def drawing() -> SimpleUploadedFile:
    image = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(10, 100), (80, 20), (150, 100), (290, 30)], fill="black", width=5)
    file = io.BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile("signature.png", file.getvalue(), content_type="image/png")


def assigned(api: Any, world: World) -> str:
    case = opened(api(world.mei()))
    mei = api(world.mei(Role.DISPATCHER))
    order = post(mei, "/api/work-orders", {"case": case["code"], "task": "上门检查"}).json()
    engineer = world.mei(Role.ENGINEER).username
    body = {"engineer": engineer, "seen": order["seen"]}
    code: str = post(mei, f"/api/work-orders/{order['code']}/assign", body).json()["code"]
    return code


def agreed(client: Client, work_order: str, **more: Any) -> Any:
    starts_at = timezone.now() + timedelta(minutes=10)
    body = {
        "order": work_order,
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
        "agreed_with": "钱一",
    }
    return post(client, "/api/visits", body | more)


def answers() -> dict[str, str]:
    questions = forms.asked(forms.form(CHECKLIST)).questions
    given = {"check": "yes", "yes_no": "yes"}
    return {question.name: given.get(question.kind, "好") for question in questions}


def signed(client: Client, code: str, **more: Any) -> Any:
    fields = {
        "signature": drawing(),
        "signer_name": "钱一",
        "satisfaction": 5,
        "opinion": "很好",
        "key": str(uuid4()),
    }
    return client.post(f"/api/visits/{code}/sign", fields | more)


def worked(client: Client, code: str, **more: Any) -> Any:
    body = {
        "cause": "product_quality",
        "finding": "电源板烧坏",
        "measure": "更换电源板",
        "is_restored": True,
    }
    return post(client, f"/api/visits/{code}/work", body | more)


def test_a_visit_goes_from_the_appointment_to_the_report(api: Any, world: World) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    visit = agreed(engineer, assigned(api, world))
    assert visit.status_code == 201, visit.content.decode()
    code = visit.json()["code"]
    place = {"latitude": "32.06", "longitude": "118.79", "accuracy_m": 20}
    assert post(engineer, f"/api/visits/{code}/arrive", place).json()["state"] == "arrived"
    assert worked(engineer, code).status_code == 409, "nothing has been shown yet"
    post(engineer, f"/api/visits/{code}/show", {"certificate": True, "price_list": True})
    filled = post(engineer, f"/api/visits/{code}/checklist", {"answers": answers()})
    assert filled.status_code == 200, filled.content.decode()
    work = worked(engineer, code)
    assert work.status_code == 200, work.content.decode()
    assert work.json()["customer_owes"] in {"0.00", "0"}
    assert all(line["clause"] for line in work.json()["fee"])
    done = signed(engineer, code)
    assert done.status_code == 200, done.content.decode()
    assert done.json()["state"] == "signed"
    handed_in = post(engineer, f"/api/visits/{code}/report", {"summary": "更换电源板，恢复正常"})
    assert handed_in.json()["state"] == "reported"
    assert Case.objects.get().state == "restored"
    assert Line.objects.exists()

    visits.plan(Entry.objects.get(happening="case.restored"))
    mei = api(world.mei())
    call = mei.get("/api/follow-ups").json()["items"][0]
    tried = post(mei, f"/api/follow-ups/{call['id']}/tried", {"seen": 0}).json()
    assert tried["attempts"] == 1
    told = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}
    answered = post(mei, f"/api/follow-ups/{call['id']}/answers", {"answers": told})
    assert answered.status_code == 200, answered.content.decode()
    assert Case.objects.get().state == "closed"


def test_the_same_key_agrees_one_visit(api: Any, world: World) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    order = assigned(api, world)
    key = str(uuid4())
    first = agreed(engineer, order, key=key)
    again = agreed(engineer, order, key=key)
    assert first.json()["code"] == again.json()["code"]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"order": "GD-NONE"}, "order"),
        ({"agreed_with": ""}, "agreed_with"),
        ({"ends_at": "2020-01-01T00:00:00+08:00"}, "ends_at"),
        ({"starts_at": "2020-01-01T00:00:00+08:00"}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
    ],
)
def test_an_appointment_that_nobody_can_keep_names_its_field(
    api: Any, world: World, change: dict[str, str], field: str
) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    answer = agreed(engineer, assigned(api, world), **change)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field
    assert not Visit.objects.exists()


def test_another_engineer_and_a_stranger_find_no_visit(api: Any, world: World) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    code = agreed(engineer, assigned(api, world)).json()["code"]
    for other in (world.expired, world.stranger(Role.ENGINEER), world.stranger(Role.MANAGER)):
        client = api(other)
        assert client.get(f"/api/visits/{code}").status_code == 404
        assert post(client, f"/api/visits/{code}/arrive", {}).status_code == 404
        assert client.get("/api/visits").json()["items"] == []
    assert post(api(world.mei()), f"/api/visits/{code}/arrive", {}).status_code == 404
    assert Visit.objects.get().state == "agreed"


def test_a_photo_is_checked_by_its_content(api: Any, world: World) -> None:
    engineer = api(world.mei(Role.ENGINEER))
    code = agreed(engineer, assigned(api, world)).json()["code"]
    post(engineer, f"/api/visits/{code}/arrive", {})
    path, key = f"/api/visits/{code}/photos", str(uuid4())
    fake = SimpleUploadedFile("photo.jpg", b"MZ" + b"\0" * 300, content_type="image/jpeg")
    refused = engineer.post(path, {"file": fake, "key": key})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "file"
    assert engineer.post(path, {"file": drawing(), "key": key}).status_code == 201
    assert engineer.post(path, {"file": drawing(), "key": key}).status_code == 201
    assert forms.attachments_of(world.provider.pk, "visit", code).count() == 1
