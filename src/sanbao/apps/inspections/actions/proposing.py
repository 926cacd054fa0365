"""From inspections that are owed to rounds that somebody can plan; and those that are asked for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.assets import queries as assets
from sanbao.apps.inspections import queries
from sanbao.apps.inspections.actions.row import say
from sanbao.apps.inspections.facts import AHEAD_DAYS, INSPECTED, day_of
from sanbao.apps.inspections.models import Inspection, InspectionState, Round
from sanbao.apps.journal import actions as journal
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.rules.inspection import Due, monday, route_weeks
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused
from sanbao.rules.terms.duty import Attendant

PREFIX = "XJ"
Owed = dict[str, obligations.Obligation]


@transaction.atomic
def propose(provider_id: int, *, at: datetime, ahead_days: int = AHEAD_DAYS) -> list[Round]:
    """A round for each site and route week in which inspections fall due. Run again it adds
    only what has come to be owed meanwhile.
    """
    # One at a time: two at once would both see the same inspections on no round.
    provider = Provider.objects.select_for_update(no_key=True).get(pk=provider_id)
    today = day_of(provider, at)
    until = at + timedelta(days=ahead_days)
    rows = {row.subject_code: row for row in queries.owed(provider_id, until=until)}
    units = assets.Asset.objects.filter(provider_id=provider_id, serial__in=list(rows))
    known = {unit.serial: unit for unit in units.select_related("site__customer")}
    dues = [due_of(row, known[serial], provider) for serial, row in rows.items() if serial in known]
    return [
        made(provider, [known[due.unit] for due in group], rows, week_on=week, at=at)
        for (_site, week), group in route_weeks(dues, today=today).items()
    ]


def due_of(row: obligations.Obligation, unit: assets.Asset, provider: Provider) -> Due:
    if row.due_at is None:
        raise ValueError("an inspection without a due time cannot be planned")
    opens = day_of(provider, row.opens_at) if row.opens_at else None
    # It falls due at the end of a day, which is the first instant of the next.
    due = day_of(provider, row.due_at - timedelta(seconds=1))
    return Due(unit.serial, unit.site_id, due, opens)


def made(
    provider: Provider, units: Sequence[assets.Asset], rows: Owed, *, week_on: date, at: datetime
) -> Round:
    """The round with its units, or these units added to the one still to be planned that week."""
    site = units[0].site
    round_ = Round.objects.filter(site=site, week_on=week_on, state="proposed", wish="").first()
    is_new = round_ is None
    wanted = designer_clause([rows[unit.serial] for unit in units])
    if round_ is None:
        round_ = Round(provider=provider, site=site, week_on=week_on, created_at=at)
        round_.station = parties.serving(
            provider.pk, province=site.province, city=site.city, county=site.county
        )
        round_.code = journal.next_code(PREFIX, provider=provider, on=day_of(provider, at))
    round_.needs_designer = round_.needs_designer or bool(wanted)
    round_.clause = round_.clause or wanted
    round_.save()
    Inspection.objects.filter(
        round=round_, asset__in=units, state=InspectionState.CALLED_OFF
    ).delete()
    Inspection.objects.bulk_create(
        Inspection(round=round_, asset=unit, obligation=rows[unit.serial]) for unit in units
    )
    serials = [unit.serial for unit in units]
    say("round.proposed" if is_new else "round.extended", round_, by=None, at=at, units=serials)
    return round_


def designer_clause(rows: Sequence[obligations.Obligation]) -> str:
    """The clause by which a design engineer takes part in one of them, "" where none says so."""
    asked = {(row.version_id, row.clause): row for row in rows}
    for row in asked.values():
        term = agreements.rhythm(row.version, clause=row.clause, what=INSPECTED)
        if term is not None and Attendant.DESIGN_ENGINEER in term.taking_part:
            return row.clause
    return ""


@transaction.atomic
def request(unit: assets.Asset, *, wish: str, key: UUID, by: User, at: datetime) -> Round:
    """An inspection that somebody asks for, also long after the warranty (P4-12)."""
    if not wish.strip():
        raise Refused(Message("say what is wished"), field="wish")
    provider = Provider.objects.select_for_update(no_key=True).get(pk=unit.provider_id)
    if first := Round.objects.filter(key=key).first():
        if first.provider_id != provider.pk or first.site_id != unit.site_id:
            raise Refused(Message("this key belongs to something else"), field="key")
        return first
    on = day_of(provider, at)
    round_ = Round.objects.create(
        provider=provider,
        code=journal.next_code(PREFIX, provider=provider, on=on),
        key=key,
        site=unit.site,
        station=parties.serving(
            provider.pk, province=unit.site.province, city=unit.site.city, county=unit.site.county
        ),
        week_on=monday(on),
        wish=wish.strip(),
        created_at=at,
    )
    Inspection.objects.create(round=round_, asset=unit)
    say("round.requested", round_, by=by, at=at, wish=round_.wish, units=[unit.serial])
    return round_
