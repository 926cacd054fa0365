"""Duties over time for the tests: a small agreement of their own, and subjects that owe by it."""

from datetime import date, datetime, timedelta

from sanbao.apps.agreements.models import Agreement, AgreementState, Version
from sanbao.apps.agreements.queries import terms
from sanbao.apps.obligations import actions
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.terms import Term

from ..world import World

SOURCE = """
slug: duties
title: {{zh: 义务, en: Duties}}
components: {{whole: {{zh: 整机, en: Whole}}}}
clauses:
  - {{id: "1", area: inspection, zh: 一, en: One}}
  - {{id: "2", area: settlement, zh: 二, en: Two}}
  - {{id: "3", area: dealer, zh: 三, en: Three}}
terms:
{terms}
"""
INSPECTED = (
    'kind: rhythm, clause: "1", what: inspected, by: provider, each: asset, every: P6M,'
    " start: commissioned"
)
SHEETS = (
    'kind: rhythm, clause: "2", what: sheets_submitted, by: dealer, each: dealer,'
    " months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], opens_day: 15, day: 20,"
    " about_last_month: true"
)
HOTLINE = 'kind: upkeep, clause: "3", what: hotline_staffed, by: provider, each: agreement'
SHARE = (
    'kind: share, clause: "3", what: followed_up, by: dealer, each: dealer, least: "0.25", day: 20'
)


def source_of(*terms: str) -> str:
    return SOURCE.format(terms="\n".join(f"  - {{{term}}}" for term in terms))


def signed(
    world: World, *terms: str, starts_on: date | None = None, ends_on: date | None = None
) -> Version:
    """An agreement of ours in force for a year before the world's day."""
    manager = world.mei("manager")
    agreement = Agreement.objects.create(
        provider=world.provider,
        code=f"XY-T{Agreement.objects.count()}",
        title="义务",
        template="duties",
        state=AgreementState.IN_FORCE,
        created_at=world.at,
        created_by=manager,
    )
    return further(world, agreement, *terms, starts_on=starts_on, ends_on=ends_on)


def further(
    world: World,
    agreement: Agreement,
    *terms: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Version:
    return Version.objects.create(
        agreement=agreement,
        number=agreement.versions.count() + 1,
        source=source_of(*terms),
        starts_on=starts_on or world.on - timedelta(days=365),
        ends_on=ends_on,
        state="in_force",
        put_in_force_at=world.at,
        put_in_force_by=world.mei("manager"),
    )


def term_of(version: Version, place: int = 0) -> Term:
    return terms(version).terms[place]


def unit(code: str = "YF-1000", **dates: date) -> actions.Subject:
    return actions.Subject(
        "asset", code, label=f"设备 {code}", dates=dates, province="江苏", station="S-1"
    )


def dealer(code: str = "D-1") -> actions.Subject:
    return actions.Subject("dealer", code, label="华北经销部", dealer=code)


def owed(
    world: World,
    version: Version,
    *subjects: actions.Subject,
    at: datetime | None = None,
    days: int = 200,
    place: int = 0,
) -> list[Obligation]:
    """Raise the version's term for the subjects, `days` ahead; every row that stands then."""
    at = at or world.at
    until = (at + timedelta(days=days)).date()
    actions.raise_lasting(version, term_of(version, place), subjects, until=until, at=at)
    rows = Obligation.objects.filter(version__agreement=version.agreement, caused_by=None)
    return list(rows.order_by("due_at", "id"))
