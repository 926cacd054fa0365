"""Settling a month or a year: one transaction, a constant number of statements of SQL."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.accounts.wording import in_chinese
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims import actions as claims
from sanbao.apps.claims import queries as sheets
from sanbao.apps.journal import actions as journal
from sanbao.apps.money.queries import midnight_after
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations.queries import Obligation
from sanbao.apps.settlements.actions.run import month_sql, sql, year_sql
from sanbao.apps.settlements.facts import end_of_year, last_of
from sanbao.apps.settlements.models import StatementKind
from sanbao.apps.settlements.queries.promised import PAID, nothing_due_for
from sanbao.apps.settlements.queries.terms import bound_dealers, fees_of_units, year_to_settle
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.settlement import settlement_of
from sanbao.rules.terms import Way

# The first half of the lock's number; the second is the provider's.
LOCK = 20_011
WORDS: Mapping[str, Message] = {
    "complaint": Message("fine for a complaint"),
    "penalty": Message("fine for a false item"),
    "dropped": Message("fine for a false item taken back"),
    "accrual": Message("share of settled sales"),
    "late_accrual": Message("share of settled sales of a former year"),
    "returned": Message("returned goods"),
    "late_returned": Message("returned goods of a former year"),
    "feedback": Message("three months without quality feedback"),
    "fees": Message("fees of verified repair sheets"),
    "granted": Message("repair fees to be paid"),
    "fees_granted": Message("fees granted"),
    "fees_lapsed": Message("fees beyond the fund"),
    "credit": Message("credit for returned material"),
    "rest": Message("rest of the repair fund"),
    "carried": Message("short fund carried over"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it. dealers: looked at. sheets: that stand on the new statements."""

    dealers: int
    statements: int
    sheets: int


NOTHING = Settled(0, 0, 0)


def settle_month(
    *,
    provider_id: int,
    month: date,
    at: datetime,
    by: User | None = None,
    dealers: Collection[int] | None = None,
) -> Settled:
    """Make the statements of `month` (any day of it), book them, and put their sheets on them.

    dealers: ids, or None for all. All of it or nothing; who has a statement for the month or for a
    later one is passed over, so that a second time changes nothing. Raises Refused for a month
    that is not over, and while the year before it is not settled.
    """
    first = month.replace(day=1)
    if last_of(first) >= china_day(at):
        raise Refused(Message("this month is not over yet"), field="month")
    with transaction.atomic(), connection.cursor() as cursor:
        provider = Provider.objects.get(pk=provider_id)
        params = {**told(provider, at=at, by=by), **days_of(first, provider.zone)}
        begun = begin(cursor, params, on=params["last"], dealers=dealers)
        if not begun.dealers:
            return NOTHING
        refuse_open_year(provider_id, first, dealers=begun.dealers)
        chosen, named = chosen_sheets(provider_id, first, begun.dealers)
        cursor.execute("LOCK TABLE claims_sheet, claims_sheetline IN SHARE MODE")
        for statement in (sql.COMPLAINTS, sql.PENALTIES, sql.DROPPED, sql.SALES):
            cursor.execute(statement, params)
        credited = month_sql.CREDITS if begun.has_credits else month_sql.NO_CREDITS
        months = month_sql.MONTHS.format(sheets=chosen, credits=credited.format(sheets=chosen))
        cursor.execute(months, {**params, **named})
        made = cursor.fetchall()
        cursor.execute(month_sql.MONTH_LINES, params)
        count = claims.settled(provider_id, first, dealers=begun.dealers)
        say_made(made, params, provider=provider, at=at, by=by)
        keep_promises(begun.dealers, params)
    return Settled(len(begun.dealers), len(made), count)


def days_of(first: date, zone: str) -> dict[str, Any]:
    return {
        "kind": StatementKind.MONTHLY,
        "month": first,
        "period": f"{first:%Y-%m}",
        "next_year": f"{first.year + 1}",
        "prefix": f"JS{first:%y%m}-",
        "year": f"{first:%Y}%",
        "first": date(first.year, 1, 1),
        "last": last_of(first),
        "until": midnight_after(last_of(first), zone),
    }


def refuse_open_year(
    provider_id: int, month: date, *, dealers: Collection[int] | None = None
) -> None:
    """Fees that wait belong to a year: its end comes before any month of the next one (P2-7.1)."""
    row = year_to_settle(provider_id, month, dealers=dealers)
    if row is not None:
        says = settlement_of(agreements.terms(row.version))
        raise Refused(
            Message("settle the year %(year)s first", {"year": row.month.year}),
            field="month",
            clause=says.clause(Way.TRUE_UP) if says else "",
        )


