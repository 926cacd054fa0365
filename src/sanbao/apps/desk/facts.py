"""What a case tells the rules: a report as it came in, turned into the facts of an event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sanbao.apps.assets import queries as assets
from sanbao.apps.desk.models import Case, Channel
from sanbao.rules.agreement import Agreement
from sanbao.rules.facts import WHOLE, Cause, EventKind

# Whatever an agreement says, a person may report a fault, ask and complain.
ALWAYS = frozenset(
    {EventKind.FAULT_REPORTED, EventKind.COMPLAINT_RECEIVED, EventKind.QUESTION_ASKED}
)

# What has to be said besides, for the kinds that need more than a description.
PARTICULARS: Mapping[str, tuple[str, ...]] = {
    EventKind.RETURN_REQUESTED: ("reason",),
    EventKind.GOODS_RECEIVED: ("quantity", "authorised", "claimant"),
    EventKind.EXCHANGE_REQUESTED: ("claimant",),
    EventKind.DEFECT_APPLICATION_RECEIVED: ("quantity", "claimant"),
}

# The reports of those who are not at our desk are taken even when they cannot be decided yet.
# So is what comes to light on an inspection or a call-back: it must not be lost.
TAKEN_UNDECIDED = frozenset({Channel.WEB, Channel.QR, Channel.INSPECTION, Channel.CALL_BACK})


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One report about one unit, as it came in.

    key: made when the form was shown; the same key again is the same report.
    province, area: "" means the place of the unit's site.
    severity: "" while nobody has said how bad it is.
    is_again: the same fault has come back after a repair.
    """

    key: UUID
    asset: assets.Asset
    channel: str
    description: str
    reporter_name: str
    reporter_phone: str
    reported_at: datetime
    kind: str = EventKind.FAULT_REPORTED
    component: str = WHOLE
    cause: str = Cause.UNKNOWN
    severity: str = ""
    exclusions: tuple[str, ...] = ()
    province: str = ""
    area: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)
    is_again: bool = False

    @property
    def place(self) -> dict[str, str]:
        site = self.asset.site
        return {"province": self.province or site.province, "area": self.area or site.area}


def kinds_of(agreement: Agreement) -> list[str]:
    """The kinds of event to offer: what people may always say, and what the agreement speaks of."""
    spoken = {event for term in agreement.terms for event in getattr(term, "events", ())}
    return [kind.value for kind in EventKind if kind in ALWAYS | spoken]


def facts_of_report(report: CaseReport, *, code: str = "") -> dict[str, Any]:
    return facts(
        report.asset,
        code=code,
        component=report.component,
        exclusions=list(report.exclusions),
        event={
            "kind": report.kind,
            "at": report.reported_at.isoformat(),
            "cause": report.cause,
            "place": report.place,
            **how_bad(report.severity),
            **report.particulars,
        },
    )


def facts_of_case(case: Case) -> dict[str, Any]:
    event = {
        "kind": case.kind,
        "at": case.reported_at.isoformat(),
        "cause": case.cause,
        "place": {"province": case.province, "area": case.area},
        **how_bad(case.severity),
        **case.particulars,
    }
    if case.on_site_at is not None:
        event["on_site_at"] = case.on_site_at.isoformat()
    return facts(
        case.asset,
        code=case.code,
        component=case.component,
        exclusions=list(case.exclusions),
        event=event,
    )


def how_bad(severity: str) -> dict[str, str]:
    return {"severity": severity} if severity else {}


def facts(
    asset: assets.Asset, *, code: str, component: str, exclusions: list[str], event: dict[str, Any]
) -> dict[str, Any]:
    unit = {**assets.facts_of(asset, component=component), "exclusions": sorted(exclusions)}
    return {"id": code, "asset": unit, "event": event}
