"""A mail as it came in, read whatever its sender has done to its encodings."""

import hashlib
import html
import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from django.utils.html import strip_tags

# What Chinese mails claim and what they hold are two things; the wider set reads both.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
GUESSES = ("utf-8", "gb18030")
MOST_FILES = 20
MOST_REFERENCES = 50
LONGEST_ID = 255
IDS = re.compile(r"<[^<>\s]{1,253}>")
BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
ROBOTS = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "do-not-reply@")


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """message_id: of the mail; one without has one made of its content, equal each time.

    references: ids of earlier mails of the thread, the nearest first. address: where an answer
    goes, one address alone whoever else was written to. is_automatic: no person wrote it, so that
    nothing answers it.
    """

    message_id: str
    references: tuple[str, ...]
    name: str
    address: str
    subject: str
    text: str
    is_automatic: bool
    files: tuple[File, ...] = field(default_factory=tuple)


def read(raw: bytes) -> Letter:
    """Never fails for what a sender can do; unreadable bytes stand as replacement marks."""
    mail = message_from_bytes(raw)
    name, address = sender(mail)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    return Letter(
        message_id=own_id(mail, raw),
        references=earlier_ids(mail),
        name=name,
        address=address,
        subject=header(mail, "Subject"),
        text=text_of(parts),
        is_automatic=is_automatic(mail, address),
        files=tuple(files_of(parts))[:MOST_FILES],
    )


def own_id(mail: Message, raw: bytes) -> str:
    found = IDS.search(str(mail.get("Message-ID", "")))
    return found[0] if found else f"<{hashlib.sha256(raw).hexdigest()}@without-id>"


def earlier_ids(mail: Message) -> tuple[str, ...]:
    replied = IDS.findall(str(mail.get("In-Reply-To", "")))
    thread = IDS.findall(str(mail.get("References", "")))
    nearest_first = [*replied, *reversed(thread)]
    return tuple(dict.fromkeys(nearest_first))[:MOST_REFERENCES]


def sender(mail: Message) -> tuple[str, str]:
    """Name and address: of Reply-To if it names exactly one, else of From."""
    wanted = getaddresses([header(mail, "Reply-To")]) if mail.get("Reply-To") else []
    real = [pair for pair in wanted if "@" in pair[1]]
    own = getaddresses([header(mail, "From")])
    (name, address) = real[0] if len(real) == 1 else (own[0] if own else ("", ""))
    name = name or (own[0][0] if own else "")
    return one_line(name), one_line(address).lower()[:254]


def header(mail: Message, name: str) -> str:
    """The words of a header, also where it is cut wrongly, or not encoded at all."""
    value = as_sent(mail, name)
    if is_raw(value):
        return one_line(words(value.encode("ascii", "surrogateescape"), ""))
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return one_line(value)
    spoken = [
        piece if isinstance(piece, str) else words(piece, code or "") for piece, code in pieces
    ]
    return one_line("".join(spoken))


def as_sent(mail: Message, name: str) -> str:
    """The header before anything is made of it; "" where there is none."""
    found = (value for key, value in mail.raw_items() if key.lower() == name.lower())
    return str(next(found, ""))


def is_raw(value: str) -> bool:
    """Bytes beyond ASCII that no encoding announces: kept as surrogates by the parser."""
    return not value.isascii() and all(
        ord(letter) < 0x80 or 0xDC80 <= ord(letter) <= 0xDCFF for letter in value
    )


def one_line(text: str) -> str:
    """Without line breaks, marks of control and halves of characters."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(one if one.isprintable() else " " for one in whole).split())


def words(content: bytes, charset: str) -> str:
    """By the charset that is claimed, else by one that reads it, else with marks of replacement."""
    claimed = WIDER.get(charset.lower(), charset)
    for code in (claimed, *GUESSES):
        try:
            return content.decode(code) if code else content.decode("utf-8")
        except (UnicodeError, LookupError):
            continue
    return content.decode("utf-8", "replace")


def text_of(parts: list[Message]) -> str:
    """What is to be read: the plain text, else the words of the page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not is_file(part):
                text = words(content_of(part), str(part.get_content_charset() or ""))
                text = plain(text) if kind == "text/html" else text
                if text.strip():
                    return text.replace("\x00", "").replace("\r\n", "\n").strip()
    return ""


def plain(page: str) -> str:
    without = re.sub(r"(?is)<(script|style|head)\b.*?</\1\s*>", " ", page)
    broken = re.sub(r"(?i)<(br|/p|/div|/tr)\b[^>]*>", "\n", without)
    lines = (" ".join(line.split()) for line in html.unescape(strip_tags(broken)).splitlines())
    return "\n".join(line for line in lines if line)


def content_of(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_filename() is not None


def files_of(parts: list[Message]) -> list[File]:
    return [
        File(name_of(part, number), content)
        for number, part in enumerate(parts)
        if is_file(part) and (content := content_of(part))
    ]


def name_of(part: Message, number: int) -> str:
    """As its sender calls it, whatever encoding that was pressed into."""
    name = str(part.get_filename() or "")
    if not name:
        return f"{number}"
    shell = Message()
    shell["Subject"] = one_line(name)
    return header(shell, "Subject")


def is_automatic(mail: Message, address: str) -> bool:
    """RFC 3834: what a program sent is not answered, or two programs answer each other for ever."""
    auto = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    is_bulk = str(mail.get("Precedence", "")).strip().lower() in BULK
    is_bounce = str(mail.get("Return-Path", "?")).strip() == "<>"
    is_robot = not address or address.startswith(ROBOTS)
    is_list = mail.get("List-Id") is not None
    return auto != "no" or is_bulk or is_bounce or is_robot or is_list
