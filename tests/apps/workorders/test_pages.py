"""The dispatcher's pages: for who sends people, not for others, not there for a stranger."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.workorders import actions, queries
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.visits.conftest import open_case
from tests.apps.world import engineer, unit


@pytest.fixture
def order(world):
    return actions.raise_for(open_case(world), task="上门检修", by=world.mei(), at=world.at)


def url(name, order):
    return reverse(f"workorders:{name}", args=[order.code])


def assignment(order, who):
    return {"engineer": who.pk, "seen": queries.seen_of(order)}


def test_the_desk_raises_an_order_from_a_case_once(client, world):
    case = open_case(world)
    client.force_login(world.mei(Role.DESK))
    address = reverse("workorders:raise", args=[case.code])
    assert "称重数据跳动" in client.get(address).content.decode()
    first, second = (client.post(address, {"task": "上门检修"}) for _ in range(2))
    order = WorkOrder.objects.get()
    assert first.url == second.url == url("order", order)
    assert client.get(address).url == url("order", order)


@pytest.mark.parametrize("task", ["", "另一件事"])
def test_an_order_that_cannot_be_raised_keeps_what_was_typed(client, world, order, task):
    client.force_login(world.mei(Role.DESK))
    address = reverse("workorders:raise", args=[order.case.code])
    answer = client.post(address, {"task": task})
    assert answer.status_code == 422
    assert task in answer.content.decode()
    assert WorkOrder.objects.count() == 1


def test_the_dispatcher_sees_who_is_certified_and_sends_one(client, world, order):
    client.force_login(world.mei(Role.DISPATCHER))
    page = client.get(url("order", order)).content.decode()
    assert "资格证有效期至" in page
    assert "已于" in page
    answer = client.post(
        url("assign", order), assignment(order, world.mei(Role.ENGINEER)), follow=True
    )
    assert "已派给王工" in answer.content.decode()


def test_an_engineer_without_certificate_is_refused_with_the_reason(client, world, order):
    client.force_login(world.mei(Role.DISPATCHER))
    answer = client.post(url("assign", order), assignment(order, world.expired))
    assert answer.status_code == 422
    assert f"{world.on - timedelta(days=1)}" in answer.content.decode()
    order.refresh_from_db()
    assert order.engineer is None


def test_who_was_slower_is_told_who_sent_whom(client, world, order):
    chosen = assignment(order, engineer(world.ours, "赵工", until=world.on))
    client.force_login(world.mei(Role.DISPATCHER))
    client.post(url("assign", order), assignment(order, world.mei(Role.ENGINEER)))
    client.force_login(world.mei(Role.MANAGER))
    answer = client.post(url("assign", order), chosen)
    assert answer.status_code == 422
    assert "丁调度已先一步把该工单派给了王工" in answer.content.decode()


@pytest.mark.parametrize("posted", [{}, {"engineer": "x"}])
def test_choosing_nobody_is_refused(client, world, order, posted):
    client.force_login(world.mei(Role.DISPATCHER))
    answer = client.post(url("assign", order), posted)
    assert answer.status_code == 422
    assert "请选择工程师" in answer.content.decode()


def test_an_engineer_of_another_company_cannot_be_chosen(client, world, order):
    client.force_login(world.mei(Role.DISPATCHER))
    stranger = world.stranger(Role.ENGINEER)
    assert client.post(url("assign", order), assignment(order, stranger)).status_code == 404


def test_cancelling_needs_a_reason_and_happens_once(client, world, order):
    client.force_login(world.mei(Role.DISPATCHER))
    assert client.post(url("cancel", order), {"reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(url("cancel", order), {"reason": "客户撤回"}).status_code == 302
    assert "客户撤回" in client.get(url("order", order)).content.decode()


@pytest.mark.parametrize("role", [Role.DESK, Role.QUALITY, Role.AUDITOR])
def test_who_reads_orders_may_not_send_anybody(client, world, order, role):
    client.force_login(world.mei(role))
    assert client.get(url("order", order)).status_code == 200
    chosen = assignment(order, world.mei(Role.ENGINEER))
    assert client.post(url("assign", order), chosen).status_code == 404
    assert client.post(url("cancel", order), {"reason": "x"}).status_code == 404
    order.refresh_from_db()
    assert (order.state, order.engineer) == ("raised", None)


def test_for_everybody_else_the_order_does_not_exist(client, world, order):
    others = [
        world.lan,
        world.mei(Role.CUSTOMER),
        world.mei(Role.ENGINEER),
        world.stranger(Role.DISPATCHER),
        world.stranger(Role.MANAGER),
    ]
    for other in others:
        client.force_login(other)
        assert client.get(url("order", order)).status_code == 404
        raising = reverse("workorders:raise", args=[order.case.code])
        assert client.get(raising).status_code == 404


def test_the_list_is_narrowed_and_goes_on_where_it_ended(client, world):
    ours = world.ours
    for number in range(28):
        asset = unit(
            ours.product,
            ours.site,
            ours.agreement,
            f"YF-8{number:03d}",
            at=world.at,
            accepted_on=world.on,
        )
        actions.raise_for(open_case(world, asset), task="上门", by=world.mei(), at=world.at)
    client.force_login(world.mei(Role.DISPATCHER))
    address = reverse("workorders:list")
    first = client.get(address, {"state": "raised"})
    assert len(first.context["page"].rows) == 25
    after = first.context["page"].after
    second = client.get(address, {"state": "raised", "after": after})
    assert len(second.context["page"].rows) == 3
    assert parse_qs(urlsplit(f"?{second.context['narrowed']}").query) == {"state": ["raised"]}
    found = client.get(address, {"text": "YF-8007"}).context["page"].rows
    assert [order.case.asset.serial for order in found] == ["YF-8007"]
    assert client.get(address, {"state": "nonsense", "engineer": "x"}).status_code == 200
