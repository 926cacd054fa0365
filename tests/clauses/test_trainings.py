"""Trainings that agreements promise: planned, held with a signed record, and so kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties import actions as parties
from sanbao.apps.training.models import Certificate, Course, Enrolment, Qualification, Session

from .house import House
from .present import CHINA
from .walk import drawn

pytestmark = pytest.mark.django_db
Company = Callable[..., House]
SYLLABUS = "结构、电气和控制原理\n使用、维修和保养\n常见故障及处理"
OCTOBER = datetime(2026, 10, 12, 10, tzinfo=CHINA)


def planned(house: House, *, under_agreement: bool = True, audience: str = "customers") -> Session:
    """A course with its syllabus, and a session of it tomorrow, without a limit of places."""
    given = {"topic": "操作与维修", "audience": [audience], "syllabus": SYLLABUS, "pass_mark": 60}
    house.post("manager", "training:create_course", data=given)
    course = Course.objects.latest("pk")
    start = house.present.now + timedelta(days=1)
    asked = {
        "key": str(uuid4()),
        "starts_at": f"{start:%Y-%m-%dT%H:%M}",
        "ends_at": f"{start + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "trainer": "周讲师",
        "place": "项目现场",
    }
    if under_agreement:
        asked["agreement"] = f"{house.company.version.agreement_id}"
    house.post("manager", "training:plan", course.code, data=asked)
    return Session.objects.latest("pk")


def held(house: House, session: Session, *people: object, mark: int = 85) -> None:
    rows = []
    for person in people:
        given = {"person": person.pk}  # type: ignore[attr-defined]
        house.post("manager", "training:sign_up", session.code, data=given)
        rows.append(Enrolment.objects.latest("pk"))
    house.go(days=2)
    data = {"key": str(uuid4()), "syllabus": "on", "signer_name": "周讲师", "signature": drawn()}
    for row in rows:
        data |= {f"present_{row.pk}": "on", f"mark_{row.pk}": f"{mark}"}
    house.post("manager", "training:hold", session.code, data=data)


def of_customer(house: House, name: str) -> object:
    company = house.company
    return parties.create_person(
        name, provider=company.provider, belongs_to=company.units[0].asset.customer
    )


@pytest.mark.clause("P4-10")
def test_the_customers_engineers_are_trained_free_and_it_is_on_record(company: Company) -> None:
    house = company("fire-door")
    unit = house.unit(accepted=house.present.today)
    house.settle()
    owed = Obligation.objects.get(subject_code=unit.serial, what="trained")
    session = planned(house)
    page = house.page("manager", "training:session", session.code)
    assert "常见故障及处理" in page
    assert "免费" in page
    assert "第 10 条" in page
    held(house, session, of_customer(house, "用户工程师甲"))
    owed.refresh_from_db()
    assert owed.state == "met"
    assert "用户工程师甲（85）" in house.page("manager", "training:session", session.code)


@pytest.mark.clause("P6-2.1", "P6-2.2", "P6-1.6")
def test_october_has_its_training_and_a_further_one_is_charged(company: Company) -> None:
    house = company("integrated-equipment", now=OCTOBER)
    rows = Obligation.objects.filter(
        provider=house.company.provider, what="trained", subject_kind="agreement"
    )
    october = rows.order_by("due_at").first()
    assert october is not None
    session = planned(house)
    people = [of_customer(house, f"学员{number}") for number in range(12)]
    # The units accepted last month are owed one of their own; their people come along.
    provider = house.company.provider
    people += [
        parties.create_person(f"{unit.serial} ", provider=provider, belongs_to=unit.customer)
        for unit in house.units
    ]
    held(house, session, *people)
    october.refresh_from_db()
    assert october.state == "met"
    assert session.places is None
    further = planned(house)
    page = house.page("manager", "training:session", further.code)
    assert "收费" in page
    assert "第 2.1 条" in page


@pytest.mark.clause("P2-1.2")
def test_the_dealers_technicians_are_trained_and_who_attended_is_on_record(
    company: Company,
) -> None:
    house = company("solar-dealer")
    dealer = next(iter(house.company.staff.dealers.values()))
    owed = Obligation.objects.filter(
        subject_kind="dealer", subject_code=dealer.code, what="trained"
    ).first()
    person = parties.create_person("经销商技师", provider=house.company.provider, belongs_to=dealer)
    session = planned(house, under_agreement=False, audience="dealers")
    held(house, session, person)
    assert "经销商技师（85）" in house.page("dealer", "training:session", session.code)
    if owed is not None:
        owed.refresh_from_db()
        assert owed.met_at is not None


@pytest.mark.clause("P5-1.2")
def test_the_dealers_people_have_the_full_training_material(company: Company) -> None:
    house = company("fuel-truck-dealer")
    given = {"topic": "加油车维修", "audience": ["dealers"], "syllabus": SYLLABUS}
    house.post("manager", "training:create_course", data=given)
    course = Course.objects.latest("pk")
    for title in ("结构与原理", "常见故障手册"):
        paper = SimpleUploadedFile("x.pdf", b"%PDF-1.7 " + title.encode(), "application/pdf")
        data = {"key": str(uuid4()), "title": title, "file": paper}
        house.post("manager", "training:add_material", course.code, data=data)
    page = house.page("dealer", "training:course", course.code)
    assert "结构与原理" in page
    assert "常见故障手册" in page
    assert house.get("customer", "training:course", course.code).status_code == 404


@pytest.mark.clause("P5-1.2", "P3-1.3")
def test_a_class_gives_a_certificate_to_who_passes(company: Company) -> None:
    house = company("fuel-truck-dealer")
    given = {"code": "fuel", "name": "加油车维修", "months": 24}
    house.post("manager", "training:needs", data=given)
    session = planned(house, under_agreement=False, audience="dealers")
    fuel = Qualification.objects.get(code="fuel")
    changed = {"topic": "加油车维修", "audience": ["dealers"], "pass_mark": 60}
    changed["qualification"] = fuel.pk
    house.post("manager", "training:change_course", session.course.code, data=changed)
    dealer = next(iter(house.company.staff.dealers.values()))
    person = parties.create_person("技师甲", provider=house.company.provider, belongs_to=dealer)
    held(house, session, person)
    made = Certificate.objects.get(person=person)
    assert made.number in house.page("manager", "training:person", person.pk)
    assert "training.make_paper" in [name for name, _ in house.papers]
