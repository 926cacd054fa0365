"""The blanks of an agreement: what is asked for, and how an answer is checked."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from sanbao.rules.message import Message
from sanbao.rules.money import fen
from sanbao.rules.source import TermsError
from sanbao.rules.terms.condition import ClauseId, Part

MOST_CHARACTERS = 200
_MONEY = re.compile(r"[0-9]{1,9}(\.[0-9]{1,2})?")


class Kind(StrEnum):
    """What a blank is filled with."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    DAY_OF_MONTH = "day_of_month"
    MONEY = "money"
    TEXT = "text"


# The largest number that makes sense in each kind; the least is 1.
_MOST = {
    Kind.HOURS: 9999,
    Kind.DAYS: 9999,
    Kind.WORKING_DAYS: 999,
    Kind.MONTHS: 999,
    Kind.YEARS: 99,
    Kind.DAY_OF_MONTH: 31,
}


class Words(Part):
    """One thing said in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def text(self, lang: str) -> str:
        """The words in `lang`: English for "en", else Chinese."""
        return self.en if lang.startswith("en") else self.zh


class Parameter(Part):
    """A blank: its name on the command line, its kind, its default, the clause it stands in."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    kind: Kind
    default: str | None = None
    label: Words
    clause: ClauseId
    meaning: Words

    def checked(self, written: str) -> str:
        """What is written in the blank, in its canonical form.

        Raises TermsError, naming the parameter, for what its kind does not allow.
        """
        written = written.strip()
        if self.kind is Kind.TEXT:
            if 0 < len(written) <= MOST_CHARACTERS and written.isprintable():
                return written
            raise self._wrong(
                Message("must be one line of 1 to %(most)s characters", {"most": MOST_CHARACTERS})
            )
        if self.kind is Kind.MONEY:
            if _MONEY.fullmatch(written):
                return str(fen(Decimal(written)))
            raise self._wrong(Message("must be an amount in CNY, for example 80.00"))
        most = _MOST[self.kind]
        if written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= most:
            return str(int(written))
        raise self._wrong(
            Message("must be a whole number from %(least)s to %(most)s", {"least": 1, "most": most})
        )

    def _wrong(self, message: Message) -> TermsError:
        return TermsError(message, field=self.name)

    @property
    def sample(self) -> str:
        """Something that fits, for reading an agreement whose blanks are still open."""
        if self.default is not None:
            return self.default
        return {Kind.TEXT: "…", Kind.MONEY: "1.00"}.get(self.kind, "1")
