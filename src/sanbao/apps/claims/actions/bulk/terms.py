"""What the agreements say of the sheets of a file: a few rows, made by the rules."""

from collections.abc import Iterator
from datetime import date

from django.db import connection

from sanbao.apps.agreements import queries as agreements
from sanbao.apps.claims.actions.bulk.staging import execute
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.sheet import Ask
from sanbao.rules.verification import asks, earliest_start, start_of_cover

ASKS = (Ask.FIELDS, Ask.SIGNATURE, Ask.VOUCHER, Ask.MATERIAL)


def write_reigns(provider_id: int, dealer_id: int | None) -> None:
    """`reign`: which version holds with which dealer between which days, and what it asks.

    dealer_id: whose file it is, None for anybody's.
    """
    flags = ", ".join(f"asks_{ask} boolean" for ask in ASKS)
    execute(
        "CREATE TEMPORARY TABLE reign (dealer_id bigint, version_id bigint, agreement_id bigint,"
        f" first date, last date, {flags}) ON COMMIT DROP"
    )
    # Read before the copying begins: the connection does one thing at a time.
    found = list(reigns(provider_id, dealer_id))
    with connection.cursor() as cursor, cursor.copy("COPY reign FROM STDIN") as copy:
        for row in found:
            copy.write_row(row)
    execute("CREATE INDEX ON reign (dealer_id)")
    execute("ANALYZE reign")


def reigns(provider_id: int, dealer_id: int | None) -> Iterator[tuple[object, ...]]:
    with_dealers = [
        agreement
        for agreement in obligations.signed_agreements(provider_id)
        if agreement.dealer_id is not None and dealer_id in (None, agreement.dealer_id)
    ]
    for reign in obligations.reigns(with_dealers):
        asked = asks(agreements.terms(reign.version))
        yield (
            reign.version.agreement.dealer_id,
            reign.version.pk,
            reign.version.agreement_id,
            reign.first,
            reign.last or date.max,
            *(ask in asked for ask in ASKS),
        )


def write_terms() -> None:
    """`term`: for each version and day of a repair the day since when a unit must have been sold,
    or made, for its serial number to show the term.
    """
    execute(
        "CREATE TEMPORARY TABLE term (version_id bigint, repaired_on date, earliest date,"
        " start text) ON COMMIT DROP"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT version_id, repaired_on FROM sheet_good"
            " WHERE version_id IS NOT NULL AND asks_voucher AND NOT has_voucher"
        )
        asked = cursor.fetchall()
        found = agreements.Version.objects.in_bulk({version for version, _day in asked})
        told = [
            (version_id, day, earliest, start_of_cover(terms))
            for version_id, day in asked
            for terms in [agreements.terms(found[version_id])]
            if (earliest := earliest_start(terms, day)) is not None
        ]
        with cursor.copy("COPY term FROM STDIN") as copy:
            for row in told:
                copy.write_row(row)
    execute("ANALYZE term")
