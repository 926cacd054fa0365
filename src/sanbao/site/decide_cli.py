"""`sanbao decide`: facts in, decisions out, one JSON object a line. Knows no Django."""

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, TextIO

import orjson

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.answer import Translate
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError
from sanbao.rules.message import Message
from sanbao.rules.source import TermsError
from sanbao.site.rule_words import translator

LARGEST_AGREEMENT = 4_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
READ_AT_ONCE = 65_536
DONE, SOME_REFUSED, CANNOT_START = 0, 1, 2


class BufferedSource(Protocol):
    """What lines are read from: standard input's buffer, a file opened in binary."""

    def read1(self, size: int, /) -> bytes: ...


class CannotStart(Exception):
    """Why the command cannot begin: one line for a person."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def decide_command(
    agreement: str,
    settings: Sequence[str],
    source: BufferedSource,
    sink: BinaryIO,
    errors: TextIO,
    *,
    lang: str = "zh",
) -> int:
    """Decide each line of `source` into a line of `sink`, in order, and give the exit status.

    agreement: slug of a shipped template, or path of an agreement file. settings: `name=value`
    for its parameters. 0: all decided; 1: at least one line was refused; 2: it could not start, or
    not go on (a full disk), and one line on `errors` says why.

    Raises BrokenPipeError when the reader of `sink` has left.
    """
    say = translator(lang)
    try:
        promised = agreement_named(agreement, blanks_from(settings))
        return stream(promised, source, sink, say=say, lang=lang)
    except CannotStart as reason:
        errors.write(f"sanbao decide: {say(reason.message)}\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        stopped = Message("cannot read or write on: %(problem)s", {"problem": error.strerror})
        errors.write(f"sanbao decide: {say(stopped)}\n")
    return CANNOT_START


def seldom_collect() -> None:
    """Look for cycles seldom: a decision makes none, and looking costs a quarter of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def blanks_from(settings: Sequence[str]) -> dict[str, str]:
    """What `--set name=value` fills in; of a name given twice the last counts."""
    blanks = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not value.strip():
            raise CannotStart(
                Message("--set %(setting)s: must be name=value", {"setting": one_line(setting)})
            )
        blanks[name.strip()] = value
    return blanks


def agreement_named(name: str, blanks: dict[str, str]) -> Agreement:
    """The shipped template of that name, or the agreement in the file at that path."""
    text = templates.read(name) if name in templates.SLUGS else file_text(name)
    try:
        return fill(parse(text), blanks)
    except TermsError as error:
        raise CannotStart(fault_in(name, error)) from None


def fault_in(name: str, error: TermsError) -> Message:
    """What is wrong with an agreement, with its line and field where they are known."""
    known = {
        "name": one_line(name),
        "line": error.line,
        "field": one_line(error.field),
        "problem": error.message,
    }
    if error.line and error.field:
        return Message("%(name)s, line %(line)s, %(field)s: %(problem)s", known)
    if error.line:
        return Message("%(name)s, line %(line)s: %(problem)s", known)
    if error.field:
        return Message("%(name)s, %(field)s: %(problem)s", known)
    return Message("%(name)s: %(problem)s", known)


def file_text(name: str) -> str:
    """The text of an agreement file."""
    shown = {"name": one_line(name), "known": ", ".join(templates.SLUGS)}
    try:
        # Not by its size: a pipe has none, and a device no end.
        with Path(name).open("rb") as file:
            content = file.read(LARGEST_AGREEMENT + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise CannotStart(
            Message("no agreement and no file is called “%(name)s”; shipped are: %(known)s", shown)
        ) from None
    except IsADirectoryError:
        raise CannotStart(Message("%(name)s: is a folder, not an agreement", shown)) from None
    except (OSError, ValueError):
        raise CannotStart(Message("%(name)s: cannot be opened", shown)) from None
    if len(content) > LARGEST_AGREEMENT:
        raise CannotStart(Message("%(name)s: is too large for an agreement", shown))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotStart(Message("%(name)s: is not text in UTF-8", shown)) from None


def one_line(text: str) -> str:
    """What a user wrote, fit for one line of a message."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return shown if len(shown) <= 200 else shown[:200] + "…"


def stream(
    agreement: Agreement, source: BufferedSource, sink: BinaryIO, *, say: Translate, lang: str
) -> int:
    """One answer for each line, in order, written before more input is waited for."""
    status = DONE
    for lines in batches(source):
        answers = [answer_to(line, agreement, say=say, lang=lang) for line in lines]
        if any("error" in answer for answer in answers):
            status = SOME_REFUSED
        for answer in answers:
            sink.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
        sink.flush()
    return status


def batches(source: BufferedSource) -> Iterator[list[bytes]]:
    """The lines that are there, without waiting for more: a batch never outgrows one read.

    The last line needs no line end. A byte order mark before the first is not part of it.
    """
    kept: list[bytes] = []
    first = True
    while chunk := source.read1(READ_AT_ONCE):
        if first:
            chunk = chunk.removeprefix(BYTE_ORDER_MARK)
            first = False
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = b"".join([*kept, lines[0]])
            kept = []
            yield lines
        if rest:
            kept.append(rest)
    if kept:
        yield [b"".join(kept)]


def answer_to(line: bytes, agreement: Agreement, *, say: Translate, lang: str) -> dict[str, object]:
    """The decision of one line of facts, or what is wrong with it."""
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError:
        return refusal(None, None, Message("the line cannot be read as JSON"), say=say)
    if not isinstance(given, dict):
        return refusal(None, None, Message("the line must be a JSON object"), say=say)
    try:
        return decide_given(agreement, given).as_json(lang, translate=say)
    except FactError as error:
        identity = given.get("id")
        shown = identity if isinstance(identity, str) else None
        return refusal(shown, error.field, error.message, say=say)


def refusal(
    identity: str | None, field: str | None, message: Message, *, say: Translate
) -> dict[str, object]:
    """An error line. An unreadable line has neither identity nor field."""
    return {"id": identity, "error": {"field": field, "message": say(message)}}
