"""What the worker does: it gives up with a word, and never twice what it did once."""

import pytest

from sanbao.apps.accounts.models import Role
from sanbao.apps.assets import queries, tasks
from sanbao.apps.assets.actions.imports import check
from sanbao.apps.assets.models import Import, ImportState
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties import actions as parties

from ..begun import begun, broken
from ..world import World


def waiting(world: World) -> Import:
    return Import.objects.create(
        provider=world.provider,
        code="DR-1",
        file_name="a.csv",
        uploaded_at=world.at,
        uploaded_by=world.mei(Role.MANAGER),
    )


def test_an_import_that_broke_off_is_said_to_have_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = waiting(world)
    monkeypatch.setattr(check, "check", broken)
    with pytest.raises(ZeroDivisionError):
        tasks.check_import.func(begun(), batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, bool(batch.problem)) == (ImportState.FAILED, True)


def test_a_unit_is_found_by_its_customers_new_name(world: World) -> None:
    details = parties.CustomerDetails("长河集团", "13511112222")
    parties.change_customer(world.ours.customer, details, at=world.at, by=world.mei(Role.MANAGER))
    assert queries.search_for(world.mei(), "长河集团") == []

    entry = Entry.objects.get(happening="customer.changed")
    tasks.refresh_customer(entry.pk)
    tasks.refresh_customer(entry.pk)

    assert world.asset in queries.search_for(world.mei(), "长河集团")
    assert world.asset in queries.search_for(world.mei(), "13511112222")
