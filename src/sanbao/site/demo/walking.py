"""The steps of one case from the call to the closed file: each an action at its instant."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.site.demo import answers, pictures
from sanbao.site.demo.clock import Clock, Part, Story, in_daytime
from sanbao.site.demo.company import Call, CompanyData, Fault
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

WINDOW = timedelta(hours=2)
NEXT_VISIT = timedelta(hours=26)
EVERY_NTH_HAS_PHOTOS = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """Who acts, and with what. positions: ids of the priced positions by their codes."""

    data: CompanyData
    staff: Staff
    clock: Clock
    positions: dict[str, int]
    outer: frozenset[str]

    @property
    def desk(self) -> User:
        return self.staff[Role.DESK]


@dataclass(frozen=True, slots=True)
class Times:
    """When each step is taken; what lies after the end of the telling has not happened yet."""

    opened: datetime
    raised: datetime
    assigned: datetime
    agreed: datetime
    arrived: datetime
    worked: datetime
    signed: datetime
    reported: datetime
    followed: datetime

    def later(self, by: timedelta) -> "Times":
        """The same steps on a further visit: all but the report of the case move."""
        moved = {name: in_daytime(getattr(self, name) + by) for name in ("agreed", "arrived")}
        gap = moved["arrived"] - self.arrived
        return replace(
            self,
            raised=self.raised + by,
            assigned=self.assigned + by,
            agreed=min(moved["agreed"], moved["arrived"] - WINDOW),
            arrived=moved["arrived"],
            worked=self.worked + gap,
            signed=self.signed + gap,
            reported=self.reported + gap,
            followed=self.followed + gap,
        )


@dataclass(frozen=True, slots=True)
class Tale:
    """One case with a visit. twist: how it goes otherwise than straight, see `stories`."""

    unit: Unit
    fault: Fault
    times: Times
    engineer: User
    channel: str = "phone"
    twist: str = ""
    by: User | None = None


def repair(stage: Stage, tale: Tale) -> Story:
    """From the report to the closed case, with the visits that it takes."""
    times = tale.times
    yield times.opened
    case = desk.open_case(report(stage, tale), by=tale.by, at=times.opened)
    if tale.twist == "withdrawn":
        yield times.raised
        reason = "用户来电撤回、设备已自行恢复"
        desk.cancel(case, reason, by=stage.desk, at=times.raised)
        return
    order = yield from hand_over(stage, tale, case, times)
    times = yield from until_restored(stage, tale, order, times)
    yield from follow_up(stage, tale, case, times)
    if tale.twist != "back":
        return
    times = times.later(times.followed - times.opened + timedelta(hours=1))
    order = yield from hand_over(stage, tale, case, times)
    times = yield from visit(stage, tale, order, times)
    yield from follow_up(stage, replace(tale, twist=""), case, times)


def report(stage: Stage, tale: Tale) -> desk.CaseReport:
    site = tale.unit.asset.site
    return desk.CaseReport(
        key=stage.clock.key(),
        asset=tale.unit.asset,
        channel=tale.channel,
        description=tale.fault.says,
        reporter_name=site.contact_name,
        reporter_phone=site.contact_phone,
        reported_at=tale.times.opened,
        component=tale.fault.component,
    )


def hand_over(stage: Stage, tale: Tale, case: cases.Case, times: Times) -> Part[orders.WorkOrder]:
    """The work order, and who is sent."""
    dispatcher = stage.staff[Role.DISPATCHER]
    yield times.raised
    order = workorders.raise_for(case, task=tale.fault.says, by=stage.desk, at=times.raised)
    yield times.assigned
    return workorders.assign(order, tale.engineer, by=dispatcher, at=times.assigned)


def until_restored(stage: Stage, tale: Tale, order: orders.WorkOrder, times: Times) -> Part[Times]:
    """One visit, or two where the first does not end it; gives the times of the last."""
    if tale.twist == "away":
        row = yield from agree(stage, tale, order, times)
        yield times.arrived
        reason = "到门口联系不上用户、无人应门"
        visits.abandon(row, reason=reason, by=tale.engineer, at=times.arrived)
        times = times.later(NEXT_VISIT)
    elif tale.twist == "part":
        yield from visit(stage, tale, order, times)
        after = times.signed + timedelta(minutes=5)
        yield from pause(stage, order, reason="part", note="配件从总部调拨", at=after)
        times = times.later(2 * NEXT_VISIT)
        yield from resume(stage, order, at=times.agreed)
    elif tale.twist == "later_date":
        after = times.assigned + timedelta(minutes=10)
        yield from pause(stage, order, reason="later_date", note="用户要求改到后天", at=after)
        times = times.later(2 * NEXT_VISIT)
        yield from resume(stage, order, at=times.agreed)
    return (yield from visit(stage, replace(tale, twist=""), order, times))


def agree(
    stage: Stage, tale: Tale, order: orders.WorkOrder, times: Times
) -> Part[visit_rows.Visit]:
    yield times.agreed
    starts_at = times.arrived.replace(minute=times.arrived.minute // 30 * 30)
    appointment = visits.Appointment(
        starts_at=max(starts_at, times.agreed + timedelta(minutes=1)),
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
        measure=fault.measure if is_restored else "临时恢复使用、等配件到货后更换",
        is_restored=is_restored,
        exclusions=fault.exclusions,
        not_restored_because="" if is_restored else "随车没有该配件、已申请调拨",
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


def pause(stage: Stage, order: orders.WorkOrder, *, reason: str, note: str, at: datetime) -> Story:
    """Stop the clocks that still run for the case."""
    yield at
    for row in owed.of_subject(order.provider_id, "case", order.case.code):
        if row.state == owed.ObligationState.RUNNING:
            obligations.pause(row.pk, reason=reason, note=note, at=at, by=stage.desk)


def resume(stage: Stage, order: orders.WorkOrder, *, at: datetime) -> Story:
    yield at
    for row in owed.of_subject(order.provider_id, "case", order.case.code):
        if row.state == owed.ObligationState.PAUSED:
            obligations.resume(row.pk, at=at, by=stage.desk)


def follow_up(stage: Stage, tale: Tale, case: cases.Case, times: Times) -> Story:
    """The call after the service: reached at once, on the second try, or with a complaint."""
    at = times.followed
    if tale.twist == "second_call":
        yield at
        row = visit_rows.follow_ups_of(case.pk).get(done_at=None)
        note = "电话无人接听"
        visits.try_again(row, seen=row.attempts, note=note, by=stage.desk, at=at)
        at = in_daytime(at + timedelta(hours=20))
    yield at
    row = visit_rows.follow_ups_of(case.pk).get(done_at=None)
    given = answers.questionnaire(
        stage.clock.chance,
        respondent=case.reporter_name,
        unhappy=tale.twist == "unhappy",
        works=tale.twist != "back",
    )
    visits.answer(row, given, key=stage.clock.key(), by=stage.desk, at=at)


def call(stage: Stage, unit: Unit, told: Call, *, times: Times, by: User | None) -> Story:
    """Something settled by an answer, then followed up."""
    site = unit.asset.site
    yield times.opened
    case = desk.open_case(
        desk.CaseReport(
            key=stage.clock.key(),
            asset=unit.asset,
            channel="phone" if by == stage.desk else "web",
            description=told.says,
            reporter_name=site.contact_name,
            reporter_phone=site.contact_phone,
            reported_at=times.opened,
            kind=told.kind,
            cause=told.cause,
            particulars=told.particulars,
        ),
        by=by,
        at=times.opened,
    )
    yield times.raised
    desk.solve_on_call(case, told.answer, by=stage.desk, at=times.raised)
    yield times.followed
    row = visit_rows.follow_ups_of(case.pk).get(done_at=None)
    given = answers.questionnaire(
        stage.clock.chance, respondent=case.reporter_name, unhappy=False, works=True
    )
    visits.answer(row, given, key=stage.clock.key(), by=stage.desk, at=times.followed)
