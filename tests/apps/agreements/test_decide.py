"""Deciding by a version, and keeping the decision with its facts."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Decision
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused

from ..obligations.promises import fault
from ..world import World

SUBJECT = ("case", "GD-1")


@pytest.mark.django_db
def test_a_decision_is_kept_with_its_facts_and_its_answer_in_chinese(world: World) -> None:
    facts = fault(world, world.at)
    row, decided = actions.decide(
        world.ours.version, facts, subject=SUBJECT, by=world.mei(), at=world.at
    )
    assert (row.number, row.facts) == (1, facts)
    assert row.answer["warranty"]["covered"] is decided.warranty.covered is True
    assert row.answer["clauses"][0]["text"] == decided.clauses[0].text("zh")
    assert Entry.objects.filter(happening="decision.made", subject_code="GD-1").exists()


@pytest.mark.django_db
def test_the_same_facts_under_the_same_version_give_the_last_decision(world: World) -> None:
    facts = fault(world, world.at)
    first, _ = actions.decide(world.ours.version, facts, subject=SUBJECT, by=None, at=world.at)
    again, _ = actions.decide(world.ours.version, facts, subject=SUBJECT, by=None, at=world.at)
    assert again == first
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_other_facts_give_the_next_decision(world: World) -> None:
    actions.decide(
        world.ours.version, fault(world, world.at), subject=SUBJECT, by=None, at=world.at
    )
    row, decided = actions.decide(
        world.ours.version,
        fault(world, world.at, cause="human_damage"),
        subject=SUBJECT,
        by=None,
        at=world.at,
    )
    assert row.number == 2
    assert queries.latest_decision(world.provider.pk, *SUBJECT) == row
    assert [one.number for one in queries.decisions_of(world.provider.pk, *SUBJECT)] == [1, 2]
    assert decided.warranty.clause is not None


@pytest.mark.django_db
def test_a_missing_fact_is_refused_by_its_field_and_nothing_is_kept(world: World) -> None:
    facts = {**fault(world, world.at), "asset": {}}
    with pytest.raises(Refused) as refused:
        actions.decide(world.ours.version, facts, subject=SUBJECT, by=None, at=world.at)
    assert refused.value.field == "asset.dates.accepted"
    assert not Decision.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_get_numbers_one_after_the_other(world: World) -> None:
    def decide(cause: str) -> int:
        try:
            facts = fault(world, world.at, cause=cause)
            row, _ = actions.decide(
                world.ours.version, facts, subject=SUBJECT, by=None, at=world.at
            )
            return row.number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(decide, ["product_quality", "human_damage"]))
    assert numbers == {1, 2}
