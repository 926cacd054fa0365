"""The agreement of a company: drawn up from the shipped template, reviewed, signed, in force."""

import zlib
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.agreements import actions as agreements
from sanbao.apps.agreements import queries as agreement_rows
from sanbao.rules.identity import check_sign
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.company import CompanyData
from sanbao.site.demo.people import Staff
from sanbao.site.demo.pictures import signature

SIGNED_DAYS_AGO = 1500
YEARS_IN_FORCE = 6
OURS, THEIRS = agreement_rows.Side.PROVIDER, agreement_rows.Side.COUNTERPARTY
WHO = {"signs": Role.SALES, "executes": Role.MANAGER, "supervises": Role.SALES, "serves": Role.DESK}


def sign(
    data: CompanyData, provider: Provider, staff: Staff, clock: Clock
) -> agreement_rows.Version:
    """The version that the manager has put in force; it outlives every case of the demo."""
    manager = staff[Role.MANAGER]
    at = clock.ago(SIGNED_DAYS_AGO)
    agreement = agreements.create(
        data.slug,
        title=data.title,
        counterparty=data.counterparty,
        dealer=staff.dealers[data.dealer] if data.dealer else None,
        by=manager,
        at=at,
        key=clock.key(),
    )
    version = agreement.versions.get()
    agreements.fill_blanks(version, data.blanks, by=manager, at=at + timedelta(hours=1))
    describe(data, agreement, staff, at=at + timedelta(hours=1))
    chance = Random(zlib.crc32(f"signing {data.slug}".encode()))  # noqa: S311 - invented hands
    both_sign(data, version, staff, chance, at=at + timedelta(hours=2))
    # What the paper itself does not limit lasts as long as the demo needs it.
    lasts = None if is_limited(version) else at.date() + timedelta(days=365 * YEARS_IN_FORCE)
    return agreements.put_in_force(
        version,
        starts_on=at.date(),
        ends_on=lasts,
        by=manager,
        at=at + timedelta(hours=3),
    )


def is_limited(version: agreement_rows.Version) -> bool:
    facts = agreement_rows.binding_facts(version, starts_on=date(2020, 1, 1))
    return facts.valid_until is not None


def describe(
    data: CompanyData, agreement: agreement_rows.Agreement, staff: Staff, *, at: datetime
) -> None:
    """What the agreement asks to have on record: seat, liable persons, roles, main agreement."""
    chance = Random(zlib.crc32(f"liable {data.slug}".encode()))  # noqa: S311 - invented people
    agreements.describe(
        agreement,
        agreements.Particulars(
            counterparty=agreement.counterparty,
            dealer=agreement.dealer,
            seat=data.seat,
            main_reference=data.main_reference,
            main_signed_on=at.date() if data.main_reference else None,
            responsible=[
                agreements.Responsible(role, department, staff[WHO[role]])
                for role, department in data.departments.items()
            ],
            liable=[agreements.Liable(name, id_card(chance)) for name in data.liable],
        ),
        by=staff[Role.MANAGER],
        at=at,
    )


def both_sign(
    data: CompanyData,
    version: agreement_rows.Version,
    staff: Staff,
    chance: Random,
    *,
    at: datetime,
) -> None:
    """Reviewed, signed by our signer and by theirs, and every copy with its holder."""
    manager, party = staff[Role.MANAGER], version.agreement.counterparty
    theirs = data.people["dealer"] if version.agreement.dealer else party
    agreements.submit(version, by=manager, at=at)
    we_sign(data, version, staff, chance, at=at)
    one_signs(version, THEIRS, theirs, by=manager, at=at, chance=chance)
    copies = agreement_rows.binding_facts(version).formalities.copies
    if copies:
        holders = [data.name, party, *data.departments.values()]
        agreements.hand_out(version, holders[:copies], by=manager, at=at)


def we_sign(
    data: CompanyData,
    version: agreement_rows.Version,
    staff: Staff,
    chance: Random,
    *,
    at: datetime,
) -> None:
    """By whoever signs for us: the department named, else the manager."""
    ours = staff[WHO["signs"] if data.departments else Role.MANAGER]
    one_signs(version, OURS, str(ours), by=ours, at=at, chance=chance)


def one_signs(
    version: agreement_rows.Version,
    side: str,
    name: str,
    *,
    by: User,
    at: datetime,
    chance: Random,
) -> None:
    is_dealer = side == THEIRS and version.agreement.dealer is not None
    agreements.sign(
        version,
        agreements.Given(
            side=side,
            name=name,
            signed_on=at.date(),
            id_card=id_card(chance) if is_dealer else "",
            proof=signature(chance),
            is_drawn=True,
        ),
        key=UUID(int=chance.getrandbits(128), version=4),
        by=by,
        at=at,
    )


def id_card(chance: Random) -> str:
    """A number that fits together, of nobody: no district has the code 999999."""
    born = date(1965, 1, 1) + timedelta(days=chance.randrange(10_000))
    digits = f"999999{born:%Y%m%d}{chance.randrange(1000):03}"
    return digits + check_sign(digits)
