"""What goes on besides the cases: an inspection walked and others waiting, calls made and to be
made, a run log, and a spare unit that is lent.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.assets import actions as assets
from sanbao.apps.callbacks import actions as callbacks
from sanbao.apps.callbacks import queries as calls
from sanbao.apps.desk import queries as cases
from sanbao.apps.inspections import actions as inspections
from sanbao.apps.inspections import queries as trips
from sanbao.apps.parties import actions as parties
from sanbao.apps.parties import queries as party_rows
from sanbao.apps.parts import actions as parts
from sanbao.apps.parts import queries as loans
from sanbao.apps.parts.facts import Signing as LoanSigning
from sanbao.apps.training import actions as training
from sanbao.apps.training import queries as training_rows
from sanbao.site.demo import pictures
from sanbao.site.demo.clock import Clock
from sanbao.site.demo.people import Staff
from sanbao.site.demo.units import Unit

IN_ORDER = {
    **dict.fromkeys(
        ("appearance", "electrical", "moving_parts", "protection", "function", "run_log"), "yes"
    ),
    "own_maintenance": "none",
    "result": "adjusted",
    "measured": "空载 0.02，满载 99.8",
    "advice": "建议每周清洁一次散热口",
}
FEEDBACK = {"thorough": "5", "attitude": "5", "satisfaction": "5", "explained": "yes"}
SAID = (("周师傅", "润滑点位置太低，蹲着够不着"), ("吴班长", "报警声在车间里听不清"))
CALL = {"works": "yes", "familiar": "4", "fits": "5", "attitude": "5", "satisfaction": "4"}
HANDOVER = {"condition": "九成新，外观完好", "works": "yes", "use_explained": "yes"}
LOGGED_DAYS = (0, 1, 2, 4, 7, 8, 9, 25, 26)


def tell(staff: Staff, units: Sequence[Unit], clock: Clock) -> None:
    """Everything stands as of now; past things have their own instants."""
    designer = certify_designer(staff, clock)
    inspect(staff, units[0], clock)
    provider = units[0].asset.provider_id
    waiting = inspections.propose(provider, at=clock.now)
    for round_ in waiting[: len(waiting) // 2]:
        on = max(round_.week_on + timedelta(days=2), clock.today)
        wanted = inspections.Plan(on, staff.engineers[0], designer)
        inspections.plan(round_, wanted, by=staff[Role.DISPATCHER], at=clock.now)
    ring(staff[Role.DESK], clock)
    keep_log(staff[Role.CUSTOMER], units[0], clock)
    lend(staff, clock)


def certify_designer(staff: Staff, clock: Clock) -> party_rows.Person:
    provider = staff[Role.MANAGER].provider
    person = parties.create_person("顾设计", provider=provider)
    certificate = training.Paper(
        number=f"SJ{clock.today:%Y}01",
        valid_from=clock.today - timedelta(days=400),
        valid_until=clock.today + timedelta(days=700),
        kind=training_rows.DESIGN,
    )
    training.record(person, certificate, at=clock.ago(30), by=None)
    return person


def inspect(staff: Staff, unit: Unit, clock: Clock) -> None:
    """One that the customer asked for three weeks ago, walked to the signature (P4-12)."""
    at, engineer = clock.ago(20), staff.engineers[0]
    asker = staff[Role.DESK]
    wish = "大修前请把整机看一遍"
    round_ = inspections.request(unit.asset, wish=wish, key=clock.key(), by=asker, at=at)
    plan = inspections.Plan(clock.today - timedelta(days=16), engineer)
    inspections.plan(round_, plan, by=staff[Role.DISPATCHER], at=at)
    whom = unit.asset.site.contact_name or "用户"
    inspections.notify(round_, whom=whom, by=asker, at=at)
    at = clock.ago(16, hour=10)
    inspections.start(round_, by=engineer, at=at)
    (on_it,) = trips.inspections_of(round_)
    inspections.check(on_it, IN_ORDER, key=clock.key(), by=engineer, at=at)
    removed = inspections.Found("接线端子松动发热", "removed", "62 ℃", "重新压接并复测")
    quoted = inspections.Found("防护罩开裂", "quoted", parts="防护罩 1 只", quote=Decimal("480.00"))
    for found in (removed, quoted):
        inspections.write_down(on_it, found, key=clock.key(), by=engineer, at=at)
    for said_by, words in SAID:
        key = clock.key()
        inspections.hear(on_it, said_by=said_by, words=words, key=key, by=engineer, at=at)
    signing = inspections.Signing(whom, pictures.signature(clock.chance))
    key, at = clock.key(), at + timedelta(hours=2)
    inspections.sign(round_, signing, FEEDBACK, key=key, by=engineer, at=at)


def ring(desk: User, clock: Clock) -> None:
    """Of the calls that are due the first is made, the second found nobody."""
    due = list(calls.due_for(desk, at=clock.now).order_by("due_at", "id")[:2])
    for owed in due[:1]:
        answers = {**CALL, "respondent": "用户本人", "wishes": "希望有夜间的电话指导"}
        callbacks.answer(owed, answers, key=clock.key(), by=desk, at=clock.now)
    for owed in due[1:]:
        again = clock.now + timedelta(hours=20)
        callbacks.try_again(owed, seen=0, note="无人接听", next_try_at=again, by=desk, at=clock.now)


def keep_log(customer: User, unit: Unit, clock: Clock) -> None:
    """Some days of the last weeks, one week left out, and one maintenance."""
    for back in LOGGED_DAYS:
        day = assets.RunDay(
            on=clock.today - timedelta(days=back),
            hours=Decimal(clock.chance.randint(60, 110)) / 10,
            readings=f"温度 {clock.chance.randint(40, 62)} ℃",
        )
        at = clock.ago(back, hour=8)
        assets.log_run(unit.asset, day, key=clock.key(), by=customer, at=at)
    done = assets.MaintenanceDone(
        on=clock.today - timedelta(days=9), what="按说明书清洁、紧固并加注润滑脂", done_by="周师傅"
    )
    at = clock.ago(9, hour=16)
    assets.log_maintenance(unit.asset, done, key=clock.key(), by=customer, at=at)


def lend(staff: Staff, clock: Clock) -> None:
    """Two spare units in the pool; asked for where a clause owes one, and lent where on demand."""
    manager, desk = staff[Role.MANAGER], staff[Role.DESK]
    pool = [
        parts.add_unit(serial, "备用主机", provider=manager.provider, by=manager, at=clock.ago(200))
        for serial in ("BY-001", "BY-002")
    ]
    open_ = (cases.CaseState.REPORTED, cases.CaseState.IN_SERVICE)
    waiting = cases.cases_for(desk).filter(state__in=open_).order_by("id")
    case = next((case for case in waiting if loans.claim_of(case) is not None), None)
    if case is None:
        return
    claim = loans.claim_of(case)
    loan = parts.ask(case, by=desk, at=clock.now)
    if claim is None or claim.obligation_id is not None:
        return  # owed since a miss, and still to be brought
    signing = LoanSigning(case.reporter_name, pictures.signature(clock.chance))
    key = clock.key()
    parts.hand_over(loan, pool[0], HANDOVER, signing, key=key, by=desk, at=clock.now)
