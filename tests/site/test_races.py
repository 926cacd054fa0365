"""Two who take steps that exclude each other at the same moment: nothing breaks, one is told."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements.models import Version
from sanbao.apps.assets import actions as assets
from sanbao.apps.assets.models import Asset
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk.models import Case
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits.models import Visit
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders.models import WorkOrder

from ..apps.agreements.signing import both_sign
from ..apps.visits.conftest import Field, open_case, take_to_the_field
from ..apps.visits.together import together
from ..apps.world import World, build, engineer

GOOD = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}


@pytest.fixture
def world(transactional_db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return build(datetime.now(UTC).replace(second=0, microsecond=0))


@pytest.fixture
def field(world: World) -> Field:
    return take_to_the_field(world)


def test_an_order_is_assigned_and_called_off_at_once(world: World) -> None:
    order = workorders.raise_for(open_case(world), task="上门", by=world.mei(), at=world.at)
    by, other = world.mei(Role.DISPATCHER), engineer(world.ours, "赵工", until=world.on)
    together(
        [
            partial(workorders.assign, order, world.mei(Role.ENGINEER), by=by, at=world.at),
            partial(workorders.assign, order, other, by=world.mei(Role.MANAGER), at=world.at),
            partial(workorders.cancel, order, reason="不用了", by=by, at=world.at),
        ]
    )
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert not Case.objects.get().is_with_field


def test_a_case_is_withdrawn_while_it_is_handed_over(world: World) -> None:
    case = open_case(world)
    done, told = together(
        [
            partial(desk.cancel, case, "误报", by=world.mei(), at=world.at),
            partial(workorders.raise_for, case, task="上门", by=world.mei(), at=world.at),
            partial(desk.solve_on_call, case, "重启即可", by=world.mei(), at=world.at),
        ]
    )
    assert (len(done), len(told)) == (1, 2)
    case.refresh_from_db()
    assert WorkOrder.objects.exists() == (case.state == "in_service")


def test_a_visit_is_signed_and_given_up_at_once(field: Field) -> None:
    visit = field.worked()
    sign = partial(visits.sign, visit, field.signing(), key=uuid4())
    done, told = together(
        [
            partial(sign, by=field.engineer, at=field.later(110)),
            partial(visits.abandon, visit, reason="x", by=field.engineer, at=field.later(110)),
            partial(visits.work, visit, field.done(), by=field.engineer, at=field.later(110)),
        ]
    )
    assert len(done) + len(told) == 3
    state = Visit.objects.get().state
    assert state in {"signed", "abandoned"}
    assert Entry.objects.filter(happening=f"visit.{state}").count() == 1


def test_a_case_is_closed_and_opened_again_at_once(field: Field) -> None:
    field.reported()
    call = visits.plan(Entry.objects.get(happening="case.restored"))
    bad = GOOD | {"works": "no", "works_note": "又坏了"}
    answering = [
        partial(visits.answer, call, given, key=uuid4(), by=field.world.mei(), at=field.later(300))
        for given in (GOOD, bad)
    ]
    done, told = together(answering)
    assert (len(done), len(told)) == (1, 1)
    assert Case.objects.get().state in {"closed", "reported"}


def test_a_version_is_put_in_force_once(world: World) -> None:
    manager = world.mei(Role.MANAGER)
    agreement = agreements.create(
        "integrated-equipment", title="x", counterparty="y", by=manager, at=world.at
    )
    both_sign(world, agreement.versions.get())
    done, told = together(
        [
            partial(
                agreements.put_in_force,
                Version.objects.get(agreement=agreement),
                starts_on=world.on + timedelta(days=1),
                by=manager,
                at=world.at,
            )
            for _ in range(3)
        ]
    )
    assert (len(done), len(told)) == (1, 2)
    assert Entry.objects.filter(happening="agreement.put_in_force").count() == 1


def test_a_clock_is_stopped_started_and_let_go_at_once(world: World) -> None:
    open_case(world)
    row = Obligation.objects.get(what="resolved")
    by, at = world.mei(Role.MANAGER), world.at + timedelta(minutes=5)
    together(
        [
            partial(obligations.pause, row.pk, reason="customer", at=at, by=by),
            partial(obligations.pause, row.pk, reason="part", at=at, by=by),
            partial(obligations.resume, row.pk, at=at, by=by),
            partial(obligations.excuse, row.pk, reason="约定", at=at, by=by),
            partial(obligations.sweep, at + timedelta(days=2)),
        ]
    )
    row.refresh_from_db()
    assert row.state in {"excused", "missed", "paused", "running"}


def test_one_form_sent_many_times_at_once_registers_one_unit(world: World) -> None:
    ours, key = world.ours, uuid4()
    details = assets.AssetDetails("N-1", ours.product.pk, ours.customer.pk, ours.site.pk)
    register = partial(
        assets.register, details, provider=world.provider, at=world.at, by=world.mei()
    )
    made, told = together([partial(register, key=key)] * 4)
    assert told == []
    assert len({unit.pk for unit in made}) == 1
    made, told = together([partial(register, key=uuid4())] * 2)
    assert (made, len(told)) == ([], 2)
    assert Asset.objects.filter(serial="N-1").count() == 1
