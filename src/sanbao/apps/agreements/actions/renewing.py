"""A renewal is a new agreement made from the old one (P2-13)."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.actions.drafting import PREFIX
from sanbao.apps.agreements.models import Agreement, LiablePerson, Responsibility
from sanbao.apps.journal import actions as journal
from sanbao.rules.binding import Facts
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.signing import BEFORE_FORCE, MOVES, Step

CARRIED = (
    "title",
    "counterparty",
    "template",
    "dealer_id",
    "customer_id",
    "seat",
    "main_id",
    "main_reference",
    "main_signed_on",
)


@transaction.atomic
def renew(agreement: Agreement, *, by: User, at: datetime, key: UUID | None = None) -> Agreement:
    """A draft with the parties and the terms in force; while one is being drawn up, that one."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if key and (made := Agreement.objects.filter(key=key).first()):
        if made.follows_id != agreement.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return made
    if being_drawn_up := agreement.followed_by.filter(state__in=BEFORE_FORCE).first():
        return being_drawn_up
    MOVES.advance(agreement.state, Step.RENEW, Facts())
    last = queries.last_in_force(agreement)
    if last is None:
        raise Refused(Message("it has never been in force"))
    renewal = Agreement.objects.create(
        key=key or uuid4(),
        provider_id=agreement.provider_id,
        code=journal.next_code(PREFIX, provider=agreement.provider_id, on=china_day(at)),
        follows=agreement,
        created_at=at,
        created_by=by,
        **{name: getattr(agreement, name) for name in CARRIED},
    )
    renewal.versions.create(number=1, source=last.source, blanks=queries.values(last))
    carry(agreement, renewal)
    for code, details in (
        (agreement.code, {"renewal": renewal.code}),
        (renewal.code, {"renews": agreement.code}),
    ):
        journal.record(
            "agreement.renewed",
            code,
            provider=agreement.provider_id,
            at=at,
            by=by,
            details=details,
        )
    return renewal


def carry(agreement: Agreement, renewal: Agreement) -> None:
    """Who signs, executes, supervises, and who is liable, as far as it is on record."""
    Responsibility.objects.bulk_create(
        Responsibility(
            agreement=renewal, role=row.role, department=row.department, person=row.person
        )
        for row in agreement.responsibilities.all()
    )
    LiablePerson.objects.bulk_create(
        LiablePerson(agreement=renewal, name=row.name, id_card=row.id_card)
        for row in agreement.liable_persons.all()
    )
