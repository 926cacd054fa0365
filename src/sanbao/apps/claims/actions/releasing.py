"""After the spot check: the sheets of a month that nothing speaks against are allowed together."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims.facts import period_of
from sanbao.apps.claims.models import SpotCheck
from sanbao.apps.claims.queries import prices_on
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms import CostlyWork
from sanbao.rules.verification import verification

# What the rules ask before a sheet is allowed, for all of them: what was sampled has been called
# about, and the customer agreed; neither repairer nor confirmer allows it; costly work, and what an
# approval limits, is judged by hand.
POOL = """
CREATE TEMPORARY TABLE pool ON COMMIT DROP AS
SELECT k.id, k.repaired_on, k.checked_at, asked.clause,
  EXISTS (SELECT FROM claims_spotchecked c WHERE c.sheet_id = k.id AND c.spot_check_id = %(check)s)
    AS is_drawn,
  (SELECT c.is_true FROM claims_sheetcheck c WHERE c.sheet_id = k.id AND c.round = 2
    AND c.is_reached ORDER BY c.id DESC LIMIT 1) AS is_true,
  k.authorisation_id IS NOT NULL OR k.claimed > asked.above OR EXISTS (
    SELECT FROM claims_penalty p WHERE p.sheet_id = k.id AND p.state <> 'dropped') AS is_by_hand,
  coalesce(k.confirmed_by_id = %(by)s OR k.repaired_by_id = %(by)s, false)
    OR k.repairer = %(name)s AS is_own
FROM claims_sheet k JOIN claims_monthlyform f ON f.id = k.form_id
JOIN asked ON asked.version_id = k.version_id
WHERE f.provider_id = %(provider)s AND f.month = %(month)s AND k.state = 'submitted'
  AND f.dealer_id = ANY(%(drawn)s)
"""
FREE = """
CREATE TEMPORARY TABLE free ON COMMIT DROP AS
SELECT id, repaired_on, checked_at, clause FROM pool
WHERE NOT is_by_hand AND NOT is_own AND coalesce(is_true, NOT is_drawn)
"""
# The twin of `rules.verification.judged`.
TOLD = """
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT l.id, l.sheet_id, free.clause,
  CASE WHEN NOT day.is_listed THEN l.claimed WHEN p.amount IS NULL THEN 0
    ELSE least(l.claimed, round(l.quantity * p.amount, 2)) END AS allowed,
  CASE WHEN NOT day.is_listed OR l.claimed = 0 THEN '' WHEN p.amount IS NULL THEN 'not_listed'
    WHEN l.claimed > round(l.quantity * p.amount, 2) THEN 'price' ELSE '' END AS reason
FROM free JOIN claims_sheetline l ON l.sheet_id = free.id
JOIN listed_day day ON day.repaired_on = free.repaired_on
LEFT JOIN listed p ON p.repaired_on = free.repaired_on AND p.item = l.item AND p.code = l.code
"""
SHEETS = """
UPDATE claims_sheet k SET state = 'verified', reason = '', judged_at = %(at)s,
  judged_by_id = %(by)s, allowed = told.allowed
FROM (SELECT free.id, free.checked_at, coalesce(sum(told.allowed), 0) AS allowed FROM free
  LEFT JOIN told ON told.sheet_id = free.id GROUP BY free.id, free.checked_at) AS told
WHERE k.id = told.id AND k.state = 'submitted'
  AND k.checked_at IS NOT DISTINCT FROM told.checked_at
"""
# Only of the sheets that were allowed: one may have been judged, or called about, meanwhile.
LINES = """
UPDATE claims_sheetline l SET allowed = told.allowed, reason = told.reason,
  clause = CASE WHEN told.reason = '' THEN '' ELSE told.clause END
FROM told JOIN claims_sheet k ON k.id = told.sheet_id
  AND k.state = 'verified' AND k.judged_at = %(at)s AND k.judged_by_id = %(by)s
