"""Who an agreement is with and who answers for it: parties, seat, main agreement, roles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements.models import Agreement, LiablePerson, PartRole, Responsibility
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.queries import Customer, Dealer
from sanbao.rules.identity import id_card_problem, tidy
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import OVER


@dataclass(frozen=True, slots=True)
class Liable:
    name: str
    id_card: str = ""


@dataclass(frozen=True, slots=True)
class Responsible:
    """A department in a role, and the person if it is a certain one."""

    role: str
    department: str
    person: User | None = None


@dataclass(frozen=True, slots=True)
class Particulars:
    """main: kept here, or main_reference: kept elsewhere, signed there on main_signed_on.

    title: what the agreement is called in lists; "" leaves it.
    """

    title: str = ""
    counterparty: str = ""
    dealer: Dealer | None = None
    customer: Customer | None = None
    seat: str = ""
    main: Agreement | None = None
    main_reference: str = ""
    main_signed_on: date | None = None
    responsible: Sequence[Responsible] = ()
    liable: Sequence[Liable] = field(default=())


WRITTEN = (
    "counterparty",
    "dealer",
    "customer",
    "seat",
    "main",
    "main_reference",
    "main_signed_on",
)


@transaction.atomic
def describe(agreement: Agreement, given: Particulars, *, by: User, at: datetime) -> Agreement:
    """Write the particulars down, in place of those before. Refused, naming the field, for bad."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if agreement.state in OVER:
        raise Refused(Message("the agreement is over"))
    check(agreement, given)
    for name in WRITTEN:
        value = getattr(given, name)
        setattr(agreement, name, value.strip() if isinstance(value, str) else value)
    agreement.counterparty = agreement.counterparty or str(given.dealer or given.customer or "")
    agreement.title = given.title.strip()[:160] or agreement.title
    agreement.save(update_fields=[*WRITTEN, "title"])
    Responsibility.objects.filter(agreement=agreement).delete()
    Responsibility.objects.bulk_create(
        Responsibility(
            agreement=agreement,
            role=PartRole(one.role),
            department=one.department.strip()[:60],
            person=one.person,
        )
        for one in given.responsible
        if one.department.strip()
    )
    LiablePerson.objects.filter(agreement=agreement).delete()
    LiablePerson.objects.bulk_create(
        LiablePerson(agreement=agreement, name=one.name.strip()[:60], id_card=tidy(one.id_card))
        for one in given.liable
        if one.name.strip()
    )
    journal.record(
        "agreement.described", agreement.code, provider=agreement.provider_id, at=at, by=by
    )
    return agreement


def check(agreement: Agreement, given: Particulars) -> None:
    owner = agreement.provider_id
    named = (given.dealer, given.customer, given.main, *(one.person for one in given.responsible))
    if any(one is not None and one.provider_id != owner for one in named):
        raise Refused(Message("is not of this company"))
    if given.main is not None and given.main_reference.strip():
        raise Refused(
            Message("the main agreement is either kept here or elsewhere"), field="main_reference"
        )
    if given.main is not None and is_below(given.main, agreement):
        raise Refused(Message("an agreement cannot go with itself"), field="main")
    for one in given.liable:
        problem = id_card_problem(tidy(one.id_card)) if one.id_card.strip() else None
        if problem:
            raise Refused(problem, field="liable")


def is_below(main: Agreement, agreement: Agreement) -> bool:
    """Whether `main` is `agreement`, or goes with it over however many steps."""
    seen: set[int] = set()
    above: Agreement | None = main
    while above is not None and above.pk not in seen:
        if above.pk == agreement.pk:
            return True
        seen.add(above.pk)
        above = above.main
    return False
