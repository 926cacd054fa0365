"""Contacts, calls, the roster and the mailbox over the API."""

from sanbao.apps.contacts.api.contact import calls, contacts, roster
from sanbao.apps.contacts.api.mailbox import mailboxes

__all__ = ["calls", "contacts", "mailboxes", "roster"]
