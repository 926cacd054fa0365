"""Deciding by an agreement, and keeping the decision with the facts it was made from."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import add
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Decision, Version
from sanbao.apps.journal import actions as journal
from sanbao.rules import answer
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError
from sanbao.rules.moves import Refused


@transaction.atomic
def decide(
    version: Version,
    facts: Mapping[str, object],
    *,
    subject: tuple[str, str],
    by: User | None,
    at: datetime,
) -> tuple[Decision, answer.Decision]:
    """What `version` promises about `facts`, stored as the next decision on `subject`.

    facts: JSON values as the contract of `decide` names them. The same facts under the same
    version give the decision made last, not another. Raises Refused, naming the field, for facts
    that are bad or missing.
    """
    try:
        decided = decide_given(queries.terms(version), facts)
    except FactError as error:
        raise Refused(error.message, field=error.field) from None
    kind, code = subject
    provider_id = version.agreement.provider_id
    take_turn(provider_id, kind, code)
    last = queries.latest_decision(provider_id, kind, code)
    if last is not None and last.version_id == version.pk and last.facts == dict(facts):
        return last, decided
    row = Decision(
        provider_id=provider_id,
        version=version,
        subject_kind=kind,
        subject_code=code,
        number=last.number + 1 if last else 1,
        facts=dict(facts),
        answer=decided.as_json("zh", translate=in_chinese),
        decided_at=at,
        decided_by=by,
    )
    add(row)
    record(row)
    return row, decided


def take_turn(provider_id: int, kind: str, code: str) -> None:
    """Two decisions on one subject follow one another: their numbers are consecutive."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"decision {provider_id} {kind} {code}"],
        )


def record(row: Decision) -> None:
    journal.record(
        "decision.made",
        row.subject_code,
        provider=row.provider_id,
        at=row.decided_at,
        by=row.decided_by,
        details={
            "subject": [row.subject_kind, row.subject_code],
            "number": row.number,
            "version": row.version_id,
            "covered": row.answer["warranty"]["covered"],
        },
    )
