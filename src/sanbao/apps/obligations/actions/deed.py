"""What one side has done starts what the other owes."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sanbao.apps.journal import queries as journal
from sanbao.apps.obligations.actions.oneoff import raise_one_off
from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties import queries as parties
from sanbao.rules.terms import After, Deed

# What follows a deed. The dealer who has handed in the month's sheets is paid for them.
FOLLOWS: Mapping[str, After] = {Deed.SHEETS_SUBMITTED.value: After.SHEETS_RECEIVED}


@transaction.atomic
def raise_after_deed(entry: journal.Entry, *, at: datetime) -> list[Obligation]:
    """Raise what the deed told by the entry makes owed, for the same time; twice, nothing more."""
    after = FOLLOWS.get(entry.details["what"])
    if after is None:
        return []
    rows = Obligation.objects.select_related("version__agreement").filter(
        provider_id=entry.provider_id, code=entry.subject_code
    )
    done = rows.get()
    if done.met_at is None:
        return []
    manager = parties.heads_of(done.provider_id).manager
    subject = Subject(
        done.subject_kind,
        done.subject_code,
        label=done.subject_label,
        province=done.province,
        station=done.station,
        dealer=done.dealer,
        owner=manager,
    )
    return raise_one_off(
        done.version, after, subject, on_day_or_at=done.met_at, at=at, by=None, period=done.period
    )
