"""Done for many subjects at once it is as if it had been done for each by itself."""

from datetime import timedelta
from typing import Any

import pytest

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation

from ..world import World
from .promises import raised

pytestmark = pytest.mark.django_db
EACH, TOGETHER = ("EACH-1", "EACH-2"), ("ALL-1", "ALL-2")


def seen(code: str) -> list[tuple[Any, ...]]:
    """All of a case that a person could tell from another one."""
    found = []
    for row in Obligation.objects.filter(subject_code=code).order_by("id"):
        entries = Entry.objects.filter(subject_kind="obligation", subject_code=row.code)
        found.append(
            (
                row.what,
                row.state,
                row.met_at,
                [*row.log.order_by("id").values_list("kind", "at", "note", "by")],
                [*entries.order_by("id").values_list("happening", "was", "now", "at")],
            )
        )
    return found


@pytest.mark.parametrize("swept", [False, True], ids=["before the sweep", "after it"])
@pytest.mark.parametrize("hours", [11, 14])
@pytest.mark.parametrize("what", ["on_site", "resolved"])
def test_it_is_as_if_each_had_been_done_by_itself(
    world: World, what: str, hours: float, swept: bool
) -> None:
    for code in (*EACH, *TOGETHER):
        raised(world, world.at, code=code)
    if swept:
        actions.sweep(world.at + timedelta(hours=13))
        for entry in Entry.objects.filter(happening="obligation.missed").order_by("id"):
            actions.draw(entry.pk)
    at, by = world.at + timedelta(hours=hours), world.mei()
    for code in EACH:
        actions.happened(world.provider.pk, ("case", code), what, at=at, by=by, note="凭据")
    told = {(code, ""): "凭据" for code in TOGETHER}
    done = actions.happened_to_all(world.provider.pk, "case", what, told, at=at, by=by)
    assert {row.subject_code for row in done} == set(TOGETHER)
    for one, other in zip(EACH, TOGETHER, strict=True):
        assert seen(one) == seen(other)
    before = [seen(code) for code in TOGETHER]
    actions.happened_to_all(world.provider.pk, "case", what, told, at=at, by=by)
    assert [seen(code) for code in TOGETHER] == before, "said twice it changes nothing"


def test_only_the_subjects_of_that_provider_are_touched(world: World) -> None:
    raised(world, world.at)
    told = {("GD-1", ""): ""}
    theirs = world.theirs.provider.pk
    assert actions.happened_to_all(theirs, "case", "resolved", told, at=world.at, by=None) == []
    assert Obligation.objects.get(what="resolved").state == "running"
