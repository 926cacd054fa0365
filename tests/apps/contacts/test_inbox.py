"""The inbox: who waits, who has it, who it is; a call from its first ring to its answer."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import CallTold, Incoming, Ring
from sanbao.apps.contacts.models import Contact, Line, Shift
from sanbao.apps.desk import actions as desk
from sanbao.apps.desk.models import Case
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties.models import Customer
from sanbao.rules.moves import Refused
from sanbao.site.intake import leave_inbox, show_in_inbox
from tests.apps.desk.reports import report
from tests.apps.world import SHARED_PHONE, World

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
NUMBER = "+86 025-8888 6666"


def chat(world: World, text: str = "量程怎么设？", **more: object) -> Contact:
    incoming = Incoming(world.provider, "chat", uuid4(), **more)  # type: ignore[arg-type]
    contact = actions.start(incoming, by=None, at=world.at)
    actions.write(contact, text, key=uuid4(), by=None, at=world.at)
    contact.refresh_from_db()
    return contact


def rings(world: World, what: Ring = Ring.RINGING, **more: object) -> Contact:
    told = CallTold(ref="T-1", what=what, number=NUMBER, **more)  # type: ignore[arg-type]
    return actions.call(world.provider, told, by=world.mei(), at=world.at)


def step(contact: Contact, name: str) -> str:
    return reverse("contacts:step", args=[contact.code, name])


@pytest.fixture
def mei(client: Client, world: World) -> Client:
    client.force_login(world.mei())
    return client


def test_whoever_opens_it_first_has_it_and_others_see_who(world: World, mei: Client) -> None:
    contact = chat(world, name="钱一")
    assert "待受理" in mei.get(reverse("contacts:list")).content.decode()
    assert mei.post(step(contact, "take")).status_code == 302
    boss = Client()
    boss.force_login(world.mei(Role.MANAGER))
    page = boss.get(reverse("contacts:list")).content.decode()
    assert "处理中" in page
    assert "梅客服" in page
    refused = boss.post(step(contact, "take"))
    assert refused.status_code == 422
    assert "梅客服 正在处理这条联系" in refused.content.decode()
    assert mei.post(step(contact, "take")).status_code == 302, "taken again by the same"
    assert boss.post(step(contact, "give-back")).status_code == 302, "left lying by somebody"
    contact.refresh_from_db()
    assert contact.state == "waiting"
    assert Entry.objects.filter(happening="contact.taken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_four_who_open_it_at_once_one_has_it(world: World) -> None:
    contact, together, outcomes = chat(world), Barrier(4), []
    people = [world.mei(Role.MANAGER) if number % 2 else world.mei() for number in range(4)]

    def take(who) -> None:
        together.wait()
        try:
            outcomes.append(str(actions.take(contact, by=who, at=world.at).held_by))
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    threads = [Thread(target=take, args=[who]) for who in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    holder = str(Contact.objects.get().held_by)
    # Each of the two people tries twice: whoever has it is not refused his second try.
    assert sorted(outcomes) == sorted([holder] * 2 + [f"{holder} has this contact"] * 2)
    assert Entry.objects.filter(happening="contact.taken").count() == 1


def test_a_reply_is_written_once_and_the_first_one_is_timed(world: World, mei: Client) -> None:
    contact = chat(world)
    later = world.at + timedelta(seconds=40)
    with pytest.raises(Refused, match="not possible"):
        actions.reply(contact, "按手册第三章", key=uuid4(), by=world.mei(), at=later)
    actions.take(contact, by=world.mei(), at=later)
    key = uuid4()
    for _ in "ab":
        actions.reply(contact, "按手册第三章", key=key, by=world.mei(), at=later)
    contact.refresh_from_db()
    assert contact.sayings.count() == 2
    assert contact.waits_since is None
    assert Entry.objects.get(happening="contact.answered").details["seconds"] == 40
    boss = world.mei(Role.MANAGER)
    with pytest.raises(Refused, match="梅客服 has this contact"):
        actions.reply(contact, "再答一次", key=uuid4(), by=boss, at=later)
    assert mei.post(step(contact, "reply"), {"key": uuid4(), "text": ""}).status_code == 422


def test_a_caller_is_recognised_by_a_number_written_otherwise(world: World) -> None:
    Customer.objects.filter(pk=world.ours.customer.pk).update(phone="025-88886666")
    assert rings(world).customer == world.ours.customer


def test_a_number_of_two_customers_is_left_to_whoever_answers(world: World, mei: Client) -> None:
    form = {"key": uuid4(), "phone": SHARED_PHONE, "name": "卫工", "said": "仪表黑屏"}
    assert mei.post(reverse("contacts:call"), form).status_code == 302
    contact = Contact.objects.get()
    assert (contact.customer, contact.held_by) == (None, world.mei())
    page = mei.get(reverse("contacts:contact", args=[contact.code])).content.decode()
    assert "这个号码对应多位客户" in page
    assert "清河水泥厂" in page
    assert "孙二" in page
    wrong = mei.post(step(contact, "recognise"), {"customer": "C-999"})
    assert wrong.status_code == 422
    assert "没有这个编号的客户" in wrong.content.decode()
    mei.post(step(contact, "recognise"), {"customer": "C-001"})
    contact.refresh_from_db()
    assert contact.customer == world.ours.customer
    page = mei.get(reverse("contacts:contact", args=[contact.code])).content.decode()
    assert "YF-1000" in page


def test_a_case_opened_from_a_call_carries_it_on(world: World, mei: Client) -> None:
    form = {"key": uuid4(), "phone": SHARED_PHONE, "name": "卫工", "said": "仪表黑屏"}
    mei.post(reverse("contacts:call"), form)
    contact = Contact.objects.get()
    url = reverse("desk:call", args=[world.asset.pk]) + f"?contact={contact.code}"
    page = mei.get(url).content.decode()
    assert "仪表黑屏" in page
    assert 'value="卫工"' in page
    fields = {
        "key": uuid4(),
        "kind": "fault_reported",
        "component": "whole",
        "cause": "unknown",
        "province": "江苏",
        "area": "city",
        "description": "仪表黑屏",
        "reporter_name": "卫工",
        "reporter_phone": SHARED_PHONE,
        "reported_at": f"{world.at.astimezone():%Y-%m-%dT%H:%M}",
        "next": "keep",
    }
    assert mei.post(url, fields).status_code == 302
    contact.refresh_from_db()
    assert (contact.state, contact.case_code) == ("in_case", Case.objects.get().code)
    assert Entry.objects.get(happening="contact.case_opened").details["case"] == contact.case_code
    assert mei.get(url.replace(contact.code, "LX-none")).status_code == 404


def test_a_call_told_in_any_order_and_twice_is_one_call(world: World) -> None:
    boss = world.mei(Role.MANAGER)
    contact = rings(world)
    rings(world, Ring.ANSWERED, agent=world.mei())
    rings(world)
    contact = rings(world, Ring.ANSWERED, agent=boss)
    assert (contact.state, contact.held_by) == ("held", world.mei())
    contact = rings(world, Ring.ENDED)
    assert contact.state == "held"
    assert Contact.objects.count() == 1


def test_a_call_that_nobody_answered_is_missed_and_called_back(world: World, mei: Client) -> None:
    rings(world)
    contact = rings(world, Ring.ENDED)
    assert (contact.state, contact.was_missed) == ("missed", True)
    assert contact.tell_at is not None
    assert "回电" in mei.get(reverse("contacts:list")).content.decode()
    mei.post(step(contact, "take"))
    mei.post(step(contact, "solve"), {"answer": "已回电说明"})
    contact.refresh_from_db()
    assert (contact.state, contact.is_first) == ("solved", False)


def test_the_api_takes_what_a_telephone_system_tells(world: World, mei: Client) -> None:
    told = {"ref": "PBX-7", "event": "ringing", "number": SHARED_PHONE}
    send = lambda: mei.post("/api/calls", told, content_type="application/json")  # noqa: E731
    first = send()
    assert first.status_code == 201
    assert (first.json()["state"], first.json()["channel"]) == ("waiting", "phone")
    told |= {"event": "answered", "agent": "nobody"}
    assert send().status_code == 422
    told |= {"agent": world.mei().username}
    assert send().json()["held_by"] == world.mei().username
    told |= {"event": "answered", "agent": world.stranger().username}
    assert send().status_code == 422


def test_a_call_rings_for_those_on_duty(world: World, client: Client) -> None:
    night = Line.objects.create(provider=world.provider, code="N", name="夜间", number="025-1")
    engineer = world.mei(Role.ENGINEER)
    rings(world, line="0251")
    url = reverse("contacts:ringing")
    client.force_login(engineer)
    assert "我来接" not in client.get(url).content.decode()
    Shift.objects.create(
        line=night,
        person=engineer,
        starts_at=world.at - timedelta(hours=1),
        ends_at=world.at + timedelta(hours=9),
        created_at=world.at,
        created_by=world.mei(Role.MANAGER),
    )
    assert "我来接" in client.get(url).content.decode()
    contact = Contact.objects.get()
    assert client.post(step(contact, "take")).status_code == 302
    assert "我来接" not in client.get(url).content.decode()
    client.force_login(world.stranger())
    assert "我来接" not in client.get(url).content.decode()


def test_a_report_from_the_web_waits_in_the_inbox_until_it_is_dealt_with(
    world: World, mei: Client
) -> None:
    case = desk.open_case(report(world, channel="qr"), by=None, at=world.at)
    entry = Entry.objects.get(happening="case.opened")
    show_in_inbox(entry.pk)
    show_in_inbox(entry.pk)
    contact = Contact.objects.get()
    assert (contact.channel, contact.state, contact.case_code) == ("web", "waiting", case.code)
    assert contact.sayings.get().text == case.description
    mei.post(step(contact, "take"))
    desk.solve_on_call(case, "电话指导后正常", by=world.mei(), at=world.at)
    leave_inbox(Entry.objects.get(happening="case.solved").pk)
    contact.refresh_from_db()
    assert contact.state == "in_case"
    by_desk = desk.open_case(report(world, channel="phone"), by=world.mei(), at=world.at)
    show_in_inbox(Entry.objects.get(happening="case.opened", subject_code=by_desk.code).pk)
    assert Contact.objects.count() == 1


def test_a_report_that_was_dealt_with_before_does_not_wait_for_ever(world: World) -> None:
    """The job that shows it came late."""
    case = desk.open_case(report(world, channel="qr"), by=None, at=world.at)
    desk.solve_on_call(case, "电话指导后正常", by=world.mei(), at=world.at)
    leave_inbox(Entry.objects.get(happening="case.solved").pk)
    show_in_inbox(Entry.objects.get(happening="case.opened").pk)
    assert not Contact.objects.exists()


def test_nothing_goes_into_a_case_that_is_not_there(world: World, mei: Client) -> None:
    contact = chat(world)
    mei.post(step(contact, "take"))
    refused = mei.post(step(contact, "into-case"))
    assert refused.status_code in {302, 404, 422}
    contact.refresh_from_db()
    assert contact.state == "held"


def test_the_figures_are_by_month_and_person(world: World, mei: Client) -> None:
    for answer in ("甲", "乙"):
        contact = chat(world)
        actions.take(contact, by=world.mei(), at=world.at)
        actions.solve(contact, answer, by=world.mei(), at=world.at + timedelta(minutes=2))
    again = chat(world)
    actions.take(again, by=world.mei(), at=world.at)
    actions.close(again, by=world.mei(), at=world.at)
    Contact.objects.filter(answer="乙").update(is_first=False)
    (figure,) = queries.figures_for(world.mei(), since=world.at - timedelta(days=1))
    assert (figure.person, figure.over, figure.at_first, figure.percent) == ("梅客服", 2, 1, 50)
    assert figure.answers_in == timedelta(minutes=2)
    assert "梅客服" in mei.get(reverse("contacts:figures")).content.decode()


@pytest.mark.parametrize("rows", [1, 12])
def test_the_inbox_keeps_its_budget(world: World, mei: Client, rows: int) -> None:
    for number in range(rows):
        chat(world, name=f"访客{number}", customer=world.ours.customer)
    budget: Callable[..., CaptureQueriesContext] = CaptureQueriesContext
    with budget(connection) as used:
        mei.get(reverse("contacts:list"))
    assert len(used) <= BUDGETS["contacts:list"], [one["sql"][:90] for one in used]


def test_the_inbox_pages_and_filters(world: World, mei: Client) -> None:
    for number in range(31):
        Contact.objects.create(
            provider=world.provider,
            code=f"LX-{number}",
            key=uuid4(),
            channel="mail",
            name=f"来信{number:02}",
            started_at=world.at + timedelta(seconds=number),
        )
    first = mei.get(reverse("contacts:list"))
    assert "来信00" in first.content.decode()
    assert "来信30" not in first.content.decode()
    after = first.context["after"]
    second = mei.get(reverse("contacts:list"), {"after": after}).content.decode()
    assert "来信30" in second
    only = mei.get(reverse("contacts:list"), {"channel": "phone"}).content.decode()
    assert "没有人在等" in only
