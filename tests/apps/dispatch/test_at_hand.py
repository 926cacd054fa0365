"""Parts at hand: who may be sent depends on what lies on the van and at the station."""

from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dispatch import actions as dispatch
from sanbao.apps.dispatch import queries
from sanbao.apps.dispatch.models import PlanRun
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts.facts import Where, van_of
from sanbao.apps.parts.models import Part
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions as visits
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.apps.workorders.models import Booking, RequiredPart, WorkOrder
from sanbao.rules.moves import Refused
from sanbao.rules.sending import Rule
from tests.apps.visits.conftest import take_to_the_field
from tests.apps.world import World


def listed(world: World, code: str = "BJ-1", *, is_tool: bool = False):
    by = world.mei(Role.MANAGER)
    given = {"unit": "只", "is_tool": is_tool, "provider": world.provider}
    return parts.list_part(code, f"传感器{code}", by=by, at=world.at, **given)


def lay(desk, place: Where, part, count: int) -> None:
    parts.count(place, part, Decimal(count), key=uuid4(), by=desk.by, at=desk.at)


def need(desk, order, part, count: int = 1) -> None:
    workorders.require(order, part, count, by=desk.by, at=desk.at)


def depot(desk) -> Where:
    return Where(station=desk.world.ours.station)


def test_nobody_is_booked_without_the_part_and_the_nearest_that_has_it_is_named(desk):
    part, order = listed(desk.world), desk.order()
    need(desk, order, part, 2)
    with pytest.raises(Refused) as refused:
        desk.place(order, 3)
    assert "no station has it" in str(refused.value)
    far = desk.station("苏州站", "江苏")
    lay(desk, Where(station=far), part, 2)
    with pytest.raises(Refused) as refused:
        desk.place(order, 3)
    assert refused.value.field == "engineer"
    assert "苏州站" in str(refused.value)
    assert not Booking.objects.exists()
    lay(desk, van_of(desk.engineer), part, 1)
    lay(desk, depot(desk), part, 1)
    desk.place(order, 3)
    assert Booking.objects.get().order == order


def test_what_is_promised_to_another_booked_order_is_not_there(desk):
    part = listed(desk.world)
    first, second = desk.order(), desk.order("YF-7")
    for order in (first, second):
        need(desk, order, part)
    lay(desk, depot(desk), part, 1)
    desk.place(first, 1)
    with pytest.raises(Refused, match="BJ-1"):
        desk.place(second, 4)
    with pytest.raises(Refused, match="BJ-1"):
        desk.place(second, 4, desk.colleague("赵工"))
    # The same order may be moved: it is its own part.
    desk.place(first, 4)
    lay(desk, van_of(desk.engineer), part, 1)
    desk.place(second, 1)


def test_one_tool_serves_all_jobs_of_one_van_and_none_of_another(desk):
    tool = listed(desk.world, "GJ-1", is_tool=True)
    first, second = desk.order(), desk.order("YF-7")
    for order in (first, second):
        need(desk, order, tool)
    lay(desk, depot(desk), tool, 1)
    desk.place(first, 1)
    with pytest.raises(Refused, match="GJ-1"):
        desk.place(second, 4, desk.colleague("赵工"))
    desk.place(second, 4)


def test_a_tool_that_nobody_has_is_on_no_van_because_another_order_needs_it(desk):
    tool = listed(desk.world, "GJ-1", is_tool=True)
    first, second = desk.order(), desk.order("YF-7")
    desk.place(first, 1)
    for order in (first, second):
        need(desk, order, tool)
    with pytest.raises(Refused, match="GJ-1"):
        desk.place(second, 4)


def test_of_a_tool_one_is_enough_however_many_are_stated(desk):
    tool, order = listed(desk.world, "GJ-1", is_tool=True), desk.order()
    need(desk, order, tool, 3)
    lay(desk, depot(desk), tool, 1)
    (line,) = queries.lines_of(order, time=desk.time(0))
    run = planned(desk)
    dispatch.accept(run, [order.code], by=desk.by, at=desk.at)
    assert Booking.objects.get().order == order
    assert line.is_missing is False


def test_what_an_order_cannot_have_in_whole_blocks_nobody(desk):
    part = listed(desk.world)
    first, second = desk.order(), desk.order("YF-7")
    agree(desk, first, 1)
    need(desk, first, part, 1000)
    need(desk, second, part, 2)
    lay(desk, van_of(desk.engineer), part, 1)
    lay(desk, depot(desk), part, 1)
    run = planned(desk)
    assert [change["order"] for change in run.offer["changes"]] == [second.code]
    dispatch.accept(run, [second.code], by=desk.by, at=desk.at)
    assert Booking.objects.filter(order=second).exists()


