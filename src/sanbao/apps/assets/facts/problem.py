"""What is wrong with a row, kept as JSON until somebody reads it in his language."""

from collections.abc import Mapping
from typing import Any

from sanbao.rules.message import Message


def stored(message: Message) -> dict[str, Any]:
    params = {
        name: stored(value) if isinstance(value, Message) else str(value)
        for name, value in message.params.items()
    }
    return {"msgid": message.msgid, "params": params}


def restored(kept: Mapping[str, Any]) -> Message:
    params = {
        name: restored(value) if isinstance(value, dict) else value
        for name, value in kept["params"].items()
    }
    # Named, so that the extraction of msgids does not take the key for one.
    msgid = kept["msgid"]
    return Message(msgid, params)


def problem(field: str, message: Message) -> dict[str, Any]:
    return {"field": field, **stored(message)}
