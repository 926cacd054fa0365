"""Photos, films and papers of the fault, the old part, the work done (P3-6.3)."""

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

MOST = {"photo": 30, "video": 5, "paper": 10}
UNSIGNED = (VisitState.ARRIVED, VisitState.WORKED)


def add_photo(
    visit: Visit, upload: "File[Any]", *, key: UUID, by: User, at: datetime
) -> records.Attachment:
    """A photo, as `add_file` takes it."""
    return add_file(visit, upload, purpose="photo", key=key, by=by, at=at)


@transaction.atomic
def add_file(
    visit: Visit, upload: "File[Any]", *, purpose: str, key: UUID, by: User, at: datetime
) -> records.Attachment:
    """Add a file until the customer signs; the same key again gives the first.

    purpose: photo, video or paper.
    """
    visit = lock(visit)
    there = records.attachments_of(visit.provider_id, "visit", visit.code)
    if (first := there.filter(key=key).first()) is not None:
        return first
    refuse_further(visit, there.filter(purpose=purpose).count(), MOST[purpose])
    return evidence.attach(
        upload,
        provider=visit.provider,
        subject=("visit", visit.code),
        purpose=purpose,
        key=key,
        by=by,
        at=at,
    )


def refuse_file(visit: Visit, purpose: str) -> None:
    """What `add_file` would refuse now: said before a large file travels in vain."""
    there = records.attachments_of(visit.provider_id, "visit", visit.code)
    refuse_further(visit, there.filter(purpose=purpose).count(), MOST[purpose])


def refuse_further(visit: Visit, count: int, most: int) -> None:
    """Nothing is added once the customer has signed, and not without end before."""
    if visit.state not in UNSIGNED:
        words = MOVES.state_words[visit.state]
        raise Refused(Message("not possible in the state “%(state)s”", {"state": words}))
    if count >= most:
        raise Refused(Message("%(most)d files of this kind are enough", {"most": most}))
