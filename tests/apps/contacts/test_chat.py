"""A chat from both sides: a customer, a visitor without an account, and whoever answers."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import CHATS_PER_ADDRESS, SAYINGS_PER_MINUTE, Incoming
from sanbao.apps.contacts.models import Contact, Saying
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices.queries.recipients import telling_of
from sanbao.rules.moves import Refused
from tests.apps.world import World


def asks(client: Client, url: str, text: str, **more: str) -> int:
    form = {"key": str(uuid4()), "text": text, **more}
    return client.post(url, form).status_code


def answers(contact: Contact, text: str, world: World) -> None:
    actions.take(contact, by=world.mei(), at=world.at)
    actions.reply(contact, text, key=uuid4(), by=world.mei(), at=world.at)


@pytest.mark.clause("P3-2.1")
def test_a_customer_asks_at_once_and_reads_the_answer(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    url = reverse("contacts:mine")
    assert asks(client, url, "") == 422
    assert asks(client, url, "量程怎么设？") == 302
    contact = Contact.objects.get()
    assert (contact.customer, contact.user) == (world.ours.customer, world.mei(Role.CUSTOMER))
    answers(contact, "长按设置键三秒", world)
    home = reverse("desk:customer_home")
    assert "有新答复" in client.get(home).content.decode()
    page = client.get(url).content.decode()
    assert "长按设置键三秒" in page
    assert "梅客服 正在为您解答" in page
    assert "有新答复" not in client.get(home).content.decode()
    mei = Client()
    mei.force_login(world.mei())
    assert "已读" in mei.get(reverse("contacts:contact", args=[contact.code])).content.decode()


def test_what_was_closed_goes_on_when_the_customer_writes_again(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    url = reverse("contacts:mine")
    asks(client, url, "量程怎么设？")
    contact = Contact.objects.get()
    answers(contact, "长按设置键三秒", world)
    actions.solve(contact, "设置量程", by=world.mei(), at=world.at)
    assert "本次咨询已结束" in client.get(url).content.decode()
    asks(client, url, "还是不行")
    contact.refresh_from_db()
    assert (contact.state, contact.came_again, contact.is_first) == ("waiting", True, False)
    assert contact.waits_since is not None


def test_what_is_asked_long_after_the_end_is_a_new_contact(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    url = reverse("contacts:mine")
    asks(client, url, "量程怎么设？")
    first = Contact.objects.get()
    answers(first, "长按设置键三秒", world)
    actions.solve(first, "设置量程", by=world.mei(), at=world.at)
    Contact.objects.update(done_at=timezone.now() - timedelta(hours=3))
    assert "再次发送将开始新的咨询" in client.get(url).content.decode()
    form = {"key": str(uuid4()), "text": "打印机怎么接？"}
    for _ in "ab":  # sent twice it is one
        assert client.post(url, form).status_code == 302
    first.refresh_from_db()
    second = Contact.objects.exclude(pk=first.pk).get()
    assert (first.state, first.is_first, first.came_again) == ("solved", True, False)
    assert (second.state, second.follows, second.customer) == ("waiting", first, first.customer)
    answers(second, "用九芯线", world)
    second.refresh_from_db()
    assert second.answered_at == world.at
    mei = Client()
    mei.force_login(world.mei())
    page = mei.get(reverse("contacts:contact", args=[second.code])).content.decode()
    assert first.code in page


def test_a_visitor_who_comes_back_later_need_not_say_who_he_is(
    world: World, client: Client
) -> None:
    url = reverse("public:talk", args=[world.provider.slug])
    asks(client, url, "哪里有网点？", name="路人甲", phone="139")
    first = Contact.objects.get()
    answers(first, "见网站", world)
    actions.solve(first, "见网站", by=world.mei(), at=world.at)
    Contact.objects.update(done_at=timezone.now() - timedelta(days=1))
    assert asks(client, url, "周末开吗？") == 302
    second = Contact.objects.latest("pk")
    assert (second.follows, second.name, second.phone) == (first, "路人甲", "139")
    page = client.get(url).content.decode()
    assert "周末开吗" in page
    assert "哪里有网点" not in page


@pytest.mark.clause("P3-2.5")
def test_a_caller_says_how_he_found_the_answer_once_it_is_over(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    url, rate = reverse("contacts:mine"), reverse("contacts:rate_mine")
    assert client.post(rate, {"satisfaction": 5}).status_code == 404
    asks(client, url, "量程怎么设？")
    contact = Contact.objects.get()
    client.post(rate, {"satisfaction": 5})
    answers(contact, "长按设置键三秒", world)
    actions.solve(contact, "设置量程", by=world.mei(), at=world.at)
    client.post(rate, {"satisfaction": 9})
    contact.refresh_from_db()
    assert contact.rated_at is None
    for score in (2, 5):
        client.post(rate, {"satisfaction": score, "opinion": "等太久"})
    contact.refresh_from_db()
    assert (contact.satisfaction, contact.opinion) == (2, "等太久")
    told = telling_of(Entry.objects.get(happening="contact.rated_badly"))
    assert told.people == (world.mei(Role.MANAGER),)
    assert "2/5" in client.get(url).content.decode()
    assert not Entry.objects.filter(happening="contact.rated").exists()


def test_a_visitor_rates_his_own_chat_and_nobody_elses(world: World, client: Client) -> None:
    url = reverse("public:talk", args=[world.provider.slug])
    rate = reverse("public:rate_talk", args=[world.provider.slug])
    asks(client, url, "哪里有网点？", name="路人甲")
    contact = Contact.objects.get()
    answers(contact, "见网站", world)
    actions.solve(contact, "见网站", by=world.mei(), at=world.at)
    assert Client().post(rate, {"satisfaction": 1}).status_code == 404
    client.post(rate, {"satisfaction": 4})
    contact.refresh_from_db()
    assert contact.satisfaction == 4


def test_a_visitor_chats_without_an_account_and_sees_nobody_elses(
    world: World, client: Client
) -> None:
    url = reverse("public:talk", args=[world.provider.slug])
    assert asks(client, url, "哪里有网点？") == 422, "a name is asked for"
    assert asks(client, url, "哪里有网点？", name="路人甲") == 302
    contact = Contact.objects.get()
    answers(contact, "南京江宁", world)
    assert "南京江宁" in client.get(url).content.decode()
    assert asks(client, url, "多谢") == 302
    assert Saying.objects.filter(contact=contact).count() == 3
    assert "南京江宁" not in Client().get(url).content.decode()
    other = reverse("public:talk", args=[world.theirs.provider.slug])
    assert "南京江宁" not in client.get(other).content.decode()
    forged = Client()
    forged.cookies["talk"] = contact.ref
    assert "南京江宁" not in forged.get(url).content.decode()
    live = reverse("public:talk_live", args=[world.provider.slug])
    assert client.get(live).status_code == 200
    assert Client().get(live).status_code == 404


def test_a_visitor_from_the_code_of_a_unit_is_shown_with_it(world: World, client: Client) -> None:
    url = reverse("public:talk_about", args=[world.asset.public_key])
    page = client.get(url).content.decode()
    assert "YF-1000" in page
    assert "清河水泥厂" not in page
    asks(client, url, "一直报警", name="操作工")
    contact = Contact.objects.get()
    assert (contact.asset, contact.customer) == (world.asset, world.ours.customer)
    assert client.get(reverse("public:talk", args=["nobody"])).status_code == 404


def test_the_code_of_another_unit_begins_another_chat(world: World, client: Client) -> None:
    for unit in (world.asset, world.counter_unit, world.counter_unit):
        asks(
            client,
            reverse("public:talk_about", args=[unit.public_key]),
            f"{unit.serial} 报警",
            name="操作工",
        )
    first, second = Contact.objects.order_by("id")
    assert (first.asset, second.asset) == (world.asset, world.counter_unit)
    assert [contact.sayings.count() for contact in (first, second)] == [1, 2]


def test_the_same_message_sent_twice_is_one(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.CUSTOMER))
    form = {"key": str(uuid4()), "text": "量程怎么设？"}
    url = reverse("contacts:mine")
    for _ in "ab":
        client.post(url, form)
    assert Saying.objects.count() == 1


def test_a_visitor_whose_answer_was_lost_goes_on_in_the_chat_he_began(world: World) -> None:
    form = {"key": str(uuid4()), "text": "开不了机", "name": "操作工"}
    url = reverse("public:talk_about", args=[world.asset.public_key])
    for browser in (Client(), Client()):  # without the cookie that never came
        answer = browser.post(url, form)
        assert answer.status_code == 302
        assert "开不了机" in browser.get(url).content.decode()
    assert Contact.objects.get().sayings.count() == 1


def test_too_many_chats_and_too_many_messages_are_refused(world: World) -> None:
    def begin() -> Contact:
        incoming = Incoming(world.provider, "chat", uuid4(), name="甲", visitor="digest")
        asked = actions.Asked("在吗", uuid4())
        return actions.ask(None, incoming, asked, by=None, at=world.at)

    contact = begin()
    for _ in range(CHATS_PER_ADDRESS - 1):
        begin()
    with pytest.raises(Refused, match="too many chats"):
        begin()
    incoming = Incoming(world.provider, "chat", uuid4())
    for number in range(SAYINGS_PER_MINUTE - 1):
        asked = actions.Asked(f"第{number}句", uuid4())
        actions.ask(contact, incoming, asked, by=None, at=world.at)
    with pytest.raises(Refused, match="too many messages"):
        actions.ask(contact, incoming, actions.Asked("再一句", uuid4()), by=None, at=world.at)
    later = world.at + timedelta(minutes=2)
    actions.ask(contact, incoming, actions.Asked("再一句", uuid4()), by=None, at=later)
    assert queries.sayings_of(contact).count() == SAYINGS_PER_MINUTE + 1
