"""Parts and tools in their stores: listed, counted, come in, sent, and who may do it."""

import json
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.accounts.models import User
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties.models import Person
from sanbao.apps.parts import actions, queries
from sanbao.apps.parts.facts import Where, van_of
from sanbao.apps.parts.models import Part, Stock, StockMove, UsualPart
from sanbao.rules.moves import Refused
from tests.apps.world import World, engineer

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


def listed(world: World, code: str = "BJ-1", *, is_tool: bool = False) -> Part:
    by = world.mei(Role.MANAGER)
    return actions.list_part(
        code, "称重传感器", unit="只", is_tool=is_tool, provider=world.provider, by=by, at=world.at
    )


def counted(world: World, place: Where, part: Part, quantity: int) -> Stock:
    by = world.mei(Role.DISPATCHER)
    return actions.count(place, part, Decimal(quantity), key=uuid4(), by=by, at=world.at)


def depot(world: World) -> Where:
    return Where(station=world.ours.station)


def on_hand(place: Where, part: Part) -> Decimal:
    found = queries.stock_in(place).filter(part=part).first()
    return found.on_hand if found else Decimal(0)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def moved(client: Client, place: Where, **given: object):
    form = {"key": uuid4(), "does": "count", "quantity": "1", **given}
    return client.post(reverse("parts:move", args=[place.kind, place.code]), form)


def test_what_is_counted_comes_in_and_is_sent_on_adds_up(world):
    part, station, van = listed(world), depot(world), van_of(world.mei(Role.ENGINEER))
    by, key = world.mei(Role.DISPATCHER), uuid4()
    counted(world, station, part, 5)
    actions.receive(station, part, Decimal(3), key=uuid4(), by=by, at=world.at, note="到货")
    for _again in range(2):
        actions.send(station, van, part, Decimal(2), key=key, by=by, at=world.at)
    assert (on_hand(station, part), on_hand(van, part)) == (6, 2)
    actions.send(van, station, part, Decimal(1), key=uuid4(), by=by, at=world.at)
    assert (on_hand(station, part), on_hand(van, part)) == (7, 1)
    for stock in Stock.objects.all():
        assert stock.on_hand == sum(move.quantity for move in stock.moves.all())
    said = Entry.objects.filter(subject_kind="stock").values_list("happening", flat=True)
    assert sorted(said) == ["stock.counted", "stock.received", "stock.sent", "stock.sent"]


def test_counting_notes_what_the_books_said_else(world):
    part, station = listed(world), depot(world)
    counted(world, station, part, 5)
    stock = counted(world, station, part, 3)
    assert [move.quantity for move in stock.moves.order_by("pk")] == [5, -2]
    assert (stock.counted_by, stock.counted_at) == (world.mei(Role.DISPATCHER), world.at)


