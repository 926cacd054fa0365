"""The mailbox of the company, for its administrator's programs."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from sanbao.apps.accounts.access import api_reader
from sanbao.apps.accounts.wording import said
from sanbao.apps.contacts import actions, queries
from sanbao.rules.message import Message

mailboxes = Router(tags=["contacts"])


class Servers(Schema):
    address: str = Field(max_length=254)
    imap_host: str = Field(max_length=255)
    imap_port: int = 993
    imap_is_tls: bool = True
    imap_user: str = Field(max_length=254)
    folder: str = Field("INBOX", max_length=120)
    smtp_host: str = Field("", max_length=255, description="empty: the installation's server")
    smtp_port: int = 465
    smtp_security: queries.Security = queries.Security.TLS
    smtp_user: str = Field("", max_length=254)
    is_active: bool = True


class MailboxIn(Servers):
    imap_password: str = Field("", max_length=200, description="empty: as it was")
    smtp_password: str = Field("", max_length=200, description="empty: as it was")


class MailboxOut(Servers):
    """Passwords are never told. `address` is empty before anything is set up."""

    fetched_at: datetime | None
    failed_at: datetime | None
    failure: str


class TriedOut(Schema):
    """Why it does not work; empty where it does. `smtp` is null where none is set up."""

    imap: str
    smtp: str | None


@mailboxes.get("", response=MailboxOut, summary="Where mails are fetched and sent")
def mailbox(request: HttpRequest) -> queries.MailAccount:
    me = api_reader(request, *queries.KEEPERS)
    return queries.account_for(me) or queries.MailAccount()


@mailboxes.put("", response={200: MailboxOut, 201: MailboxOut}, summary="Set it up, or change it")
def keep(request: HttpRequest, payload: MailboxIn) -> Status[queries.MailAccount]:
    me = api_reader(request, *queries.KEEPERS)
    is_new = queries.account_for(me) is None
    given = payload.dict() | {"smtp_security": payload.smtp_security.value}
    kept = actions.keep_mailbox(actions.MailboxDetails(**given), by=me, at=timezone.now())
    return Status(201 if is_new else 200, kept)


@mailboxes.post("/test", response=TriedOut, summary="Sign in to both servers now")
def test(request: HttpRequest) -> actions.Tried:
    account = queries.account_for(api_reader(request, *queries.KEEPERS))
    if account is None:
        return actions.Tried(said(Message("no mailbox has been set up yet")), None)
    return actions.try_mailbox(account)
