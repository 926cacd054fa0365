"""Where a case is and how bad it is, put right while its promises run."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.desk.actions.decide import decide_case
from sanbao.apps.desk.actions.duties import about
from sanbao.apps.desk.actions.move import lock
from sanbao.apps.desk.models import Case, CaseState
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

FIELDS = ("province", "area", "severity")


@dataclass(frozen=True, slots=True)
class Correction:
    """What is so after all. province, area: of the place. severity: "" where nobody can say."""

    province: str
    area: str
    severity: str = ""


@transaction.atomic
def correct(
    case: Case, after_all: Correction, *, reason: str, by: User | None, at: datetime
) -> Case:
    """Decide the case again where it is, or as bad as it is: the due times of what still runs are
    counted anew from their start, and the pauses that they have earned stay. The same twice
    changes nothing.
    """
    case = lock(case)
    if case.state in (CaseState.CLOSED, CaseState.CANCELLED):
        raise Refused(Message("the case is closed; its decision stands"))
    if not reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    was = {name: getattr(case, name) for name in FIELDS}
    now = {name: getattr(after_all, name) for name in FIELDS}
    if was == now:
        return case
    for name, value in now.items():
        setattr(case, name, value)
    case.save(update_fields=FIELDS)
    obligations.describe_again(case.provider_id, ("case", case.code), about=about(case))
    decide_case(case, by=by, at=at)
    journal.record(
        "case.corrected",
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        details={"was": was, "now": now, "reason": reason.strip()},
    )
    return case