def test_no_more_is_sent_than_lies_there(world):
    part, station, van = listed(world), depot(world), van_of(world.mei(Role.ENGINEER))
    counted(world, station, part, 1)
    client = signed_in(world.mei(Role.DISPATCHER))
    answer = moved(
        client, station, does="send", part="BJ-1", quantity="2", to=f"van:{van.code}", note="急用"
    )
    assert answer.status_code == 422
    assert "只有 1 " in answer.content.decode()
    assert 'value="急用"' in answer.content.decode()
    assert (on_hand(station, part), StockMove.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"part": "没有"}, "part"),
        ({"part": "BJ-1", "quantity": "-1"}, "quantity"),
        ({"part": "BJ-1", "does": "receive", "quantity": "0"}, "quantity"),
        ({"part": "BJ-1", "does": "send", "to": ""}, "to"),
        ({"part": "BJ-1", "quantity": "9999999"}, "quantity"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(world, given, field):
    listed(world)
    answer = moved(signed_in(world.mei(Role.DISPATCHER)), depot(world), **given)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert not StockMove.objects.exists()


def test_an_engineer_counts_his_van_and_fetches_at_his_own_station_alone(world):
    part, man = listed(world), world.mei(Role.ENGINEER)
    van, station = van_of(man), depot(world)
    other = van_of(engineer(world.ours, "赵工", until=world.on))
    client = signed_in(man)
    counted(world, station, part, 2)
    assert moved(client, van, part="BJ-1", quantity="1").status_code == 302
    assert moved(client, station, part="BJ-1", quantity="9").status_code == 422
    sent = moved(client, station, part="BJ-1", does="send", to=f"van:{van.code}")
    assert (sent.status_code, on_hand(van, part), on_hand(station, part)) == (302, 2, 1)
    assert moved(client, other, part="BJ-1").status_code == 404
    assert client.get(reverse("parts:store", args=["van", other.code])).status_code == 200


def test_a_stranger_finds_no_store_and_no_part(world):
    part, station = listed(world), depot(world)
    counted(world, station, part, 1)
    by = world.stranger(Role.DISPATCHER)
    client, van = signed_in(by), van_of(world.mei(Role.ENGINEER))
    inside = signed_in(world.mei(Role.DISPATCHER))
    for asking, status in ((inside, 200), (client, 404)):
        assert asking.get(reverse("parts:store", args=[van.kind, van.code])).status_code == status
        assert asking.get(reverse("parts:store", args=["van", "nobody"])).status_code == 404
    assert "BJ-1" not in client.get(reverse("parts:stock_list")).content.decode()
    with pytest.raises(Refused):
        actions.count(
            Where(station=world.theirs.station), part, Decimal(1), key=uuid4(), by=by, at=world.at
        )


def test_a_part_or_product_of_another_company_is_unknown_everywhere(world):
    theirs, by = world.theirs, world.mei(Role.DISPATCHER)
    Part.objects.create(provider=theirs.provider, code="TA-1", name="他家的")
    listed(world)
    there, van, client = depot(world), van_of(world.mei(Role.ENGINEER)), signed_in(by)
    to = f"{van.kind}:{van.code}"
    for does in ("count", "receive", "send"):
        answer = moved(client, there, does=does, part="TA-1", to=to)
        assert (answer.status_code, *answer.context["form"].errors) == (422, "part")
        body = {"kind": "station", "store": there.code, "part": "TA-1", "quantity": 1}
        body |= {"to_kind": van.kind, "to_store": van.code} if does == "send" else {}
        url = f"/api/parts/stock/{does}"
        answer = client.post(url, body, content_type="application/json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "part")
    usual = reverse("parts:usual_list")
    mine = {"product": world.ours.product.pk, "component": "", "part": "BJ-1", "quantity": 1}
    for field, value in (("part", "TA-1"), ("product", theirs.product.pk)):
        answer = client.post(usual, {**mine, field: value})
        assert (answer.status_code, *answer.context["form"].errors) == (422, field)
    assert not StockMove.objects.exists()
    assert not UsualPart.objects.exists()
    given = {"component": "", "at": world.at}
    part = Part.objects.get(code="TA-1")
    boss = world.stranger(Role.DISPATCHER)
    row = actions.say_usual(theirs.product, part, 1, by=boss, **given)
    assert client.post(reverse("parts:drop_usual", args=[row.pk])).status_code == 404
    with pytest.raises(Refused, match="no product with this code"):
        actions.say_usual(theirs.product, part, 1, by=by, **given)


def test_the_api_counts_sends_and_lists(world):
    part, man = listed(world, is_tool=True), world.mei(Role.ENGINEER)
    client = signed_in(world.mei(Role.MANAGER))

    def post(step: str, **more: object):
        body = {"kind": "station", "store": "S-1", "part": "BJ-1", "quantity": 2, **more}
        return client.post(f"/api/parts/stock/{step}", body, content_type="application/json")

    assert post("count").json()["on_hand"] == "2.00"
    assert post("receive", quantity=1).json()["on_hand"] == "3.00"
    answer = post("send", to_kind="van", to_store=man.username, key=str(uuid4()))
    assert (answer.status_code, answer.json()["on_hand"]) == (200, "1.00")
    assert on_hand(van_of(man), part) == 2
    assert post("count", store="没有").json()["errors"][0]["field"] == "store"
    assert post("send", to_kind="van", to_store="没有").status_code == 422
    rows = client.get("/api/parts/stock", {"text": "BJ"}).json()["items"]
    assert {(row["kind"], row["on_hand"]) for row in rows} == {("station", "1.00"), ("van", "2.00")}
    assert client.get("/api/parts").json()["items"][0]["is_tool"] is True


def test_lists_ask_the_same_however_much_lies_there(world):
    listed(world)
    client = signed_in(world.mei(Role.DISPATCHER))
    actions.say_usual(
        world.ours.product, Part.objects.get(), 1, by=world.mei(Role.MANAGER), at=world.at
    )

    def asked(name: str) -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse(name)).status_code == 200
        return len(made)

    names = ("parts:stock_list", "parts:part_list", "parts:usual_list")
    counted(world, depot(world), Part.objects.get(code="BJ-1"), 1)
    few = {name: asked(name) for name in names}
    for number in range(2, 5):
        part = listed(world, f"BJ-{number}")
        counted(world, van_of(world.mei(Role.ENGINEER)), part, number)
    assert {name: asked(name) for name in names} == few
    assert all(few[name] <= BUDGETS[name] for name in names), few


def test_what_work_usually_takes_is_stated_and_dropped(world):
    listed(world)
    client = signed_in(world.mei(Role.DISPATCHER))
    url = reverse("parts:usual_list")
    product = world.ours.product.pk
    given = {"product": product, "component": "whole", "part": "BJ-1", "quantity": 2}
    assert client.post(url, {**given, "component": "没有"}).status_code == 422
    assert client.post(url, {**given, "product": 0}).status_code == 422
    assert client.post(url, given).status_code == 302
    (row,) = queries.usual_for(world.mei())
    assert (row.part.code, row.quantity, row.component) == ("BJ-1", 2, "whole")
    client.post(reverse("parts:drop_usual", args=[row.pk]))
    assert not queries.usual_for(world.mei()).exists()


def test_what_lies_on_the_van_of_somebody_who_left_is_fetched_back(world):
    part, man = listed(world), world.mei(Role.ENGINEER)
    van = van_of(man)
    counted(world, van, part, 2)
    User.objects.filter(pk=man.pk).update(is_active=False)
    client = signed_in(world.mei(Role.DISPATCHER))
    page = client.get(reverse("parts:store", args=[van.kind, van.code]))
    assert part.code in page.content.decode()
    to = f"station:{depot(world).code}"
    assert moved(client, van, does="send", part=part.code, quantity="2", to=to).status_code == 302
    assert (on_hand(van, part), on_hand(depot(world), part)) == (0, 2)


def test_who_only_looks_is_offered_no_move(world):
    place, checker = depot(world), world.mei(Role.QUALITY)
    Person.objects.filter(user=checker).update(station=world.ours.station)
    client = signed_in(checker)
    page = client.get(reverse("parts:store", args=[place.kind, place.code]))
    assert 'id="move"' not in page.content.decode()
    assert moved(client, place, part=listed(world).code).status_code == 404


def test_a_store_that_others_keep_is_refused_over_the_api(world):
    listed(world)
    client = signed_in(world.mei(Role.ENGINEER))
    place = {"kind": "station", "store": "S-1", "part": "BJ-1", "quantity": 1}
    for step in ("count", "receive"):
        url = f"/api/parts/stock/{step}"
        answer = client.post(url, place, content_type="application/json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "store")
    other = engineer(world.ours, "other", until=None)
    send = {**place, "to_kind": "van", "to_store": other.username}
    answer = client.post("/api/parts/stock/send", send, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "to_store")
    assert not StockMove.objects.exists()


def test_a_quarter_of_a_metre_is_not_rounded_on_the_page(world):
    part, place, by = listed(world), depot(world), world.mei(Role.DISPATCHER)
    actions.count(place, part, Decimal("0.25"), key=uuid4(), by=by, at=world.at)
    for url in (
        reverse("parts:store", args=[place.kind, place.code]),
        reverse("parts:stock_list"),
    ):
        assert "0.25" in signed_in(by).get(url).content.decode()


def test_a_field_for_a_part_offers_those_on_the_list(world):
    part, place = listed(world), depot(world)
    client = signed_in(world.mei(Role.DISPATCHER))
    for url in (
        reverse("parts:store", args=[place.kind, place.code]),
        reverse("parts:usual_list"),
    ):
        page = client.get(url).content.decode()
        assert 'list="known-parts"' in page
        assert f'<option value="{part.code}">' in page
