"""Who chose one mail a day gets the news of a day together, once; what is urgent comes at once."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.models import User
from sanbao.apps.notices import actions
from sanbao.apps.notices.models import Delivery, DeliveryState, Notice, Preference

from ..world import CHINA, World
from .news import missed, warned
from .post_office import PostOffice, free_port, open_at

pytestmark = pytest.mark.django_db
ALL = ["warning", "miss"]


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "售后 <service@example.com>"
    with open_at(settings.EMAIL_PORT, PostOffice()) as office:
        yield office


@pytest.fixture
def reader(world: World) -> User:
    """The desk agent, who wants one mail a day at half past eight, and nothing in between."""
    User.objects.filter(pk=world.mei().pk).update(email="mei@example.com")
    choose(world.mei())
    return world.mei()


def choose(user: User, **how: Any) -> None:
    chosen = {"quiet_from": None, "quiet_until": None, "urgent_passes": False} | how
    actions.choose(
        user,
        actions.Chosen(
            in_app=ALL,
            mail=ALL,
            webhook=[],
            language="zh-hans",
            **{"mail_rhythm": "daily", "digest_at": time(8, 30)} | chosen,
        ),
    )


def china(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


def sent(delivery: Delivery, *, at: datetime) -> Delivery:
    actions.deliver(delivery.pk, at=at)
    delivery.refresh_from_db()
    return delivery


def text_of(mail: Any) -> str:
    text: str = mail.get_payload()[0].get_payload(decode=True).decode()
    return text


def test_the_news_of_a_day_come_in_one_mail_at_the_persons_time(
    world: World, office: PostOffice, reader: User
) -> None:
    for code, at in (("GD-1", china(3, 9)), ("GD-2", china(3, 17)), ("GD-3", china(4, 8))):
        entry = warned(world, code)
        for _run_twice in range(2):
            actions.tell(entry, at=at)
    mail = Delivery.objects.get()
    assert (mail.next_at, str(mail.digest_on)) == (china(4, 8, 30), "2026-11-04")
    assert sent(mail, at=china(4, 8)).state == DeliveryState.WAITING, "not before its time"
    assert sent(mail, at=china(4, 8, 30)).state == DeliveryState.SENT
    assert sent(mail, at=china(4, 9)).attempts == 1
    (got,) = office.mails
    assert text_of(got).count("称重成套设备 YF-1000") == 3
    assert str(mail.key) in got["Message-ID"]
    assert Notice.objects.filter(user=reader, is_shown=True).count() == 3, "the bell tells at once"


def test_what_comes_while_the_mail_goes_out_comes_with_the_next(
    world: World, office: PostOffice, reader: User
) -> None:
    actions.tell(warned(world, "GD-1"), at=china(3, 9))
    actions.tell(warned(world, "GD-2"), at=china(4, 8, 29))
    assert [str(row.digest_on) for row in Delivery.objects.order_by("pk")] == [
        "2026-11-04",
        "2026-11-05",
    ]
    for row in Delivery.objects.order_by("pk"):
        sent(row, at=row.next_at or china(5, 9))
    assert [
        mail.get_payload()[0].get_payload(decode=True).decode().count("YF-1000")
        for mail in office.mails
    ] == [1, 1]


def test_what_is_urgent_has_a_mail_of_its_own_where_the_person_lets_it_pass(
    world: World, office: PostOffice, reader: User
) -> None:
    choose(reader, urgent_passes=True)
    entry = missed(world)
    actions.tell(entry, at=china(3, 9))
    assert Notice.objects.get(entry=entry).is_urgent
    assert (Delivery.objects.get().digest_on, Delivery.objects.get().next_at) == (None, None)
    choose(reader, urgent_passes=False)
    actions.tell(missed(world, code="GD-2"), at=china(3, 9))
    assert Delivery.objects.filter(digest_on__isnull=False).count() == 1


def test_in_quiet_hours_the_mail_of_the_day_waits_for_their_end(
    world: World, office: PostOffice, reader: User
) -> None:
    choose(reader, quiet_from=time(22), quiet_until=time(9))
    actions.tell(warned(world), at=china(3, 10))
    assert Delivery.objects.get().next_at == china(4, 9)


def test_a_server_that_is_down_gets_the_mail_of_the_day_later_with_the_same_id(
    world: World, office: PostOffice, reader: User
) -> None:
    actions.tell(warned(world), at=china(3, 9))
    office.refuses = "450 later"
    mail = sent(Delivery.objects.get(), at=china(4, 8, 30))
    assert mail.state == DeliveryState.FAILING
    office.refuses = ""
    assert sent(mail, at=mail.next_at + timedelta(seconds=1)).state == DeliveryState.SENT
    assert str(mail.key) in office.mails[0]["Message-ID"]


def test_one_chooses_it_on_the_page_and_by_the_api(client: Client, world: World) -> None:
    client.force_login(world.mei())
    address = reverse("notices:preferences")
    assert "每天一封" in client.get(address).content.decode()
    form = {"mail": ["miss"], "language": "zh-hans", "mail_rhythm": "daily", "digest_at": "18:00"}
    assert client.post(address, form).status_code == 302
    row = Preference.objects.get()
    assert (row.mail_rhythm, row.digest_at) == ("daily", time(18))
    wrong = client.post(address, {**form, "digest_at": "evening"})
    assert wrong.status_code == 422
    assert "evening" in wrong.content.decode()
    asked = client.get("/api/notices/preferences").json()
    assert (asked["mail_rhythm"], asked["digest_at"]) == ("daily", "18:00:00")
    body = {**asked, "mail_rhythm": "at_once"}
    kind = {"content_type": "application/json"}
    assert client.put("/api/notices/preferences", body, **kind).json()["mail_rhythm"] == "at_once"
    assert (
        client.put("/api/notices/preferences", {**body, "mail_rhythm": "x"}, **kind).status_code
        == 422
    )
