"""Deciding a case by its agreement: before it is opened, when it is, and as more is known."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.stored import change
from sanbao.apps.agreements import actions as agreement_actions
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.desk.actions.duties import about
from sanbao.apps.desk.actions.move import lock
from sanbao.apps.desk.facts import CaseReport, facts_of_case, facts_of_report
from sanbao.apps.desk.models import Case, CaseState
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.rules.answer import Decision
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def version_on(asset: assets.Asset, *, at: datetime) -> agreements.Version:
    """The version of the unit's agreement in force on that day. Refused where there is none."""
    if asset.agreement is None:
        raise Refused(Message("no agreement stands for this unit"), field="asset")
    on = at.astimezone(ZoneInfo(asset.provider.zone)).date()
    version = agreements.version_in_force(asset.agreement, on=on)
    if version is None:
        raise Refused(
            Message(
                "the agreement “%(agreement)s” is not in force on %(day)s",
                {"agreement": asset.agreement.title, "day": on.isoformat()},
            ),
            field="reported_at",
        )
    return version


def preview(report: CaseReport, *, at: datetime) -> Decision:
    """What the agreement promises about the report, before anything is stored.

    Refused, naming the field, when that cannot be said.
    """
    check_time(report, at=at)
    return preview_by(version_on(report.asset, at=report.reported_at), report)


def preview_by(version: agreements.Version, report: CaseReport) -> Decision:
    """The same by the version that is in force on the day of the report."""
    try:
        return decide_given(agreements.terms(version), facts_of_report(report))
    except FactError as error:
        raise Refused(error.message, field=error.field) from error


def why_undecided(case: Case) -> Refused | None:
    """What keeps a case from being decided now, or None when nothing does any more."""
    try:
        version = case.version or version_on(case.asset, at=case.reported_at)
        decide_given(agreements.terms(version), facts_of_case(case))
    except FactError as error:
        return Refused(error.message, field=error.field)
    except Refused as refused:
        return refused
    return None


def check_time(report: CaseReport, *, at: datetime) -> None:
    """A call may have been taken on paper before; nobody can call from tomorrow."""
    if report.reported_at > at:
        raise Refused(Message("the report cannot lie in the future"), field="reported_at")


def decide_case(
    case: Case, *, by: User | None, at: datetime
) -> tuple[agreements.Decision, Decision] | None:
    """Decide the locked case by its version and keep its obligations in step.

    None for a case that was taken without an agreement in force: nothing is promised for it.
    """
    if case.version is None:
        return None
    subject = ("case", case.code)
    if not assets.is_whole(case.asset):
        case.asset = assets.unit(case.asset_id)
    row, decided = agreement_actions.decide(
        case.version, facts_of_case(case), subject=subject, by=by, at=at
    )
    obligations.raise_from(
        row,
        decided,
        about=about(case),
        by=by,
        at=at,
    )
    return row, decided


@transaction.atomic
def decide_again(case: Case, *, by: User | None, at: datetime) -> agreements.Decision | None:
    """Decide once more, with what is known of the unit by now: a date put right, say."""
    case = lock(case)
    if case.state in (CaseState.CLOSED, CaseState.CANCELLED):
        raise Refused(Message("the case is closed; its decision stands"))
    if case.version is None:
        case.version = version_on(case.asset, at=case.reported_at)
        change(case, "version")
    decided = decide_case(case, by=by, at=at)
    journal.record("case.decided", case.code, provider=case.provider_id, at=at, by=by)
    return decided[0] if decided else None


@transaction.atomic
def arrived(case: Case, *, by: User | None, at: datetime) -> Case:
    """Somebody is on site: the first arrival keeps its promise and starts what counts from it."""
    case = lock(case)
    if case.on_site_at is not None:
        return case
    case.on_site_at = at
    change(case, "on_site_at")
    obligations.happened(case.provider_id, ("case", case.code), "on_site", at=at, by=by)
    decide_case(case, by=by, at=at)
    journal.record("case.reached", case.code, provider=case.provider_id, at=at, by=by)
    return case


@transaction.atomic
def established(
    case: Case,
    *,
    component: str,
    cause: str,
    exclusions: Collection[str],
    by: User | None,
    at: datetime,
) -> agreements.Decision | None:
    """The cause has been found on site: the case is decided again by it."""
    case = lock(case)
    if case.state in (CaseState.CLOSED, CaseState.CANCELLED):
        raise Refused(Message("the case is closed; its decision stands"))
    was = case.cause
    case.component, case.cause, case.exclusions = component, cause, sorted(exclusions)
    change(case, "component", "cause", "exclusions")
    decided = decide_case(case, by=by, at=at)
    journal.record(
        "case.cause_established",
        case.code,
        provider=case.provider_id,
        at=at,
        by=by,
        was=was,
        now=cause,
        details={"component": component, "exclusions": sorted(exclusions)},
    )
    return decided[0] if decided else None
