"""Plans of the machine: proposed, judged, stopped, accepted by a person in whole or in part."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.dispatch import actions, queries, tasks
from sanbao.apps.dispatch.actions import planning
from sanbao.apps.dispatch.models import PlanRun, PlanState
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions as visits
from sanbao.apps.workorders.models import Booking, WorkOrder
from sanbao.planning.checker import Broken
from sanbao.planning.problem import Rule
from sanbao.rules.moves import Refused

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())


def ask(desk, **more):
    wish = actions.PlanWish(on=desk.at.date(), seconds=1, **more)
    return actions.ask(desk.world.provider, wish, today=desk.at.date(), by=desk.by, at=desk.at)


def made(desk, **more) -> PlanRun:
    return actions.carry_out(ask(desk, **more).pk, at=desk.at)


def agree(desk, order, hours):
    when = desk.time(hours)
    return visits.agree(
        WorkOrder.objects.get(pk=order.pk),
        visits.Appointment(when.starts_at, when.ends_at, "钱一"),
        key=uuid4(),
        by=desk.engineer,
        at=desk.at,
    )


def test_open_jobs_get_engineers_and_times_and_a_person_accepts_a_part(desk):
    desk.colleague("赵工")
    first, second = desk.order(), desk.order("YF-7")
    run = made(desk)
    assert (run.state, run.better > 0) == (PlanState.DONE, True)
    changes = {one["order"]: one for one in run.offer["changes"]}
    assert set(changes) == {first.code, second.code}
    assert (run.offer["left"], run.offer["cost"]["moved"]) == ([], 0)
    actions.accept(run, [first.code], by=desk.by, at=desk.at)
    (booking,) = Booking.objects.all()
    assert (booking.order, booking.engineer.username) == (first, changes[first.code]["engineer"])
    run.refresh_from_db()
    assert run.accepted == [first.code]
    actions.accept(run, [first.code, second.code], by=desk.by, at=desk.at)
    assert Booking.objects.count() == 2


def test_who_may_not_go_is_named_when_a_job_is_left_out(desk):
    outside = desk.colleague("外工", station=desk.station("合肥站", "安徽"))
    actions.note_absence(desk.engineer, desk.time(-10, 24), "sick", by=desk.by, at=desk.at)
    order = desk.order()
    run = made(desk)
    (left,) = run.offer["left"]
    assert left["order"] == order.code
    assert {one["name"]: one["rule"] for one in left["nearest"]}[str(outside)] == "skill"
    assert run.offer["changes"] == []


def test_an_urgent_case_moves_nobody_where_it_fits_and_agreed_times_only_if_allowed(desk):
    agreed, planned = desk.order("YF-7"), desk.order("YF-8")
    desk.place(agreed, 1)
    agree(desk, agreed, 1)
    desk.place(planned, 5)
    urgent = desk.order()
    run = made(desk)
    assert [one["order"] for one in run.offer["changes"]] == [urgent.code]
    assert (run.offer["kept"], run.offer["cost"]["moved"]) == (2, 0)
    actions.accept(run, [urgent.code], by=desk.by, at=desk.at)
    assert Booking.objects.filter(state__in=["planned", "agreed"]).count() == 3


def test_what_changed_since_is_not_overrun(desk):
    order, other = desk.order(), desk.order("YF-7")
    run = made(desk)
    desk.place(order, 6)
    with pytest.raises(Refused, match="has meanwhile moved"):
        actions.accept(run, [order.code, other.code], by=desk.by, at=desk.at)
    assert Booking.objects.count() == 1
    actions.accept(run, [other.code], by=desk.by, at=desk.at)
    with pytest.raises(Refused, match="at least one"):
        actions.accept(run, ["GD-0"], by=desk.by, at=desk.at)


def test_what_the_checker_rejects_is_recorded_and_never_offered(desk, monkeypatch):
    desk.order()
    bad = [Broken(Rule.SHIFT, "yang", "", "too long")]
    monkeypatch.setattr(planning, "broken", lambda *_problem_and_plan: bad)
    run = made(desk)
    assert (run.state, run.offer) == (PlanState.REJECTED, None)
    entry = Entry.objects.filter(happening="plan.rejected").first()
    assert entry.details["reasons"] == ["shift yang : too long"]
    with pytest.raises(Refused, match="no plan to accept"):
        actions.accept(run, ["GD-0"], by=desk.by, at=desk.at)


def test_one_plan_is_made_for_a_day_at_a_time_and_a_dead_one_gives_way(desk):
    run = ask(desk)
    assert ask(desk) == run
    later = desk.at + timedelta(minutes=10)
    wish = actions.PlanWish(on=desk.at.date())
    fresh = actions.ask(desk.world.provider, wish, today=desk.at.date(), by=desk.by, at=later)
    run.refresh_from_db()
    assert (run.state, fresh.pk != run.pk) == (PlanState.FAILED, True)
    with pytest.raises(Refused, match="the day is over"):
        actions.ask(
            desk.world.provider,
            actions.PlanWish(on=desk.at.date() - timedelta(days=1)),
            today=desk.at.date(),
            by=desk.by,
            at=desk.at,
        )


def test_a_run_is_stopped_and_its_best_plan_stays(desk):
    desk.order()
    run = actions.stop(ask(desk), by=desk.by, at=desk.at)
    done = actions.carry_out(run.pk, at=desk.at)
    assert (done.state, done.offer is not None) == (PlanState.STOPPED, True)
    assert actions.carry_out(run.pk, at=desk.at).state == PlanState.STOPPED


def test_whose_day_cannot_be_driven_is_left_alone(desk):
    """Two agreed visits far apart, one right after the other: the rest is planned without him."""
    far = desk.order("YF-7")
    desk.place(far, 1)
    agree(desk, far, 1)
    site = far.case.asset.site
    type(site).objects.filter(pk=site.pk).update(latitude="43.8", longitude="87.6")
    colleague = desk.colleague("赵工")
    order = desk.order()
    type(site).objects.filter(pk=site.pk).update(latitude="43.8", longitude="87.6")
    run = made(desk)
    assert run.state == PlanState.DONE
    assert (
        colleague.username in {one["engineer"] for one in run.offer["changes"]} or run.offer["left"]
    )
    assert far.code not in {one["order"] for one in run.offer["changes"]}
    assert order.code


def test_the_pages_ask_show_stop_and_accept(desk, client, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: desk.at)
    order = desk.order()
    client.force_login(desk.by)
    wrong = client.post(reverse("dispatch:plan_list"), {"on": "2020-01-01", "seconds": 1})
    assert wrong.status_code == 422
    form = {"on": f"{desk.at.date()}", "seconds": 1, "moved_price": 50}
    page = client.post(reverse("dispatch:plan_list"), form)["Location"]
    assert 'hx-trigger="every 1s"' in client.get(page).content.decode()
    tasks.make_plan(Entry.objects.get(happening="plan.asked").pk)
    shown = client.get(page).content.decode()
    assert "王工 10:" in shown
    assert "every 1s" not in shown
    assert client.post(f"{page}accept/", {}).status_code == 422
    assert client.post(f"{page}accept/", {"orders": [order.code]})["Location"] == page
    assert Booking.objects.get().order == order
    assert client.post(f"{page}stop/")["Location"] == page

    def asked() -> int:
        client.get(reverse("dispatch:plan_list"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("dispatch:plan_list"))
        return len(seen)

    few = asked()
    made(desk)
    assert asked() == few <= BUDGETS["dispatch:plan_list"]
    answer = client.get(f"/api/dispatch/plans/{PlanRun.objects.first().code}").json()
    assert (answer["state"], answer["share"]) == ("done", 100)
    assert queries.plans_for(desk.world.lan).count() == 0
