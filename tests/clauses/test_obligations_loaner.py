"""A fault that is not resolved in time: the loaner of the integrated-equipment agreement."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation, ObligationState
from sanbao.site.reactions import REACTIONS

from ..apps.obligations.promises import raised
from ..apps.world import World, build

pytestmark = pytest.mark.django_db
SUBJECT = ("case", "GD-1")


@pytest.fixture
def world(db: None) -> World:
    return build(datetime.now(UTC).replace(second=0, microsecond=0))


def react_to(happening: str) -> None:
    """Do what the page of reactions says follows, as the worker does."""
    for entry in Entry.objects.filter(happening=happening):
        for task in REACTIONS[happening]:
            task(entry_id=entry.pk)


@pytest.mark.clause("P6-5.3")
def test_not_resolved_in_time_a_spare_unit_is_owed_until_the_original_is_repaired(
    client: Client, world: World
) -> None:
    raised(world, world.at)
    actions.sweep(world.at + timedelta(hours=12, minutes=1))
    react_to("obligation.missed")
    loaner = Obligation.objects.get(what="loaner")
    assert (loaner.clause, loaner.owed_by, loaner.state) == ("5.3", "provider", "running")
    client.force_login(world.mei())
    shown = client.get(reverse("obligations:detail", args=[loaner.caused_by.code]))
    assert "提供备用机（第 5.3 条）" in shown.content.decode()
    repaired = world.at + timedelta(hours=30)
    actions.happened(world.provider.pk, SUBJECT, "resolved", at=repaired, by=None)
    loaner.refresh_from_db()
    assert loaner.state == ObligationState.CANCELLED


@pytest.mark.clause("P6-5.3")
def test_resolved_in_time_no_spare_unit_is_owed(world: World) -> None:
    raised(world, world.at)
    done = world.at + timedelta(hours=12)
    actions.happened(world.provider.pk, SUBJECT, "resolved", at=done, by=None)
    actions.sweep(done + timedelta(days=1))
    react_to("obligation.missed")
    assert not Obligation.objects.filter(what="loaner").exists()
