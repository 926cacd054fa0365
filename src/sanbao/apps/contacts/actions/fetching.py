"""Fetching the mails of a company over IMAP."""

import imaplib
import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError

from sanbao.apps.accounts.access import Provider
from sanbao.apps.contacts.actions.letter import take_in
from sanbao.apps.contacts.actions.server import opened
from sanbao.apps.contacts.facts.mailbox import Mailbox

log = logging.getLogger(__name__)
AT_ONCE = 50  # the next minute brings the next
NEW = "UNSEEN UNFLAGGED"


def fetch(box: Mailbox, provider: Provider, *, at: datetime) -> int:
    """Take in what is new; returns how many mails were looked at.

    A mail is marked as seen after it has been stored, so that a crash between loses none, and
    taken twice it is one. One that cannot be taken in at all is flagged for a person to look at,
    and stands in nobody's way. A database or a disk that is away is no fault of a mail: the run
    stops, and the next minute asks for all of them again.
    """
    looked_at = 0
    with opened(box) as server:
        _status, found = server.uid("SEARCH", NEW)
        for uid in (found[0] or b"").split()[:AT_ONCE]:
            raw = content_of(server, uid.decode())
            if raw is not None:
                mark = taken(provider, raw, box, at=at)
                server.uid("STORE", uid.decode(), "+FLAGS", mark)
                looked_at += 1
    return looked_at


def taken(provider: Provider, raw: bytes, box: Mailbox, *, at: datetime) -> str:
    """The mark that the mail is given at the server."""
    try:
        take_in(provider, raw, ours=box.address, at=at)
    except (OperationalError, InterfaceError, OSError):
        raise
    except Exception:
        # Whatever a stranger has sent: the mails behind it have to come in.
        log.exception("a mail of %s could not be taken in", box.slug)
        return r"(\Flagged)"
    return r"(\Seen)"


def content_of(server: imaplib.IMAP4, uid: str) -> bytes | None:
    """None for a mail that somebody else has removed meanwhile."""
    _status, answer = server.uid("FETCH", uid, "(BODY.PEEK[])")
    for part in answer:
        if isinstance(part, tuple):
            return bytes(part[1])
    return None
