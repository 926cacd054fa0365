"""The spot check of a month: drawn by a seed on record, from strata of dealer and amount."""

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims.actions.signing import find_signs
from sanbao.apps.claims.facts import period_of
from sanbao.apps.claims.models import MonthlyForm, SpotCheck
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.spotcheck import SIZES
from sanbao.rules.verification import verification

NOTHING = Decimal(0)
SIZE = " + ".join(f"(k.claimed >= {bound})::int" for bound in SIZES)
# Each stratum in the order of the seed's digests, as `rules.sampling` mixes codes.
POOL = f"""
CREATE TEMPORARY TABLE pool ON COMMIT DROP AS
SELECT k.id, k.dealer_id, k.size, k.claimed, share.percent, share.at_risk,
  encode(sha256(convert_to(%(seed)s || ':' || k.code, 'UTF8')), 'hex') AS digest,
  EXISTS (SELECT FROM claims_risksign s WHERE s.sheet_id = k.id) AS is_risky
FROM (SELECT k.id, k.code, k.dealer_id, k.version_id, k.claimed, {SIZE} AS size
  FROM claims_sheet k JOIN claims_monthlyform f ON f.id = k.form_id
  WHERE f.provider_id = %(provider)s AND f.month = %(month)s AND k.state = 'submitted'
    AND f.dealer_id <> ALL(%(drawn)s)) AS k
JOIN share USING (version_id)
"""  # noqa: S608 - bounds of ours
STRATA = """
CREATE TEMPORARY TABLE stratum ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY dealer_id, size) - 1 + %(before)s AS nth, dealer_id, size,
  count(*) AS population, sum(claimed) AS amount, ceil(count(*) * max(percent) / 100) AS wanted
FROM pool GROUP BY dealer_id, size
"""
DRAW = """
INSERT INTO claims_spotchecked (spot_check_id, sheet_id, stratum, by_risk)
SELECT %(check)s, id, nth, false FROM (
  SELECT pool.id, stratum.nth, stratum.wanted,
    row_number() OVER (PARTITION BY stratum.nth ORDER BY digest, pool.id) AS place
  FROM pool JOIN stratum USING (dealer_id, size)) AS mixed
WHERE place <= wanted
"""
DRAW_RISKY = """
INSERT INTO claims_spotchecked (spot_check_id, sheet_id, stratum, by_risk)
SELECT %(check)s, id, nth, true FROM (
  SELECT pool.id, stratum.nth, at_risk, row_number() OVER (ORDER BY digest, pool.id) AS place,
    count(*) OVER () AS risky
  FROM pool JOIN stratum USING (dealer_id, size)
  WHERE is_risky AND NOT EXISTS (SELECT FROM claims_spotchecked c
    WHERE c.spot_check_id = %(check)s AND c.sheet_id = pool.id)) AS mixed
WHERE place <= ceil(risky * at_risk / 100)
"""


@transaction.atomic
def draw_spot_check(
    provider: Provider, month: date, *, seed: str = "", by: User | None, at: datetime
) -> SpotCheck:
    """Draw the sheets handed in for `month` that are called about. Each form is drawn from once:
    done again, only from those that came in since.

    The seed is made here, once the sheets are known, so that nobody chooses it; only what is told
    the same every time, the demo, gives one. The share of each stratum, and of those with a sign
    besides, is that of the agreements.
    """
    Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
    forms = MonthlyForm.objects.filter(provider=provider, month=month)
    if not forms.exists():
        raise Refused(Message("nothing has been handed in for this month"), field="month")
    shares, seed = shares_of(provider.pk), seed or secrets.token_hex(16)
    spot, is_new = SpotCheck.objects.get_or_create(
        provider=provider,
        month=month,
        defaults={
            "seed": seed,
            "percent": min((percent for percent, _risk in shares.values()), default=NOTHING),
            "risk_percent": min((risk for _percent, risk in shares.values()), default=NOTHING),
            "drawn_at": at,
            "drawn_by": by,
        },
    )
    before = spot.drawn.count()
    if not (strata := mix(spot, shares, seed)) and not is_new:
        return spot
    by_whom = by.pk if by else None
    spot.strata = [*spot.strata, *({**each, "seed": seed, "drawn_by": by_whom} for each in strata)]
    spot.drawn_at, spot.drawn_by = at, by
    spot.save(update_fields=["strata", "drawn_at", "drawn_by"])
    journal.record(
        "spot_check.drawn",
        period_of(month),
        provider=provider,
        at=at,
        by=by,
        details={"seed": seed, "drawn": spot.drawn.count() - before, "strata": len(strata)},
    )
    return spot


def shares_of(provider_id: int) -> dict[int, tuple[Decimal, Decimal]]:
    """For each version with dealers: the percent of its sheets that are drawn, and of risky ones.
    An agreement that asks for no check has none drawn.
    """
    rows = agreements.Version.objects.filter(
        agreement__provider_id=provider_id,
        agreement__dealer__isnull=False,
        put_in_force_at__isnull=False,
    )
    found = {}
    for version in rows:
        term = verification(agreements.terms(version))
        found[version.pk] = (term.percent, term.at_risk) if term else (NOTHING, NOTHING)
    return found


def mix(
    spot: SpotCheck, shares: dict[int, tuple[Decimal, Decimal]], seed: str
) -> list[dict[str, object]]:
    """Draw from the forms that nothing was drawn from yet; gives the strata that they add."""
    find_signs(spot.provider_id, spot.month)
    params: dict[str, Any] = {
        "provider": spot.provider_id,
        "month": spot.month,
        "seed": seed,
        "drawn": sorted({each["dealer"] for each in spot.strata}),
        "before": len(spot.strata),
        "check": spot.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS share, pool, stratum")
        cursor.execute(
            "CREATE TEMPORARY TABLE share (version_id bigint, percent numeric, at_risk numeric)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY share FROM STDIN") as copy:
            for version_id, (percent, at_risk) in shares.items():
                copy.write_row((version_id, percent, at_risk))
        for statement in (POOL, STRATA, DRAW, DRAW_RISKY):
            cursor.execute(statement, params)
        cursor.execute(
            "SELECT s.dealer_id, s.size, s.population, s.amount, s.wanted"
            " FROM stratum s ORDER BY nth"
        )
        return [
            {
                "dealer": dealer,
                "size": size,
                "population": population,
                "amount": f"{amount}",
                "drawn": int(wanted),
            }
            for dealer, size, population, amount, wanted in cursor.fetchall()
        ]