def settle_year(
    *,
    provider_id: int,
    year: date,
    at: datetime,
    by: User | None = None,
    dealers: Collection[int] | None = None,
) -> Settled:
    """Make the statements of a year's end: what each fund still holds after the deductions is paid,
    what is short goes over, and fees beyond the fund lapse (P2-7.1). Raises Refused before
    31 December. A second time changes nothing.
    """
    first, last = date(year.year, 1, 1), end_of_year(year)
    if china_day(at) < last:
        raise Refused(Message("this year is not over yet"), field="month")
    with transaction.atomic(), connection.cursor() as cursor:
        provider = Provider.objects.get(pk=provider_id)
        params = {
            **told(provider, at=at, by=by),
            "kind": StatementKind.YEAR_END,
            "month": first,
            "period": f"{first:%Y}",
            "next_year": f"{first.year + 1}",
            "prefix": f"JS{first:%Y}-",
            "year": f"{first:%Y}%",
            "first": first,
            "last": last,
            "since": datetime(first.year, 1, 1, tzinfo=ZoneInfo(provider.zone)),
            "until": midnight_after(last, provider.zone),
        }
        begun = begin(cursor, params, on=last, dealers=dealers)
        if not begun.dealers:
            return NOTHING
        for statement in (sql.COMPLAINTS, sql.PENALTIES, sql.DROPPED, sql.SALES, year_sql.FINES):
            cursor.execute(statement, params)
        drawn = [code for (code,) in cursor.fetchall()]
        cursor.execute(year_sql.YEARS, params)
        made = cursor.fetchall()
        cursor.execute(year_sql.YEAR_LINES, params)
        say_made(made, params, provider=provider, at=at, by=by)
        keep_duties(provider_id, drawn, [code for code, _state in made], params)
    return Settled(len(begun.dealers), len(made), 0)


def keep_promises(dealers: Collection[int], params: Mapping[str, Any]) -> None:
    """Where nothing is due for a month's sheets, nothing is left to be paid in time (P2-7.2.5)."""
    due = nothing_due_for(params["provider"], dealers)
    told = {(dealer, period): params["prefix"] + dealer for dealer, period in due}
    obligations.happened_to_all(params["provider"], "dealer", PAID, told, at=params["at"], by=None)


def told(provider: Provider, *, at: datetime, by: User | None) -> dict[str, Any]:
    words = {name: in_chinese(message) for name, message in WORDS.items()}
    return {**words, "provider": provider.pk, "at": at, "by": by.pk if by else None}


@dataclass(frozen=True, slots=True)
class Begun:
    dealers: list[int]
    has_credits: bool


def begin(
    cursor: Any, params: Mapping[str, Any], *, on: date, dealers: Collection[int] | None
) -> Begun:
    """Take the turn, and lay out the terms of all dealers that have no statement yet."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, params["provider"]])
    bound = bound_dealers(params["provider"], on=on, dealers=dealers)
    cursor.execute(sql.OPEN)
    cursor.execute(sql.TERMS, {"terms": json.dumps([one.row() for one in bound])})
    shares = [span for one in bound for span in one.shares]
    cursor.execute(sql.SHARES, {"shares": json.dumps(shares)})
    units = fees_of_units(params["provider"], on=on)
    cursor.execute(sql.UNIT_FEES, {"unit_fees": json.dumps(units)})
    cursor.execute(sql.CLOSED, params)
    cursor.execute("SELECT dealer_id, credit_clause <> '' FROM settling")
    left = cursor.fetchall()
    return Begun([pk for pk, _credit in left], any(credit for _pk, credit in left))


def chosen_sheets(
    provider_id: int, month: date, dealers: Collection[int]
) -> tuple[str, dict[str, Any]]:
    """What is payable, as SQL with named parameters, to stand in a greater statement."""
    rows = sheets.payable(provider_id, month).order_by().filter(dealer_id__in=list(dealers))
    query = rows.values("id", "dealer_id", "version_id", "allowed").query
    written, given = query.sql_with_params()
    named = {f"sheet_{place}": value for place, value in enumerate(given)}
    for name in named:
        written = written.replace("%s", f"%({name})s", 1)
    return written, named


def say_made(
    made: Collection[tuple[str, str]],
    params: Mapping[str, Any],
    *,
    provider: Provider,
    at: datetime,
    by: User | None,
) -> None:
    said = [
        journal.Told(
            code,
            now=state,
            details={"period": params["period"], "dealer": code.removeprefix(params["prefix"])},
        )
        for code, state in made
    ]
    journal.record_all("statement.made", said, provider=provider, at=at, by=by)


def keep_duties(
    provider_id: int, drawn: Collection[str], made: Collection[str], params: Mapping[str, Any]
) -> None:
    """What a clause took off is done with; the year of each dealer is settled (P2-7.1)."""
    at, by = params["at"], None
    rows = Obligation.objects.filter(provider_id=provider_id, code__in=list(drawn))
    obligations.mark_all_done(list(rows.values_list("pk", flat=True)), at=at, by=by)
    settled = {(code.removeprefix(params["prefix"]), ""): code for code in made}
    obligations.happened_to_all(provider_id, "dealer", "year_settled", settled, at=at, by=by)
