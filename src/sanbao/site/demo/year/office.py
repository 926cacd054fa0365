"""The days of a company: what is owed is seen each morning, and done when somebody gets to it."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from sanbao.apps.accounts.access import Role
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.queries import Obligation, ObligationKind, ObligationState
from sanbao.site.demo.clock import Story
from sanbao.site.demo.year.doing import Hands, do

ONE_DAY = timedelta(days=1)
# Duties that somebody gets to by their own way: the cases' promises are kept by the cases.
SEEN = (ObligationKind.RHYTHM, ObligationKind.ONE_OFF, ObligationKind.CONSEQUENCE)
# These are met by what is done for a round or with a spare unit.
BY_OTHERS = ("inspected", "loaner", "loaner_returned")
RESTORED_AFTER = timedelta(hours=3)


@dataclass(slots=True)
class Office:
    """planned: what will be done when, the next first. seen: the duties that have been planned."""

    hands: Hands
    planned: list[tuple[datetime, int, Obligation]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    order: Iterator[int] = field(default_factory=count)

    def mornings(self, since: datetime, until: datetime) -> Story:
        """Each morning at seven what is owed is looked through."""
        day = since.replace(hour=7, minute=0, second=0, microsecond=0)
        while day <= until:
            yield day
            self.look(day)
            self.let_lapse(day)
            self.look_into_misses(day)
            day += ONE_DAY

    def doings(self, since: datetime, until: datetime) -> Story:
        """What is planned, done one after the other."""
        at = since
        while at <= until:
            yield at
            while self.planned and self.planned[0][0] <= at:
                self.next(at)
            soonest = self.planned[0][0] if self.planned else at + ONE_DAY
            at = min(max(soonest, at + timedelta(minutes=1)), at + timedelta(hours=6))

    def next(self, at: datetime) -> None:
        _, _, duty = heapq.heappop(self.planned)
        duty.refresh_from_db()
        if duty.state in (ObligationState.RUNNING, ObligationState.MISSED) and not duty.met_at:
            again = do(self.hands, duty, at=at)
            if again is not None:
                self.plan(duty, again)

    def plan(self, duty: Obligation, at: datetime) -> None:
        heapq.heappush(self.planned, (at, next(self.order), duty))

    def look(self, at: datetime) -> None:
        """Duties that have come in since yesterday get their day."""
        company = self.hands.company
        rows = Obligation.objects.filter(
            provider=company.provider,
            state=ObligationState.RUNNING,
            kind__in=SEEN,
            starts_at__lte=at + ONE_DAY,
        )
        rows = rows.exclude(pk__in=self.seen).exclude(what__in=BY_OTHERS)
        for duty in rows.order_by("subject_code", "what", "clause", "period"):
            self.seen.add(duty.pk)
            done_at = self.hands.fates.done_at(duty, now=at)
            if done_at is not None:
                self.plan(duty, done_at)

    def let_lapse(self, at: datetime) -> None:
        """Now and then nobody sits at the hotline; it is seen and put right."""
        company = self.hands.company
        rows = Obligation.objects.filter(
            provider=company.provider,
            kind=ObligationKind.UPKEEP,
            what="hotline_staffed",
            state=ObligationState.RUNNING,
        )
        for duty in rows.order_by("id"):
            chance = self.hands.fates.chance("gap", duty.clause, at.date())
            if chance.random() < self.hands.fates.rates.gap:
                manager = company.people[Role.MANAGER]
                obligations.lapse(duty.pk, reason="夜班请假，无人顶班", at=at, by=manager)
                obligations.restore(duty.pk, at=at + RESTORED_AFTER, by=manager)

    def look_into_misses(self, at: datetime) -> None:
        """The manager excuses what could not be helped."""
        company = self.hands.company
        manager = company.people[Role.MANAGER]
        rows = Obligation.objects.filter(
            provider=company.provider,
            state=ObligationState.MISSED,
            caused_by__isnull=True,
            due_at__gt=at - ONE_DAY,
            due_at__lte=at,
        )
        for duty in rows.order_by("subject_code", "what", "clause", "period"):
            chance = self.hands.fates.chance("excuse", duty.subject_code, duty.what, duty.period)
            if chance.random() < self.hands.fates.rates.excused:
                reason = "台风停工，无法按时完成"
                obligations.excuse(duty.pk, reason=reason, at=at, by=manager)
