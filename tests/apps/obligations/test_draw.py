"""What follows from a miss, exactly once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.apps.obligations.tasks import draw_consequences
from sanbao.site.reactions import REACTIONS, react

from ..world import World
from .promises import raised

HOUR = timedelta(hours=1)
SUBJECT = ("case", "GD-1")


def missed(world: World) -> tuple[Obligation, Entry]:
    raised(world, world.at)
    actions.sweep(world.at + 13 * HOUR)
    entry = Entry.objects.get(happening="obligation.missed", details__what="resolved")
    return Obligation.objects.get(what="resolved"), entry


@pytest.mark.django_db
def test_a_fault_not_resolved_in_time_makes_a_loaner_owed(world: World) -> None:
    resolved, entry = missed(world)
    draw_consequences(entry.pk)
    loaner = Obligation.objects.get(what="loaner")
    assert loaner.caused_by == resolved
    assert (loaner.clause, loaner.owed_by) == ("5.3", "provider")
    assert (loaner.state, loaner.due_at) == (ObligationState.RUNNING, None)
    assert (loaner.subject_code, loaner.version_id) == ("GD-1", resolved.version_id)


@pytest.mark.django_db
def test_the_miss_queues_the_task_through_the_page_of_reactions(world: World) -> None:
    _, entry = missed(world)
    assert draw_consequences in REACTIONS["obligation.missed"]
    react(entry.pk)
    queued = ProcrastinateJob.objects.filter(task_name="obligations.draw_consequences")
    assert [job.args for job in queued] == [{"entry_id": entry.pk}]


@pytest.mark.django_db
def test_drawn_twice_it_is_owed_once(world: World) -> None:
    _, entry = missed(world)
    assert len(actions.draw(entry.pk)) == 1
    assert actions.draw(entry.pk) == []
    assert Obligation.objects.filter(what="loaner").count() == 1


@pytest.mark.django_db(transaction=True)
def test_drawn_by_two_workers_at_once_it_is_owed_once(world: World) -> None:
    _, entry = missed(world)

    def draw(_: int) -> int:
        try:
            return len(actions.draw(entry.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(draw, range(2))) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_misses_of_one_case_drawn_at_once_do_not_stand_in_each_others_way(
    world: World,
) -> None:
    for number in range(15):
        raised(world, world.at, code=f"GD-{number}")
    actions.sweep(world.at + 13 * HOUR)
    entries = Entry.objects.filter(happening="obligation.missed")
    of_cases: dict[str, list[int]] = {}
    for entry in entries:
        of_cases.setdefault(entry.details["subject"][1], []).append(entry.pk)

    def draw(entry_id: int) -> int:
        try:
            return len(actions.draw(entry_id))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        for ids in of_cases.values():
            assert sum(pool.map(draw, ids)) == 1


@pytest.mark.django_db
def test_nothing_follows_where_the_agreement_names_nothing(world: World) -> None:
    missed(world)
    entry = Entry.objects.get(happening="obligation.missed", details__what="on_site")
    assert actions.draw(entry.pk) == []


@pytest.mark.django_db
def test_a_spare_unit_is_owed_only_until_the_original_is_repaired(world: World) -> None:
    _, entry = missed(world)
    actions.draw(entry.pk)
    at = world.at + 20 * HOUR
    actions.happened(world.provider.pk, SUBJECT, "resolved", at=at, by=None)
    assert Obligation.objects.get(what="loaner").state == ObligationState.CANCELLED
    assert actions.draw(entry.pk) == []


@pytest.mark.django_db
def test_lending_the_spare_unit_keeps_that_promise(world: World) -> None:
    _, entry = missed(world)
    actions.draw(entry.pk)
    actions.happened(world.provider.pk, SUBJECT, "loaner", at=world.at + 14 * HOUR, by=None)
    assert Obligation.objects.get(what="loaner").state == ObligationState.MET


@pytest.mark.django_db
def test_excusing_the_miss_takes_its_consequence_away(world: World) -> None:
    resolved, entry = missed(world)
    actions.draw(entry.pk)
    by = world.mei(Role.MANAGER)
    actions.excuse(resolved.pk, reason="台风封路", at=world.at + 15 * HOUR, by=by)
    states = dict(Obligation.objects.values_list("what", "state"))
    assert states["resolved"] == ObligationState.EXCUSED
    assert states["loaner"] == ObligationState.CANCELLED
    assert actions.draw(entry.pk) == []
