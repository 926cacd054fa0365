"""The number of a Chinese ID card (GB 11643-1999): 17 digits and a check sign."""

import re
from datetime import date

from sanbao.rules.message import Message

_FORM = re.compile(
    r"[1-9][0-9]{5}(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})[0-9]{3}[0-9X]"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"  # by the weighted sum modulo 11 (ISO 7064, MOD 11-2)
SHOWN_FIRST, SHOWN_LAST = 6, 4


def tidy(written: str) -> str:
    """The number as it stands on the card: without spaces, its X a capital."""
    return "".join(written.split()).upper()


def id_card_problem(number: str) -> Message | None:
    """Why a tidy number is none, or None when it is one: its form, its birthday, its check sign."""
    form = _FORM.fullmatch(number)
    if form is None:
        return Message("an ID-card number has 17 digits and a check sign")
    try:
        date(int(form["year"]), int(form["month"]), int(form["day"]))
    except ValueError:
        return Message("the date of birth in the ID-card number does not exist")
    if number[-1] != check_sign(number[:-1]):
        return Message("the check sign of the ID-card number does not fit: please look again")
    return None


def check_sign(digits: str) -> str:
    """The last sign of a number by its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def veiled(number: str) -> str:
    """The number as a page shows it: enough to compare with a card at hand, and no more."""
    if len(number) <= SHOWN_FIRST + SHOWN_LAST:
        return number
    hidden = len(number) - SHOWN_FIRST - SHOWN_LAST
    return number[:SHOWN_FIRST] + "*" * hidden + number[-SHOWN_LAST:]


_ACCOUNT = re.compile(r"[0-9]{8,30}")


def account_number(written: str) -> str:
    """The number of a bank account without blanks and hyphens; "" for what is none.

    Accounts of companies have 8 to 30 digits, each bank by its own rule, so only that is asked.
    """
    number = "".join(written.split()).replace("-", "")
    return number if _ACCOUNT.fullmatch(number) else ""


# What a spreadsheet takes for a formula when it stands first.
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def is_plain(text: str) -> bool:
    """Whether a text stays one cell of one line in a file that a bank or a spreadsheet reads: no
    control characters, no sign that begins a formula. An empty text is plain.
    """
    return not text.startswith(SIGNS) and all(sign.isprintable() for sign in text)
