"""Mails that come in, each taken once, and those that go out, to one address alone."""

import smtplib
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Provider
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.actions.begin import MAIL_LONGEST, start, write
from sanbao.apps.contacts.actions.move import called, tell_pages
from sanbao.apps.contacts.actions.outgoing import sender_of
from sanbao.apps.contacts.actions.server import connection_of
from sanbao.apps.contacts.facts import FILES, Incoming
from sanbao.apps.contacts.facts.letter import Letter, read
from sanbao.apps.contacts.models import Channel, Contact, Saying
from sanbao.apps.evidence import actions as evidence
from sanbao.apps.journal import actions as journal
from sanbao.rules.contact import goes_on
from sanbao.rules.moves import Refused

SHOWN = 10  # ids of earlier mails that an answer names
PERMANENT = 500


@transaction.atomic
def take_in(provider: Provider, raw: bytes, *, ours: str, at: datetime) -> Contact | None:
    """A mail becomes a contact, or goes on in the one whose thread it belongs to. ours: our own
    address. The same mail again is the same; what no person wrote is left alone (None).
    """
    letter = read(raw)
    if letter.is_automatic or letter.address == ours:
        return None
    key = uuid5(NAMESPACE_URL, f"sanbao:mail:{provider.pk}:{letter.message_id}")
    known = Saying.objects.filter(key=key).select_related("contact").first()
    if known is not None:
        return known.contact
    before = thread_of(provider, letter)
    if before is None or not goes_on(before.channel, before.done_at, at):
        contact = begun(provider, letter, before, key=key, at=at)
    else:
        contact = before
    left_out = keep_files(contact, letter, key=key, at=at)
    text = letter.text[: MAIL_LONGEST - 1000] or _("(no text)")
    if left_out:
        text += "\n\n" + _("Not kept: %(names)s") % {"names": ", ".join(left_out)[:800]}
    message_id = letter.message_id
    write(contact, text, message_id=message_id, key=key, by=None, at=at)
    return contact


def thread_of(provider: Provider, letter: Letter) -> Contact | None:
    """The contact in which an earlier mail of the thread stands."""
    if not letter.references:
        return None
    rows = Saying.objects.filter(
        contact__provider=provider,
        contact__channel=Channel.MAIL,
        message_id__in=letter.references,
    )
    found = rows.select_related("contact__provider").order_by("-id").first()
    return found.contact if found else None


def begun(
    provider: Provider, letter: Letter, before: Contact | None, *, key: UUID, at: datetime
) -> Contact:
    incoming = Incoming(
        provider=provider,
        channel=Channel.MAIL,
        key=key,
        name=letter.name,
        address=letter.address,
        subject=letter.subject,
        customer=before.customer if before else None,
        follows=before,
    )
    return start(incoming, by=None, at=at)


def keep_files(contact: Contact, letter: Letter, *, key: UUID, at: datetime) -> list[str]:
    """Keep what may be kept (pictures, PDF); gives the names of the rest."""
    left_out = []
    for number, file in enumerate(letter.files):
        try:
            evidence.attach(
                ContentFile(file.content, name=file.name[:150]),
                provider=contact.provider,
                subject=(FILES, contact.code),
                purpose="paper",
                key=uuid5(key, str(number)),
                by=None,
                at=at,
            )
        except Refused:
            left_out.append(file.name)
    return left_out


@transaction.atomic
def send(saying_id: int, *, at: datetime) -> None:
    """Hand an answer to the mail server, to whoever wrote and nobody else. Sent again after a
    crash it has the same Message-ID. What is refused for good is told to the desk.
    """
    rows = Saying.objects.select_for_update(of=("self",)).select_related("contact__provider")
    saying = rows.get(pk=saying_id)
    if saying.sent_at is not None:
        return
    try:
        written(saying).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        if code < PERMANENT:
            raise
        refused_for_good(saying, words, at=at)
        return
    except smtplib.SMTPAuthenticationError:
        raise  # our own password is wrong: that is mended, and the answer goes out then
    except smtplib.SMTPResponseException as refused:
        if refused.smtp_code < PERMANENT:
            raise
        refused_for_good(saying, refused.smtp_error, at=at)
        return
    saying.sent_at, saying.failure = at, ""
    saying.save(update_fields=["sent_at", "failure"])
    tell_pages(saying.contact, "said")


def note_failure(saying_id: int, words: str) -> None:
    """Why an answer has not gone out yet: its page says so while it is tried again."""
    rows = Saying.objects.filter(pk=saying_id, sent_at=None)
    rows.update(failure=words.replace("\x00", "")[:200])


def written(saying: Saying) -> EmailMessage:
    contact = saying.contact
    earlier = Saying.objects.filter(contact=contact, pk__lt=saying.pk).exclude(message_id="")
    ids = list(earlier.order_by("-id").values_list("message_id", flat=True)[:SHOWN])[::-1]
    threaded = {"In-Reply-To": ids[-1], "References": " ".join(ids)} if ids else {}
    own = queries.account_in_use(contact.provider_id)
    subject = contact.subject or contact.code
    is_answer = subject.lower().startswith("re:")
    return EmailMessage(
        subject=subject if is_answer else f"Re: {subject}",
        body=saying.text,
        from_email=sender_of(contact.provider),
        to=[contact.address],
        headers={"Message-ID": saying.message_id, **threaded},
        connection=connection_of(own) if own is not None and own.smtp_host else None,
    )


def refused_for_good(saying: Saying, words: bytes | str, *, at: datetime) -> None:
    contact = saying.contact
    response = words.decode(errors="replace") if isinstance(words, bytes) else words
    note_failure(saying.pk, response)
    journal.record(
        "contact.mail_refused",
        contact.code,
        provider=contact.provider_id,
        at=at,
        by=None,
        now=contact.state,
        details={
            "channel": contact.channel,
            "about": called(contact),
            "response": response[:200],
            "people": [saying.said_by.username] if saying.said_by else [],
        },
    )
