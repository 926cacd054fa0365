"""One visit from the appointment to the report, each step an action at its instant."""

from datetime import datetime, timedelta
from decimal import Decimal

from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import queries as orders
from sanbao.site.demo import answers, pictures
from sanbao.site.demo.clock import Part
from sanbao.site.demo.company import Fault
from sanbao.site.demo.tale import WINDOW, Stage, Tale, Times
from sanbao.site.demo.units import Unit

EVERY_NTH_HAS_PHOTOS = 3


def agree(
    stage: Stage, tale: Tale, order: orders.WorkOrder, times: Times
) -> Part[visit_rows.Visit]:
    yield times.agreed
    starts_at = times.arrived.replace(minute=times.arrived.minute // 30 * 30)
    earliest = max(starts_at, times.agreed + timedelta(minutes=1))
    starts_at = orders.free_from(tale.engineer, earliest, WINDOW)
    appointment = visits.Appointment(
        starts_at=starts_at,
        ends_at=starts_at + WINDOW,
        agreed_with=tale.unit.asset.site.contact_name,
    )
    key = stage.clock.key()
    return visits.agree(order, appointment, key=key, by=tale.engineer, at=times.agreed)


def visit(stage: Stage, tale: Tale, order: orders.WorkOrder, times: Times) -> Part[Times]:
    """From the appointment to the report."""
    engineer = tale.engineer
    row = yield from agree(stage, tale, order, times)
    yield times.arrived
    visits.arrive(row, place=beside(stage, tale.unit), by=engineer, at=times.arrived)
    at = times.arrived + timedelta(minutes=4)
    yield at
    visits.show(row, certificate=True, price_list=True, by=engineer, at=at)
    yield times.worked
    work(stage, tale, row, at=times.worked)
    yield times.signed
    sign(stage, tale, row, at=times.signed)
    yield times.reported
    summary = f"{tale.fault.finding}；{tale.fault.measure}。"
    visits.report(row, summary=summary, by=engineer, at=times.reported)
    return times


def beside(stage: Stage, unit: Unit) -> visits.Place | None:
    """Where the engineer's phone says it is: near the site, where its place is known."""
    site = unit.asset.site
    if site.latitude is None or site.longitude is None:
        return None
    off = Decimal(stage.clock.chance.randint(-9, 9)) / 10_000
    return visits.Place(
        latitude=site.latitude + off,
        longitude=site.longitude - off,
        accuracy_m=stage.clock.chance.randint(6, 40),
    )


def work(stage: Stage, tale: Tale, row: visit_rows.Visit, *, at: datetime) -> None:
    """Checklist, photos, cause, what was done and used."""
    fault, chance = tale.fault, stage.clock.chance
    is_restored = tale.twist != "part"
    key = stage.clock.key()
    checked = answers.checklist(is_restored=is_restored, unhappy=tale.twist == "unhappy")
    visits.check_conduct(row, checked, key=key, by=tale.engineer, at=at)
    if chance.randrange(EVERY_NTH_HAS_PHOTOS) == 0:
        key = stage.clock.key()
        visits.add_photo(row, pictures.photo(chance), key=key, by=tale.engineer, at=at)
    done = visits.Work(
        cause=fault.cause,
        component=fault.component,
        finding=fault.finding,
        measure=fault.measure if is_restored else "临时恢复使用，等配件到货后更换",
        is_restored=is_restored,
        exclusions=fault.exclusions,
        not_restored_because="" if is_restored else "随车没有该配件，已申请调拨",
        used=uses(stage, fault) if is_restored else (),
    )
    visits.work(row, done, by=tale.engineer, at=at)


def uses(stage: Stage, fault: Fault) -> tuple[visits.Use, ...]:
    return tuple(
        visits.Use(
            price_id=stage.positions[code],
            quantity=Decimal(1),
            is_outer=code in stage.outer,
            old_part_returned=True,
        )
        for code in fault.parts
    )


def sign(stage: Stage, tale: Tale, row: visit_rows.Visit, *, at: datetime) -> None:
    chance = stage.clock.chance
    signing = visits.Signing(
        signer_name=tale.unit.asset.site.contact_name,
        image=pictures.signature(chance),
        satisfaction=2 if tale.twist == "unhappy" else chance.choice((4, 5, 5, 5)),
        opinion=answers.opinion(chance, unhappy=tale.twist == "unhappy"),
    )
    visits.sign(row, signing, key=stage.clock.key(), by=tale.engineer, at=at)
