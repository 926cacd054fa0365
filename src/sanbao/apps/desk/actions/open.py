"""Opening a case from a report."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.accounts.stored import add
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import actions as assets
from sanbao.apps.desk.actions.decide import check_time, decide_case, preview_by, version_on
from sanbao.apps.desk.facts import TAKEN_UNDECIDED, CaseReport
from sanbao.apps.desk.models import Case, Channel
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PREFIX = "BX"


def open_case(report: CaseReport, *, by: User | None, at: datetime) -> Case:
    """Store the report as a case, decided, with its obligations raised.

    The same key gives the same case. A report from outside the desk is taken even where it
    cannot be decided yet; the desk is told what is missing instead.
    """
    if case := known(report):
        return case
    try:
        with transaction.atomic():
            return opened(report, by=by, at=at)
    except IntegrityError:
        # A double click: the other request with this key has just opened it.
        if case := known(report):
            return case
        raise


def known(report: CaseReport) -> Case | None:
    """The case already opened from this form, if any."""
    case = next(iter(keyed(report.key)), None)
    if case is not None and case.asset_id != report.asset.pk:
        raise Refused(Message("this form has been sent before; open it anew"))
    return case


@prepared
def keyed(key: UUID) -> QuerySet[Case]:
    return Case.objects.filter(key=key).select_related("asset")


def is_known(report: CaseReport) -> bool:
    return known(report) is not None


def opened(report: CaseReport, *, by: User | None, at: datetime) -> Case:
    check_time(report, at=at)
    if report.is_again:
        assets.not_held(report.asset)
    version, undecided = deciding_version(report)
    case = stored(report, version=version, by=by, at=at)
    if version is not None:
        decide_case(case, by=by, at=at)
        answer_the_phone(case, by=by)
    journal.record(
        "case.opened",
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        now=case.state,
        details={
            "is_again": report.is_again,
            "undecided": undecided,
            "about": f"{case.asset.serial} {case.customer.name}",
        },
    )
    return case


def answer_the_phone(case: Case, *, by: User | None) -> None:
    """Who speaks with somebody has answered at once; on the web the answer is still to come."""
    if case.channel == Channel.PHONE:
        subject = ("case", case.code)
        obligations.happened(case.provider_id, subject, "answered", at=case.reported_at, by=by)


def deciding_version(
    report: CaseReport,
) -> tuple[agreements.Version | None, dict[str, str]]:
    """The version to decide by, or None and what is in the way where that may be."""
    try:
        version = version_on(report.asset, at=report.reported_at)
        preview_by(version, report)
        return version, {}
    except Refused as refused:
        if report.channel not in TAKEN_UNDECIDED:
            raise
        return None, {"field": refused.field, "problem": str(refused.message)}


def stored(
    report: CaseReport, *, version: agreements.Version | None, by: User | None, at: datetime
) -> Case:
    asset = report.asset
    on = at.astimezone(ZoneInfo(asset.provider.zone)).date()
    case = Case(
        provider=asset.provider,
        code=journal.next_code(PREFIX, provider=asset.provider_id, on=on),
        key=report.key,
        asset=asset,
        customer=asset.customer,
        version=version,
        channel=report.channel,
        kind=report.kind,
        particulars=dict(report.particulars),
        component=report.component,
        description=report.description.strip(),
        cause=report.cause,
        severity=report.severity,
        exclusions=sorted(report.exclusions),
        province=report.place["province"],
        area=report.place["area"],
        reporter_name=report.reporter_name.strip(),
        reporter_phone=report.reporter_phone.strip(),
        reported_at=report.reported_at,
        opened_by=by,
        owner=by if by is not None and not by.has_role("customer") else None,
    )
    add(case)
    return case
