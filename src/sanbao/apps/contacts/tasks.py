"""Jobs of the contacts: each minute the roster, whoever waits, and the mails."""

import imaplib
import logging
from smtplib import SMTPException

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.contacts import actions, queries

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="contacts.watch", queueing_lock="contacts.watch")
def watch(timestamp: int) -> None:
    """Gaps in the roster are told ahead and at once, and whoever waits too long goes up the line.

    A run that was left out is made good by the next one.
    """
    actions.watch(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="contacts.fetch_mail", queueing_lock="contacts.fetch_mail", queue="outgoing")
def fetch_mail(timestamp: int) -> None:
    """Each company's mails; a mail server that is away is asked again the next minute."""
    for slug, provider, box in queries.boxes():
        if provider is None:
            log.warning("SANBAO_MAILBOXES names a company that is not there: %s", slug)
            continue
        at, failure = timezone.now(), None
        try:
            actions.fetch(box, provider, at=at)
        except (OSError, imaplib.IMAP4.error) as broken:
            log.warning("the mails of %s could not be fetched: %s", slug, broken)
            failure = broken
        actions.note_fetched(provider.pk, failure=failure, at=at)


@app.task(
    name="contacts.send_mail",
    queue="outgoing",
    retry=RetryStrategy(max_attempts=12, exponential_wait=3),
)
def send_mail(saying_id: int) -> None:
    """Send one answer; a server that is away is tried again, later each time."""
    try:
        actions.send(saying_id, at=timezone.now())
    except (OSError, SMTPException) as broken:
        actions.note_failure(saying_id, str(broken))
        raise
