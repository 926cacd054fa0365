"""Saying a message of the rules in the reader's language."""

from django.utils.translation import gettext, override

from sanbao.rules.message import Message


def said(message: Message) -> str:
    """`message` in the active language; messages among its parameters are said too."""
    params = {
        name: said(value) if isinstance(value, Message) else value
        for name, value in message.params.items()
    }
    return gettext(message.msgid) % params


def in_chinese(message: Message) -> str:
    """`message` as it is kept: in the language of the agreements, whoever asked."""
    with override("zh-hans"):
        return said(message)
