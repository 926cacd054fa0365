"""Doing what is owed, each by the actions of its own pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.callbacks import actions as callbacks
from sanbao.apps.callbacks import queries as calls
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.queries import Obligation, Obligor
from sanbao.site.demo import answers
from sanbao.site.demo.build import DemoCompany
from sanbao.site.demo.clock import in_daytime
from sanbao.site.demo.year.fate import Fates

NEXT_TRY = timedelta(hours=22)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does it: the company, and what chance has in store."""

    company: DemoCompany
    fates: Fates

    def by(self, duty: Obligation) -> User:
        """Somebody of the side that owes it."""
        people = self.company.people
        return {
            Obligor.DEALER: people[Role.DEALER],
            Obligor.CUSTOMER: people[Role.CUSTOMER],
        }.get(Obligor(duty.owed_by), people[Role.MANAGER])


Do = Callable[[Hands, Obligation, datetime], datetime | None]


def do(hands: Hands, duty: Obligation, *, at: datetime) -> datetime | None:
    """Do it, or try to; the instant of the next try where it did not come off."""
    return WAYS.get(duty.what, mark_done)(hands, duty, at)


def mark_done(hands: Hands, duty: Obligation, at: datetime) -> datetime | None:
    """What has no page of its own: somebody writes down that it was done."""
    obligations.happened(
        duty.provider_id,
        (duty.subject_kind, duty.subject_code),
        duty.what,
        at=at,
        by=hands.by(duty),
        period=duty.period,
    )
    return None


def ring(hands: Hands, duty: Obligation, at: datetime) -> datetime | None:
    """A call to the customer: reached, tried again the next day, or given up."""
    desk = hands.company.people[Role.DESK]
    callback = callbacks.take(duty, by=desk, at=at)
    chance = hands.fates.chance(duty.subject_code, duty.period, callback.attempts)
    if chance.random() < hands.fates.rates.unreachable:
        if callback.attempts >= calls.tries_of(duty):
            callbacks.give_up(duty, by=desk, at=at)
            return None
        note = "电话无人接听"
        callbacks.try_again(duty, seen=callback.attempts, note=note, by=desk, at=at)
        return in_daytime(at + NEXT_TRY)
    given = answers.call_back(chance, respondent=callback.customer.name)
    key = hands.company.clock.key()
    callbacks.answer(duty, given, key=key, by=desk, at=at + timedelta(minutes=6))
    return None


WAYS: Mapping[str, Do] = {"called_back": ring}
