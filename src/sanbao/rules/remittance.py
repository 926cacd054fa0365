"""The file of bank transfers: columns, lines, control total; and the bank's answer read."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from sanbao.rules.message import Message
from sanbao.rules.money import NOTHING, fen


class Column(StrEnum):
    """What a bank may want to know of a transfer."""

    NUMBER = "number"
    REFERENCE = "reference"
    HOLDER = "holder"
    ACCOUNT = "account"
    BANK = "bank"
    BRANCH = "branch"
    AMOUNT = "amount"
    CURRENCY = "currency"
    PURPOSE = "purpose"


COLUMN_WORDS: Mapping[str, Message] = {
    Column.NUMBER: Message("number of the line"),
    Column.REFERENCE: Message("our reference"),
    Column.HOLDER: Message("account holder"),
    Column.ACCOUNT: Message("account number"),
    Column.BANK: Message("bank"),
    Column.BRANCH: Message("branch"),
    Column.AMOUNT: Message("amount"),
    Column.CURRENCY: Message("currency"),
    Column.PURPOSE: Message("purpose"),
}
# As the bank reads them, whatever the language of whoever makes the file.
HEADINGS: Mapping[str, str] = {
    Column.NUMBER: "序号",
    Column.REFERENCE: "参考号",
    Column.HOLDER: "收款户名",
    Column.ACCOUNT: "收款账号",
    Column.BANK: "收款银行",
    Column.BRANCH: "开户网点",
    Column.AMOUNT: "金额",
    Column.CURRENCY: "币种",
    Column.PURPOSE: "用途",
}
NEEDED = (Column.REFERENCE, Column.HOLDER, Column.ACCOUNT, Column.AMOUNT)
USUAL = (
    Column.NUMBER,
    Column.REFERENCE,
    Column.HOLDER,
    Column.ACCOUNT,
    Column.BANK,
    Column.BRANCH,
    Column.AMOUNT,
    Column.PURPOSE,
)
TOTAL = "合计"


@dataclass(frozen=True, slots=True)
class Layout:
    """columns: in the order of the file. has_total: a last line with how many and how much."""

    columns: tuple[str, ...] = USUAL
    delimiter: str = ","
    has_header: bool = True
    has_total: bool = True


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer. amount: CNY, more than 0."""

    reference: str
    holder: str
    account: str
    bank: str
    branch: str
    amount: Decimal
    purpose: str


def layout_lacks(columns: Sequence[str]) -> Message | None:
    """What keeps a choice of columns from being a layout."""
    if missing := [name for name in NEEDED if name not in columns]:
        return Message("a bank needs the column “%(name)s”", {"name": COLUMN_WORDS[missing[0]]})
    if len(set(columns)) < len(columns):
        return Message("a column stands there twice")
    return None


def control_total(transfers: Sequence[Transfer]) -> tuple[int, Decimal]:
    """How many transfers and how much together: what the bank must find too."""
    return len(transfers), sum((each.amount for each in transfers), NOTHING)


def written(transfers: Sequence[Transfer], layout: Layout) -> str:
    """The file, one transfer a line; amounts with two decimals and no thousands."""
    kept = io.StringIO()
    rows = csv.writer(kept, delimiter=layout.delimiter, lineterminator="\r\n")
    if layout.has_header:
        rows.writerow(HEADINGS[name] for name in layout.columns)
    for number, each in enumerate(transfers, 1):
        rows.writerow(cells(each, number, layout))
    if layout.has_total:
        count, total = control_total(transfers)
        rows.writerow([TOTAL, count, f"{total}"])
    return kept.getvalue()


def cells(each: Transfer, number: int, layout: Layout) -> Iterator[str]:
    values = {
        Column.NUMBER: str(number),
        Column.REFERENCE: each.reference,
        Column.HOLDER: each.holder,
        Column.ACCOUNT: each.account,
        Column.BANK: each.bank,
        Column.BRANCH: each.branch,
        Column.AMOUNT: f"{fen(each.amount)}",
        Column.CURRENCY: "CNY",
        Column.PURPOSE: each.purpose,
    }
    return (values[Column(name)] for name in layout.columns)


PAID_WORDS = frozenset({"成功", "已付", "已付款", "paid", "success"})
REFUSED_WORDS = frozenset({"失败", "退回", "拒绝", "refused", "failed"})
ANSWER_HEADINGS = frozenset({"参考号", "reference"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank says of one transfer. reference: ours. number: the bank's own."""

    reference: str
    amount: Decimal
    is_paid: bool
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class BadAnswer:
    """A row of the bank's answer that cannot be read."""

    row: int
    message: Message


def read_answers(rows: Sequence[Sequence[str]]) -> tuple[list[Answer], list[BadAnswer]]:
    """Rows of reference, amount, result, the bank's number, its reason; a heading is left out."""
    answers: list[Answer] = []
    bad: list[BadAnswer] = []
    for number, row in enumerate(rows, 1):
        given = [cell.strip() for cell in row]
        if not any(given) or given[0] == TOTAL or (number == 1 and given[0] in ANSWER_HEADINGS):
            continue
        found = answer_of(given)
        if isinstance(found, Message):
            bad.append(BadAnswer(number, found))
        else:
            answers.append(found)
    return answers, bad


def answer_of(row: Sequence[str]) -> Answer | Message:
    reference, amount, result, number, reason = [*row, "", "", "", "", ""][:5]
    word = result.lower()
    if word not in PAID_WORDS | REFUSED_WORDS:
        return Message("the result is neither paid nor refused")
    try:
        paid = Decimal(amount.replace(",", ""))
    except InvalidOperation:
        return Message("the amount is no amount of money")
    if not paid.is_finite():
        return Message("the amount is no amount of money")
    if word in REFUSED_WORDS and not reason:
        return Message("a refused transfer needs the bank's reason")
    return Answer(reference, paid, word in PAID_WORDS, number[:60], reason[:200])
