"""What is wrong with a text that is no YAML, in sentences for whoever wrote it.

The parser says it in English and in its own words; here each common fault has a sentence that says
what to do, with the line and column at which it can be done.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from sanbao.rules.message import Message

WIDE_COLON = "："
TAB = Message("a tab stands where spaces are needed: indent with spaces")
WIDE = Message("the colon here is a full-width one: write “: ”, with a space behind it")
QUOTE_FIRST = Message("no word may begin with %(letter)s: put it in quotation marks")
OPEN_QUOTE = Message("the quotation mark that opens here is not closed")
NO_COLON = Message("the colon behind this name is missing")
DEEP = Message("the text refers to itself, or is nested too deep")
NO_LETTER = Message("a character stands here that is no letter of any text (code %(code)s)")
OTHER = Message("not readable as YAML: %(problem)s")

# What the parser says, in either of its two forms, and what it means to the writer.
SENTENCES: Mapping[str, Message] = {
    "mapping values are not allowed": Message(
        "no colon may stand here: put words with “: ” in them in quotation marks, and indent the"
        " entries of one group alike"
    ),
    "',' or '}'": Message("a comma or the closing } is missing"),
    "',' or ']'": Message("a comma or the closing ] is missing"),
    "'-' indicator": Message("an entry with “- ” is expected: indent the entries of a list alike"),
    "did not find expected key": Message(
        "this does not go with what stands above: indent the entries of one group alike, and write"
        " each on a line of its own"
    ),
    "node content": Message("a value is missing here"),
    "undefined alias": Message(
        "what begins with * refers to a mark that is not there: put words that begin with * in"
        " quotation marks"
    ),
    "alphabetic or numeric character": Message(
        "& and * mark and refer: put words that begin with them in quotation marks"
    ),
    "another document": Message("a second text begins here: a file holds one agreement"),
    "document start": Message("a second text begins here: a file holds one agreement"),
    "escape": Message("inside of double quotation marks a backslash is written twice"),
    "hexdecimal": Message("inside of double quotation marks a backslash is written twice"),
    "sequence entries are not allowed": Message(
        "no list may begin here: write each “- ” on a line of its own"
    ),
    "tag": Message("! marks a type: put words that begin with it in quotation marks"),
    "the expected '>'": Message("! marks a type: put words that begin with it in quotation marks"),
    "second occurrence": Message("this mark stands here twice"),
    "indentation indicator": Message("behind | and > the words begin on the next line"),
    "comment or line break": Message("behind | and > the words begin on the next line"),
    "incompatible YAML document": Message("no line may begin with %% here"),
}
# The same faults as the parser that is written in Python names them.
_BLOCK_ENDS = {
    "while parsing a block collection": "'-' indicator",
    "while parsing a block mapping": "did not find expected key",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One fault. line: from 1 on, None where none can be named."""

    message: Message
    line: int | None


def unreadable(error: Exception, text: str) -> Unreadable:
    """What keeps a text from being read, for whatever the parser raised."""
    if isinstance(error, yaml.MarkedYAMLError):
        return _marked(error, text)
    if isinstance(error, RecursionError):
        return Unreadable(DEEP, None)
    place = error.position if isinstance(error, yaml.reader.ReaderError) else None
    if isinstance(error, UnicodeEncodeError):
        place = error.start
    if place is None or not 0 <= place < len(text):
        words = (str(error) or type(error).__name__).splitlines()[0]
        return Unreadable(Message(OTHER.msgid, {"problem": words}), None)
    line, column = text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1
    code = f"U+{ord(text[place]):04X}"
    return _at(line, column, Message(NO_LETTER.msgid, {"code": code}))


def _marked(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    problem, mark = str(error.problem), error.problem_mark or error.context_mark
    if mark is None:
        return Unreadable(Message(OTHER.msgid, {"problem": problem}), None)
    line, column = mark.line, mark.column
    begun = error.context_mark or mark
    if "cannot start any token" in problem:
        letter = _letter(text, line, column)
        said = TAB if letter == "\t" else Message(QUOTE_FIRST.msgid, {"letter": letter})
        return _at(line, column, said)
    if "unexpected end of stream" in problem:
        return _at(begun.line, begun.column, OPEN_QUOTE)
    wide = _wide_colon(text, begun.line if "expected ':'" in problem else line)
    if wide is not None and ("mapping values" in problem or "expected ':'" in problem):
        return _at(*wide, WIDE)
    if "expected ':'" in problem:
        return _at(begun.line, begun.column, NO_COLON)
    return _at(line, column, _sentence(problem, str(error.context)))


def _sentence(problem: str, context: str) -> Message:
    known = _BLOCK_ENDS.get(context, "") if "<block end>" in problem else problem
    for words, sentence in SENTENCES.items():
        if words in known:
            return sentence
    return Message(OTHER.msgid, {"problem": problem})


def _at(line: int, column: int, problem: Message) -> Unreadable:
    told = {"column": column + 1, "problem": problem}
    return Unreadable(Message("column %(column)s: %(problem)s", told), line + 1)


def _letter(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    return lines[line][column : column + 1] if line < len(lines) else ""


def _wide_colon(text: str, line: int) -> tuple[int, int] | None:
    """A full-width colon that stands for the colon of an entry, on this line or the one before."""
    lines = text.split("\n")
    for place in (line, line - 1):
        words = lines[place].strip() if 0 <= place < len(lines) else ""
        if WIDE_COLON in words and ": " not in words and not words.endswith(":"):
            return place, lines[place].index(WIDE_COLON)
    return None
