"""Two dispatchers at the same moment: one wins, the other is told."""

from datetime import datetime
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest

from sanbao.apps.dispatch import actions
from sanbao.apps.journal.models import Entry
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts.facts import Where
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders.models import Booking
from tests.apps.dispatch.conftest import desk_of
from tests.apps.visits.together import together
from tests.apps.world import CHINA


@pytest.fixture
def real(transactional_db):
    return desk_of(datetime.now(CHINA))


def test_two_dispatchers_move_one_job_and_one_is_told_who_was_faster(real):
    order, other = real.order(), real.colleague("赵工")
    real.place(order, 1)
    seen = real.mark(order)
    moving = [
        partial(actions.place, order, man, real.time(hours), by=real.by, at=real.at, seen=seen)
        for man, hours in ((real.engineer, 3), (other, 4))
    ]
    moved, told = together(moving)
    assert (len(moved), len(told)) == (1, 1)
    assert f"丁调度 has meanwhile moved {order.code} to" in told[0]
    assert Booking.objects.filter(state="planned").count() == 1


def test_of_two_jobs_for_one_engineer_at_one_time_one_is_booked(real):
    orders = [real.order(serial) for serial in ("", "YF-7", "YF-8", "YF-9")]
    placing = [
        partial(
            actions.place,
            order,
            real.engineer,
            real.time(1 + number / 4),
            by=real.by,
            at=real.at,
            seen=real.mark(order),
        )
        for number, order in enumerate(orders)
    ]
    placed, told = together(placing)
    assert (len(placed), len(told)) == (1, 3)
    assert all("taken by" in words for words in told)
    assert Booking.objects.count() == 1
    assert Entry.objects.filter(happening="workorder.booked").count() == 1


def test_the_last_part_is_promised_once(real):
    given = {"unit": "只", "is_tool": False, "provider": real.world.provider}
    part = parts.list_part("BJ-1", "传感器", by=real.by, at=real.at, **given)
    there = Where(station=real.world.ours.station)
    parts.count(there, part, Decimal(1), key=uuid4(), by=real.by, at=real.at)
    placing = []
    for serial, man in (("", real.engineer), ("YF-7", real.colleague("赵工"))):
        order = real.order(serial)
        workorders.require(order, part, 1, by=real.by, at=real.at)
        given = {"by": real.by, "at": real.at, "seen": real.mark(order)}
        placing.append(partial(actions.place, order, man, real.time(1), **given))
    placed, told = together(placing)
    assert (len(placed), len(told)) == (1, 1)
    assert "BJ-1" in told[0]
