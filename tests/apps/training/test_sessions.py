"""Sessions: planned, filled, held; what they meet, charge and certify."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.money.models import Line
from sanbao.apps.notices import queries as notices
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind
from sanbao.apps.parties.models import Person
from sanbao.apps.training import actions, queries, tasks
from sanbao.apps.training.facts import Result, Signing
from sanbao.apps.training.models import Certificate, Course, Session
from sanbao.rules.moves import Refused

from ..visits.conftest import drawn
from ..world import World
from .test_pages import page

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())

ANSWERS = {"syllabus": "yes", "remarks": "答疑半小时"}


@pytest.fixture(autouse=True)
def forms(settings, tmp_path, db) -> None:  # type: ignore[no-untyped-def]
    from sanbao.apps.evidence import actions as evidence

    settings.MEDIA_ROOT = tmp_path
    evidence.sync_forms()


@pytest.fixture
def course(world: World) -> Course:
    service = actions.qualification(world.provider.pk, "service")
    details = actions.CourseDetails(
        "设备维修与保养",
        ["engineers", "dealers", "customers"],
        "结构与电气原理\n常见故障处理",
        60,
        service,
    )
    boss = world.mei(Role.MANAGER)
    return actions.create_course(details, provider=world.provider, at=world.at, by=boss)


def planned(world: World, course: Course, **more: object) -> Session:
    start = world.at + timedelta(days=1)
    details = actions.SessionDetails(
        start,
        start + timedelta(hours=3),
        "周讲师",
        **more,  # type: ignore[arg-type]
    )
    key, boss = uuid4(), world.mei(Role.MANAGER)
    return actions.plan(course, details, key=key, at=world.at, by=boss)


def person(world: World, role: str) -> Person:
    return Person.objects.get(user=world.mei(role))


def join(world: World, session: Session, who: Person) -> queries.Enrolment:
    return actions.sign_up(session, who, at=world.at, by=world.mei(Role.MANAGER))


def held(world: World, session: Session, marks: dict[int, int | None]) -> Session:
    results = {pk: Result(mark is not None, mark) for pk, mark in marks.items()}
    report = actions.Report(results, Signing("周讲师", drawn()), ANSWERS)
    at = session.ends_at + timedelta(minutes=5)
    return actions.hold(session, report, key=uuid4(), at=at, by=world.mei(Role.MANAGER))


def owed(world: World, kind: str, code: str, **more: object) -> Obligation:
    row = Obligation.objects.create(
        provider=world.provider,
        version=world.ours.version,
        code=f"LY-{uuid4().hex[:6]}",
        kind=ObligationKind.ONE_OFF,
        what="trained",
        owed_by="provider",
        clause="2.1",
        subject_kind=kind,
        subject_code=code,
        starts_at=world.at - timedelta(days=2),
        due_at=world.at + timedelta(days=20),
        state="running",
        span="P22D",
        **more,
    )
    for line in ("raised", "started"):
        LogLine.objects.create(obligation=row, kind=line, at=world.at - timedelta(days=2))
    return row


def test_who_comes_too_late_waits_and_moves_up(world: World, course: Course) -> None:
    session = planned(world, course, places=1)
    first = join(world, session, person(world, Role.DEALER))
    second = join(world, session, person(world, Role.CUSTOMER))
    assert (first.state, second.state) == ("signed_up", "waiting")
    assert join(world, session, person(world, Role.CUSTOMER)) == second
    actions.withdraw(first, at=world.at, by=world.mei(Role.MANAGER))
    second.refresh_from_db()
    assert second.state == "signed_up"
    telling = notices.telling_of(Entry.objects.get(happening="session.moved_up"))
    assert telling is not None
    assert [one.username for one in telling.people] == [second.person.user.username]
    assert session.code in telling.about


@pytest.mark.clause("P6-2.1")
def test_without_a_limit_everybody_has_a_place(world: World, course: Course) -> None:
    session = planned(world, course)
    people = [
        Person.objects.create(
            provider=world.provider, name=f"学员{n}", customer=world.ours.customer
        )
        for n in range(40)
    ]
    assert {join(world, session, one).state for one in people} == {"signed_up"}


def test_a_course_is_for_certain_people(world: World, course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(audience=["dealers"])
    session = planned(world, Course.objects.get(pk=course.pk))
    with pytest.raises(Refused, match="not meant for"):
        join(world, session, person(world, Role.ENGINEER))


@pytest.mark.clause("P2-1.2", "P6-2.1")
def test_holding_it_meets_what_is_owed_and_certifies_who_passed(
    world: World, course: Course
) -> None:
    world.ours.agreement.refresh_from_db()
    unit = owed(
        world, "asset", world.asset.serial, customer=world.ours.customer.code, dealer="", period="a"
    )
    dealer = owed(world, "dealer", world.ours.dealer.code, period="b")
    session = planned(world, course, agreement=world.ours.agreement)
    assert (session.is_free, session.clause) == (True, "2.1")
    rows = {
        role: join(world, session, person(world, role))
        for role in (Role.DEALER, Role.CUSTOMER, Role.ENGINEER)
    }
    marks = {rows[Role.DEALER].pk: 80, rows[Role.CUSTOMER].pk: 40, rows[Role.ENGINEER].pk: None}
    done = held(world, session, marks)
    for row in (unit, dealer):
        row.refresh_from_db()
        assert row.state == "met"
    assert LogLine.objects.filter(kind="met", note=session.code).count() == 2
    assert done.attendance is not None
    assert "（80）" in done.attendance.answers["present"]
    (made,) = Certificate.objects.filter(enrolment__session=session)
    assert made.person == person(world, Role.DEALER)
    tasks.make_paper(Entry.objects.get(happening="certificate.issued").pk)
    made.refresh_from_db()
    assert made.paper is not None
    assert made.paper.content_type == "application/pdf"


def test_beyond_what_is_free_it_is_charged_by_the_clause(world: World, course: Course) -> None:
    session = planned(world, course, agreement=world.ours.agreement, fee=Decimal(1200))
    assert (session.is_free, session.clause) == (False, "2.1")
    row = join(world, session, person(world, Role.CUSTOMER))
    held(world, session, {row.pk: 70})
    line = Line.objects.get(account="training")
    assert (line.amount, line.clause, line.payer) == (Decimal(1200), "2.1", "customer")


def test_who_passes_again_is_renewed(world: World, course: Course) -> None:
    before = Certificate.objects.get(person=person(world, Role.ENGINEER))
    session = planned(world, course)
    row = join(world, session, person(world, Role.ENGINEER))
    held(world, session, {row.pk: 90})
    assert Certificate.objects.get(enrolment=row).renews == before


def test_nobody_there_or_no_mark_is_refused_and_leaves_nothing(
    world: World, course: Course
) -> None:
    session = planned(world, course)
    row = join(world, session, person(world, Role.DEALER))
    with pytest.raises(Refused, match="nobody was present"):
        held(world, session, {row.pk: None})
    results = {row.pk: Result(is_present=True)}
    report = actions.Report(results, Signing("周讲师", drawn()), ANSWERS)
    with pytest.raises(Refused, match="test result of 1"):
        actions.hold(session, report, key=uuid4(), at=session.ends_at, by=world.mei(Role.MANAGER))
    session.refresh_from_db()
    assert (session.state, session.attendance) == ("planned", None)


def test_a_manager_changes_what_is_planned_and_lets_in_who_waits(
    world: World, client: Client, course: Course
) -> None:
    session = planned(world, course, places=1)
    first, waits = (
        join(world, session, person(world, role)) for role in (Role.DEALER, Role.CUSTOMER)
    )
    address = page("change_session", session.code)
    client.force_login(world.mei(Role.DEALER))
    assert client.get(address).status_code in (403, 404)
    client.force_login(world.mei(Role.MANAGER))
    assert "周讲师" in client.get(address).content.decode()
    start = world.at + timedelta(days=4)
    given = {
        "key": str(uuid4()),
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "trainer": "吴讲师",
        "places": 2,
    }
    backwards = client.post(address, given)
    assert backwards.status_code == 422
    assert "吴讲师" in backwards.content.decode(), "nothing typed is lost"
    assert client.post(address, {**given, "ends_at": f"{start:%Y-%m-%dT23:59}"}).status_code == 302
    session.refresh_from_db()
    waits.refresh_from_db()
    assert (session.trainer, session.places, waits.state) == ("吴讲师", 2, "signed_up")
    api = f"/api/trainings/{session.code}"
    body = {
        "starts_at": f"{start:%Y-%m-%dT%H:%M}:00+08:00",
        "ends_at": f"{start:%Y-%m-%dT23:59}:00+08:00",
        "trainer": "郑讲师",
        "places": 1,
    }
    fewer = client.put(api, body, content_type="application/json")
    assert fewer.status_code in (409, 422)
    assert "places" in fewer.content.decode()
    changed = client.put(api, {**body, "places": 3}, content_type="application/json")
    assert changed.json()["session"]["trainer"] == "郑讲师"
    first.refresh_from_db()
    assert first.state == "signed_up"


def test_who_else_was_there_is_nobody_elses_business(
    world: World, client: Client, course: Course
) -> None:
    session = planned(world, course)
    dealer, customer = person(world, Role.DEALER), person(world, Role.CUSTOMER)
    Person.objects.filter(pk=customer.pk).update(name="别家的学员")
    marks: dict[int, int | None] = {join(world, session, who).pk: 88 for who in (dealer, customer)}
    held(world, session, marks)
    client.force_login(world.mei(Role.MANAGER))
    assert "别家的学员（88）" in client.get(page("session", session.code)).content.decode()
    client.force_login(world.mei(Role.DEALER))
    shown = client.get(page("session", session.code)).content.decode()
    assert dealer.name in shown
    assert "别家的学员" not in shown


def test_a_program_says_whether_the_whole_syllabus_was_taught(
    world: World, client: Client, course: Course
) -> None:
    session = planned(world, course)
    row = join(world, session, person(world, Role.DEALER))
    client.force_login(world.mei(Role.MANAGER))
    given = {
        "key": str(uuid4()),
        "signer_name": "周讲师",
        "signature": drawn(),
        "results": json.dumps({row.pk: 90}),
        "remarks": "电气部分改期",
    }
    address = f"/api/trainings/{session.code}/hold"
    assert client.post(address, given).status_code == 422
    Session.objects.update(starts_at=world.at - timedelta(days=9), ends_at=world.at)
    answer = client.post(address, {**given, "signature": drawn(), "whole_syllabus": "false"})
    assert answer.status_code == 200, answer.content
    session.refresh_from_db()
    assert session.attendance is not None
    assert session.attendance.answers["syllabus"] == "no"
    assert session.attendance.answers["syllabus_note"] == "电气部分改期"


def test_a_manager_plans_and_a_dealer_signs_up_his_own(
    world: World, client: Client, course: Course
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    start = world.at + timedelta(days=3)
    given = {
        "key": str(uuid4()),
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "trainer": "周讲师",
        "place": "南京",
    }
    for _ in "ab":
        assert client.post(page("plan", course.code), given).status_code == 302
    session = Session.objects.get()
    client.force_login(world.mei(Role.DEALER))
    address = page("sign_up", session.code)
    own = person(world, Role.DEALER)
    other = person(world, Role.CUSTOMER)
    assert client.post(address, {"person": other.pk}).status_code == 422
    assert client.post(address, {"person": own.pk}).status_code == 302
    row = session.enrolments.get()
    assert row.person == own
    assert client.get(page("session", session.code)).status_code == 200
    client.force_login(world.mei(Role.CUSTOMER))
    assert client.post(page("withdraw", session.code, row.pk)).status_code == 404
    client.force_login(world.mei(Role.MANAGER))
    wrong = client.post(page("hold", session.code), {"key": str(uuid4()), "signer_name": "周"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("name", "budget"),
    [
        pytest.param("session_list", BUDGETS["training:session_list"], id="training:session_list"),
        pytest.param("course_list", BUDGETS["training:course_list"], id="training:course_list"),
    ],
)
def test_a_list_asks_as_often_for_thirty_rows_as_for_three(
    world: World,
    client: Client,
    course: Course,
    name: str,
    budget: int,
    django_assert_max_num_queries: object,
) -> None:
    for _ in range(8):
        planned(world, course)
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(budget):  # type: ignore[operator]
        assert client.get(reverse(f"training:{name}")).status_code == 200
