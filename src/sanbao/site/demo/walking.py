"""The steps of one case from the call to the closed file: each an action at its instant."""

from dataclasses import replace
from datetime import datetime, timedelta

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk import queries as cases
from sanbao.apps.obligations import actions as obligations
from sanbao.apps.obligations import queries as owed
from sanbao.apps.visits import actions as visits
from sanbao.apps.visits import queries as visit_rows
from sanbao.apps.workorders import actions as workorders
from sanbao.apps.workorders import queries as orders
from sanbao.site.demo import answers
from sanbao.site.demo.clock import Part, Story, in_daytime
from sanbao.site.demo.company import Call
from sanbao.site.demo.tale import Stage, Tale, Times
from sanbao.site.demo.units import Unit
from sanbao.site.demo.visiting import agree, visit

NEXT_VISIT = timedelta(hours=26)


def repair(stage: Stage, tale: Tale) -> Story:
    """From the report to the closed case, with the visits that it takes."""
    times = tale.times
    yield times.opened
    case = desk.open_case(report(stage, tale), by=tale.by, at=times.opened)
    if tale.twist == "withdrawn":
        yield times.raised
        reason = "用户来电撤回，设备已自行恢复"
        desk.cancel(case, reason, by=stage.desk, at=times.raised)
        return
    order = yield from hand_over(stage, tale, case, times)
    if tale.twist == "called_off":
        yield from call_off(stage, case, order, times)
        return
    times = yield from until_restored(stage, tale, order, times)
    yield from follow_up(stage, case, times, twist=tale.twist)
    if tale.twist != "back":
        return
    times = times.later(times.followed - times.opened + timedelta(hours=1))
    order = yield from hand_over(stage, tale, case, times)
    times = yield from visit(stage, tale, order, times)
    yield from follow_up(stage, case, times)


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


def call_off(stage: Stage, case: cases.Case, order: orders.WorkOrder, times: Times) -> Story:
    """The customer rings again: it works, nobody needs to come."""
    yield times.agreed
    reason = "用户再次来电，按电话指导已恢复"
    workorders.cancel(order, reason=reason, by=stage.desk, at=times.agreed)
    desk.solve_on_call(
        case, "指导用户重新插拔电源和信号线，恢复正常", by=stage.desk, at=times.agreed
    )
    yield from follow_up(stage, case, replace(times, followed=in_daytime(times.followed)))


def until_restored(stage: Stage, tale: Tale, order: orders.WorkOrder, times: Times) -> Part[Times]:
    """One visit, or two where the first does not end it; gives the times of the last."""
    if tale.twist == "away":
        row = yield from agree(stage, tale, order, times)
        yield times.arrived
        reason = "到门口联系不上用户，无人应门"
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
    last = replace(tale, twist="") if tale.twist == "part" else tale
    return (yield from visit(stage, last, order, times))


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


def follow_up(stage: Stage, case: cases.Case, times: Times, *, twist: str = "") -> Story:
    """The call after the service: reached at once, on the second try, or with a complaint."""
    at = times.followed
    if twist == "second_call":
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
        unhappy=twist == "unhappy",
        works=twist != "back",
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
    answering = Role.SALES if told.kind == "price_asked" else Role.DESK
    desk.solve_on_call(case, told.answer, by=stage.staff[answering], at=times.raised)
    yield from follow_up(stage, case, times)
