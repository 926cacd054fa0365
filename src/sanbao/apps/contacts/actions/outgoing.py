"""An answer that goes out by mail: from which address, by which id, and when."""

from email.utils import make_msgid, parseaddr

from django.conf import settings
from procrastinate.contrib.django import app

from sanbao.apps.accounts.access import Provider
from sanbao.apps.contacts import queries
from sanbao.apps.contacts.models import Channel, Contact, Saying
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

SEND = "contacts.send_mail"


def sender_of(provider: Provider) -> str:
    """The address that the company's mails come to, so that an answer comes back there."""
    box = queries.mailbox_of(provider)
    return box.address if box else settings.DEFAULT_FROM_EMAIL


def sends(provider: Provider) -> bool:
    """Whether there is a server for the answers: the company's own, or that of the installation."""
    own = queries.account_in_use(provider.pk)
    return settings.SENDS_MAIL or (own is not None and bool(own.smtp_host))


def id_for(contact: Contact) -> str:
    """The Message-ID of an answer; "" where none goes out. Refused where nothing can be sent."""
    if contact.channel != Channel.MAIL:
        return ""
    if not sends(contact.provider):
        raise Refused(Message("no mail server is set up; call them instead"), field="text")
    domain = parseaddr(sender_of(contact.provider))[1].rpartition("@")[2]
    return make_msgid(domain=domain or "localhost")


def queue(saying: Saying) -> None:
    """In the same transaction as the answer itself."""
    if saying.message_id:
        app.configure_task(SEND).defer(saying_id=saying.pk)
