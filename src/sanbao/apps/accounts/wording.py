"""Saying a message of the rules in the reader's language."""

from datetime import datetime, timedelta

from django.forms import Form
from django.utils.translation import gettext, override

from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


def said(message: Message) -> str:
    """`message` in the active language; messages among its parameters are said too."""
    params = {
        name: said(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return gettext(message.msgid) % params


def reason_of(refused: Refused) -> str:
    """Why something was refused, and by which clause where one says so."""
    words = said(refused.message)
    if not refused.clause:
        return words
    return gettext("%(words)s (clause %(clause)s)") % {"words": words, "clause": refused.clause}


def complain(form: Form, refused: Refused) -> None:
    """Put the reason of a refusal beside the field that it names, else on top; with its clause."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, reason_of(refused))


def in_chinese(message: Message) -> str:
    """`message` as it is kept: in the language of the agreements, whoever asked."""
    with override("zh-hans"):
        return said(message)


def due_said(local: datetime, day: str = "%Y-%m-%d") -> str:
    """A due time as the trade says it: what ends with a day ends at 24:00 of that day."""
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return f"{local - timedelta(days=1):{day}} 24:00"
    return f"{local:{day} %H:%M}"
