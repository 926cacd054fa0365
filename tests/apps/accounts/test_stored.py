"""Writes put into SQL once do what `save` does."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models.signals import post_save

from sanbao.apps.accounts.models import User
from sanbao.apps.accounts.stored import add, change
from sanbao.apps.assets.models import Asset
from sanbao.apps.journal.models import Entry

from ..world import World

pytestmark = pytest.mark.django_db


def entry(world: World, **more: Any) -> Entry:
    return Entry(
        provider=world.provider,
        happening="case.noted",
        subject_kind="case",
        subject_code="N-1",
        at=world.at,
        **more,
    )


def values(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("details", [{}, {"text": "百分之百 100 %", "n": [1, None, {"x": "'"}]}])
def test_a_row_is_added_as_save_would(world: World, details: dict[str, Any]) -> None:
    mine, plain = (entry(world, details=details, by=world.mei()) for _ in range(2))
    add(mine)
    plain.save()
    assert not mine._state.adding
    kept = values(Entry.objects.get(pk=mine.pk))
    assert kept["recorded_at"] == mine.recorded_at
    assert kept | {"id": 0, "recorded_at": 0} == values(plain) | {"id": 0, "recorded_at": 0}


def test_nothing_is_nothing(world: World) -> None:
    row = entry(world)
    add(row)
    assert Entry.objects.get(pk=row.pk).by is None


def test_only_the_fields_named_are_changed(world: World) -> None:
    unit = world.asset
    day = world.on - timedelta(days=300)
    unit.price, unit.made_on, unit.serial = Decimal("12.30"), day, "OTHER"
    change(unit, "price", "made_on")
    kept = Asset.objects.get(pk=unit.pk)
    assert (kept.price, kept.made_on, kept.serial) == (Decimal("12.30"), day, "YF-1000")
    unit.price = unit.made_on = None
    change(unit, "price", "made_on")
    kept.refresh_from_db()
    assert (kept.price, kept.made_on) == (None, None)


def test_a_list_is_written_with_its_type(world: World) -> None:
    for roles in ([], ["desk", "sales"]):
        mei = world.mei()
        mei.roles = roles
        change(mei, "roles")
        assert User.objects.get(pk=mei.pk).roles == roles


def test_what_a_row_refers_to_is_changed_by_its_key(world: World) -> None:
    row = entry(world)
    add(row)
    row.by, row.at = world.mei(), world.at + timedelta(hours=1)
    change(row, "by", "at")
    kept = Entry.objects.get(pk=row.pk)
    assert (kept.by, kept.at) == (world.mei(), row.at)


def test_a_row_that_is_gone_is_told(world: World) -> None:
    row = entry(world)
    add(row)
    Entry.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="not there"), transaction.atomic():
        change(row, "was")


def test_a_constraint_holds_and_the_transaction_knows(world: World) -> None:
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            add(Asset(provider=world.provider, serial=None))  # type: ignore[misc]
        assert transaction.get_rollback()


def test_whoever_listens_for_saved_rows_hears_of_both(world: World) -> None:
    heard: list[tuple[bool, Any]] = []

    def hear(instance: Entry, created: bool, update_fields: Any, **rest: Any) -> None:
        heard.append((created, update_fields))

    post_save.connect(hear, sender=Entry)
    try:
        row = entry(world)
        add(row)
        change(row, "was")
    finally:
        post_save.disconnect(hear, sender=Entry)
    assert heard == [(True, None), (False, frozenset({"was"}))]
