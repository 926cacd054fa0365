"""A statement as a paper: its figures, its lines, its people, in the reader's words."""

from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sanbao.apps.money import queries as money
from sanbao.apps.settlements.models import Statement
from sanbao.apps.settlements.queries.statement import lines_of, own_charges, sheets_of
from sanbao.rules.capitals import in_capitals

Figure = tuple[str, Decimal]


def figures_of(statement: Statement) -> list[Figure]:
    """Each figure with its name, less than 0 where it counts off; what is nothing is left out."""
    out_of_fund = [
        (_("the fund held"), statement.before),
        (_("share of settled sales"), statement.accrued),
        (_("deducted"), -statement.deducted),
    ]
    rows: list[Figure] = [
        (_("fees of the sheets"), statement.fees),
        (_("waiting from before"), statement.waiting),
        *(out_of_fund if statement.has_fund else []),
        (_("fees beyond the fund, not paid"), -statement.lapsed),
        (_("carried to the next year"), statement.carried),
        (_("credit for returned material"), statement.credit),
        (_("dealers' own charges"), own_charges(statement)),
    ]
    return [row for row in rows if row[1]]


def steps_of(statement: Statement) -> list[tuple[str, Any, Any]]:
    """Who has taken which step when."""
    steps = [
        (_("made by a run"), statement.made_at, statement.made_by),
        (
            _("approved by the marketing manager"),
            statement.marketing_approved_at,
            statement.marketing_approved_by,
        ),
        (_("approved by finance"), statement.approved_at, statement.approved_by),
        (_("sent to the bank"), statement.sent_at, statement.sent_by),
        (_("paid"), statement.paid_at, statement.paid_by),
    ]
    return [step for step in steps if step[1] is not None]


def paper_of(statement: Statement) -> dict[str, Any]:
    """Everything that the printed statement says."""
    return {
        "provider": statement.provider.name,
        "title": _("Statement of repair fees"),
        "code": statement.code,
        "facts": [
            [_("dealer"), f"{statement.dealer} ({statement.dealer.code})"],
            [_("period"), statement.period],
            [_("agreement"), statement.version.agreement.code],
            [_("sheets"), str(statement.sheet_count)],
            [_("state"), statement.get_state_display()],
        ],
        "figures": [[words, f"{amount}"] for words, amount in figures_of(statement)],
        "total": [_("to be paid"), f"{statement.granted}", in_capitals(statement.granted)],
        "line_heads": [_("what"), _("clause"), _("evidence"), _("amount")],
        "lines": [
            [line.description, line.clause, line.evidence, f"{line.amount}"]
            for line in lines_of(statement)[:400]
        ],
        "steps": [
            [words, f"{by or ''}", date_format(localtime(at), "Y-m-d H:i")]
            for words, at, by in steps_of(statement)
        ],
        "invoice": [_("e-invoice number"), statement.invoice_number],
    }


def book_of(statement: Statement) -> list[tuple[str, list[list[Any]]]]:
    """The sheets of an Excel file: figures, lines of the ledger, repair sheets."""
    summary: list[list[Any]] = [
        [_("statement number"), statement.code],
        [_("dealer"), f"{statement.dealer}"],
        [_("period"), statement.period],
        *([words, amount] for words, amount in figures_of(statement)),
        [_("to be paid"), statement.granted],
    ]
    lines: list[list[Any]] = [
        [_("what"), _("from account"), _("account"), _("clause"), _("evidence"), _("amount")]
    ]
    lines += [
        [
            line.description,
            money.account_words(line.contra),
            money.account_words(line.account),
            line.clause,
            line.evidence,
            line.amount,
        ]
        for line in lines_of(statement)
    ]
    sheets: list[list[Any]] = [
        [
            _("sheet"),
            _("number of the paper sheet"),
            _("serial number"),
            _("repaired on"),
            _("claimed"),
            _("allowed"),
        ]
    ]
    sheets += [
        [row.code, row.number, row.serial, row.repaired_on, row.claimed, row.allowed]
        for row in sheets_of(statement).iterator(chunk_size=2000)
    ]
    return [(_("Statement"), summary), (_("Lines"), lines), (_("Repair sheets"), sheets)]
