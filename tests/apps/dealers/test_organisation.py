"""Staff and equipment of a dealer: named, told, counted against what the agreement asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.dealers import actions, queries
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions as notices
from sanbao.apps.notices.models import Notice
from sanbao.apps.training.models import Certificate
from sanbao.rules.moves import Refused

from ..world import certify
from .conftest import Bound, told

GEAR = ("phone", "vehicle", "tools", "instruments")


def naming(bound: Bound, name: str, kind: str = "repair", **more: Any) -> actions.Naming:
    values = {"since_on": bound.world.on, "told_on": bound.world.on, **more}
    return actions.Naming(name, kind, **values)


def equip(bound: Bound) -> None:
    for kind in GEAR:
        actions.enter_equipment(
            bound.dealer, kind=kind, name=f"{kind}-1", quantity=1, by=bound.mei, at=bound.at
        )


def complete(bound: Bound) -> None:
    for name, kind in (("牛国强", "head"), ("董大勇", "repair")):
        post = actions.name_staff(
            bound.dealer, naming(bound, name, kind), by=bound.mei, at=bound.at
        )
        certify(post.person, until=bound.world.on + timedelta(days=100))
    equip(bound)


def lacks(bound: Bound) -> list[tuple[str, int, int]]:
    standing = queries.standing_of(bound.dealer, on=bound.world.on)
    return [(one.lack.value, one.needed, one.there) for one in standing.shortfalls]


def test_the_register_shows_what_is_lacking_until_all_is_there(bound: Bound) -> None:
    assert lacks(bound)[:2] == [("head", 1, 0), ("staff", 2, 0)]
    assert len(lacks(bound)) == 6
    complete(bound)
    assert lacks(bound) == []
    Certificate.objects.filter(person__name="董大勇").update(
        valid_until=bound.world.on - timedelta(days=1)
    )
    assert lacks(bound) == [("trained", 2, 1)]
    equipment = queries.equipment_of(bound.dealer).get(kind="vehicle")
    actions.remove_equipment(equipment, by=bound.mei, at=bound.at)
    actions.remove_equipment(equipment, by=bound.mei, at=bound.at)
    assert ("equipment", 1, 0) in lacks(bound)
    assert len(told("dealer.equipment_removed")) == 1


def test_a_new_head_follows_the_one_before_and_is_named_once(bound: Bound) -> None:
    first = actions.name_staff(bound.dealer, naming(bound, "甲", "head"), by=bound.mei, at=bound.at)
    again = actions.name_staff(bound.dealer, naming(bound, "甲", "head"), by=bound.mei, at=bound.at)
    second = actions.name_staff(
        bound.dealer, naming(bound, "乙", "head"), by=bound.mei, at=bound.at
    )
    first.refresh_from_db()
    assert again.pk == first.pk
    assert (first.until_on, first.ended_by) == (bound.world.on, bound.mei)
    heads = queries.in_post().filter(dealer=bound.dealer, kind="head")
    assert [post.pk for post in heads] == [second.pk]


def test_a_change_is_told_to_who_runs_the_dealers_service(bound: Bound) -> None:
    actions.name_staff(bound.dealer, naming(bound, "甲"), by=bound.mei, at=bound.at)
    entry = Entry.objects.get(happening="dealer.staff_named")
    notices.tell(entry, at=bound.at)
    told_to = {notice.user for notice in Notice.objects.filter(entry=entry)}
    assert told_to == {bound.boss, bound.world.mei(Role.MARKETING)}
    assert (entry.by, entry.details["who"]) == (bound.mei, "甲")


@pytest.mark.parametrize(
    ("days_ago", "told_on", "lapses"),
    [
        pytest.param(3, "today", False, id="within seven days"),
        pytest.param(9, "today", True, id="after nine days"),
        pytest.param(0, None, True, id="found out by ourselves"),
    ],
)
def test_a_change_told_late_or_not_at_all_is_a_lapse(
    bound: Bound, days_ago: int, told_on: str | None, lapses: bool
) -> None:
    day = bound.world.on if told_on else None
    since = bound.world.on - timedelta(days=days_ago)
    post = actions.name_staff(
        bound.dealer, naming(bound, "甲", since_on=since, told_on=day), by=bound.boss, at=bound.at
    )
    duty = bound.duty("organisation_kept")
    assert duty.log.filter(kind="lapsed").exists() is lapses
    # Told, it is kept up again; not told it stays lapsed until the dealer has told.
    assert duty.state == ("lapsed" if told_on is None else "running")
    if told_on is None:
        assert [row.pk for row in queries.untold(bound.dealer)] == [post.pk]
        actions.hear_of(post, by=bound.mei, at=bound.later(hours=1))
        assert bound.duty("organisation_kept").state == "running"
        assert not queries.untold(bound.dealer).exists()


def test_what_cannot_be_is_refused_and_leaves_nothing(bound: Bound) -> None:
    tomorrow = bound.world.on + timedelta(days=1)
    with pytest.raises(Refused, match="future"):
        actions.name_staff(
            bound.dealer, naming(bound, "甲", since_on=tomorrow), by=bound.mei, at=bound.at
        )
    with pytest.raises(Refused, match="future"):
        actions.name_staff(
            bound.dealer, naming(bound, "甲", told_on=tomorrow), by=bound.boss, at=bound.at
        )
    with pytest.raises(Refused, match="name is missing"):
        actions.name_staff(bound.dealer, naming(bound, "  "), by=bound.mei, at=bound.at)
    post = actions.name_staff(bound.dealer, naming(bound, "甲"), by=bound.mei, at=bound.at)
    yesterday = bound.world.on - timedelta(days=1)
    with pytest.raises(Refused, match="before the first day"):
        actions.end_staff(post, actions.Leaving(yesterday, None), by=bound.mei, at=bound.at)
    assert queries.posts_of(bound.dealer).count() == 1


def test_a_shortfall_is_put_on_record_and_ends_when_all_is_there(bound: Bound) -> None:
    actions.declare_shortfall(bound.dealer, note="季度检查", by=bound.boss, at=bound.at)
    duty = bound.duty("organisation_kept")
    assert duty.state == "lapsed"
    assert "没有确定维修负责人" in duty.log.get(kind="lapsed").reason
    with pytest.raises(Refused) as refused:
        actions.declare_complete(bound.dealer, by=bound.boss, at=bound.later(hours=1))
    assert refused.value.clause == "2.1"
    complete(bound)
    actions.declare_complete(bound.dealer, by=bound.boss, at=bound.later(hours=2))
    assert bound.duty("organisation_kept").state == "running"
    with pytest.raises(Refused, match="all that the agreement asks for"):
        actions.declare_shortfall(bound.dealer, by=bound.boss, at=bound.later(hours=3))


def test_the_page_takes_a_step_and_gives_a_refusal_back_as_it_was_typed(
    bound: Bound, client: Client
) -> None:
    client.force_login(bound.mei)
    url = reverse("dealers:step", args=[bound.dealer.code, "name_staff"])
    given = {"name": "甲", "kind": "head", "since_on": f"{bound.world.on}", "phone": "139"}
    assert client.post(url, given).status_code == 302
    late = {**given, "name": "乙", "since_on": "2999-01-01"}
    answer = client.post(url, late)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="乙"' in text
    assert "变动日期晚于今天" in text
    # The dealer tells us by entering it: nobody asks him when.
    assert "told_on" not in text


def test_only_who_may_takes_a_step(bound: Bound, client: Client) -> None:
    steps = {
        "name_staff": (Role.MANAGER, Role.MARKETING, Role.DEALER),
        "confirm_account": (Role.MANAGER, Role.FINANCE),
        "propose_account": (Role.MANAGER, Role.FINANCE, Role.DEALER),
        "declare_shortfall": (Role.MANAGER,),
        "no_such_step": (),
    }
    for role in Role:
        client.force_login(bound.world.mei(role))
        for name, may in steps.items():
            url = reverse("dealers:step", args=[bound.dealer.code, name])
            assert (client.post(url, {}).status_code != 404) is (role in may), (name, role)


def test_another_dealer_finds_nothing(bound: Bound, client: Client) -> None:
    _dealer, other = bound.neighbour()
    client.force_login(other)
    assert client.get(reverse("dealers:file", args=[bound.dealer.code])).status_code == 404
    assert client.get(f"/api/dealers/{bound.dealer.code}").status_code == 404
    seen = client.get("/api/dealers").json()["items"]
    assert [row["code"] for row in seen] == ["D-2"]


def test_a_dealer_has_one_page_for_whoever_reads_its_file(bound: Bound, client: Client) -> None:
    short, file = (
        reverse(name, args=[bound.dealer.code]) for name in ("parties:dealer", "dealers:file")
    )
    client.force_login(bound.boss)
    answer = client.get(short)
    assert (answer.status_code, answer["Location"]) == (302, file)
    page = client.get(file).content.decode()
    assert bound.version.agreement.title in page.partition("agreements-of-dealer")[2]
    assert str(bound.mei.person) in page.partition('id="territory"')[2]
    client.force_login(bound.world.mei(Role.DESK))
    assert bound.dealer.name in client.get(short).content.decode(), "it has no file, but a page"
