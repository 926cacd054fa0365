"""The months whose fees were waived, as several in a row were missed (P2-7.3)."""

from collections.abc import Collection
from datetime import date

from sanbao.apps.obligations import queries as duties
from sanbao.apps.parties import queries as parties
from sanbao.rules.rhythm import month_of

WAIVER = "waiver"


def waived_months(dealer: parties.Dealer) -> dict[date, str]:
    """The months whose fees were waived, each with the clause."""
    return {
        month: waiver.clause for waiver, months in waivers_of(dealer).items() for month in months
    }


def waivers_of(dealer: parties.Dealer) -> dict[duties.Obligation, list[date]]:
    """The dealer's waivers, each with its months: so many as the clause asks for in a row, from the
    beginning of the run that drew it, after those of an earlier waiver. None where the run is too
    short for it since one of its months was excused; a form that comes in late excuses nothing.
    """
    drawn = duties.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        subject_kind="dealer",
        subject_code=dealer.code,
        what=WAIVER,
        caused_by__isnull=False,
    ).exclude(state__in=["cancelled", "excused"])
    found: dict[duties.Obligation, list[date]] = {}
    taken: set[date] = set()
    for waiver in drawn.select_related("caused_by").order_by("id"):
        found[waiver] = months_of(waiver, taken)
        taken.update(found[waiver])
    return found


def months_of(waiver: duties.Obligation, taken: Collection[date]) -> list[date]:
    missed = waiver.caused_by
    if missed is None:
        return []
    run = duties.run_of(missed, as_of=waiver.starts_at)
    each = next(
        (int(owed["in_a_row"]) for owed in missed.consequences if is_waiver(owed, waiver.clause)),
        None,
    )
    if each is None:  # drawn by this miss alone
        return [first_day(missed)] if run else []
    free = [month for month in map(first_day, run) if month not in taken]
    return free[:each] if len(free) >= each else []


def first_day(missed: duties.Obligation) -> date:
    return date(*month_of(missed.period), 1)


def is_waiver(owed: dict[str, str], clause: str) -> bool:
    return owed["what"] == WAIVER and owed["clause"] == clause and "in_a_row" in owed
