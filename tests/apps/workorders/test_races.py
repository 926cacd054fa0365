"""Two people who want the same thing at once: one gets it, the other is told."""

from datetime import UTC, datetime
from functools import partial

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.workorders import actions
from sanbao.apps.workorders.models import WorkOrder
from tests.apps.visits.conftest import open_case
from tests.apps.visits.together import together
from tests.apps.world import build, engineer


@pytest.fixture
def real_world(transactional_db):
    return build(datetime.now(UTC).replace(second=0, microsecond=0))


def test_of_two_who_assign_one_order_one_wins_and_the_other_is_told_who(real_world):
    world = real_world
    order = actions.raise_for(open_case(world), task="上门", by=world.mei(), at=world.at)
    choices = [
        (world.mei(Role.DISPATCHER), world.mei(Role.ENGINEER)),
        (world.mei(Role.MANAGER), engineer(world.ours, "赵工", until=world.on)),
    ]
    won, told = together(
        [partial(actions.assign, order, who, by=by, at=world.at) for by, who in choices]
    )
    assert (len(won), len(told)) == (1, 1)
    order.refresh_from_db()
    assert order.engineer == won[0].engineer
    assert f"{order.assigned_by} has meanwhile assigned this order to {order.engineer}" in told[0]


def test_of_eight_who_raise_an_order_for_one_case_all_get_the_same(real_world):
    world = real_world
    case = open_case(world)
    raising = partial(actions.raise_for, case, task="上门", by=world.mei(), at=world.at)
    raised, told = together([raising] * 8)
    assert told == []
    assert len({order.pk for order in raised}) == WorkOrder.objects.count() == 1
