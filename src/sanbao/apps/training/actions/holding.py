"""A session is held: who was there is signed for, what was owed is met, who passed is certified."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.evidence import queries as records
from sanbao.apps.money import actions as money
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.apps.training.actions.issuing import issue
from sanbao.apps.training.actions.session import kind_of, lock, say
from sanbao.apps.training.facts import ATTENDANCE, TRAINED, Result, Signing
from sanbao.apps.training.models import (
    Audience,
    Certificate,
    Enrolment,
    EnrolmentState,
    Session,
    SessionState,
)
from sanbao.rules.form import LONGEST_ANSWER
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.training import MOVES, Facts, Step, passes

FEE = "training"


@dataclass(frozen=True, slots=True)
class Report:
    """What the trainer hands in. results: by enrolment. answers: of the form, besides the names."""

    results: Mapping[int, Result]
    signing: Signing
    answers: Mapping[str, str]


@transaction.atomic
def hold(session: Session, report: Report, *, key: UUID, at: datetime, by: User) -> Session:
    """Put on record who was there and how they did, signed by who held it.

    What is owed to the dealers and customers whose people were there is met with it; a charged one
    is booked by its clause; who passed a course that certifies gets the certificate. The same key
    again is the first.
    """
    session = lock(session)
    if session.state == SessionState.HELD and session.attendance and session.attendance.key == key:
        return session
    signed_up = list(
        session.enrolments.filter(state=EnrolmentState.SIGNED_UP)
        .select_related("person__dealer", "person__customer", "person__user")
        .order_by("pk")
    )
    there = [row for row in signed_up if result_of(row, report).is_present]
    facts = facts_of(session, report, there, at=at)
    session.state = MOVES.advance(session.state, Step.HOLD, facts)
    mark_all(session, signed_up, report)
    session.attendance = attendance(session, signed_up, report, key=key, at=at, by=by)
    session.held_at, session.held_by = at, by
    session.save(update_fields=["state", "attendance", "held_at", "held_by"])
    count = len(there)
    say("session.held", session, at=at, by=by, present=count, absent=len(signed_up) - count)
    meet(session, there, at=min(at, session.ends_at), by=by)
    charge(session, at=at, by=by)
    certify(there, at=at, by=by)
    return session


def result_of(row: Enrolment, report: Report) -> Result:
    return report.results.get(row.pk, Result(is_present=False))


def facts_of(
    session: Session, report: Report, there: Sequence[Enrolment], *, at: datetime
) -> Facts:
    is_tested = session.course.pass_mark is not None
    unmarked = [row for row in there if is_tested and result_of(row, report).mark is None]
    signing = report.signing
    return Facts(
        at=at,
        starts_at=session.starts_at,
        present=len(there),
        unmarked=len(unmarked),
        signer_name=signing.signer_name,
        has_signature=signing.image is not None and not evidence.is_blank(signing.image),
    )


def mark_all(session: Session, rows: Sequence[Enrolment], report: Report) -> None:
    pass_mark = session.course.pass_mark
    for row in rows:
        result = result_of(row, report)
        row.state = EnrolmentState.ATTENDED if result.is_present else EnrolmentState.ABSENT
        row.mark = result.mark if result.is_present and pass_mark is not None else None
        if row.mark is not None and not 0 <= row.mark <= 100:
            raise Refused(Message("a mark is between 0 and 100"), field="mark")
        row.has_passed = result.is_present and passes(row.mark, pass_mark)
    Enrolment.objects.bulk_update(rows, ["state", "mark", "has_passed"])


def attendance(
    session: Session,
    rows: Sequence[Enrolment],
    report: Report,
    *,
    key: UUID,
    at: datetime,
    by: User,
) -> records.Record:
    """The signed record that proves the training."""
    signing, subject = report.signing, ("session", session.code)
    if signing.image is None:
        raise ValueError("a session without a signature passed its guards")
    signature = evidence.attach(
        signing.image,
        provider=session.provider,
        subject=subject,
        purpose="signature",
        key=key,
        by=by,
        at=at,
    )
    came = [row for row in rows if row.state == EnrolmentState.ATTENDED]
    missed = [row for row in rows if row.state != EnrolmentState.ATTENDED]
    answers = {**report.answers, "present": names(came), "absent": names(missed)}
    return evidence.fill(
        ATTENDANCE,
        answers,
        provider=session.provider,
        subject=subject,
        key=key,
        by=by,
        at=at,
        signer_name=signing.signer_name.strip(),
        signature=signature,
    )


def names(rows: Iterable[Enrolment]) -> str:
    text = "、".join(
        row.person.name if row.mark is None else f"{row.person.name}（{row.mark}）" for row in rows
    )
    return text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"


def meet(session: Session, there: Sequence[Enrolment], *, at: datetime, by: User) -> None:
    """What is owed to those whose people were there: to the dealer, under the agreement, and for
    each unit of the customer that a training is owed for.
    """
    guests = [row.person for row in there if kind_of(row.person) != Audience.ENGINEERS]
    subjects = {("dealer", one.dealer.code) for one in guests if one.dealer}
    if guests and session.agreement is not None:
        subjects.add(("agreement", session.agreement.code))
    customers = {one.customer.code for one in guests if one.customer}
    units = owed.Obligation.objects.filter(
        provider_id=session.provider_id,
        what=TRAINED,
        subject_kind="asset",
        customer__in=customers,
        met_at__isnull=True,
    )
    if session.agreement is not None:
        units = units.filter(version__agreement=session.agreement)
    subjects |= set(units.values_list("subject_kind", "subject_code"))
    for subject in sorted(subjects):
        obligations.happened(session.provider_id, subject, TRAINED, at=at, by=by, note=session.code)


def charge(session: Session, *, at: datetime, by: User) -> None:
    """Book the fee of a training beyond what is free, by its clause."""
    if session.is_free or not session.fee or session.agreement is None:
        return
    dealer = session.agreement.dealer_id is not None
    due = money.Entry(
        item=FEE,
        payer="dealer" if dealer else "customer",
        basis="quote",
        description=session.course.topic,
        quantity=Decimal(1),
        unit_price=session.fee,
        amount=session.fee,
        clause=session.clause,
    )
    subject = ("session", session.code)
    money.book([due], provider=session.provider, account=FEE, subject=subject, by=by, at=at)


def certify(there: Sequence[Enrolment], *, at: datetime, by: User) -> list[Certificate]:
    """A certificate for everybody who passed, where the course gives one."""
    passed = [row for row in there if row.has_passed]
    return [made for row in passed if (made := issue(row, at=at, by=by)) is not None]