def test_the_best_have_the_part_or_fetch_it_and_the_others_are_counted(desk):
    part, order = listed(desk.world), desk.order()
    need(desk, order, part)
    branch = desk.station("南京站", "江苏")
    here, away = desk.colleague("赵工"), desk.colleague("孙工", station=branch)
    lay(desk, van_of(here), part, 1)
    best = queries.best_for(order, at=desk.at)
    assert [one.man.engineer for one in best.proposals] == [here]
    assert best.kept[Rule.PARTS] == 1 + (best.kept[Rule.TERRITORY] == 0)
    lay(desk, depot(desk), part, 1)
    found = {one.man.engineer: one for one in queries.best_for(order, at=desk.at).proposals}
    assert away not in found
    assert list(found[here].fetch) == []
    assert [each.count for each in found[desk.engineer].fetch] == [1]
    assert found[desk.engineer].time.starts_at >= found[here].time.starts_at


def test_a_new_order_asks_for_what_is_usual_until_somebody_knows_better(desk):
    part, by = listed(desk.world), desk.world.mei(Role.MANAGER)
    product = desk.world.ours.product
    parts.say_usual(product, part, 1, by=by, at=desk.at)
    parts.say_usual(product, part, 2, component="whole", by=by, at=desk.at)
    theirs = Part.objects.create(provider=desk.world.theirs.provider, code="BJ-1", name="他家的")
    with pytest.raises(Refused, match="no part with this number"):
        parts.say_usual(product, theirs, 1, by=by, at=desk.at)
    order = desk.order()
    row = RequiredPart.objects.get(order=order)
    assert (row.quantity, row.stated_by) == (2, None)
    need(desk, order, part, 0)
    assert desk.place(order, 3).engineer == desk.engineer


def test_the_page_of_an_order_says_where_its_parts_lie_and_takes_what_is_stated(desk, client):
    part, order = listed(desk.world), desk.order()
    lay(desk, depot(desk), part, 3)
    client.force_login(desk.by)
    url = reverse("dispatch:needs", args=[order.code])
    assert client.post(url, {"part": "没有", "quantity": 1}).status_code == 422
    assert client.post(url, {"part": "BJ-1", "quantity": 2}).status_code == 302
    page = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "传感器BJ-1" in page
    assert "总站: 3" in page
    answer = client.get(f"/api/dispatch/orders/{order.code}/parts").json()
    assert answer[0]["holders"] == [{"holder": "总站", "free": "3.00"}]
    assert (answer[0]["quantity"], answer[0]["is_missing"]) == (2, False)
    client.force_login(desk.world.mei(Role.AUDITOR))
    client.post(url, {"part": "BJ-1", "quantity": 9})
    assert RequiredPart.objects.get().quantity == 2
    client.force_login(desk.world.stranger(Role.DISPATCHER))
    assert client.get(url).status_code == 404


def test_no_order_can_be_said_to_need_a_part_of_another_company(desk, client):
    order = desk.order()
    Part.objects.create(provider=desk.world.theirs.provider, code="TA-1", name="他家的")
    client.force_login(desk.by)
    url = reverse("dispatch:needs", args=[order.code])
    answer = client.post(url, {"part": "TA-1", "quantity": 1})
    assert (answer.status_code, *answer.context["form"].errors) == (422, "part")
    api = f"/api/dispatch/orders/{order.code}/parts"
    answer = client.post(api, {"part": "TA-1", "quantity": 1}, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "part")
    client.force_login(desk.world.stranger(Role.DISPATCHER))
    assert client.post(url, {"part": "TA-1", "quantity": 1}).status_code == 404
    given = {"part": "TA-1", "quantity": 1}
    assert client.post(api, given, content_type="application/json").status_code == 404
    assert not RequiredPart.objects.exists()


def test_nothing_is_stated_for_an_order_that_is_over_or_of_somebody_else(desk):
    part, order = listed(desk.world), desk.order()
    theirs = Part.objects.create(provider=desk.world.theirs.provider, code="BJ-1", name="他家的")
    with pytest.raises(Refused, match="no part with this number"):
        need(desk, order, theirs)
    workorders.cancel(order, reason="不用了", by=desk.by, at=desk.at)
    with pytest.raises(Refused, match="over"):
        need(desk, order, part)
    assert not RequiredPart.objects.exists()


