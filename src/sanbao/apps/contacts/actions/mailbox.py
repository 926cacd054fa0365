"""The mailbox of a company: kept by its administrator, tried, and how reading it went."""

import imaplib
from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.db import transaction

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts.actions.server import connection_of, opened
from sanbao.apps.contacts.facts.mailbox import as_mailbox
from sanbao.apps.contacts.models import MailAccount, Security
from sanbao.apps.journal import actions as journal
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class MailboxDetails:
    """A password that is left empty stays as it was."""

    address: str
    imap_host: str
    imap_user: str
    imap_password: str = ""
    imap_port: int = 993
    imap_is_tls: bool = True
    folder: str = "INBOX"
    smtp_host: str = ""
    smtp_port: int = 465
    smtp_security: str = Security.TLS.value
    smtp_user: str = ""
    smtp_password: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """Why reading and sending failed, "" where they work. smtp: None where none is set up."""

    imap: str
    smtp: str | None


@transaction.atomic
def keep_mailbox(details: MailboxDetails, *, by: User, at: datetime) -> MailAccount:
    """Keep where mails are fetched and sent. What went wrong before is forgotten."""
    rows = MailAccount.objects.select_for_update(of=("self",))
    account = rows.filter(provider_id=by.provider_id).first()
    account = account or MailAccount(provider_id=by.provider_id)
    refuse_half(account, details)
    for name in KEPT:
        value = getattr(details, name)
        setattr(account, name, value.strip() if isinstance(value, str) else value)
    account.imap_password = details.imap_password or account.imap_password
    kept = account.smtp_password if account.smtp_host else ""
    account.smtp_password = details.smtp_password or kept
    account.failed_at, account.failure = None, ""
    account.changed_at, account.changed_by = at, by
    account.save()
    told = {name: f"{getattr(details, name)}" for name in KEPT}
    journal.record(
        "mailbox.changed", f"{account.pk}", provider=by.provider_id, at=at, by=by, details=told
    )
    return account


KEPT = (
    "address",
    "imap_host",
    "imap_port",
    "imap_is_tls",
    "imap_user",
    "folder",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "smtp_user",
    "is_active",
)


def refuse_half(account: MailAccount, details: MailboxDetails) -> None:
    """Refused with the first field that is missing or makes no sense."""
    for field in ("address", "imap_host", "imap_user", "folder"):
        if not getattr(details, field).strip():
            raise Refused(Message("this is needed"), field=field)
    if "@" not in details.address:
        raise Refused(Message("this is no mail address"), field="address")
    for field in ("imap_port", "smtp_port"):
        if getattr(details, field) not in PORTS:
            raise Refused(Message("a port lies between 1 and 65535"), field=field)
    if not (details.imap_password or account.imap_password):
        raise Refused(Message("this is needed"), field="imap_password")
    for name in ("imap", "smtp"):
        refuse_elsewhere(account, details, name)


def refuse_elsewhere(account: MailAccount, details: MailboxDetails, name: str) -> None:
    """A password that we keep is told to no other server than the one it was typed in for."""
    was, host = getattr(account, f"{name}_host"), getattr(details, f"{name}_host").strip()
    kept, typed = getattr(account, f"{name}_password"), getattr(details, f"{name}_password")
    if host and kept and was != host and not typed:
        words = Message("the password was for another server: give it anew")
        raise Refused(words, field=f"{name}_password")


def try_mailbox(account: MailAccount) -> Tried:
    """Sign in to both servers as the worker does; nothing is read or sent."""
    smtp = None
    try:
        with opened(as_mailbox(account)):
            imap = ""
    except (OSError, imaplib.IMAP4.error) as broken:
        imap = told(broken)
    if account.smtp_host:
        try:
            server = connection_of(account)
            server.open()
            server.close()
            smtp = ""
        except (OSError, SMTPException) as broken:
            smtp = told(broken)
    return Tried(imap, smtp)


def note_fetched(provider_id: int, *, failure: BaseException | None, at: datetime) -> None:
    """How the last reading went, for the administrator's page."""
    rows = MailAccount.objects.filter(provider_id=provider_id)
    if failure is None:
        rows.update(fetched_at=at, failed_at=None, failure="")
    else:
        rows.update(failed_at=at, failure=told(failure))


def told(broken: BaseException) -> str:
    """What a server answered, as it said it."""
    said = next((one for one in broken.args if isinstance(one, bytes)), None)
    words = str(broken) if said is None else said.decode(errors="replace")
    return (words or type(broken).__name__).replace("\x00", "")[:300]
