"""What the worker does: it gives up with a word, and never twice what it did once."""

import pytest
from django.db import OperationalError

from sanbao.apps.accounts.models import Role
from sanbao.apps.assets import queries, tasks
from sanbao.apps.assets.models import Import, ImportState
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties import actions as parties

from ..world import World


def waiting(world: World) -> Import:
    return Import.objects.create(
        provider=world.provider,
        code="DR-1",
        file_name="a.csv",
        uploaded_at=world.at,
        uploaded_by=world.mei(Role.MANAGER),
    )


@pytest.mark.parametrize(
    ("error", "attempts", "state"),
    [
        pytest.param(ZeroDivisionError, 0, ImportState.FAILED, id="a fault of ours"),
        pytest.param(OperationalError, 0, ImportState.CHECKING, id="the database was away"),
        pytest.param(OperationalError, 6, ImportState.FAILED, id="it was away for too long"),
    ],
)
def test_what_cannot_be_retried_is_said_to_have_failed(
    world: World, error: type[Exception], attempts: int, state: str
) -> None:
    batch = waiting(world)

    with pytest.raises(error), tasks.answering_for(batch.pk, attempts=attempts):
        raise error

    batch.refresh_from_db()
    assert batch.state == state
    assert bool(batch.problem) is (state == ImportState.FAILED)


def test_a_unit_is_found_by_its_customers_new_name(world: World) -> None:
    details = parties.CustomerDetails("长河集团", "13511112222")
    parties.change_customer(world.ours.customer, details, at=world.at, by=world.mei(Role.MANAGER))
    assert queries.search_for(world.mei(), "长河集团") == []

    entry = Entry.objects.get(happening="customer.changed")
    tasks.refresh_customer(entry.pk)
    tasks.refresh_customer(entry.pk)

    assert world.asset in queries.search_for(world.mei(), "长河集团")
    assert world.asset in queries.search_for(world.mei(), "13511112222")
