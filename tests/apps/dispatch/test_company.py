"""Several engineers to one visit: one leads, the time of each is kept, each sees it as his own."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.assets import queries as assets
from sanbao.apps.dispatch import actions, queries
from sanbao.apps.dispatch.queries.day import Wish, planning_day
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices.queries.recipients import telling_of
from sanbao.apps.training.models import Certificate
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders.models import Booking, BookingState, Companion
from sanbao.rules.moves import Refused
from sanbao.site.pages.calendar import calendar_of


@pytest.fixture
def mate(desk):
    return desk.colleague("赵工")


def send(desk, order, man, **more):
    actions.accompany(order, man, **{"by": desk.by, "at": desk.at, **more})


def agree(desk, order, hours=1):
    time = desk.time(hours)
    appointment = visits.Appointment(time.starts_at, time.ends_at, "钱一")
    return visits.agree(order, appointment, key=uuid4(), by=desk.engineer, at=desk.at)


def times(man):
    held = Booking.objects.filter(engineer=man, state__in=["planned", "agreed"])
    return [(one.starts_at, one.state) for one in held.order_by("starts_at")]


def test_whoever_goes_along_has_the_same_time_kept_wherever_it_is_moved(desk, mate):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    send(desk, order, mate)  # twice is once
    assert times(mate) == times(desk.engineer) == [(desk.time(1).starts_at, "planned")]
    desk.place(order, 3)
    assert times(mate) == [(desk.time(3).starts_at, "planned")]
    visit = agree(desk, order, 4)
    assert times(mate) == times(desk.engineer) == [(desk.time(4).starts_at, "agreed")]
    visits.abandon(visit, reason="客户停电", by=desk.engineer, at=desk.at)
    assert times(mate) == []
    desk.place(order, 2)
    assert times(mate) == [(desk.time(2).starts_at, "planned")]


def test_who_is_taken_away_or_not_an_engineer_does_not_go_along(desk, mate):
    one, two = desk.place(desk.order(), 1), desk.order("YF-7")
    desk.place(two, 2, mate)
    before = Entry.objects.count()
    with pytest.raises(Refused, match=f"taken by {two.code}"):
        send(desk, one, mate)
    with pytest.raises(Refused, match="leads the work order"):
        send(desk, one, desk.engineer)
    for man in (desk.world.lan, desk.world.stranger(Role.ENGINEER)):
        with pytest.raises(Refused, match="is not an engineer"):
            send(desk, one, man)
    assert (Companion.objects.count(), Entry.objects.count()) == (0, before)
    # The other way round: a job cannot be moved to where one of them has no time.
    desk.place(two, 4, mate)
    send(desk, one, mate)
    with pytest.raises(Refused, match=f"赵工.*taken by {two.code}"):
        desk.place(one, 4)
    with pytest.raises(IntegrityError, match="engineer_is_at_one_place"), transaction.atomic():
        Booking.objects.filter(engineer=mate, order=one).update(
            starts_at=desk.time(4).starts_at, ends_at=desk.time(4).ends_at
        )


def test_an_absence_keeps_somebody_from_going_along_and_the_order_where_it_is(desk, mate):
    order = desk.place(desk.order(), 1)
    actions.note_absence(mate, desk.time(3, 2), "sick", by=desk.by, at=desk.at)
    send(desk, order, mate)
    with pytest.raises(Refused, match=r"赵工.*away from"):
        desk.place(order, 3)


def test_who_leads_is_certified_and_who_only_helps_is_told_apart(desk, mate, client):
    order = desk.place(desk.order(), 1)
    Certificate.objects.filter(person__user=mate).delete()
    send(desk, order, mate)
    (shown,) = queries.mates_of(order, at=desk.at)
    assert ("service" in shown.lack.need.qualification, shown.clause) == (True, "7.4")
    other = desk.order("YF-7")
    with pytest.raises(Refused) as told:
        desk.place(other, 4, mate)
    assert told.value.clause == "7.4"
    visit = agree(desk, order)
    third = desk.colleague("韩工")
    send(desk, order, third)
    names = {one.name: bool(one.certificate) for one in visit_rows.along(visit)}
    assert names == {"赵工": False, "韩工": True}


def test_each_sees_the_visit_and_the_one_who_leads_records_it(desk, mate, client):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    visit = agree(desk, order)
    client.force_login(mate)
    day = client.get("/visits/today/").content.decode()
    assert visit.code in day
    assert "王工" in day
    assert f"/visits/{visit.code}/arrive/" not in day
    page = client.get(f"/visits/{visit.code}/").content.decode()
    assert "赵工" in page
    assert client.get(reverse("workorders:order", args=[order.code])).status_code == 200
    for step in ("arrive", "abandon"):
        assert client.post(f"/visits/{visit.code}/{step}/", {"reason": "试"}).status_code == 404
    assert visit.code in calendar_of(mate, at=desk.at).to_ical().decode()
    assert assets.assets_for(mate).filter(pk=order.case.asset_id).exists()
    actions.stay_away(order, mate, by=desk.by, at=desk.at)
    assert client.get(f"/visits/{visit.code}/").status_code == 404
    assert not assets.assets_for(mate).filter(pk=order.case.asset_id).exists()
    assert times(mate) == []
    assert times(desk.engineer)


def test_somebody_who_went_along_may_lead_instead(desk, mate):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    desk.place(order, 3, mate)
    assert not Companion.objects.filter(left_at=None).exists()
    assert times(mate) == [(desk.time(3).starts_at, "planned")]
    assert times(desk.engineer) == []


def test_who_joins_and_who_is_taken_off_again_is_told(desk, mate):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    actions.stay_away(order, mate, by=desk.by, at=desk.at)
    for happening in ("workorder.joined", "workorder.left"):
        entry = Entry.objects.get(happening=happening)
        assert telling_of(entry).people == (mate,)


def test_the_board_shows_the_bar_with_each_and_drags_only_that_of_who_leads(desk, mate, client):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    client.force_login(desk.by)
    page = client.get(f"/dispatch/?on={desk.at:%Y-%m-%d}").content.decode()
    assert page.count(f'title="{order.code} ') == 2
    assert page.count(f'data-job="/dispatch/orders/{order.code}/"') == 1
    assert "与王工同行" in page


def test_the_machine_leaves_what_several_go_to_where_it_is(desk, mate):
    order = desk.place(desk.order(), 1)
    send(desk, order, mate)
    wish = Wish(on=desk.at.date(), at=desk.at, moved_price=5000, may_move_agreed=True)
    day = planning_day(desk.world.provider, wish)
    locks = {job.key: job.lock.engineer for job in day.problem.jobs}
    assert locks == {
        order.code: desk.engineer.username,
        f"{order.code} {mate.username}": mate.username,
    }


def test_the_dispatcher_adds_and_takes_off_on_the_page_and_over_the_api(desk, mate, client):
    order = desk.place(desk.order(), 1)
    client.force_login(desk.by)
    address = reverse("dispatch:company", args=[order.code])
    assert "记录工作" in client.get(address).content.decode()
    answer = client.post(address, {"engineer": mate.pk}, headers={"HX-Request": "true"})
    assert answer.content.decode().strip().startswith('<section class="card mb-3" id="along">')
    assert "赵工" in client.get(reverse("workorders:order", args=[order.code])).content.decode()
    refused = client.post(address, {"engineer": desk.engineer.pk})
    assert (refused.status_code, "带队" in refused.content.decode()) == (422, True)
    leave = reverse("dispatch:stay_away", args=[order.code, mate.pk])
    assert client.post(leave).url == reverse("workorders:order", args=[order.code])
    assert not Companion.objects.filter(left_at=None).exists()
    api = f"/api/dispatch/orders/{order.code}"
    body = {"engineer": mate.username}
    kind = "application/json"
    answer = client.post(f"{api}/along", body, content_type=kind).json()
    assert answer == [{"engineer": mate.username, "name": "赵工", "lack": "", "clause": ""}]
    assert client.get(f"/api/work-orders/{order.code}").json()["companions"] == [mate.username]
    assert client.post(f"{api}/leave", body, content_type=kind).json() == []
    unknown = client.post(f"{api}/along", {"engineer": "nobody"}, content_type=kind)
    assert unknown.status_code == 422


def test_an_order_that_is_over_takes_nobody(desk, mate):
    order = desk.order()
    with pytest.raises(Refused, match="not possible in the state"):
        workorders.join(order, mate, by=desk.by, at=desk.at)
    order = desk.place(order, 1)
    workorders.join(order, mate, by=desk.by, at=desk.at)
    workorders.cancel(order, reason="不用了", by=desk.by, at=desk.at)
    assert set(Booking.objects.values_list("state", flat=True)) == {BookingState.RELEASED}
