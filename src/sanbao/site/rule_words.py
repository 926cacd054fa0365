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
    if lang.startswith("en"):
        return str
    words = catalogue("sanbao.rules")

    def say(message: Message) -> str:
        msgid = message.msgid
        said = words.get(msgid) or catalogue("sanbao.site").get(msgid) or msgid
        params = message.params
        for value in params.values():
            if type(value) is Message:
                return said % {name: spoken(say, given) for name, given in params.items()}
        return said % params

    return say


def spoken(say: Translate, value: object) -> object:
    """A parameter as it is told: a message among them in the same language."""
    return say(value) if isinstance(value, Message) else value


@lru_cache(maxsize=2)
def catalogue(package: str) -> dict[str, str]:
    """The translated entries of a package's catalogue."""
    text = files(package).joinpath(CATALOGUE).read_text(encoding="utf-8")
    return {msgid: msgstr for msgid, msgstr in entries(text) if msgid and msgstr}


def entries(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of a .po file without plurals and contexts, which these words do not use.

    Entries marked fuzzy are left out: somebody has yet to check them.
    """
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines()]
        if not any(line.startswith("#,") and "fuzzy" in line for line in lines):
            yield strings(lines, "msgid"), strings(lines, "msgstr")


def strings(lines: list[str], keyword: str) -> str:
    """What is quoted after a keyword, over as many lines as it takes."""
    found = ""
    reading = False
    for line in lines:
        word, _, rest = line.partition(" ")
        reading = word == keyword or (reading and line.startswith('"'))
        if reading:
            found += str(ast.literal_eval(rest if word == keyword else line))
    return found
