"""A false item costs ten times its amount: proposed, confirmed by another, disputable."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.models import Penalty
from sanbao.rules.moves import Refused
from sanbao.rules.penalty import Step
from tests.apps.world import World

from .sheets import drafted, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]


def proposed(world: World) -> Penalty:
    sheet = submitted(world)
    by = world.mei(Role.QUALITY)
    return actions.propose_penalty(sheet, 1, reason="零件没有换", by=by, at=world.at)


def test_it_costs_ten_times_the_item_and_stands_once(world: World) -> None:
    penalty = proposed(world)
    assert penalty.fine == 10 * penalty.line.claimed
    assert penalty.clause == "10.2"
    by = world.mei(Role.MANAGER)
    again = actions.propose_penalty(penalty.sheet, 1, reason="又一次", by=by, at=world.at)
    assert again == penalty


def test_only_somebody_else_confirms_it_and_nothing_of_the_item_is_paid(world: World) -> None:
    penalty = proposed(world)
    boss = world.mei(Role.MANAGER)
    sheet = actions.verify(penalty.sheet, by=boss, at=world.at)
    first = sheet.lines.get(place=1)
    assert (first.allowed, first.reason) == (0, "false")
    with pytest.raises(Refused):
        actions.confirm_penalty(penalty, by=world.mei(Role.QUALITY), at=world.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Penalty.objects.filter(pk=penalty.pk).update(confirmed_by=penalty.proposed_by)
    penalty = actions.confirm_penalty(penalty, by=boss, at=world.at)
    sheet.refresh_from_db()
    assert sheet.allowed == sheet.lines.get(place=2).allowed
    assert penalty.state == "confirmed"


def test_the_dealer_disputes_it_and_somebody_else_decides(world: World) -> None:
    penalty = proposed(world)
    dealer, boss = world.mei(Role.DEALER), world.mei(Role.MANAGER)
    assert not queries.penalties_for(dealer).exists()
    actions.confirm_penalty(penalty, by=boss, at=world.at)
    assert queries.penalties_for(dealer).get() == penalty
    with pytest.raises(Refused):
        actions.dispute_penalty(penalty, reason=" ", by=dealer, at=world.at)
    actions.dispute_penalty(penalty, reason="照片为证", by=dealer, at=world.at)
    with pytest.raises(Refused):
        actions.decide_penalty(
            penalty, Step.UPHOLD, reason="x", by=world.mei(Role.QUALITY), at=world.at
        )
    penalty = actions.decide_penalty(penalty, Step.DROP, reason="属实", by=boss, at=world.at)
    assert (penalty.state, penalty.verdict) == ("dropped", "属实")


def test_what_cannot_be_penalised(world: World) -> None:
    by = world.mei(Role.QUALITY)
    sheet = drafted(world, lines=(actions.LineTold("parts", "x", Decimal(1), Decimal(5)),))
    for place in (1, 9):
        with pytest.raises(Refused):
            actions.propose_penalty(sheet, place, reason="x", by=by, at=world.at)
