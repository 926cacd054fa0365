"""Contacts, calls, the roster and the mailbox over the API."""

from sanbao.apps.contacts.api.contact import calls, contacts
from sanbao.apps.contacts.api.mailbox import mailboxes
from sanbao.apps.contacts.api.roster import roster

__all__ = ["calls", "contacts", "mailboxes", "roster"]
