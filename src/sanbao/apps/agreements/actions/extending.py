"""A longer cover for a place or a unit: asked for, and decided about by somebody else (P2-3.2)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Agreement, Extension, ExtensionState
from sanbao.apps.journal import actions as journal
from sanbao.apps.parties.queries import Site
from sanbao.rules.deadline import china_day
from sanbao.rules.extension import MOST_MONTHS, MOVES, Facts, Step
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.place import province
from sanbao.rules.signing import RUNNING

PREFIX = "YB"


@dataclass(frozen=True, slots=True)
class Longer:
    """What is asked for: one of a province (and city), a site, a serial number; months; why."""

    months: int
    reason: str
    province: str = ""
    city: str = ""
    site: Site | None = None
    serial: str = ""


@transaction.atomic
def request_extension(
    agreement: Agreement, asked: Longer, *, key: UUID, by: User, at: datetime
) -> Extension:
    """Ask for a longer cover. The same `key` again is the same request; it changes nothing yet."""
    agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if first := Extension.objects.filter(key=key).first():
        if first.agreement_id != agreement.pk:
            raise Refused(Message("this key belongs to something else"), field="key")
        return first
    check(agreement, asked)
    extension = Extension.objects.create(
        key=key,
        provider_id=agreement.provider_id,
        code=journal.next_code(PREFIX, provider=agreement.provider_id, on=china_day(at)),
        agreement=agreement,
        province=province(asked.province) or "",
        city=asked.city.strip()[:40] if asked.province else "",
        site=asked.site,
        serial=asked.serial.strip()[:60],
        months=asked.months,
        reason=asked.reason.strip()[:200],
        requested_at=at,
        requested_by=by,
    )
    say("extension.requested", extension, by=by, at=at)
    return extension


def check(agreement: Agreement, asked: Longer) -> None:
    if not queries.extension_clause(agreement):
        raise Refused(Message("no clause of this agreement lets the cover be made longer"))
    if agreement.state not in RUNNING:
        raise Refused(Message("the agreement is not in force"), field="agreement")
    if not 1 <= asked.months <= MOST_MONTHS:
        limits = {"least": 1, "most": MOST_MONTHS}
        raise Refused(
            Message("must be a whole number from %(least)s to %(most)s", limits), field="months"
        )
    if not asked.reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    places = (bool(asked.province.strip()), asked.site is not None, bool(asked.serial.strip()))
    if sum(places) != 1:
        raise Refused(
            Message("name either a province, or a site, or the serial number of a unit"),
            field="province",
        )
    if asked.province.strip() and province(asked.province) is None:
        raise Refused(Message("there is no such province"), field="province")
    if asked.site is not None and asked.site.customer.provider_id != agreement.provider_id:
        raise Refused(Message("is not of this company"), field="site")


@transaction.atomic
def decide_extension(
    extension: Extension, *, is_approved: bool, reason: str, by: User, at: datetime
) -> Extension:
    """Approve or refuse it; from an approval on, decisions know of it. Never by who asked."""
    extension = (
        Extension.objects.select_for_update(of=("self",))
        .select_related("agreement")
        .get(pk=extension.pk)
    )
    facts = Facts(
        clause=queries.extension_clause(extension.agreement),
        is_requester=extension.requested_by_id == by.pk,
        reason=reason,
    )
    step = Step.APPROVE if is_approved else Step.REFUSE
    extension.state = ExtensionState(MOVES.advance(extension.state, step, facts))
    extension.decided_at, extension.decided_by = at, by
    extension.decided_reason = reason.strip()[:200]
    extension.save(update_fields=["state", "decided_at", "decided_by", "decided_reason"])
    say(f"extension.{extension.state}", extension, by=by, at=at)
    return extension


def say(happening: str, extension: Extension, *, by: User, at: datetime) -> None:
    journal.record(
        happening,
        extension.code,
        provider=extension.provider_id,
        at=at,
        by=by,
        now=extension.state,
        details={
            "agreement": extension.agreement.code,
            "months": extension.months,
            "reason": extension.decided_reason or extension.reason,
        },
    )
