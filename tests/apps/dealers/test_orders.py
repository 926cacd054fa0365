"""Repair orders: sent to who serves the place, accepted, refused, done."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements.models import Agreement
from sanbao.apps.assets.models import Asset
from sanbao.apps.dealers import actions, queries
from sanbao.apps.desk.models import Case
from sanbao.apps.obligations.models import LogLine
from sanbao.apps.parties.models import Dealer, Person, Station, Territory
from sanbao.apps.workorders import queries as field
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import open_case

from ..world import World
from .conftest import Bound, told


@pytest.fixture
def case(bound: Bound) -> Case:
    made = open_case(bound.world, bound.world.asset)
    return Case.objects.select_related("asset__site", "asset__dealer").get(pk=made.pk)


def send(bound: Bound, case: Case, **more) -> queries.RepairOrder:
    sending = actions.Sending(more.pop("key", uuid4()), "换真空管", more.pop("quantity", 1))
    at = more.pop("at", bound.at)
    return actions.send(case, bound.dealer, sending, by=bound.boss, at=at)


def test_an_order_goes_to_whoever_serves_the_place(bound: Bound, case: Case) -> None:
    assert queries.dealer_serving(case) == bound.dealer, "who sold it, where nobody serves it"
    other, _user = bound.neighbour()
    station = Station.objects.create(
        provider=bound.world.provider, code="S-9", name="南京站", dealer=other
    )
    Territory.objects.create(
        provider=bound.world.provider, station=station, province="江苏", city="南京"
    )
    assert queries.dealer_serving(case) == other


def test_one_order_is_open_for_a_case_and_the_same_key_is_the_same(
    bound: Bound, case: Case
) -> None:
    key = uuid4()
    order = send(bound, case, key=key)
    assert send(bound, case, key=key).pk == order.pk
    with pytest.raises(Refused, match="still open"):
        send(bound, case)
    actions.withdraw(order, reason="用户改期", by=bound.boss, at=bound.at)
    assert send(bound, case).pk != order.pk


def test_each_refusal_is_one_lapse_and_it_is_kept_up_again(bound: Bound, case: Case) -> None:
    with pytest.raises(Refused, match="reason"):
        actions.refuse(send(bound, case), reason=" ", by=bound.mei, at=bound.at)
    for number in (1, 2):
        at = bound.later(hours=number)
        order = queries.orders_of_case(case).filter(state="sent").first() or send(
            bound, case, at=at
        )
        actions.refuse(order, reason="没有人手", by=bound.mei, at=at)
    duty = bound.duty("service_not_refused", kind="upkeep")
    kinds = LogLine.objects.filter(obligation=duty).values_list("kind", flat=True)
    assert list(kinds)[-4:] == ["lapsed", "restored", "lapsed", "restored"]
    assert duty.state == "running"
    assert len(told("dealer.order_refused")) == 2


def test_accepting_with_an_engineer_hands_the_case_to_the_field(bound: Bound, case: Case) -> None:
    mechanic = bound.world.mei(Role.ENGINEER)
    station = mechanic.person.station
    Station.objects.filter(pk=station.pk).update(dealer=bound.dealer)
    assert mechanic in queries.engineers_of(bound.dealer)
    order = actions.accept(send(bound, case), engineer=mechanic, by=bound.mei, at=bound.at)
    work = field.open_order(case.pk)
    assert work is not None
    assert (order.state, work.engineer) == ("accepted", mechanic)
    actions.complete_for_case(case.code, case.provider_id, by=mechanic, at=bound.later(hours=2))
    actions.complete_for_case(case.code, case.provider_id, by=mechanic, at=bound.later(hours=3))
    done = queries.orders_of_case(case).get()
    assert (done.state, done.ended_at) == ("done", bound.later(hours=2))
    found = queries.fulfilled(done)
    assert found is not None
    assert (found.to_quality, found.to_quantity) == (True, True)


def test_what_was_ordered_and_what_was_done_stand_beside_each_other(
    bound: Bound, case: Case
) -> None:
    order = send(bound, case, quantity=2)
    order.due_at = bound.later(hours=1)
    order.save()
    actions.accept(order, by=bound.mei, at=bound.at)
    done = actions.Done("一台已修，一台缺件", 1, works=True)
    order = actions.complete(order, done, by=bound.mei, at=bound.later(hours=2))
    found = queries.fulfilled(order)
    assert found is not None
    assert (found.in_time, found.to_quality, found.to_quantity) == (False, True, False)
    card = queries.scorecard(bound.dealer, on=bound.world.on)
    assert (card.done, card.in_time, card.refused) == (1, 0, 0)


def test_the_pages_of_an_order_and_of_the_desk(bound: Bound, case: Case, client: Client) -> None:
    client.force_login(bound.boss)
    form = {"key": str(uuid4()), "dealer": bound.dealer.pk, "task": "换真空管", "quantity": 1}
    assert client.post(reverse("dealers:send", args=[case.code]), form).status_code == 302
    order = queries.orders_of_case(case).get()
    step = reverse("dealers:order_step", args=[order.code, "accept"])
    assert client.post(step).status_code == 404, "only the dealer accepts"
    client.force_login(bound.mei)
    home = client.get("/")
    assert home.headers["Location"] == reverse("dealers:home")
    page = client.get(reverse("dealers:home")).content.decode()
    assert order.code in page
    assert "经销商工作台" in page
    assert client.post(step, {"engineer": ""}).status_code == 302
    refuse = reverse("dealers:order_step", args=[order.code, "refuse"])
    assert client.post(refuse, {"reason": ""}).status_code == 422
    _other, neighbour = bound.neighbour()
    client.force_login(neighbour)
    assert client.get(reverse("dealers:order", args=[order.code])).status_code == 404
    assert client.post(refuse, {"reason": "我不去"}).status_code == 404
    assert client.get("/api/repair-orders").json()["items"] == []


def test_a_case_offers_to_send_a_dealer_only_where_there_is_one(
    world: World, client: Client
) -> None:
    case = open_case(world, world.asset)
    client.force_login(world.mei(Role.DESK))
    address, send_one = (
        reverse("desk:case", args=[case.code]),
        reverse("dealers:send", args=[case.code]),
    )
    assert send_one in client.get(address).content.decode()
    Asset.objects.update(dealer=None)
    Agreement.objects.update(dealer=None)
    Person.objects.update(dealer=None)
    Dealer.objects.all().delete()
    assert send_one not in client.get(address).content.decode()
