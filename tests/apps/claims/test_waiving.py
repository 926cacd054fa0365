"""Three months in a row are waived; what an excuse leaves of a run is waived, or stands again."""

from datetime import date, datetime, timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions
from sanbao.apps.claims.models import Sheet
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.models import Obligation
from tests.apps.obligations import duties
from tests.apps.world import CHINA, World

from .sheets import drafted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
WAIVER = 'kind: consequence, clause: "2", if_missed: sheets_submitted, what: waiver, in_a_row: 3'
LATER = timedelta(days=2)


@pytest.fixture
def months(world: World) -> list[Obligation]:
    """The duty of eight months to hand in, and of each month a sheet."""
    version = duties.signed(world, duties.SHEETS, WAIVER, starts_on=date(2026, 1, 1))
    start = datetime(2026, 1, 5, 9, tzinfo=CHINA)
    rows = duties.owed(world, version, duties.dealer(), at=start, days=250)[:8]
    for row in rows:
        sheet = drafted(world, row.period)
        Sheet.objects.filter(pk=sheet.pk).update(month=date.fromisoformat(f"{row.period}-01"))
    return rows


def miss(row: Obligation) -> None:
    """Time passes until that one is missed too."""
    assert row.due_at is not None
    last = latest()
    obligations.sweep(row.due_at + LATER)
    follow(last)


def excuse(world: World, row: Obligation) -> None:
    last = latest()
    by = world.mei(Role.MANAGER)
    obligations.excuse(row.pk, reason="台风", at=world.at + LATER, by=by)
    follow(last)


def latest() -> int:
    return Entry.objects.order_by("id").values_list("id", flat=True).last() or 0


def follow(last: int) -> None:
    """What the worker does about what has happened; each job twice, as it may."""
    for _ in range(2):
        new = Entry.objects.filter(pk__gt=last).order_by("id")
        for entry in new.filter(happening="obligation.missed"):
            obligations.draw(entry.pk)
        for entry in new.filter(happening="obligation.excused"):
            actions.restore_excused(entry)
        for entry in new.filter(happening="obligation.drawn"):
            actions.waive_drawn(entry)


def waived(months: list[Obligation]) -> list[int]:
    """The places of the months whose sheet is waived."""
    found = Sheet.objects.filter(state="waived").values_list("number", flat=True)
    return [place for place, row in enumerate(months) if row.period in set(found)]


def waivers(months: list[Obligation]) -> list[tuple[int, str]]:
    """The place of the miss that each hangs on, and its state."""
    places = {row.pk: place for place, row in enumerate(months)}
    rows = Obligation.objects.filter(what="waiver").order_by("id")
    return [(places[row.caused_by_id], row.state) for row in rows if row.caused_by_id]


def test_missed_one_after_another_or_told_together_the_same_three_are_waived(
    months: list[Obligation],
) -> None:
    miss(months[2])
    assert waivers(months) == [(0, "met")], "swept together it hangs on the first"
    assert waived(months) == [0, 1, 2]
    for row in months[3:7]:
        miss(row)
    assert waivers(months) == [(0, "met"), (5, "met")]
    assert waived(months) == [0, 1, 2, 3, 4, 5]


def test_once_the_first_is_excused_the_other_three_are_drawn_anew_from_the_last(
    world: World, months: list[Obligation]
) -> None:
    miss(months[3])
    assert waived(months) == [0, 1, 2]
    excuse(world, months[0])
    assert waivers(months) == [(0, "cancelled"), (3, "met")]
    assert waived(months) == [1, 2, 3]


def test_a_waiver_that_keeps_three_in_a_row_stands_for_them(
    world: World, months: list[Obligation]
) -> None:
    for row in months[:4]:
        miss(row)
    excuse(world, months[0])
    assert waivers(months) == [(2, "met")]
    assert waived(months) == [1, 2, 3]


def test_two_that_are_left_are_not_waived_until_a_third_is_missed(
    world: World, months: list[Obligation]
) -> None:
    for row in months[:3]:
        miss(row)
    sent_back = {"state": "returned", "reason": "照片不清", "judged_at": world.at}
    sheet = Sheet.objects.get(number=months[3].period)
    Sheet.objects.filter(pk=sheet.pk).update(**sent_back)
    excuse(world, months[0])
    assert (waivers(months), waived(months)) == ([(2, "cancelled")], [])
    miss(months[3])
    assert waivers(months) == [(2, "cancelled"), (3, "met")]
    assert waived(months) == [1, 2, 3]
    excuse(world, months[2])
    assert waived(months) == []
    assert Sheet.objects.filter(pk=sheet.pk, **sent_back).exists(), "as it was, with its reason"
