"""A work order: raised from a case, given to a named and certified engineer, or cancelled."""

from datetime import timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets.models import Attendance
from sanbao.apps.desk.models import Case
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.workorders import actions, queries
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import open_case
from tests.apps.world import engineer


@pytest.fixture
def case(world):
    return open_case(world)


@pytest.fixture
def order(world, case):
    return actions.raise_for(case, task="上门检修", by=world.mei(), at=world.at)


def assign(world, order, who, **more):
    return actions.assign(order, who, by=world.mei(Role.DISPATCHER), at=world.at, **more)


@pytest.mark.clause("P3-4.2")
def test_a_case_is_handed_over_with_an_order(world, case, order):
    assert (order.state, order.case) == ("raised", case)
    assert order.code.startswith(f"GD{world.on:%y%m%d}-")
    assert Case.objects.get().state == "in_service"


def test_the_same_task_again_gives_the_same_order(world, case, order):
    assert actions.raise_for(case, task=" 上门检修 ", by=world.mei(), at=world.at) == order
    assert WorkOrder.objects.count() == 1


@pytest.mark.parametrize(("task", "why"), [("另一件事", "already open"), (" ", "empty")])
def test_a_second_open_order_or_an_empty_task_is_refused(world, case, order, task, why):
    with pytest.raises(Refused, match=why):
        actions.raise_for(case, task=task, by=world.mei(), at=world.at)
    assert WorkOrder.objects.count() == 1


@pytest.mark.clause("P3-4.3", "P6-7.4")
def test_a_named_engineer_is_sent_and_the_promise_to_send_one_is_kept(world, case, order):
    sent = assign(world, order, world.mei(Role.ENGINEER))
    assert (sent.state, sent.engineer) == ("assigned", world.mei(Role.ENGINEER))
    duty = Obligation.objects.get(subject_code=case.code, what="dispatched")
    assert (duty.state, duty.met_at) == ("met", world.at)
    assert Attendance.objects.filter(asset=world.asset, engineer=sent.engineer).exists()


def on_board_of(user):
    return set(Obligation.objects.filter(owner=user).values_list("what", flat=True))


def test_who_is_sent_has_on_his_board_what_is_to_be_kept_on_site(world, case, order):
    mechanic, other = world.mei(Role.ENGINEER), engineer(world.ours, "赵工", until=world.on)
    first = assign(world, order, mechanic)
    assert on_board_of(mechanic) == {"on_site", "resolved"}
    assert on_board_of(world.mei()) == {"dispatched"}
    assign(world, order, other, seen=queries.seen_of(first))
    assert (on_board_of(mechanic), on_board_of(other)) == (set(), {"on_site", "resolved"})


def test_the_promises_of_a_cancelled_order_go_back_to_the_desk(world, case, order):
    sent = assign(world, order, world.mei(Role.ENGINEER))
    actions.cancel(sent, reason="客户自行修复", by=world.mei(Role.MANAGER), at=world.at)
    assert on_board_of(world.mei(Role.ENGINEER)) == set()
    assert on_board_of(world.mei()) == {"on_site", "resolved", "dispatched"}


@pytest.mark.clause("P3-4.8", "P6-7.4")
def test_nobody_is_sent_without_a_certificate_valid_that_day(world, order):
    with pytest.raises(Refused, match="expired on"):
        assign(world, order, world.expired)
    order.refresh_from_db()
    assert (order.state, order.engineer) == ("raised", None)


@pytest.mark.parametrize("role", [Role.DESK, Role.DISPATCHER])
def test_only_an_engineer_is_sent(world, order, role):
    with pytest.raises(Refused, match="not an engineer"):
        assign(world, order, world.mei(role))


def test_an_engineer_of_another_company_is_not_sent(world, order):
    with pytest.raises(Refused, match="not an engineer"):
        assign(world, order, world.stranger(Role.ENGINEER))


def test_who_chose_on_an_old_page_is_told_who_was_faster(world, order):
    other = engineer(world.ours, "赵工", until=world.on)
    seen = queries.seen_of(order)
    assign(world, order, world.mei(Role.ENGINEER), seen=seen)
    with pytest.raises(Refused, match="丁调度 has meanwhile assigned this order to 王工"):
        actions.assign(order, other, by=world.mei(Role.MANAGER), at=world.at, seen=seen)
    order.refresh_from_db()
    assert order.engineer == world.mei(Role.ENGINEER)


def test_pressing_twice_assigns_once(world, order):
    for _ in range(2):
        assign(world, order, world.mei(Role.ENGINEER))
    assert Entry.objects.filter(happening="workorder.assigned").count() == 1


def test_who_saw_the_assignment_may_change_it(world, order):
    other = engineer(world.ours, "赵工", until=world.on)
    first = assign(world, order, world.mei(Role.ENGINEER))
    second = assign(world, order, other, seen=queries.seen_of(first))
    assert second.engineer == other
    assert not Attendance.objects.filter(engineer=world.mei(Role.ENGINEER)).exists()


def test_a_cancelled_order_keeps_its_reason_and_another_can_follow(world, case, order):
    actions.cancel(order, reason="客户自行修复", by=world.mei(Role.MANAGER), at=world.at)
    entry = Entry.objects.get(happening="workorder.cancelled")
    assert (entry.was, entry.now, entry.details["reason"]) == (
        "raised",
        "cancelled",
        "客户自行修复",
    )
    again = actions.raise_for(case, task="再次上门", by=world.mei(), at=world.at)
    assert again.pk != order.pk


def test_cancelling_without_a_reason_is_refused(world, order):
    with pytest.raises(Refused, match="reason"):
        actions.cancel(order, reason=" ", by=world.mei(Role.MANAGER), at=world.at)
    order.refresh_from_db()
    assert order.state == "raised"


def test_a_cancelled_order_is_given_to_nobody(world, order):
    actions.cancel(order, reason="撤销", by=world.mei(Role.MANAGER), at=world.at)
    with pytest.raises(Refused, match="state"):
        assign(world, order, world.mei(Role.ENGINEER))


def test_candidates_show_how_long_each_is_certified_and_how_busy(
    world, order, django_assert_num_queries
):
    free = engineer(world.ours, "周工", until=world.on + timedelta(days=3))
    assign(world, order, world.mei(Role.ENGINEER))
    with django_assert_num_queries(4):
        found = queries.candidates(order, on=world.on)
    assert [(one.engineer, one.open_orders) for one in found] == [
        (free, 0),
        (world.mei(Role.ENGINEER), 1),
        (world.expired, 0),
    ]
    assert found[0].certificate_until == world.on + timedelta(days=3)
    assert found[2].certificate_until is None


def test_everybody_sees_the_orders_that_concern_him(world, order):
    assert queries.orders_for(world.mei(Role.DISPATCHER)).get() == order
    mechanic = world.mei(Role.ENGINEER)
    assert not queries.orders_for(mechanic).exists()
    assign(world, order, mechanic)
    assert queries.orders_for(mechanic).get() == order
    for other in (world.lan, world.expired, world.stranger(Role.MANAGER)):
        assert not queries.orders_for(other).exists()
