"""Sending one message, and writing down what became of it."""

from datetime import datetime, timedelta

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.journal import actions as journal
from sanbao.apps.notices import queries
from sanbao.apps.notices.actions.hook import post_hook
from sanbao.apps.notices.actions.mail import post_digest, post_mail
from sanbao.apps.notices.actions.outcome import Outcome
from sanbao.apps.notices.actions.queue import queue
from sanbao.apps.notices.facts import next_try
from sanbao.apps.notices.models import Channel, Delivery, DeliveryState, News
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

OPEN = (DeliveryState.WAITING, DeliveryState.FAILING)
# A job may start a moment before the second that it was set for.
EARLY = timedelta(seconds=1)


def deliver(pk: int, *, at: datetime) -> DeliveryState:
    """Try to send a message whose time has come, outside of any transaction.

    A worker that dies after sending and before writing it down sends it once more: at least once,
    with the same id, by which the receiver knows it.
    """
    delivery = queries.delivery(pk)
    if delivery.state not in OPEN or (delivery.next_at and delivery.next_at > at + EARLY):
        return DeliveryState(delivery.state)
    return conclude(pk, sent(delivery, at=at), at=at)


def sent(delivery: Delivery, *, at: datetime) -> Outcome:
    if delivery.channel == Channel.MAIL and delivery.notice is not None:
        return post_mail(delivery, delivery.notice)
    if delivery.reader is not None and delivery.digest_on is not None:
        return post_digest(delivery, delivery.reader, on=delivery.digest_on)
    if delivery.endpoint is None or not delivery.endpoint.is_active:
        return Outcome(is_sent=False, response="the endpoint is switched off", is_final=True)
    return post_hook(delivery, delivery.endpoint, at=at)


@transaction.atomic
def conclude(pk: int, outcome: Outcome, *, at: datetime) -> DeliveryState:
    """Write down one attempt; a failed one is tried again, or given up and told of."""
    delivery = Delivery.objects.select_for_update().get(pk=pk)
    delivery.attempts += 1
    # PostgreSQL keeps no zero byte in a text.
    delivery.status, delivery.response = outcome.status, outcome.response.replace("\0", "")[:500]
    delivery.next_at = None
    if outcome.is_sent:
        delivery.state, delivery.sent_at = DeliveryState.SENT, at
    else:
        again = None if outcome.is_final else next_try(delivery.attempts, at=at)
        delivery.next_at = again
        delivery.state = DeliveryState.FAILING if again else DeliveryState.DEAD
    delivery.save(update_fields=["attempts", "status", "response", "next_at", "state", "sent_at"])
    if delivery.state == DeliveryState.FAILING:
        queue(delivery)
    elif delivery.state == DeliveryState.DEAD:
        tell_of_death(delivery, at=at)
    return DeliveryState(delivery.state)


def tell_of_death(delivery: Delivery, *, at: datetime) -> None:
    """The administrator hears of it, unless it was itself the telling of such a failure."""
    if delivery.notice is not None and delivery.notice.news == News.FAILURE:
        return
    journal.record(
        "delivery.died",
        str(delivery.pk),
        provider=delivery.provider_id,
        at=at,
        by=None,
        now=delivery.state,
        details={"to": delivery.to[:160], "response": delivery.response},
    )


@transaction.atomic
def send_again(pk: int, *, at: datetime, by: User) -> Delivery:
    """Try once more what was given up or sent, with the id that it had."""
    delivery = Delivery.objects.select_for_update().get(pk=pk)
    if delivery.state in OPEN:
        raise Refused(Message("it is still being tried"))
    was = delivery.state
    delivery.state, delivery.attempts, delivery.next_at = DeliveryState.WAITING, 0, None
    delivery.save(update_fields=["state", "attempts", "next_at"])
    queue(delivery)
    journal.record(
        "delivery.repeated",
        str(delivery.pk),
        provider=delivery.provider_id,
        at=at,
        by=by,
        was=was,
        now=delivery.state,
    )
    return delivery
