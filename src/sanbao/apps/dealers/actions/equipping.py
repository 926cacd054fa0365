"""What a dealer repairs with; and what the provider puts on record of the whole organisation."""

from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import lock, say
from sanbao.apps.dealers.actions.staffing import lapse, restore
from sanbao.apps.dealers.models import Equipment
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.organisation import lack_words


@transaction.atomic
def enter_equipment(
    dealer: parties.Dealer, *, kind: str, name: str, quantity: int, by: User, at: datetime
) -> Equipment:
    if not name.strip():
        raise Refused(Message("say which it is"), field="name")
    made = Equipment.objects.create(
        provider_id=dealer.provider_id,
        dealer=lock(dealer),
        kind=kind,
        name=name.strip(),
        quantity=quantity,
        entered_at=at,
        entered_by=by,
    )
    say("dealer.equipment_entered", dealer, by=by, at=at, what=made.name, quantity=quantity)
    return made


@transaction.atomic
def remove_equipment(equipment: Equipment, *, by: User, at: datetime) -> Equipment:
    lock(equipment.dealer)
    equipment.refresh_from_db()
    if equipment.removed_at is not None:
        return equipment
    equipment.removed_at, equipment.removed_by = at, by
    equipment.save(update_fields=["removed_at", "removed_by"])
    say("dealer.equipment_removed", equipment.dealer, by=by, at=at, what=equipment.name)
    return equipment


@transaction.atomic
def declare_shortfall(dealer: parties.Dealer, *, note: str = "", by: User, at: datetime) -> None:
    """What the register lacks is put on record as a lapse, with all that is lacking as its reason.

    Refused where nothing is lacking: then it is no lapse.
    """
    dealer = lock(dealer)
    standing = queries.standing_of(dealer, on=china_day(at))
    if not standing.shortfalls:
        raise Refused(Message("the organisation has all that the agreement asks for"))
    lacks = "；".join(in_chinese(lack_words(one)) for one in standing.shortfalls)
    reason = f"{lacks} {note.strip()}".strip()
    clause = standing.shortfalls[0].clause
    say("dealer.shortfall_declared", dealer, by=by, at=at, reason=reason, clause=clause)
    lapse(dealer, reason=reason[:200], by=by, at=at)


@transaction.atomic
def declare_complete(dealer: parties.Dealer, *, by: User, at: datetime) -> None:
    """It is kept up again. Refused while the register still lacks something, or was not told."""
    dealer = lock(dealer)
    standing = queries.standing_of(dealer, on=china_day(at))
    if standing.shortfalls:
        lack, clause = lack_words(standing.shortfalls[0]), standing.shortfalls[0].clause
        raise Refused(
            Message("something is still lacking: %(lack)s", {"lack": lack}), clause=clause
        )
    if queries.untold(dealer).exists():
        raise Refused(Message("a change of staff has still not been told"))
    say("dealer.organisation_complete", dealer, by=by, at=at)
    restore(dealer, by=by, at=at)
