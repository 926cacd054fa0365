"""What comes in by the web and the QR code stands in the inbox beside calls, chats and mails."""

from uuid import uuid5

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import STAFF
from sanbao.apps.contacts import actions, queries
from sanbao.apps.contacts.facts import Incoming
from sanbao.apps.desk import queries as cases
from sanbao.apps.journal import queries as journal

FROM_OUTSIDE = (cases.Channel.WEB, cases.Channel.QR)
AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)


@app.task(name="contacts.show_in_inbox", retry=AGAIN)
def show_in_inbox(entry_id: int) -> None:
    """A case that somebody outside has opened waits there to be taken up; may run twice."""
    entry = journal.entry(entry_id)
    if entry.by is not None and entry.by.has_role(*STAFF):
        return
    rows = cases.Case.objects.select_related("customer", "asset")
    case = rows.get(provider_id=entry.provider_id, code=entry.subject_code)
    if case.channel not in FROM_OUTSIDE or case.state != cases.CaseState.REPORTED:
        return  # or dealt with meanwhile: nobody waits in the inbox
    incoming = Incoming(
        provider=entry.provider,
        channel=queries.Channel.WEB,
        key=uuid5(case.key, "contact"),
        ref=case.code,
        name=case.reporter_name,
        phone=case.reporter_phone,
        case_code=case.code,
        customer=case.customer,
        asset=case.asset,
        user=entry.by,
    )
    with transaction.atomic():
        contact = actions.start(incoming, by=entry.by, at=entry.at)
        if contact.state == queries.ContactState.WAITING:
            key = uuid5(case.key, "report")
            actions.write(contact, case.description, key=key, by=entry.by, at=entry.at)


@app.task(name="contacts.leave_inbox", retry=AGAIN)
def leave_inbox(entry_id: int) -> None:
    """Its case has been answered, handed over or withdrawn: nobody waits in the inbox any more."""
    entry = journal.entry(entry_id)
    for contact in queries.contacts_of_case(entry.provider_id, entry.subject_code):
        if contact.channel == queries.Channel.WEB:
            actions.settle(contact, by=entry.by, at=entry.at)
