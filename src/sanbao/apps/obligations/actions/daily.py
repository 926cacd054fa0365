"""What is owed for a dealer or an agreement as a whole, raised ahead of its day."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.obligations.actions.lasting import raise_lasting
from sanbao.apps.obligations.actions.subject import Subject
from sanbao.apps.obligations.actions.together import cancel_together
from sanbao.apps.obligations.actions.wanted import OverTime
from sanbao.apps.obligations.models import OPEN_STATES, Obligation, ObligationKind
from sanbao.apps.obligations.queries.reign import Reign, reigns
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import CHINA_TIME, china_day
from sanbao.rules.statute.table import ARTICLES
from sanbao.rules.terms import Each, Party, Rhythm, Share, Upkeep

# How far ahead rows stand: a quarter, so that the calendar shows what a quarter brings.
HORIZON = timedelta(days=92)
DROPPED = gettext_noop("the new version does not promise it")
OVER_TIME_KINDS = (ObligationKind.RHYTHM, ObligationKind.UPKEEP, ObligationKind.SHARE)


def raise_agreements(
    of: Iterable[agreements.Agreement], *, at: datetime, by: User | None = None
) -> int:
    """Raise what the agreements owe by themselves and for their dealers, a horizon ahead."""
    found = current_reigns(of, at=at)
    heads = parties.heads_of(found[0].version.agreement.provider_id) if found else None
    raised = 0
    for reign in found:
        for term in lasting_terms(reign.version, Each.AGREEMENT, Each.DEALER):
            subjects = subjects_of(term, reign, heads) if heads else []
            until = china_day(at + HORIZON)
            raised += raise_lasting(reign.version, term, subjects, until=until, at=at, by=by)
        drop_vanished(reign, at=at, by=by)
    return raised


def current_reigns(of: Iterable[agreements.Agreement], *, at: datetime) -> list[Reign]:
    """The versions that hold today or begin within the horizon."""
    today = china_day(at)
    until = china_day(at + HORIZON)
    # Sheets of the last month are owed after the agreement's last day.
    lately = today - timedelta(days=62)
    return [
        reign
        for reign in reigns(of)
        if reign.first <= until and (reign.last is None or reign.last >= lately)
    ]


def lasting_terms(version: agreements.Version, *each: Each) -> list[OverTime]:
    return [
        term
        for term in agreements.terms(version).terms
        if isinstance(term, Rhythm | Upkeep | Share) and term.each in each
    ]


def subjects_of(term: OverTime, reign: Reign, heads: parties.Heads) -> list[Subject]:
    agreement = reign.version.agreement
    if term.each is Each.AGREEMENT:
        dealer = agreement.dealer.code if agreement.dealer else ""
        whole = Subject("agreement", agreement.code, label=agreement.title, dealer=dealer)
        return [replace(whole, owner=heads.manager)]
    return [dealer_subject(dealer, term.by, heads) for dealer in dealers_of(agreement)]


def dealer_subject(dealer: parties.Dealer, by: Party | None, heads: parties.Heads) -> Subject:
    """by: who owes it; None where both may, and the manager looks after all."""
    owner = heads.dealers.get(dealer.code) if by is Party.DEALER else heads.manager
    return Subject("dealer", dealer.code, label=dealer.name, dealer=dealer.code, owner=owner)


def dealers_of(agreement: agreements.Agreement) -> Sequence[parties.Dealer]:
    """The dealer that an agreement names; one that names none binds those without one."""
    if agreement.dealer is not None:
        return [agreement.dealer]
    rows = parties.Dealer.objects.filter(provider_id=agreement.provider_id)
    named = agreements.Agreement.objects.filter(
        provider_id=agreement.provider_id, dealer__isnull=False, ended_on__isnull=True
    )
    return list(rows.exclude(pk__in=named.values("dealer")).order_by("pk"))


@transaction.atomic
def drop_vanished(reign: Reign, *, at: datetime, by: User | None) -> int:
    """End what stands for the days of a version that does not promise it any more."""
    promised = {
        (str(term.what), term.clause)
        for term in agreements.terms(reign.version).terms
        if isinstance(term, Rhythm | Upkeep | Share)
    }
    rows = Obligation.objects.select_for_update(of=("self",)).filter(
        version__agreement_id=reign.version.agreement_id,
        kind__in=OVER_TIME_KINDS,
        state__in=OPEN_STATES,
    )
    # What the law gives is no version's to drop.
    rows = rows.exclude(version_id=reign.version.pk).exclude(clause__in=ARTICLES).order_by("id")
    gone = [
        row
        for row in rows
        if (row.what, row.clause) not in promised and falls_in(reign, row, at=at)
    ]
    return len(cancel_together(gone, reason=DROPPED, at=at, by=by))


def falls_in(reign: Reign, row: Obligation, *, at: datetime) -> bool:
    """Whether it falls due in the days of the version; what is kept up, while it holds today."""
    day = (at if row.kind == ObligationKind.UPKEEP else row.due_at or at).astimezone(CHINA_TIME)
    return reign.first <= day.date() and (reign.last is None or day.date() <= reign.last)
