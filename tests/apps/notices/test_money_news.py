"""Who hears of a dealer's sheets and statements: its own people, and who has to act next."""

import pytest
from django.utils.translation import override

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import queries
from sanbao.apps.notices.models import Notice
from sanbao.apps.parties.models import Person

from ..world import World
from .news import told

pytestmark = pytest.mark.django_db
WHO = {
    "statement.made": {Role.DEALER},
    "statement.endorsed": {Role.FINANCE},
    "statement.sent_back": {Role.MARKETING},
    "statement.approved": {Role.FINANCE, Role.DEALER},
    "statement.paid": {Role.DEALER},
    "statement.bounced": {Role.FINANCE, Role.DEALER},
    "dispute.raised": {Role.MANAGER, Role.FINANCE},
    "dispute.granted": {Role.DEALER},
    "dispute.rejected": {Role.DEALER},
    "sheet.returned": {Role.DEALER},
    "sheet.refused": {Role.DEALER},
    "penalty.confirmed": {Role.DEALER},
    "penalty.disputed": {Role.MANAGER, Role.MARKETING},
    "penalty.upheld": {Role.DEALER},
    "penalty.dropped": {Role.DEALER},
}


def happened(world: World, happening: str, *, now: str = "", **details: object) -> Entry:
    details = {"dealer": world.ours.dealer.code, "period": "2026-01", **details}
    return journal.record(
        happening,
        "JS2601-1",
        provider=world.provider,
        at=world.at,
        by=None,
        now=now,
        details=details,
    )


@pytest.mark.parametrize("happening", WHO)
def test_who_it_concerns_hears_and_is_led_to_its_page(world: World, happening: str) -> None:
    notices = told(happened(world, happening, reason="签字不符"))
    assert {notice.user for notice in notices} == {world.mei(role) for role in WHO[happening]}
    assert {notice.about for notice in notices} == {"JS2601-1 2026-01"}
    with override("zh-hans"):
        row = queries.rows_of(notices[:1], user=notices[0].user)[0]
    assert "JS2601-1" in row.address
    assert "理由：签字不符" in row.lines
    assert not row.title.isascii()


def test_an_engineer_of_the_dealer_hears_nothing_of_its_money(world: World) -> None:
    mechanic = Person.objects.get(user=world.mei(Role.ENGINEER))
    mechanic.station, mechanic.dealer = None, world.ours.dealer
    mechanic.save()
    told(happened(world, "statement.paid"))
    assert not Notice.objects.filter(user=world.mei(Role.ENGINEER)).exists()


def test_nobody_of_another_dealer_hears_of_it(world: World) -> None:
    assert told(happened(world, "statement.paid", dealer="NOBODY")) == []


def test_a_run_is_told_once_to_who_approves_its_statements(world: World) -> None:
    entry = happened(world, "run.ended", now="done", statements=2000, month="2026-01")
    (notice,) = told(entry)
    assert (notice.user, notice.about) == (world.mei(Role.MARKETING), "2026-01")
    (row,) = queries.rows_of([notice], user=notice.user)
    assert row.address == "/settlements/"


def test_a_run_that_made_nothing_is_nobodys_news(world: World) -> None:
    assert told(happened(world, "run.ended", now="done", statements=0)) == []


@pytest.mark.parametrize("state", ["failed", "stopped"])
def test_a_run_that_did_not_come_to_its_end_is_not_told_as_drawn_up(
    world: World, state: str
) -> None:
    assert told(happened(world, "run.ended", now=state, statements=200, month="2026-01")) == []


def test_the_run_of_a_year_is_told_as_one(world: World) -> None:
    entry = happened(world, "run.ended", now="done", statements=9, month="2026-12", kind="year_end")
    (notice,) = told(entry)
    assert notice.about == "2026"


def test_a_statement_on_which_nothing_is_due_is_no_news(world: World) -> None:
    assert told(happened(world, "statement.made", now="nothing_due")) == []
