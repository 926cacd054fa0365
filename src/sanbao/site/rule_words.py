"""The sentences of the rules in the reader's language, where there is no Django.

Pages get them through gettext from the compiled catalogue. The command line reads the catalogue's
source instead, so that it speaks Chinese on a machine where nothing has been set up.
"""

import ast
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from sanbao.rules.answer import Translate
from sanbao.rules.message import Message

CATALOGUE = "locale/zh_Hans/LC_MESSAGES/django.po"


def translator(lang: str) -> Translate:
    """A function that says a message in `lang`: English for "en", else Chinese."""
    words = {} if lang.startswith("en") else _catalogue()

    def say(message: Message) -> str:
        params = message.params
        if any(isinstance(value, Message) for value in params.values()):
            params = {
                name: say(value) if isinstance(value, Message) else value
                for name, value in params.items()
            }
        return words.get(message.msgid, message.msgid) % params

    return say


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, str]:
    text = files("sanbao.rules").joinpath(CATALOGUE).read_text(encoding="utf-8")
    return {msgid: msgstr for msgid, msgstr in entries(text) if msgid and msgstr}


def entries(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a .po file without plurals and contexts, which the rules do not use.

    Entries marked fuzzy are left out: somebody has yet to check them.
    """
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        if any(line.startswith("#,") and "fuzzy" in line for line in lines):
            continue
        parts = {"msgid": "", "msgstr": ""}
        key = ""
        for line in lines:
            word, _, rest = line.partition(" ")
            if word in parts:
                key, line = word, rest
            if key and line.startswith('"'):
                parts[key] += ast.literal_eval(line)
        yield parts["msgid"], parts["msgstr"]
