"""The blanks of a paper, and what was agreed in them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.agreements.facts.paper import FILLED, OPEN, Piece, Table, plain
from sanbao.rules.agreement import Document
from sanbao.rules.capitals import in_capitals
from sanbao.rules.parameter import Kind, Parameter

UNITS = {
    Kind.HOURS: gettext_lazy("hours"),
    Kind.DAYS: gettext_lazy("days"),
    Kind.WORKING_DAYS: gettext_lazy("working days"),
    Kind.MONTHS: gettext_lazy("months"),
    Kind.YEARS: gettext_lazy("years"),
    Kind.DAY_OF_MONTH: gettext_lazy("day of the month"),
    Kind.MONEY: gettext_lazy("CNY"),
}


def agreed(written: Document, blanks: Mapping[str, str], *, lang: str) -> Table:
    """Every blank with its clause; amounts in capitals too, as contracts have them."""
    return Table(
        mark="",
        title=_("What was agreed in the blanks"),
        head=(_("Clause"), _("Blank"), _("Agreed"), _("What it means")),
        rows=tuple(
            (
                plain(asked.clause),
                plain(asked.label.text(lang)),
                tuple(filled(asked, blanks.get(asked.name, "").strip(), lang=lang)),
                plain(asked.meaning.text(lang)),
            )
            for asked in written.parameters
        ),
        widths=(10, 24, 30, 36),
    )


def filled(asked: Parameter, value: str, *, lang: str) -> Iterator[Piece]:
    """A value with its unit; an open blank as a line with its label."""
    if not value:
        yield Piece(asked.label.text(lang), OPEN)
        return
    yield Piece(value, FILLED)
    if unit := UNITS.get(asked.kind):
        yield Piece(f" {unit}")
    if asked.kind is Kind.MONEY and lang == "zh":
        yield Piece(f"（{in_capitals(Decimal(value))}）")
