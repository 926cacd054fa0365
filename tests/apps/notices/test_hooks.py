"""Webhooks signed as Standard Webhooks say, against a real web server."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from sanbao.apps.accounts.models import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices import actions
from sanbao.apps.notices.actions.endpoint import new_secret
from sanbao.apps.notices.actions.hook import is_public
from sanbao.apps.notices.facts import TRY_AGAIN_AFTER
from sanbao.apps.notices.models import Delivery, DeliveryState, Endpoint
from sanbao.rules.moves import Refused

from ..world import World
from .news import told, warned
from .post_office import Receiver, free_port, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.HOOKS_MAY_BE_PRIVATE = True
    with receiving() as receiver:
        yield receiver


def made(world: World, url: str) -> Endpoint:
    boss = world.mei(Role.ADMINISTRATOR)
    return actions.make_endpoint(
        label="ERP", url=url, happenings=["obligation.warned"], at=world.at, by=boss
    )


def sent(world: World, url: str, **changes: Any) -> Delivery:
    """The delivery of a warning to a new endpoint, after the first attempt."""
    row = made(world, url)
    Endpoint.objects.filter(pk=row.pk).update(**changes)
    told(warned(world))
    return tried(Delivery.objects.get())


def tried(delivery: Delivery) -> Delivery:
    actions.deliver(delivery.pk, at=delivery.next_at or timezone.now())
    delivery.refresh_from_db()
    return delivery


def test_a_message_verifies_with_the_secret_and_says_what_happened(
    world: World, receiver: Receiver
) -> None:
    delivery = sent(world, receiver.url)
    assert (delivery.state, delivery.status) == (DeliveryState.SENT, 200)
    assert delivery.response == "收到"
    ((headers, body),) = receiver.posts
    secret = Endpoint.objects.get().secret
    verified = Webhook(secret).verify(body, headers)
    entry = Entry.objects.get(happening="obligation.warned", details__what="on_site")
    assert verified["type"] == "obligation.warned"
    assert verified["timestamp"] == entry.at.isoformat()
    assert verified["data"]["code"] == entry.subject_code
    assert verified["data"]["details"]["share"] == 50
    assert headers["webhook-id"] == f"msg_{delivery.key.hex}"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, headers)


def test_a_message_tried_again_has_the_same_id_and_body(world: World, receiver: Receiver) -> None:
    receiver.status = 503
    delivery = sent(world, receiver.url)
    assert (delivery.state, delivery.status) == (DeliveryState.FAILING, 503)
    assert delivery.next_at is not None
    receiver.status = 204
    assert tried(delivery).state == DeliveryState.SENT
    (first, first_body), (again, again_body) = receiver.posts
    assert first["webhook-id"] == again["webhook-id"]
    assert first_body == again_body


def test_after_the_last_try_it_is_dead_and_the_administrator_hears_of_it(
    world: World, receiver: Receiver
) -> None:
    receiver.status = 500
    delivery = sent(world, receiver.url)
    while delivery.state == DeliveryState.FAILING:
        tried(delivery)
    assert delivery.attempts == len(receiver.posts) == len(TRY_AGAIN_AFTER) + 1
    died = Entry.objects.get(happening="delivery.died")
    (notice,) = told(died)
    assert notice.user == world.mei(Role.ADMINISTRATOR)
    receiver.status = 200
    actions.send_again(delivery.pk, at=timezone.now(), by=world.mei(Role.ADMINISTRATOR))
    delivery.refresh_from_db()
    assert tried(delivery).state == DeliveryState.SENT
    assert len({headers["webhook-id"] for headers, _body in receiver.posts}) == 1


def test_what_is_still_being_tried_is_not_sent_again_by_hand(
    world: World, receiver: Receiver
) -> None:
    receiver.status = 500
    delivery = sent(world, receiver.url)
    with pytest.raises(Refused):
        actions.send_again(delivery.pk, at=timezone.now(), by=world.mei(Role.ADMINISTRATOR))


def test_a_receiver_that_is_gone_is_given_up_at_once(world: World, receiver: Receiver) -> None:
    receiver.status = 410
    assert sent(world, receiver.url).state == DeliveryState.DEAD


def test_a_redirect_is_not_followed(world: World, receiver: Receiver) -> None:
    receiver.status, receiver.location = 302, receiver.url + "/elsewhere"
    delivery = sent(world, receiver.url)
    assert (delivery.state, delivery.status) == (DeliveryState.FAILING, 302)
    assert len(receiver.posts) == 1


def test_nobody_there_is_tried_again(world: World, settings: Any) -> None:
    settings.HOOKS_MAY_BE_PRIVATE = True
    delivery = sent(world, f"http://127.0.0.1:{free_port()}/hook")
    assert (delivery.state, delivery.status) == (DeliveryState.FAILING, 0)
    assert "ConnectError" in delivery.response


def test_an_address_of_our_own_network_is_never_asked(
    world: World, receiver: Receiver, settings: Any
) -> None:
    row = made(world, receiver.url)
    settings.HOOKS_MAY_BE_PRIVATE = False
    told(warned(world))
    delivery = tried(Delivery.objects.get(endpoint=row))
    assert (delivery.state, receiver.posts) == (DeliveryState.FAILING, [])
    assert "not a public address" in delivery.response


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_for_a_day_after_a_rotation_both_secrets_sign(world: World, receiver: Receiver) -> None:
    row = made(world, receiver.url)
    old = row.secret
    new = actions.rotate_secret(row.pk, at=timezone.now(), by=world.mei(Role.ADMINISTRATOR)).secret
    assert new != old
    told(warned(world))
    delivery = tried(Delivery.objects.get())
    headers, body = receiver.posts[-1]
    Webhook(old).verify(body, headers)
    Webhook(new).verify(body, headers)
    over = timezone.now() - timedelta(minutes=1)
    Endpoint.objects.update(previous_until=over)
    actions.send_again(delivery.pk, at=timezone.now(), by=world.mei(Role.ADMINISTRATOR))
    tried(delivery)
    headers, body = receiver.posts[-1]
    Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)


def test_an_endpoint_switched_off_is_not_asked(world: World, receiver: Receiver) -> None:
    row = made(world, receiver.url)
    told(warned(world))
    Endpoint.objects.filter(pk=row.pk).update(is_active=False)
    assert tried(Delivery.objects.get()).state == DeliveryState.DEAD
    assert receiver.posts == []


@pytest.mark.parametrize(
    ("url", "happenings", "field"),
    [
        pytest.param("http://erp.example.com/", ["case.opened"], "url", id="not encrypted"),
        pytest.param("https://a:b@erp.example.com/", ["case.opened"], "url", id="with a password"),
        pytest.param("https://erp.example.com/", [], "happenings", id="of nothing"),
        pytest.param("https://erp.example.com/", ["user.made"], "happenings", id="of what is not"),
    ],
)
def test_an_endpoint_that_cannot_be_is_refused(
    world: World, url: str, happenings: list[str], field: str
) -> None:
    boss = world.mei(Role.ADMINISTRATOR)
    with pytest.raises(Refused) as refused:
        actions.make_endpoint(label="ERP", url=url, happenings=happenings, at=world.at, by=boss)
    assert refused.value.field == field
    assert not Endpoint.objects.exists()


def test_the_body_is_json_as_the_readers_read_it(world: World, receiver: Receiver) -> None:
    sent(world, receiver.url)
    headers, body = receiver.posts[0]
    assert headers["content-type"].startswith("application/json")
    assert json.loads(body).keys() == {"type", "timestamp", "data"}
