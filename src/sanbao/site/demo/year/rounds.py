"""Inspections of a year: proposed each Monday, planned, walked unit by unit, signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.inspections import actions as inspections
from sanbao.apps.inspections import queries as rounds
from sanbao.apps.inspections.queries import Inspection, Round
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as party_rows
from sanbao.apps.training import actions as training
from sanbao.site.demo import answers, pictures
from sanbao.site.demo.clock import CHINA, Story
from sanbao.site.demo.year.doing import Hands

ONE_WEEK = timedelta(days=7)
AHEAD_DAYS = 14
DESIGNER_YEARS = timedelta(days=5 * 365)
NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rounds:
    """designer: who takes part where a clause wants a design engineer."""

    hands: Hands
    designer: party_rows.Person

    def mondays(self, since: datetime, until: datetime) -> Story:
        """Each Monday morning what falls due soon is grouped and given to somebody."""
        day = (since - timedelta(days=since.weekday())).replace(hour=8, minute=30)
        while day <= until:
            yield max(day, since)
            at = max(day, since)
            company = self.hands.company
            inspections.propose(company.provider.pk, at=at, ahead_days=AHEAD_DAYS)
            for place, round_ in enumerate(self.open_rounds()):
                self.plan(round_, place, at=at)
            day += ONE_WEEK

    def days(self, since: datetime, until: datetime) -> Story:
        """Each working morning the rounds of the day are walked, if their engineer is well."""
        day = since.replace(hour=9, minute=0, second=0, microsecond=0)
        while day <= until:
            yield day
            for round_ in self.rounds_of(day.date()):
                self.go(round_, at=day)
            day += NEXT_DAY

    def open_rounds(self) -> Sequence[Round]:
        return self.some(state="proposed", planned_on=None)

    def rounds_of(self, day: date) -> Sequence[Round]:
        return self.some(state="planned", planned_on__lte=day)

    def some(self, **wanted: object) -> Sequence[Round]:
        company = self.hands.company
        found = Round.objects.filter(provider=company.provider, **wanted)
        return list(found.select_related("provider", "site__customer", "lead").order_by("code"))

    def plan(self, round_: Round, place: int, *, at: datetime) -> None:
        engineers = self.hands.company.staff.engineers
        lead = engineers[place % len(engineers)]
        on = max(round_.week_on + timedelta(days=place % 5), at.astimezone(CHINA).date())
        manager = self.hands.company.people[Role.MANAGER]
        wanted = inspections.Plan(
            on=on, lead=lead, designer=self.designer if round_.needs_designer else None
        )
        inspections.plan(round_, wanted, by=manager, at=at)
        contact = round_.site.contact_name or round_.site.customer.name
        inspections.notify(round_, whom=contact, by=manager, at=at + timedelta(minutes=5))

    def go(self, round_: Round, *, at: datetime) -> None:
        fates = self.hands.fates
        lead = round_.lead
        if lead is None:
            return
        if fates.chance("sick", lead.username, at.date()).random() < fates.rates.sick:
            manager = self.hands.company.people[Role.MANAGER]
            moved = inspections.Plan(
                on=at.date() + NEXT_DAY,
                lead=lead,
                designer=self.designer if round_.needs_designer else None,
            )
            inspections.plan(round_, moved, reason="工程师请病假", by=manager, at=at)
            return
        self.walk(round_, lead, at=at)

    def walk(self, round_: Round, lead: User, *, at: datetime) -> None:
        """On site: each unit, what is found, what the staff says, and the signature."""
        inspections.start(round_, by=lead, at=at)
        units = rounds.Inspection.objects.filter(round=round_).select_related("asset")
        for unit in units.order_by("asset__serial"):
            at += timedelta(minutes=20)
            self.inspect(unit, lead, at=at)
        at += timedelta(minutes=10)
        chance = self.hands.fates.chance("round", round_.code)
        contact = round_.site.contact_name or round_.site.customer.name
        signing = inspections.Signing(
            signer_name=contact, image=pictures.signature(chance), nobody_spoke=True
        )
        given = answers.inspection_feedback(chance)
        key = self.hands.company.clock.key()
        inspections.sign(round_, signing, given, key=key, by=lead, at=at)

    def inspect(self, unit: Inspection, lead: User, *, at: datetime) -> None:
        fates, clock = self.hands.fates, self.hands.company.clock
        chance = fates.chance("latent", unit.asset.serial, at.date())
        has_fault = chance.random() < fates.rates.fault
        if has_fault:
            found = inspections.Found(
                found="接线端子松动", outcome="removed", done="重新压接并紧固"
            )
            inspections.write_down(unit, found, key=clock.key(), by=lead, at=at)
        given = answers.inspection(has_fault=has_fault)
        inspections.check(unit, given, key=clock.key(), by=lead, at=at)


def design_engineer(hands: Hands, *, at: datetime) -> party_rows.Person:
    """Somebody of the works who may take part in inspections all through the year."""
    company = hands.company
    station = next(iter(company.staff.stations.values()))
    person = parties.create_person(
        "沈设计", provider=company.provider, phone=company.clock.phone(), belongs_to=station
    )
    certificate = training.Paper(
        kind="design",
        number="SJ-0001",
        valid_from=at.date() - DESIGNER_YEARS,
        valid_until=at.date() + DESIGNER_YEARS,
    )
    training.record(person, certificate, at=at, by=None)
    return person
