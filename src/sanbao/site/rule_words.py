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

    def say(message: Message) -> str:
        params = message.params
        if any(isinstance(value, Message) for value in params.values()):
            params = {
                name: say(value) if isinstance(value, Message) else value
                for name, value in params.items()
            }
        return chinese(message.msgid) % params

    return say


def chinese(msgid: str) -> str:
    """The msgid in Chinese; the command line's own words stand with the site's."""
    known = catalogue("sanbao.rules").get(msgid) or catalogue("sanbao.site").get(msgid)
    return known or msgid


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
