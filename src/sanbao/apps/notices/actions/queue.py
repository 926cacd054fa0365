"""A message waits as a job in the queue of the database: row and job commit together."""

from procrastinate.contrib.django import app

from sanbao.apps.notices.models import Delivery

SEND = "notices.send"


def queue(delivery: Delivery) -> None:
    """Have the message tried at its `next_at`, at once without one.

    The lock keeps two workers from sending the same message at the same time.
    """
    job = app.configure_task(
        SEND, lock=f"delivery-{delivery.pk}", schedule_at=delivery.next_at, queue="outgoing"
    )
    job.defer(delivery_id=delivery.pk)
