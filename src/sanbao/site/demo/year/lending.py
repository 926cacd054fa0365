"""Spare units of a year: asked for by clause, lent from the pool, asked back, taken back, late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk import queries as cases
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts import queries as loans
from sanbao.apps.parts.facts import Signing
from sanbao.site.demo import pictures
from sanbao.site.demo.clock import Story
from sanbao.site.demo.year.doing import Hands

ONE_DAY = timedelta(days=1)
OPEN_CASES = (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE)
# One spare unit for so many units in use; a small company has two.
UNITS_FOR_ONE = 25
HANDED_OVER = {"condition": "外观完好", "works": "yes", "use_explained": "yes"}
CAME_BACK = {"condition": "as_lent", "accessories": "yes"}
# Days until it is there, and until it is back, in time and late.
LENT_AFTER, LENT_LATE = (0.5, 2.0), (4.0, 9.0)
BACK_AFTER, BACK_LATE = (0.5, 6.0), (15.0, 40.0)


@dataclass(frozen=True, slots=True)
class Lending:
    """wanted: share of the cases in which somebody asks, where a clause gives it on demand."""

    hands: Hands
    wanted: float = 0.5

    def days(self, since: datetime, until: datetime) -> Story:
        """Each morning at ten: who may ask does, and what is due goes out or comes back."""
        day = since.replace(hour=10, minute=0, second=0, microsecond=0)
        yield max(day, since)
        self.fill_pool(at=max(day, since))
        while day <= until:
            yield day
            self.ask(at=day)
            self.lend(at=day)
            self.take_back(at=day)
            day += ONE_DAY

    def fill_pool(self, *, at: datetime) -> None:
        company = self.hands.company
        manager = company.people[Role.MANAGER]
        for number in range(1, max(len(company.units) // UNITS_FOR_ONE, 2) + 1):
            serial = f"BY-{number:03}"
            parts.add_unit(serial, "备用主机", provider=company.provider, by=manager, at=at)

    def ask(self, *, at: datetime) -> None:
        desk = self.hands.company.people[Role.DESK]
        rows = cases.cases_for(desk).filter(state__in=OPEN_CASES).order_by("code")
        for case in rows:
            claim = loans.claim_of(case)
            if claim is None or loans.open_loan(case) is not None:
                continue
            # What a miss has drawn is brought unasked.
            is_drawn = claim.obligation_id is not None
            if is_drawn or self.hands.fates.chance("spare", case.code).random() < self.wanted:
                parts.ask(case, by=desk, at=at)

    def lend(self, *, at: datetime) -> None:
        desk = self.hands.company.people[Role.DESK]
        for loan in self.some("asked"):
            spare = loans.free_units(loan.provider_id).first()
            waits = self.wait("lend", loan, LENT_AFTER, LENT_LATE)
            if spare is None or waits is None or loan.asked_at + waits > at:
                continue
            chance = self.hands.fates.chance("hand over", loan.code)
            signing = Signing(loan.case.reporter_name, pictures.signature(chance))
            key = self.hands.company.clock.key()
            parts.hand_over(loan, spare, HANDED_OVER, signing, key=key, by=desk, at=at)

    def take_back(self, *, at: datetime) -> None:
        desk = self.hands.company.people[Role.DESK]
        for loan in self.some("due_back"):
            waits = self.wait("return", loan, BACK_AFTER, BACK_LATE)
            if waits is not None and loan.due_back_at and loan.due_back_at + waits <= at:
                key = self.hands.company.clock.key()
                parts.take_back(loan, CAME_BACK, key=key, by=desk, at=at)

    def some(self, state: str) -> list[loans.Loan]:
        found = loans.loans_for(self.hands.company.people[Role.DESK]).filter(state=state)
        return list(found.order_by("code"))

    def wait(
        self, step: str, loan: loans.Loan, soon: tuple[float, float], late: tuple[float, float]
    ) -> timedelta | None:
        """How long this step of a loan takes; None where nobody ever thinks of it."""
        chance, rates = self.hands.fates.chance(step, loan.code), self.hands.fates.rates
        share = chance.random()
        if share < rates.forgotten:
            return None
        days = late if share < rates.forgotten + rates.late else soon
        return timedelta(days=chance.uniform(*days))
