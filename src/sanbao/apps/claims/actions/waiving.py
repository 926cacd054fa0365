"""Months without sheets and forms: after three in a row those fees are waived (P2-7.3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.claims import queries
from sanbao.apps.claims.models import Sheet, SheetState
from sanbao.apps.journal import actions as journal
from sanbao.apps.journal import queries as happenings
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties

NOT_HANDED_IN = (SheetState.DRAFTED, SheetState.CONFIRMED, SheetState.RETURNED)
WHY = gettext_noop("not handed in for several months in a row")


@transaction.atomic
def waive_drawn(entry: happenings.Entry) -> int:
    """A consequence was drawn: where it is a waiver, the sheets of its months are waived; once."""
    drawn = duties.Obligation.objects.select_related("caused_by").get(
        provider_id=entry.provider_id, code=entry.subject_code
    )
    if drawn.what != queries.WAIVER or drawn.subject_kind != "dealer":
        return 0
    rows = parties.Dealer.objects.filter(provider_id=entry.provider_id, code=drawn.subject_code)
    count = sum(waive(dealer, by=None, at=entry.at) for dealer in rows)
    if drawn.met_at is None:
        obligations.mark_done(drawn.pk, done_at=entry.at, at=entry.at, by=None)
    return count


def waive(dealer: parties.Dealer, *, by: User | None, at: datetime) -> int:
    """Waive whatever of the dealer's waived months is not handed in; returns how many sheets."""
    months = queries.waived_months(dealer)
    rows = Sheet.objects.select_for_update().filter(
        dealer=dealer, month__in=list(months), state__in=NOT_HANDED_IN
    )
    found = list(rows.order_by("pk").values_list("pk", "code", "state", "month"))
    Sheet.objects.filter(pk__in=[pk for pk, *_ in found]).update(
        state=SheetState.WAIVED, reason=WHY, judged_at=at
    )
    journal.record_all(
        "sheet.waived",
        [told(code, state, months[month], dealer) for _pk, code, state, month in found],
        provider=dealer.provider_id,
        at=at,
        by=by,
    )
    return len(found)


def told(code: str, was: str, clause: str, dealer: parties.Dealer) -> journal.Told:
    details = {"dealer": dealer.code, "clause": clause, "reason": WHY}
    return journal.Told(code, was=was, now=SheetState.WAIVED, details=details)