def planned(desk, **more) -> PlanRun:
    """What a plan of the day offers."""
    wish = dispatch.PlanWish(on=desk.at.date(), seconds=1, **more)
    run = dispatch.ask(desk.world.provider, wish, today=desk.at.date(), by=desk.by, at=desk.at)
    run = dispatch.carry_out(run.pk, at=desk.at)
    assert run.state == "done"
    return run


def test_a_plan_sends_the_engineer_by_his_station_for_what_his_van_lacks(desk):
    part, order = listed(desk.world), desk.order()
    tool = listed(desk.world, "GJ-1", is_tool=True)
    need(desk, order, part, 2)
    need(desk, order, tool)
    lay(desk, van_of(desk.engineer), part, 1)
    lay(desk, depot(desk), part, 1)
    lay(desk, depot(desk), tool, 1)
    run = planned(desk)
    (change,) = run.offer["changes"]
    (tour,) = run.offer["tours"]
    assert tour["fetch"]["what"] == ["传感器BJ-1 BJ-1 × 1", "传感器GJ-1 GJ-1"]
    assert tour["fetch"]["at"] < change["starts_at"]
    dispatch.accept(run, [order.code], by=desk.by, at=desk.at)
    assert Booking.objects.get().engineer == desk.engineer


def test_a_plan_leaves_out_what_nobody_has_the_part_for_and_says_so(desk):
    part = listed(desk.world)
    first, second = desk.order(), desk.order("YF-7")
    for order in (first, second):
        need(desk, order, part)
    desk.colleague("赵工")
    lay(desk, depot(desk), part, 1)
    run = planned(desk)
    (change,), (left,) = run.offer["changes"], run.offer["left"]
    assert {change["order"], left["order"]} == {first.code, second.code}
    rules = {each["rule"] for each in left["nearest"]}
    assert "part" in rules
    missing = [each["missing"] for each in left["nearest"] if each["rule"] == "part"]
    assert missing[0] == ["传感器BJ-1 BJ-1"]


def agree(desk, order, hours: float) -> None:
    """The customer knows the time."""
    desk.place(order, hours)
    when = desk.time(hours)
    visits.agree(
        WorkOrder.objects.get(pk=order.pk),
        visits.Appointment(when.starts_at, when.ends_at, "钱一"),
        key=uuid4(),
        by=desk.engineer,
        at=desk.at,
    )


def test_what_is_agreed_stays_where_it_is_even_without_the_part(desk):
    part, order = listed(desk.world), desk.order()
    agree(desk, order, 2)
    need(desk, order, part)
    waits = desk.order("YF-7")
    run = planned(desk)
    assert [change["order"] for change in run.offer["changes"]] == [waits.code]


def test_what_a_visit_fitted_is_asked_for_again_only_once_its_signature_is_taken_back(
    desk, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    field = take_to_the_field(desk.world, desk.world.counter_unit)
    part, order = listed(desk.world, "parts-1"), field.order
    need(desk, order, part)
    lay(desk, van_of(desk.engineer), part, 1)
    price = Price.objects.get(
        code="parts-1",
        price_list__basis="price_list",
        price_list__provider=desk.world.provider,
    )
    fitted = [visits.Use(price.pk, Decimal(1))]
    visit = field.signed(used=fitted, is_restored=False, not_restored_because="还缺线缆")
    assert needed(order) == []
    later = replace(desk, at=field.later(120))
    later.place(order, 24)
    unplan(later, order)
    visits.go_back(visit, seen="signed", reason="写错了", by=desk.engineer, at=later.at)
    assert needed(order) == [1]
    visits.sign(visit, field.signing(), key=uuid4(), by=desk.engineer, at=later.at)
    assert needed(order) == []
    # Who states it anew means another one.
    need(desk, order, part)
    assert needed(order) == [1]
    with pytest.raises(Refused, match="parts-1"):
        later.place(order, 24)


def unplan(desk, order) -> None:
    dispatch.take_off(order, by=desk.by, at=desk.at, seen=desk.mark(order))


def needed(order) -> list[int]:
    of_many = orders.required_by([order.pk]).get(order.pk, [])
    assert of_many == orders.required_of(order.pk)
    return [row.quantity for row in of_many]


def test_the_stations_are_read_once_for_a_placement(desk):
    part, order = listed(desk.world), desk.order()
    need(desk, order, part)
    lay(desk, depot(desk), part, 1)
    with CaptureQueriesContext(connection) as seen:
        desk.place(order, 3)
    asked = " ".join(f"{each['sql']}" for each in seen)
    assert asked.count('FROM "parties_station"') == 1
