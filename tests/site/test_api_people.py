"""What people do beside the road, over the API: complaints, follow-ups, contacts, the roster."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.complaints import actions as complaints
from sanbao.apps.contacts import actions as contacts
from sanbao.apps.contacts.facts import Incoming
from sanbao.apps.contacts.models import Line, Shift
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import FollowUp

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World
from .test_api import api as api

pytestmark = pytest.mark.django_db


def posted(client: Any, path: str, **body: Any) -> Any:
    return client.post(f"/api/{path}", body, content_type="application/json")


def test_a_complaint_is_given_to_somebody_and_written_to(api: Any, world: World) -> None:
    told = complaints.Report(
        key=uuid4(),
        source="phone",
        topic="delay",
        description="等了三天",
        complainer_name="钱一",
        customer=world.ours.customer,
    )
    row = complaints.open_complaint(told, provider=world.provider, by=world.mei(), at=world.at)
    mei, customer = api(world.mei()), api(world.mei(Role.CUSTOMER))
    boss = world.mei(Role.MANAGER).username
    for nobody in (world.lan.username, world.stranger().username, "x"):
        refused = posted(mei, f"complaints/{row.code}/assign", owner=nobody)
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "owner")
    assert posted(mei, f"complaints/{row.code}/assign", owner=boss).json()["owner"] == boss
    assert posted(customer, f"complaints/{row.code}/assign", owner=boss).status_code == 404
    assert posted(customer, f"complaints/{row.code}/notes", text="仍未修好").status_code == 200
    said = Entry.objects.get(happening="complaint.noted").details["note"]
    assert said == "仍未修好"


def test_a_follow_up_is_given_up_after_enough_tries(api: Any, world: World) -> None:
    take_to_the_field(world).reported()
    call = visits.plan(Entry.objects.get(happening="case.restored"))
    mei, url = api(world.mei()), f"follow-ups/{call.pk}"
    early = posted(mei, f"{url}/give-up")
    assert early.status_code == 409
    FollowUp.objects.filter(pk=call.pk).update(attempts=3)
    done = posted(mei, f"{url}/give-up").json()
    assert (done["is_reached"], done["done_at"] is not None) == (False, True)


def test_a_caller_is_recognised_by_somebody(api: Any, world: World) -> None:
    incoming = Incoming(world.provider, "chat", uuid4(), name="路人")
    contact = contacts.start(incoming, by=None, at=world.at)
    mei, url = api(world.mei()), f"contacts/{contact.code}"
    posted(mei, f"{url}/take")
    wrong = posted(mei, f"{url}/recognise", customer="C-999")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "customer")
    code = world.ours.customer.code
    assert posted(mei, f"{url}/recognise", customer=code).json()["customer"] == code
    assert posted(mei, f"{url}/recognise").json()["customer"] == ""
    assert posted(mei, f"{url}/into-case").status_code in (409, 422), "it has no case yet"


def test_somebody_is_taken_off_a_shift(api: Any, world: World) -> None:
    boss = world.mei(Role.MANAGER)
    line = Line.objects.create(provider=world.provider, code="H", name="热线", number="400-1")
    shift = Shift.objects.create(
        line=line,
        person=world.mei(),
        starts_at=world.at,
        ends_at=world.at + timedelta(hours=8),
        created_at=world.at,
        created_by=boss,
    )
    client = api(boss)
    (told,) = client.get("/api/roster").json()["items"]
    assert told["id"] == shift.pk
    assert api(world.mei()).delete(f"/api/roster/{shift.pk}").status_code == 404
    assert api(world.stranger(Role.MANAGER)).delete(f"/api/roster/{shift.pk}").status_code == 404
    assert client.delete(f"/api/roster/{shift.pk}").status_code == 204
    assert client.delete(f"/api/roster/{shift.pk}").status_code == 404


def test_a_line_is_made_and_changed(api: Any, world: World) -> None:
    boss, mei = api(world.mei(Role.MANAGER)), api(world.mei())
    promised = {"name": "夜间热线", "number": "400-2", "days": [6, 7], "opens": "18:00", "least": 2}
    made = posted(boss, "roster/lines", code="N", **promised)
    assert (made.status_code, made.json()["closes"]) == (201, "00:00:00")
    again = posted(boss, "roster/lines", code="N", name="别的")
    assert (again.status_code, again.json()["errors"][0]["field"]) == (422, "code")
    assert posted(boss, "roster/lines", code="M", name="试", days=[8]).status_code == 422
    assert posted(mei, "roster/lines", code="M", name="试").status_code == 404
    changed = {**promised, "least": 1, "is_active": False}
    url, json = "/api/roster/lines/N", "application/json"
    stranger = api(world.stranger(Role.MANAGER))
    for nobody in (mei, stranger):
        assert nobody.put(url, changed, content_type=json).status_code == 404
    assert boss.put(url, changed, content_type=json).json()["is_active"] is False
    (line,) = mei.get("/api/roster/lines").json()["items"]
    assert (line["days"], line["least"], line["number"]) == ([6, 7], 1, "400-2")
    assert stranger.get("/api/roster/lines").json()["items"] == []


def test_a_week_is_staffed_as_the_one_before(api: Any, world: World) -> None:
    boss = api(world.mei(Role.MANAGER))
    Line.objects.create(provider=world.provider, code="H", name="热线", number="400-1")
    shift = {"starts_at": "2026-03-03T09:00:00+08:00", "ends_at": "2026-03-03T17:00:00+08:00"}
    posted(boss, "roster", line="H", person=world.mei().username, **shift)
    assert posted(api(world.mei()), "roster/copy", day="2026-03-04").status_code == 404
    for copied in (1, 0):
        assert posted(boss, "roster/copy", day="2026-03-04").json() == {"copied": copied}
    (there,) = boss.get("/api/roster?day=2026-03-10").json()["items"]
    assert there["starts_at"] == "2026-03-10T01:00:00Z"
