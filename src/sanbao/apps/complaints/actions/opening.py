"""A complaint comes in: taken once, decided by its agreement, its promises raised."""

from datetime import datetime
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.accounts.prepared import prepared
from sanbao.apps.agreements import actions as deciding
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.complaints import queries
from sanbao.apps.complaints.actions.row import say
from sanbao.apps.complaints.facts import COMPLAINT_PREFIX, Report
from sanbao.apps.complaints.models import Complaint, Source, Topic
from sanbao.apps.desk import queries as cases
from sanbao.apps.desk.facts import CaseReport, facts_of_report
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import china_day
from sanbao.rules.facts import EventKind
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@transaction.atomic
def open_complaint(
    report: Report, *, provider: Provider, by: User | None, at: datetime
) -> Complaint:
    """Take a complaint and raise what the agreement promises for it. The same key is the same."""
    if not report.description.strip():
        raise Refused(Message("say what happened"), field="description")
    if (first := known(report, provider.pk)) is not None:
        return first
    try:
        with transaction.atomic():
            return opened(report, provider, by=by, at=at)
    except IntegrityError:  # the other request with this key has just opened it
        if (first := known(report, provider.pk)) is not None:
            return first
        raise


def known(report: Report, provider_id: int) -> Complaint | None:
    first = Complaint.objects.filter(key=report.key).first()
    if first is not None and first.provider_id != provider_id:
        raise Refused(Message("this form has been sent before; open it anew"))
    return first


def opened(report: Report, provider: Provider, *, by: User | None, at: datetime) -> Complaint:
    complaint = stored(report, provider, by=by, at=at)
    if report.case is None:
        promise(complaint, by=by, at=at)
    say("complaint.opened", complaint, by=by, at=at, about=label(complaint))
    return complaint


def stored(report: Report, provider: Provider, *, by: User | None, at: datetime) -> Complaint:
    code = journal.next_code(COMPLAINT_PREFIX, provider=provider, on=china_day(at))
    version = version_of(report, at=at)
    case = report.case
    kind, about = report.about
    unit = ("asset", report.asset.serial) if report.asset and not kind else (kind, about)
    return Complaint.objects.create(
        provider=provider,
        code=code,
        key=report.key,
        source=report.source,
        topic=report.topic,
        grade=report.grade,
        description=report.description.strip(),
        complainer_name=report.complainer_name.strip()[:60],
        complainer_phone=report.complainer_phone.strip()[:30],
        about_kind=unit[0],
        about_code=unit[1],
        promised_kind="case" if case else "complaint",
        promised_code=case.code if case else code,
        customer=report.customer,
        dealer=report.dealer,
        asset=report.asset,
        against=report.against,
        version=version,
        clause=queries.clause_of(version),
        owner=by if by is not None and by.has_role(Role.DESK, Role.MANAGER) else None,
        received_at=at,
        received_by=by,
    )


def version_of(report: Report, *, at: datetime) -> agreements.Version | None:
    """The agreement that the unit, or the case, is under that day."""
    if report.case is not None and report.case.version_id is not None:
        return report.case.version
    if report.asset is None or report.asset.agreement is None:
        return None
    return agreements.version_in_force(report.asset.agreement, on=china_day(at))


def label(complaint: Complaint) -> str:
    who = complaint.customer or complaint.dealer or complaint.complainer_name
    return f"{complaint.code} {who}"


def promise(complaint: Complaint, *, by: User | None, at: datetime) -> None:
    """Raise what the agreement promises on a complaint: a plan within 24 hours, say (P5-1.5).

    A unit that cannot be decided about has no promises; its complaint is taken all the same.
    """
    if complaint.asset is None or complaint.version is None:
        return
    unit = assets.unit(complaint.asset.pk)
    facts = facts_of_report(event_of(complaint, unit, at=at), code=complaint.code)
    subject = ("complaint", complaint.code)
    try:
        row, decided = deciding.decide(complaint.version, facts, subject=subject, by=by, at=at)
    except Refused:
        return
    obligations.raise_from(row, decided, about=about(complaint, unit), by=by, at=at)


def event_of(complaint: Complaint, unit: assets.Asset, *, at: datetime) -> CaseReport:
    return CaseReport(
        key=complaint.key,
        asset=unit,
        channel=complaint.source,
        kind=EventKind.COMPLAINT_RECEIVED,
        description=complaint.description,
        reporter_name=complaint.complainer_name,
        reporter_phone=complaint.complainer_phone,
        reported_at=at,
    )


def about(complaint: Complaint, unit: assets.Asset) -> obligations.About:
    site = unit.site
    station = parties.serving(
        complaint.provider_id, province=site.province, city=site.city, county=site.county
    )
    return obligations.About(
        label=f"{unit.serial} {unit.customer.name}",
        province=site.province,
        station=station.code if station else "",
        dealer=unit.dealer.code if unit.dealer else "",
        product=unit.product.code,
        customer=unit.customer.code,
        owner=complaint.owner,
    )


def open_for_case(provider_id: int, code: str, *, at: datetime) -> Complaint | None:
    """A case that is a complaint is looked into as one; once for each. None for another case."""
    found = complaining(provider_id, code)
    if not found:
        return None
    (case,) = found
    from_call = case.channel == cases.Channel.CALL_BACK
    report = Report(
        key=uuid5(case.key, "complaint"),
        source=Source.FOLLOW_UP if from_call else Source.CASE,
        topic=Topic.OTHER,
        description=case.description,
        complainer_name=case.reporter_name,
        complainer_phone=case.reporter_phone,
        about=("case", case.code),
        customer=case.customer,
        dealer=case.asset.dealer,
        asset=case.asset,
        case=case,
    )
    return open_complaint(report, provider=case.provider, by=None, at=at)


@prepared
def complaining(provider_id: int, code: str) -> QuerySet[cases.Case]:
    """The case of that number, if it is a complaint."""
    rows = cases.Case.objects.select_related(
        "provider", "asset__dealer", "customer", "version__agreement"
    )
    return rows.filter(provider_id=provider_id, code=code, kind=EventKind.COMPLAINT_RECEIVED)