WHERE l.id = told.id
"""


@dataclass(frozen=True, slots=True)
class Released:
    """How many sheets were allowed; and of the others, how many wait for a call, were called not
    true, are judged by hand, or are one's own.
    """

    allowed: int
    waiting: int
    wrong: int
    by_hand: int
    own: int


@transaction.atomic
def release(provider: Provider, month: date, *, by: User, at: datetime) -> Released:
    """Allow, by the price lists, what was handed in for `month` and stands up to the spot check.

    Done again it allows what has been called about since. What came in after the draw waits for
    the next one. Raises Refused without a spot check, and for who drew it.
    """
    Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
    spot = SpotCheck.objects.filter(provider=provider, month=month).first()
    if spot is None:
        raise Refused(Message("draw the spot check of the month first"))
    if by.pk in {spot.drawn_by_id, *(each.get("drawn_by") for each in spot.strata)}:
        raise Refused(Message("whoever drew the spot check does not allow the rest"))
    params: dict[str, Any] = {
        "provider": provider.pk,
        "month": month,
        "check": spot.pk,
        "drawn": sorted({each["dealer"] for each in spot.strata}),
        "by": by.pk,
        "name": str(by),
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS asked, pool, free, listed, listed_day, told")
        write_asked(provider.pk)
        cursor.execute(POOL, params)
        cursor.execute(FREE)
        write_listed(provider.pk)
        for table in ("free", "listed", "listed_day"):
            cursor.execute(f"ANALYZE {table}")
        cursor.execute(TOLD)
        cursor.execute(SHEETS, params)
        allowed = cursor.rowcount
        cursor.execute(LINES, params)
        cursor.execute(
            "SELECT count(*) FILTER (WHERE is_drawn AND is_true IS NULL),"
            " count(*) FILTER (WHERE is_true IS FALSE),"
            " count(*) FILTER (WHERE is_by_hand AND is_true IS NOT FALSE),"
            " count(*) FILTER (WHERE is_own AND NOT is_by_hand) FROM pool"
        )
        found = Released(allowed, *(cursor.fetchone() or (0, 0, 0, 0)))
    journal.record(
        "spot_check.released",
        period_of(month),
        provider=provider,
        at=at,
        by=by,
        details={"allowed": found.allowed, "waiting": found.waiting, "wrong": found.wrong},
    )
    return found


def write_asked(provider_id: int) -> None:
    """`asked`: for each version the clause of the check, and above what a word is needed."""
    versions = agreements.Version.objects.filter(
        agreement__provider_id=provider_id,
        agreement__dealer__isnull=False,
        put_in_force_at__isnull=False,
    )
    rows = []
    for version in versions:
        terms = agreements.terms(version)
        checked = verification(terms)
        costly = [term.above for term in terms.terms if isinstance(term, CostlyWork)]
        above = min(costly, default=Decimal("999999999999"))
        rows.append((version.pk, checked.clause if checked else "", above))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE asked (version_id bigint, clause text, above numeric)"
            " ON COMMIT DROP"
        )
        with cursor.copy("COPY asked FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def write_listed(provider_id: int) -> None:
    """`listed`: the prices of each day of a repair; `listed_day`: whether a list was in force."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE listed (repaired_on date, item text, code text,"
            " amount numeric) ON COMMIT DROP"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE listed_day (repaired_on date, is_listed boolean) ON COMMIT DROP"
        )
        cursor.execute("SELECT DISTINCT repaired_on FROM free")
        days = [day for (day,) in cursor.fetchall()]
    prices = {day: prices_on(provider_id, day) for day in days}
    with connection.cursor() as cursor:
        with cursor.copy("COPY listed_day FROM STDIN") as copy:
            for day, found in prices.items():
                copy.write_row((day, found is not None))
        with cursor.copy("COPY listed FROM STDIN") as copy:
            for day, found in prices.items():
                for (item, code), amount in (found or {}).items():
                    copy.write_row((day, item, code, amount))
