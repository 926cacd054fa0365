"""The pool of spare units, and the loans."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.columns import shown
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.desk import queries as cases
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parts.facts import LOANER, Claim
from sanbao.apps.parts.models import OPEN, OUT, Loan, LoanState, LoanUnit

SEES_ALL = (Role.DESK, Role.DISPATCHER, Role.MANAGER, Role.QUALITY, Role.AUDITOR)
READERS = (*SEES_ALL, Role.ENGINEER, Role.CUSTOMER)


def loans_for(user: User) -> QuerySet[Loan]:
    """The loans for the cases that `user` may see."""
    rows = Loan.objects.filter(provider_id=user.provider_id).select_related(
        "provider", "unit", "case__customer", "case__asset__product", "asked_by", "lent_by"
    )
    if user.has_role(*SEES_ALL):
        return rows
    return rows.filter(case__in=cases.cases_for(user)) if user.has_role(*READERS) else rows.none()


def filtered(loans: QuerySet[Loan], state: str) -> QuerySet[Loan]:
    """`out` for all that are lent, `open` for the asked ones besides, or one of the states."""
    if state == "out":
        return loans.filter(state__in=OUT)
    if state == "open":
        return loans.filter(state__in=OPEN)
    return loans.filter(state=state) if state in LoanState.values else loans


def pool_for(user: User) -> QuerySet[LoanUnit]:
    """The units of the pool, each with whether it is lent."""
    out = Loan.objects.filter(unit=OuterRef("pk"), state__in=OUT)
    rows = LoanUnit.objects.filter(provider_id=user.provider_id, is_in_pool=True)
    rows = rows.annotate(is_lent=Exists(out))
    return rows if user.has_role(*SEES_ALL, Role.ENGINEER) else rows.none()


def free_units(provider_id: int) -> QuerySet[LoanUnit]:
    """What may be lent now."""
    out = Loan.objects.filter(unit=OuterRef("pk"), state__in=OUT)
    rows = LoanUnit.objects.filter(~Exists(out), provider_id=provider_id, is_in_pool=True)
    return rows.order_by("name", "serial")


def open_loan(case: cases.Case) -> Loan | None:
    return next(iter(loans_open(case.pk)), None)


@prepared
def loans_open(case_id: int) -> QuerySet[Loan]:
    rows = Loan.objects.filter(case_id=case_id, state__in=OPEN)
    return rows.select_related("unit").order_by("pk")


@prepared
def loans_of(case_id: int) -> QuerySet[Loan]:
    """What the page of the case shows of each, the newest first."""
    rows = Loan.objects.filter(case_id=case_id).order_by("-id")
    return shown(rows, "code", "state", "clause", "unit__name", "unit__serial")


def claim_of(case: cases.Case) -> Claim | None:
    """By which clause a spare unit is owed for the case: drawn after a miss (P6-5.3), or on demand
    while the decision offers it (P8-5.2). None where no clause does.
    """
    owed = obligations.of_subject(case.provider_id, "case", case.code).filter(what=LOANER)
    return claim_from(owed, agreements.latest_decision(case.provider_id, "case", case.code))


def claim_from(
    owed: Iterable[obligations.Obligation], decision: agreements.Decision | None
) -> Claim | None:
    """The same from what has been read already: the promises of the case and its last decision."""
    for row in owed:
        if row.what == LOANER and row.state in obligations.OPEN_STATES:
            return Claim(row.clause, row.pk)
    for remedy in decision.answer["remedies"] if decision else ():
        if remedy["what"] == LOANER and remedy["when"] == "now":
            return Claim(remedy["clause"])
    return None
