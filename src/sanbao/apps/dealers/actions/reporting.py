"""A dealer hands in what it reports of a month or of a new product (P2-2.5, P2-8.1, P2-8.3)."""

from datetime import datetime, time

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import is_of_dealer, lock, say
from sanbao.apps.dealers.facts import OF_MONTH, REPORT_PREFIX, REPORTS, SUBJECT, Filing
from sanbao.apps.dealers.models import Report
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.deadline import CHINA_TIME, china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.rhythm import first_after

NOON = time(12)


@transaction.atomic
def file_report(dealer: parties.Dealer, filing: Filing, *, by: User, at: datetime) -> Report:
    """Put a report on record; the duty of that month, or of that product, is kept by it.

    Handed in again it is a correction: a further record beside the first, whose day stays. The
    provider enters what reached it on paper, by the day on which it came.
    """
    dealer = lock(dealer)
    refuse_early(filing, at=at)
    reached_at = reached(filing, by=by, at=at)
    provider = parties.Dealer.objects.select_related("provider").get(pk=dealer.pk).provider
    found = queries.report_of(dealer, filing.kind, filing.period)
    code = (
        found.code
        if found
        else journal.next_code(REPORT_PREFIX, provider=dealer.provider_id, on=china_day(at))
    )
    record = evidence.fill(
        REPORTS[filing.kind].form,
        filing.answers,
        provider=provider,
        subject=("report", code),
        key=filing.key,
        by=by,
        at=at,
    )
    if found is not None:
        return corrected(found, record.pk, by=by, at=at)
    report = Report.objects.create(
        provider=provider,
        code=code,
        dealer=dealer,
        kind=filing.kind,
        period=filing.period,
        record=record,
        reported_at=reached_at,
        reported_by=by,
    )
    told = {"report": code, "what": filing.period, "kind": filing.kind}
    say("dealer.report_filed", dealer, by=by, at=at, **told)
    obligations.happened(
        dealer.provider_id,
        (SUBJECT, dealer.code),
        REPORTS[filing.kind].what,
        at=reached_at,
        by=by,
        period=filing.period,
        note=code,
    )
    return report


def corrected(report: Report, record_pk: int, *, by: User, at: datetime) -> Report:
    if report.record_id == record_pk:  # the same form, sent again
        return report
    report.record_id = record_pk
    report.save(update_fields=["record"])
    told = {"report": report.code, "what": report.period, "kind": report.kind}
    say("dealer.report_corrected", report.dealer, by=by, at=at, **told)
    return report


def refuse_early(filing: Filing, *, at: datetime) -> None:
    """A month is reported once it is over."""
    if filing.kind in OF_MONTH and china_day(at) < first_after(filing.period):
        raise Refused(Message("the month is not over yet"), field="period")


def reached(filing: Filing, *, by: User, at: datetime) -> datetime:
    """When it reached the provider: now, or on the day on which a paper came."""
    if filing.reached_on is None or is_of_dealer(by):
        return at
    if filing.reached_on > china_day(at):
        raise Refused(Message("it cannot have come in the future"), field="reached_on")
    return min(at, datetime.combine(filing.reached_on, NOON, CHINA_TIME))
