"""A second agreement of each company, each in another state of an agreement's life.

The real actions tell it, so that its page shows how it came to be as it is. Its units and its
dealer are nobody's: what the company's cases are decided by is its first agreement.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements import queries as agreement_rows
from sanbao.site.demo import paper
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff

HOUR = timedelta(hours=1)
YEAR = 365


@dataclass(frozen=True, slots=True)
class Life:
    """Of whose second agreement. chance: its own, so that nothing else is told otherwise by it."""

    data: CompanyData
    staff: Staff
    clock: Clock
    chance: Random

    @property
    def manager(self) -> User:
        return self.staff[Role.MANAGER]

    def draft(self, at: datetime) -> agreement_rows.Version:
        """With what the company writes into the blanks of its first one."""
        made = agreements.create(
            self.data.slug,
            title=self.data.second.title,
            counterparty=self.data.second.counterparty,
            by=self.manager,
            at=at,
            key=self.key(),
        )
        version = made.versions.get()
        agreements.fill_blanks(version, self.data.blanks, by=self.manager, at=at + HOUR)
        paper.describe(self.data, made, self.staff, at=at + HOUR)
        return version

    def put_in_force(
        self, version: agreement_rows.Version, at: datetime, *, days: int
    ) -> agreement_rows.Agreement:
        """Signed by both, for so many days from `at` on."""
        paper.both_sign(self.data, version, self.staff, self.chance, at=at + 2 * HOUR)
        first = at.date()
        last = None if paper.is_limited(version) else first + timedelta(days=days - 1)
        agreements.put_in_force(
            version, starts_on=first, ends_on=last, by=self.manager, at=at + 3 * HOUR
        )
        return version.agreement

    def signed(self, days_ago: int, *, days: int) -> agreement_rows.Agreement:
        at = self.clock.ago(days_ago)
        return self.put_in_force(self.draft(at), at, days=days)

    def key(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def tell(data: CompanyData, staff: Staff, clock: Clock) -> None:
    chance = Random(zlib.crc32(f"second {data.slug}".encode()))  # noqa: S311 - invented lives
    TELLERS[data.second.state](Life(data, staff, clock, chance))


def drafted(life: Life) -> None:
    """One of its blanks is still open."""
    at = life.clock.ago(3)
    version = life.draft(at)
    blank = agreement_rows.document(version.source).parameters[0].name
    agreements.fill_blanks(version, {blank: ""}, by=life.manager, at=at + HOUR)


def reviewed(life: Life) -> None:
    at = life.clock.ago(4)
    agreements.submit(life.draft(at), by=life.manager, at=at + 2 * HOUR)


def signed_by_us(life: Life) -> None:
    at = life.clock.ago(6)
    version = life.draft(at)
    agreements.submit(version, by=life.manager, at=at + 2 * HOUR)
    paper.we_sign(life.data, version, life.staff, life.chance, at=at + 3 * HOUR)


def suspended(life: Life) -> None:
    agreement = life.signed(200, days=3 * YEAR)
    reason = "对方停业装修，双方商定暂停"
    agreements.suspend(agreement, reason=reason, by=life.manager, at=life.clock.ago(12))


def expiring(life: Life) -> None:
    agreement = life.signed(YEAR - 30, days=YEAR)
    turned(life, agreement, days_ago=0, hour=7)


def expired(life: Life) -> None:
    agreement = life.signed(YEAR + 40, days=YEAR)
    for days_ago in (90, 39):
        turned(life, agreement, days_ago=days_ago)


def terminated(life: Life) -> None:
    agreement = life.signed(300, days=3 * YEAR)
    at = life.clock.ago(50)
    agreements.terminate(
        agreement, on=at.date(), reason="设备已整体转让，双方同意终止", by=life.manager, at=at
    )
    turned(life, agreement, days_ago=49)


def superseded(life: Life) -> None:
    """Renewed before its time: the new one took its place."""
    agreement = life.signed(YEAR + 100, days=2 * YEAR)
    at = life.clock.ago(60)
    renewal = agreements.renew(agreement, by=life.manager, at=at, key=life.key())
    life.put_in_force(renewal.versions.get(), at, days=3 * YEAR)
    turned(life, agreement, days_ago=59)


def turned(
    life: Life, agreement: agreement_rows.Agreement, *, days_ago: int, hour: float = 1
) -> None:
    """What the night's job wrote down on that day."""
    at = life.clock.ago(days_ago, hour=hour)
    agreements.keep(agreement, on=at.date(), at=at)


TELLERS: Mapping[str, Callable[[Life], None]] = {
    "draft": drafted,
    "in_review": reviewed,
    "signed_by_one": signed_by_us,
    "suspended": suspended,
    "expiring": expiring,
    "expired": expired,
    "terminated": terminated,
    "superseded": superseded,
}
