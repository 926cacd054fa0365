"""Whom to send to a new case: the best first, with reasons, always by the same few queries."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbao.apps.dispatch import actions, queries
from sanbao.apps.parties.models import Person, Station
from sanbao.apps.workorders.models import WorkOrder
from sanbao.rules.sending import Rule


def best(desk, order):
    return queries.best_for(WorkOrder.objects.get(pk=order.pk), at=desk.at)


def test_the_near_and_idle_one_goes_first_with_reasons(desk):
    here = desk.station("南京站", "江苏")
    near, far = desk.colleague("近工", station=here), desk.colleague("远工")
    Station.objects.filter(name="总站").update(latitude="39.9", longitude="116.4")
    busy = desk.colleague("忙工", station=here)
    desk.place(desk.order("YF-7"), 1, busy)
    answer = best(desk, desk.order())
    assert [one.man.name for one in answer.proposals][:2] == ["近工", "忙工"]
    first = answer.proposals[0]
    assert (first.man.engineer, first.km, first.chance.jobs, first.is_late) == (near, 0, 0, False)
    assert first.time.starts_at == desk.at
    assert first.until == desk.world.on + timedelta(days=300)
    assert answer.proposals[1].chance.jobs == 1
    assert answer.served_by == "南京站"
    assert answer.kept[Rule.CERTIFICATE] == 1  # 李工's ran out
    assert far.pk not in {one.man.engineer.pk for one in answer.proposals[:2]}


def test_each_rule_keeps_somebody_away(desk):
    elsewhere = desk.colleague("外工", station=desk.station("合肥站", "安徽"))
    actions.note_absence(desk.engineer, desk.time(0, 96), "leave", by=desk.by, at=desk.at)
    answer = best(desk, desk.order())
    assert answer.proposals == []
    assert answer.kept == {Rule.CERTIFICATE: 1, Rule.TERRITORY: 1, Rule.HOURS: 1}
    assert answer.asked == 3
    Person.objects.filter(user=elsewhere).update(station=None)
    assert [one.man.engineer for one in best(desk, desk.order("YF-7")).proposals] == [elsewhere]


def test_the_gap_between_two_jobs_is_found(desk):
    desk.place(desk.order("YF-7"), 0.5)
    desk.place(desk.order("YF-8"), 5)
    (only,) = best(desk, desk.order()).proposals
    # 12:30 is lunch; the gap from 13:00 to 15:00 is just long enough.
    assert only.time == desk.time(3)


def test_however_many_engineers_there_are_the_same_queries_are_asked(desk):
    order = WorkOrder.objects.select_related(
        "provider", "case__asset__site", "case__version__agreement"
    ).get(pk=desk.order().pk)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.best_for(order, at=desk.at)
        return len(seen)

    few = asked()
    for number in range(6):
        desk.colleague(f"工{number}")
    assert max(few, asked()) <= 12
