"""Mail over SMTP, against a real server that may be down, refuse, or break off."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from sanbao.apps.accounts.models import Role, User
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions
from sanbao.apps.notices.facts import TRY_AGAIN_AFTER
from sanbao.apps.notices.models import Delivery, DeliveryState, Notice
from sanbao.apps.obligations import actions as obligations

from ..world import CHINA, World
from .news import HOUR, missed, told, warned
from .post_office import PostOffice, free_port, open_at

pytestmark = pytest.mark.django_db
ADDRESS = "mei@example.com"


@pytest.fixture
def port(settings: Any) -> int:
    """Where the mail server is, or will be: Django is set as SANBAO_SMTP_URL sets it."""
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "售后 <service@example.com>"
    settings.BASE_URL = "https://service.example.com"
    port: int = settings.EMAIL_PORT
    return port


@pytest.fixture
def office(port: int) -> Iterator[PostOffice]:
    with open_at(port, PostOffice()) as office:
        yield office


@pytest.fixture
def reader(world: World) -> User:
    User.objects.filter(pk=world.mei().pk).update(email=ADDRESS)
    return world.mei()


def waiting(entry: Entry) -> Delivery:
    told(entry)
    return Delivery.objects.get(entry=entry)


def sent(delivery: Delivery, *, at: datetime | None = None) -> Delivery:
    actions.deliver(delivery.pk, at=at or delivery.entry.at)
    delivery.refresh_from_db()
    return delivery


def test_a_warning_arrives_in_the_readers_language(
    world: World, office: PostOffice, reader: User
) -> None:
    delivery = sent(waiting(warned(world)))
    assert (delivery.state, delivery.to, delivery.status) == (DeliveryState.SENT, ADDRESS, 250)
    (mail,) = office.mails
    text, html = mail.get_payload()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    words = text.get_payload(decode=True).decode()
    assert "称重成套设备 YF-1000" in words
    assert "https://service.example.com/promises/" in words
    assert "https://service.example.com/promises/" in html.get_payload(decode=True).decode()
    assert mail["Auto-Submitted"] == "auto-generated"


def test_who_reads_english_gets_english(world: World, office: PostOffice, reader: User) -> None:
    actions.choose(reader, actions.Chosen([], ["warning"], [], None, None, True, "en"))
    sent(waiting(warned(world)))
    text = office.mails[0].get_payload()[0].get_payload(decode=True).decode()
    assert "Be on site: 50 % of the time is used up" in text


def test_every_attempt_has_the_same_id_and_mails_of_a_subject_make_a_thread(
    world: World, office: PostOffice, reader: User
) -> None:
    delivery = sent(waiting(warned(world)))
    actions.send_again(delivery.pk, at=world.at, by=world.mei(Role.ADMINISTRATOR))
    sent(delivery)
    obligations.warn(world.at + timedelta(minutes=50))
    later = Entry.objects.filter(
        happening="obligation.warned", subject_code=delivery.entry.subject_code
    )
    sent(waiting(later.latest("id")))
    first, again, later_mail = office.mails
    assert first["Message-ID"] == again["Message-ID"] == f"<{delivery.key}@example.com>"
    assert later_mail["Message-ID"] != first["Message-ID"]
    assert later_mail["References"] == first["References"]


def test_a_server_that_is_down_is_tried_again_until_it_is_up(
    world: World, port: int, reader: User
) -> None:
    delivery = sent(waiting(warned(world)))
    at = delivery.entry.at
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILING, 1)
    assert delivery.next_at == at + TRY_AGAIN_AFTER[0]
    assert delivery.response
    # Too early, nothing is tried.
    assert sent(delivery, at=at + timedelta(seconds=2)).attempts == 1
    with open_at(port, PostOffice()) as office:
        sent(delivery, at=at + TRY_AGAIN_AFTER[0])
        assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 2)
        assert len(office.mails) == 1
        sent(delivery, at=at + HOUR)
        assert len(office.mails) == 1, "what is sent is not sent again"


def test_an_address_that_does_not_exist_is_given_up_and_the_administrator_hears_of_it(
    world: World, office: PostOffice, reader: User
) -> None:
    office.refuses = "550 5.1.1 no such user"
    delivery = sent(waiting(warned(world)))
    assert (delivery.state, delivery.status) == (DeliveryState.DEAD, 550)
    assert "no such user" in delivery.response
    (notice,) = told(Entry.objects.get(happening="delivery.died"))
    assert (notice.user, notice.news) == (world.mei(Role.ADMINISTRATOR), "failure")


def test_a_server_that_is_busy_is_tried_again(
    world: World, office: PostOffice, reader: User
) -> None:
    office.refuses = "450 4.2.1 greylisted, come back"
    delivery = sent(waiting(warned(world)))
    assert (delivery.state, delivery.status) == (DeliveryState.FAILING, 450)


def test_a_connection_broken_off_is_tried_again(
    world: World, office: PostOffice, reader: User
) -> None:
    office.breaks_off = True
    delivery = sent(waiting(warned(world)))
    assert (delivery.state, office.mails) == (DeliveryState.FAILING, [])
    office.breaks_off = False
    assert delivery.next_at is not None
    assert sent(delivery, at=delivery.next_at).state == DeliveryState.SENT


def test_after_a_day_of_trying_it_is_given_up_once(world: World, port: int, reader: User) -> None:
    delivery = waiting(warned(world))
    at = delivery.entry.at
    while delivery.state != DeliveryState.DEAD:
        sent(delivery, at=at)
        at = delivery.next_at or at
    assert delivery.attempts == len(TRY_AGAIN_AFTER) + 1
    assert Entry.objects.filter(happening="delivery.died").count() == 1


def test_news_of_a_failure_that_fails_make_no_further_news(
    world: World, office: PostOffice, reader: User
) -> None:
    User.objects.filter(pk=world.mei(Role.ADMINISTRATOR).pk).update(email="admin@example.com")
    office.refuses = "550 no"
    sent(waiting(warned(world)))
    died = Entry.objects.get(happening="delivery.died")
    assert sent(waiting(died)).state == DeliveryState.DEAD
    assert Entry.objects.filter(happening="delivery.died").count() == 1


def night(hour: int) -> datetime:
    day = datetime(2026, 11, 26, tzinfo=CHINA)
    return day + timedelta(hours=hour)


def quiet(reader: User, *, urgent_passes: bool) -> None:
    hours = (time(22), time(7))
    actions.choose(
        reader, actions.Chosen([], ["warning", "miss"], [], *hours, urgent_passes, "zh-hans")
    )


def test_in_quiet_hours_a_mail_waits_until_they_are_over(
    world: World, office: PostOffice, reader: User
) -> None:
    quiet(reader, urgent_passes=False)
    entry = warned(world)
    actions.tell(entry, at=night(23))
    delivery = Delivery.objects.get(entry=entry)
    assert delivery.next_at == night(31)
    assert sent(delivery, at=night(24)).attempts == 0
    assert sent(delivery, at=night(31)).state == DeliveryState.SENT


def test_what_is_urgent_passes_where_the_person_lets_it(
    world: World, office: PostOffice, reader: User
) -> None:
    quiet(reader, urgent_passes=True)
    entry = missed(world)
    actions.tell(entry, at=night(23))
    assert Delivery.objects.get(entry=entry).next_at is None
    assert Notice.objects.get(entry=entry).is_urgent


def test_without_an_address_or_without_a_server_nothing_is_sent(
    world: World, port: int, settings: Any
) -> None:
    told(warned(world, "GD-1"))
    User.objects.filter(pk=world.mei().pk).update(email=ADDRESS)
    settings.SENDS_MAIL = False
    told(warned(world, "GD-2"))
    assert not Delivery.objects.exists()


def test_a_line_break_in_a_name_makes_no_header(
    world: World, office: PostOffice, reader: User
) -> None:
    entry = warned(world)
    told(entry)
    Notice.objects.filter(entry=entry).update(about="YF-1000\nBcc: all@example.com")
    sent(Delivery.objects.get(entry=entry), at=timezone.now())
    (mail,) = office.mails
    assert mail["Bcc"] is None
