"""Photos of the fault, the old part, the work done."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as records
from sanbao.apps.visits.actions.row import lock
from sanbao.apps.visits.models import Visit, VisitState
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.visit import MOVES

MOST = 30
UNSIGNED = (VisitState.ARRIVED, VisitState.WORKED)


@transaction.atomic
def add_photo(
    visit: Visit, upload: "File[Any]", *, key: UUID, by: User, at: datetime
) -> records.Attachment:
    """Add a photo until the customer signs; the same key again gives the first."""
    visit = lock(visit)
    there = records.attachments_of(visit.provider_id, "visit", visit.code)
    if (first := there.filter(key=key).first()) is not None:
        return first
    if visit.state not in UNSIGNED:
        words = MOVES.state_words[visit.state]
        raise Refused(Message("not possible in the state “%(state)s”", {"state": words}))
    if there.filter(purpose="photo").count() >= MOST:
        raise Refused(Message("%(most)d photos are enough for one visit", {"most": MOST}))
    return evidence.attach(
        upload,
        provider=visit.provider,
        subject=("visit", visit.code),
        purpose="photo",
        key=key,
        by=by,
        at=at,
    )
