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
