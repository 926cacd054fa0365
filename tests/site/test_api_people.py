"""What people do beside the road, over the API: complaints, follow-ups, contacts, the roster."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.complaints import actions as complaints
from sanbao.apps.contacts import actions as contacts
from sanbao.apps.contacts.facts import Incoming
from sanbao.apps.contacts.models import Line, Shift
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties.models import Dealer, Person
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import FollowUp

from ..apps.visits.conftest import open_case, take_to_the_field
from ..apps.world import World, user
from .test_api import api as api

pytestmark = pytest.mark.django_db


def posted(client: Any, path: str, **body: Any) -> Any:
    return client.post(f"/api/{path}", body, content_type="application/json")


def other_dealer(world: World) -> User:
    dealer = Dealer.objects.create(provider=world.provider, code="RIVAL", name="邻县经销部")
    made = user(world.provider, "rival", "邻人", Role.DEALER)
    Person.objects.create(provider=world.provider, user=made, name=str(made), dealer=dealer)
    return made


def test_a_complaint_is_given_to_somebody_and_written_to(api: Any, world: World) -> None:
    told = complaints.Report(
        key=uuid4(),
        source="phone",
        topic="delay",
        description="等了三天",
        complainer_name="钱一",
        customer=world.ours.customer,
        dealer=world.ours.dealer,
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
    for nobody in (world.neighbour, world.lan, world.stranger(Role.CUSTOMER), other_dealer(world)):
        assert posted(api(nobody), f"complaints/{row.code}/notes", text="x").status_code == 404
    dealer = api(world.mei(Role.DEALER))
    assert posted(dealer, f"complaints/{row.code}/notes", text="已去看过").status_code == 200
    said = Entry.objects.filter(happening="complaint.noted").order_by("pk")
    assert [one.details["note"] for one in said] == ["仍未修好", "已去看过"]


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
    for typed in (code, f" {code} "):
        assert posted(mei, f"{url}/recognise", customer=typed).json()["customer"] == code
    for nobody in ("", "  "):
        assert posted(mei, f"{url}/recognise", customer=nobody).json()["customer"] == ""


def test_a_contact_that_has_a_case_goes_on_in_it(api: Any, world: World) -> None:
    case = open_case(world)
    mei, told = api(world.mei()), {"name": "钱一", "subject": "显示屏不亮"}
    bare = contacts.start(Incoming(world.provider, "chat", uuid4()), by=None, at=world.at)
    posted(mei, f"contacts/{bare.code}/take")
    refused = posted(mei, f"contacts/{bare.code}/into-case")
    assert (refused.status_code, refused.json()["detail"]) == (409, "尚未由此开立报修单")
    incoming = Incoming(world.provider, "web", uuid4(), case_code=case.code, **told)
    contact = contacts.start(incoming, by=None, at=world.at)
    url = f"contacts/{contact.code}"
    posted(mei, f"{url}/take")
    assert posted(api(world.stranger()), f"{url}/into-case").status_code == 404
    answer = posted(mei, f"{url}/into-case").json()
    assert (answer["state"], answer["case"]) == ("in_case", case.code)
    entry = Entry.objects.get(happening="contact.case_opened")
    assert (entry.subject_code, entry.details["case"]) == (contact.code, case.code)


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
