"""What stands in the file of our dealer, for the doors."""

from typing import Any
from uuid import uuid4

from sanbao.apps.accounts.access import Role
from sanbao.apps.dealers import actions
from sanbao.apps.dealers.models import Award, RepairOrder, TerritoryMove
from sanbao.apps.desk.models import Case
from sanbao.apps.parties.models import Dealer, Station

from ..apps.world import World

OURS = "OURS"


def dealt(world: World) -> dict[str, Any]:
    """Somebody named for repairs, a vehicle, an account that waits for a second person."""
    dealer, boss = Dealer.objects.get(pk=world.ours.dealer.pk), world.mei(Role.MANAGER)
    naming = actions.Naming(OURS, "repair", world.on, world.on)
    post = actions.name_staff(dealer, naming, by=boss, at=world.at)
    vehicle = actions.enter_equipment(
        dealer, kind="vehicle", name=OURS, quantity=1, by=boss, at=world.at
    )
    account = actions.Account(OURS, OURS, "6222020011112222")
    waits = actions.propose_account(dealer, account, by=world.mei(Role.DEALER), at=world.at)
    answers = {"faults": OURS, "repeated": "no"}
    filing = actions.Filing("feedback", "2026-01", answers, uuid4())
    actions.file_report(dealer, filing, by=boss, at=world.at)
    asked = actions.Question(uuid4(), OURS, OURS, world.on, [dealer])
    survey = actions.open_survey(asked, by=boss, at=world.at)
    audit = actions.plan_audit(dealer, world.on, by=boss, at=world.at)
    accident = actions.Accident(uuid4(), OURS, world.at)
    failure = actions.open_failure(dealer, accident, by=boss, at=world.at)
    case = Case.objects.select_related("asset").filter(provider=world.provider).first()
    order = RepairOrder.objects.create(
        provider=world.provider,
        code="OURS-ZL-1",
        key=uuid4(),
        dealer=dealer,
        case=case,
        task=OURS,
        sent_at=world.at,
        sent_by=boss,
    )
    award = Award.objects.create(
        provider=world.provider,
        year=2025,
        measured_at=world.at,
        measured_by=boss,
        decided_at=world.at,
        decided_by=boss,
    )
    award.scores.create(
        dealer=dealer, place=1, measured={}, criteria=[], evidence={}, is_worthy=True, number="RY-1"
    )
    stations = [
        Station.objects.create(provider=world.provider, code=f"OURS-S{n}", name=OURS, dealer=dealer)
        for n in (1, 2)
    ]
    TerritoryMove.objects.create(
        provider=world.provider,
        code="OURS-QY-1",
        key=uuid4(),
        old_station=stations[0],
        new_station=stations[1],
        old_dealer=dealer,
        places=[],
        orders=[],
        cases=[],
        quota=0,
        reason=OURS,
        clause="10.3",
        moved_at=world.at,
        moved_by=boss,
    )
    return {
        "measured_year": 2024,
        "award_year": award.year,
        "repair_order": order.code,
        "order_step": "withdraw",
        "report_kind": "feedback",
        "month": "2026-01",
        "survey": survey.code,
        "audit": audit.code,
        "failure": failure.code,
        "failure_step": "investigate",
        "dealer_step": "enter_equipment",
        "post_pk": post.pk,
        "equipment_pk": vehicle.pk,
        "account_pk": waits.pk,
    }
