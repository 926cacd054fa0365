"""Who is told of what, once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sanbao.apps.accounts.models import Role, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions, queries
from sanbao.apps.notices.facts import HAPPENINGS, NOTICE
from sanbao.apps.notices.models import Delivery, Endpoint, Notice
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from sanbao.site.reactions import REACTIONS

from ..obligations.promises import raised
from ..world import World
from .news import HOUR, missed, told, warned

pytestmark = pytest.mark.django_db


def people(notices: list[Notice]) -> set[str]:
    return {notice.user.username for notice in notices}


def test_a_warning_goes_to_whoever_has_to_keep_the_promise(world: World) -> None:
    (notice,) = told(warned(world))
    assert notice.user == world.mei()
    assert (notice.news, notice.about) == ("warning", "称重成套设备 YF-1000")
    (row,) = queries.rows_of([notice], user=world.mei())
    assert "50" in row.title
    assert row.address.startswith("/promises/")


def test_without_an_owner_the_dispatchers_hear_of_it(world: World) -> None:
    entry = warned(world)
    Obligation.objects.update(owner=None)
    assert people(told(entry)) == {world.mei(Role.DISPATCHER).username}


def test_without_an_owner_the_people_of_the_station_hear_first(world: World) -> None:
    entry = warned(world)
    Obligation.objects.update(owner=None, station=world.ours.station.code)
    assert people(told(entry)) == {
        world.mei(Role.ENGINEER).username,
        world.expired.username,
    }


def test_what_the_dealer_owes_is_told_to_the_dealer_too(world: World) -> None:
    entry = warned(world)
    Obligation.objects.update(owed_by="dealer", dealer=world.ours.dealer.code)
    assert people(told(entry)) == {world.mei(Role.DEALER).username, world.mei().username}


@pytest.mark.parametrize(
    ("level", "role"), [(1, Role.DESK), (2, Role.DISPATCHER), (3, Role.MANAGER)]
)
def test_a_miss_goes_up_the_line(world: World, level: int, role: str) -> None:
    (notice,) = told(missed(world, level=level))
    assert (notice.user, notice.news, notice.is_urgent) == (world.mei(role), "miss", True)


def test_nobody_of_another_company_hears_of_it(world: World) -> None:
    told(missed(world, level=2))
    assert not Notice.objects.filter(user__provider=world.theirs.provider).exists()


def test_told_twice_it_is_one_notice(world: World) -> None:
    entry = warned(world)
    told(entry)
    told(entry)
    assert Notice.objects.filter(entry=entry).count() == 1


@pytest.mark.django_db(transaction=True)
def test_told_by_two_workers_at_once_it_is_one_notice_and_one_delivery(world: World) -> None:
    entry = warned(world)
    endpoint(world, "obligation.warned")

    def tell(_: int) -> None:
        try:
            actions.tell(entry, at=entry.at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tell, range(2)))
    assert Notice.objects.filter(entry=entry).count() == 1
    assert Delivery.objects.filter(entry=entry).count() == 1


def test_who_left_and_who_did_it_himself_is_not_told(world: World) -> None:
    User.objects.filter(pk=world.mei(Role.DISPATCHER).pk).update(is_active=False)
    assert told(missed(world, level=2)) == []


def test_what_a_miss_makes_owed_is_told_to_whoever_looks_after_it(world: World) -> None:
    raised(world, world.at)
    obligations.sweep(world.at + 13 * HOUR)
    for entry in Entry.objects.filter(happening="obligation.missed"):
        obligations.draw(entry.pk)
    told_of = Entry.objects.filter(happening="obligation.raised")
    drawn = told_of.get(details__what="loaner")
    (notice,) = told(drawn)
    assert (notice.user, notice.news) == (world.mei(), "duty")
    promised = told_of.get(details__what="on_site")
    assert told(promised) == [], "the promises of a case stand on its page"


def test_an_engineer_hears_that_he_is_sent(world: World) -> None:
    mechanic, boss = world.mei(Role.ENGINEER), world.mei(Role.DISPATCHER)
    entry = journal.record(
        "workorder.assigned",
        "PG-1",
        provider=world.provider,
        at=world.at,
        by=boss,
        details={"username": mechanic.username, "about": "YF-1000 清河水泥厂"},
    )
    (notice,) = told(entry)
    assert (notice.user, notice.about) == (mechanic, "YF-1000 清河水泥厂")


def test_a_case_from_outside_is_told_to_the_desk_and_one_of_its_own_is_not(world: World) -> None:
    outside = journal.record("case.opened", "AJ-1", provider=world.provider, at=world.at, by=None)
    assert people(told(outside)) == {world.mei().username}
    own = journal.record(
        "case.opened", "AJ-2", provider=world.provider, at=world.at, by=world.mei()
    )
    assert told(own) == []


def test_news_that_are_not_wanted_under_the_bell_are_kept_but_not_shown(world: World) -> None:
    chosen = actions.Chosen([], [], [], None, None, True, "zh-hans")
    actions.choose(world.mei(), chosen)
    (notice,) = told(warned(world))
    assert not notice.is_shown
    assert queries.unread_count(world.mei()) == 0


def test_an_endpoint_is_told_of_what_it_asked_for_and_of_nothing_else(world: World) -> None:
    row = endpoint(world, "obligation.warned")
    entry = warned(world)
    told(entry)
    told(journal.record("case.closed", "AJ-1", provider=world.provider, at=world.at, by=None))
    (delivery,) = Delivery.objects.all()
    assert (delivery.endpoint, delivery.entry, delivery.to) == (row, entry, row.url)


def test_who_chose_the_webhook_is_told_by_it(world: World) -> None:
    endpoint(world, "notice.told")
    told(warned(world, "GD-1"))
    assert not Delivery.objects.exists()
    chosen = actions.Chosen(["warning"], [], ["warning"], None, None, True, "en")
    actions.choose(world.mei(), chosen)
    told(warned(world, "GD-2"))
    (delivery,) = Delivery.objects.all()
    assert queries.body_of(delivery)["data"]["notice"]["to"] == world.mei().username


def test_whatever_is_told_has_a_reaction(world: World) -> None:
    heard = {name for name, tasks in REACTIONS.items() if "notices.tell" in {t.name for t in tasks}}
    wanted = queries.TELLERS.keys() | (HAPPENINGS.keys() - {NOTICE})
    assert wanted == heard


def endpoint(world: World, *happenings: str) -> Endpoint:
    return actions.make_endpoint(
        label="ERP",
        url="https://erp.example.com/hook",
        happenings=happenings,
        at=world.at,
        by=world.mei(Role.ADMINISTRATOR),
    )
