"""The yearly award: measured as often as wanted, decided once (P2-9)."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import lock, say
from sanbao.apps.dealers.facts import AWARDED, Seen
from sanbao.apps.dealers.models import Award, Exposure, Score
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.award import Judged, Year, criteria, is_worthy, judged, ranked
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

DECEMBER = 12
PREFIX = "RY"


@transaction.atomic
def note_exposure(dealer: parties.Dealer, seen: Seen, *, by: User, at: datetime) -> Exposure:
    """A dealer was exposed in the media, or an authority gave notice of it."""
    if seen.on > china_day(at):
        raise Refused(Message("that lies in the future"), field="on")
    made = Exposure.objects.create(
        provider_id=dealer.provider_id,
        dealer=lock(dealer),
        kind=seen.kind,
        on=seen.on,
        source=seen.source.strip(),
        description=seen.description.strip(),
        noted_at=at,
        noted_by=by,
    )
    say("dealer.exposed", dealer, by=by, at=at, what=made.source, changed_on=f"{made.on}")
    return made


@transaction.atomic
def measure(year: int, *, by: User, at: datetime) -> Award:
    """Measure every dealer anew. Refused for a year to come, and once the year is decided."""
    today = china_day(at)
    if year > today.year:
        raise Refused(Message("that year has not begun"), field="year")
    award, _ = Award.objects.select_for_update().get_or_create(
        provider_id=by.provider_id,
        year=year,
        defaults={"measured_at": at, "measured_by": by},
    )
    if award.decided_at is not None:
        raise Refused(Message("the award of this year is decided"), field="year")
    dealers = list(parties.Dealer.objects.filter(provider_id=by.provider_id).order_by("code"))
    found = {dealer.code: (dealer, *look(dealer, year, on=today)) for dealer in dealers}
    order = ranked({code: (one.year, given) for code, (_d, one, given) in found.items()})
    award.scores.all().delete()
    Score.objects.bulk_create(
        Score(
            award=award,
            dealer=found[code][0],
            place=place,
            measured=asdict(found[code][1].year),
            criteria=[asdict(one) for one in found[code][2]],
            evidence=dict(found[code][1].evidence),
            is_worthy=is_worthy(found[code][2]),
        )
        for place, code in enumerate(order, start=1)
    )
    award.measured_at, award.measured_by = at, by
    award.save(update_fields=["measured_at", "measured_by"])
    tell("award.measured", award, by=by, at=at, dealers=len(order))
    return award


def look(
    dealer: parties.Dealer, year: int, *, on: date
) -> tuple[queries.Measurement, list[Judged]]:
    """What was measured, judged by the agreement that binds the dealer on the day."""
    found = queries.measured(dealer, year, on=on)
    version = queries.version_of(dealer, on=on)
    asked = criteria(agreements.terms(version).terms) if version else ()
    return found, [judged(term, Year(**asdict(found.year))) for term in asked]


@transaction.atomic
def decide(award: Award, *, by: User, at: datetime) -> Award:
    """From December on: those who meet every criterion are awarded, each with a certificate; what
    the agreements owe for the year is kept by it.
    """
    award = Award.objects.select_for_update().get(pk=award.pk)
    if award.decided_at is not None:
        return award
    today = china_day(at)
    if today < date(award.year, DECEMBER, 1):
        raise Refused(Message("the award is decided from December on"))
    award.decided_at, award.decided_by = at, by
    award.save(update_fields=["decided_at", "decided_by"])
    for score in award.scores.filter(is_worthy=True).select_related("dealer").order_by("place"):
        score.number = journal.next_code(PREFIX, provider=award.provider_id, on=today)
        score.save(update_fields=["number"])
        say("dealer.awarded", score.dealer, by=by, at=at, what=f"{award.year}", who=score.number)
    for version in agreements.versions_in_force(award.provider_id, on=today):
        subject = ("agreement", version.agreement.code)
        period = f"{award.year}-{DECEMBER}"
        obligations.happened(award.provider_id, subject, AWARDED, at=at, by=by, period=period)
    tell("award.decided", award, by=by, at=at)
    return award


def tell(happening: str, award: Award, *, by: User, at: datetime, **more: int) -> None:
    journal.record(
        happening, f"{award.year}", provider=award.provider_id, at=at, by=by, details=more
    )
