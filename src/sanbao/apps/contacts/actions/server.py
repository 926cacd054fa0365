"""The mail servers that we talk to: for reading, and for the answers of one company."""

import imaplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.core.mail.backends.smtp import EmailBackend

from sanbao.apps.contacts.facts.mailbox import Mailbox
from sanbao.apps.contacts.models import MailAccount, Security
from sanbao.apps.notices.actions.hook import Unreachable, checked

SECONDS = 20


def public(host: str, port: int) -> None:
    """Raises OSError for a server inside our own network, which an administrator of one company
    must not make us talk to.
    """
    try:
        checked(host, port)
    except Unreachable as inside:
        raise OSError(f"{inside}") from inside


@contextmanager
def opened(box: Mailbox) -> Iterator[imaplib.IMAP4]:
    if box.has_public:
        public(box.host, box.port)
    kind = imaplib.IMAP4_SSL if box.is_tls else imaplib.IMAP4
    server = kind(box.host, box.port, timeout=SECONDS)
    try:
        server.login(box.user, box.password)
        server.select(box.folder)
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def connection_of(account: MailAccount) -> EmailBackend:
    """The company's own server for its answers."""
    public(account.smtp_host, account.smtp_port)
    return EmailBackend(
        host=account.smtp_host,
        port=account.smtp_port,
        username=account.smtp_user,
        password=account.smtp_password,
        use_ssl=account.smtp_security == Security.TLS,
        use_tls=account.smtp_security == Security.STARTTLS,
        timeout=SECONDS,
    )
