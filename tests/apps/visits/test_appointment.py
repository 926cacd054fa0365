"""The appointment (P3-4 step 4): agreed, moved with a reason, given up."""

from uuid import uuid4

import pytest

from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.models import Visit
from sanbao.rules.moves import Refused


@pytest.mark.clause("P3-4.4")
def test_an_appointment_is_agreed_with_the_customer(field):
    visit = field.agreed()
    assert (visit.state, visit.engineer, visit.agreed_with) == ("agreed", field.engineer, "钱一")
    assert visit.code.startswith("SM")
    field.order.refresh_from_db()
    assert field.order.state == "at_work"


@pytest.mark.parametrize(
    ("start", "end", "who", "name"),
    [
        pytest.param(-5, 60, "钱一", "starts_at", id="in the past"),
        pytest.param(60, 60, "钱一", "ends_at", id="ends when it starts"),
        pytest.param(60, 30, "钱一", "ends_at", id="ends before it starts"),
        pytest.param(60, 60 * 24 * 3, "钱一", "ends_at", id="lasts three days"),
        pytest.param(60, 120, " ", "agreed_with", id="with nobody"),
    ],
)
def test_an_appointment_nobody_can_keep_is_refused(field, start, end, who, name):
    with pytest.raises(Refused) as refused:
        field.agreed(appointment=field.appointment(start, end, who))
    assert refused.value.field == name
    assert not Visit.objects.exists()
    field.order.refresh_from_db()
    assert field.order.state == "assigned"


def test_this_very_minute_is_not_the_past(field):
    assert field.agreed(appointment=field.appointment(0, 60)).agreed_from == field.world.at


def test_a_repeated_request_gives_the_first_visit(field):
    key = uuid4()
    assert field.agreed(key=key) == field.agreed(key=key)
    assert Visit.objects.count() == 1


def test_an_order_has_one_open_visit(field):
    field.agreed()
    with pytest.raises(Refused, match="state"):
        field.agreed()
    assert Visit.objects.count() == 1


def test_a_late_appointment_is_seen_to_be_late(field):
    due = queries.on_site_due(field.order)
    assert due is not None
    assert not queries.is_late(due, due)
    assert queries.is_late(due.replace(year=due.year + 1), due)
    assert not queries.is_late(due, None)


def test_another_time_needs_a_reason_and_keeps_it(field):
    visit = field.agreed()
    moved = actions.move(
        visit,
        field.appointment(180, 240),
        reason="客户停产检修改期",
        by=field.engineer,
        at=field.world.at,
    )
    assert moved.agreed_from == field.later(180)
    entry = Entry.objects.get(happening="visit.moved")
    assert entry.details["reason"] == "客户停产检修改期"
    assert entry.details["instead_of"] == field.later(60).isoformat()


@pytest.mark.parametrize(("reason", "start"), [(" ", 180), ("改期", -10)])
def test_moving_without_a_reason_or_into_the_past_is_refused(field, reason, start):
    visit = field.agreed()
    with pytest.raises(Refused):
        actions.move(
            visit,
            actions.Appointment(field.later(start), field.later(240), "钱一"),
            reason=reason,
            by=field.engineer,
            at=field.world.at,
        )
    visit.refresh_from_db()
    assert visit.agreed_from == field.later(60)


def test_moving_twice_at_a_double_click_says_it_once(field):
    visit, later = field.agreed(), field.appointment(180, 240)
    for _ in range(2):
        actions.move(visit, later, reason="改期", by=field.engineer, at=field.world.at)
    assert Entry.objects.filter(happening="visit.moved").count() == 1


def test_a_visit_given_up_sends_the_order_back(field):
    visit = field.agreed()
    for _ in range(2):
        actions.abandon(visit, reason="无人在场", by=field.engineer, at=field.later(90))
    visit.refresh_from_db()
    field.order.refresh_from_db()
    assert (visit.state, field.order.state) == ("abandoned", "assigned")
    assert field.agreed().pk != visit.pk


def test_giving_up_without_a_reason_is_refused(field):
    visit = field.agreed()
    with pytest.raises(Refused, match="reason"):
        actions.abandon(visit, reason="", by=field.engineer, at=field.later(90))
    field.order.refresh_from_db()
    assert field.order.state == "at_work"
