"""Figures of a term: a number and its unit, or the blank that it is filled from."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.agreements.forms.language import language
from sanbao.rules.agreement import Document
from sanbao.rules.asked import Asked
from sanbao.rules.parameter import Kind
from sanbao.rules.span import Unit

UNITS = {
    Unit.HOURS: _("hours"),
    Unit.WORKING_HOURS: _("working hours"),
    Unit.DAYS: _("days"),
    Unit.WORKING_DAYS: _("working days"),
    Unit.MONTHS: _("months"),
    Unit.YEARS: _("years"),
}
CODES = {
    Unit.HOURS: ("PT", "H"),
    Unit.WORKING_HOURS: ("PT", "WH"),
    Unit.DAYS: ("P", "D"),
    Unit.WORKING_DAYS: ("P", "WD"),
    Unit.MONTHS: ("P", "M"),
    Unit.YEARS: ("P", "Y"),
}
SPAN = re.compile(r"(PT?)([0-9]{1,5}|\{[a-z0-9_]+\})(WH|H|WD|D|M|Y)")
BLANK = re.compile(r"\{([a-z0-9_]+)\}")


def blanks_of(document: Document, *kinds: Kind) -> list[tuple[str, str]]:
    """The blanks that a figure may come from; none where the agreement has no such blank."""
    lang = language()
    return [
        (f"{{{blank.name}}}", gettext("blank: %(label)s") % {"label": blank.label.text(lang)})
        for blank in document.parameters
        if blank.kind in kinds
    ]


class FigureWidget(forms.MultiWidget):
    """A figure, its unit where it has several, and the blank that fills it where there is one."""

    template_name = "agreements/_figure.html"
    use_fieldset = False  # its label is that of the figure

    def __init__(self, units: Sequence[Unit], blanks: Sequence[tuple[str, str]]) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "figure": forms.TextInput({"inputmode": "decimal"})
        }
        if units:
            choices = [(unit.value, UNITS[unit]) for unit in units]
            widgets["unit"] = forms.Select({"aria-label": _("unit")}, choices=choices)
        if blanks:
            fixed = ("", _("a fixed figure"))
            widgets["blank"] = forms.Select({"aria-label": _("blank")}, choices=[fixed, *blanks])
        self.names = tuple(widgets)
        super().__init__(widgets)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: Any) -> list[Any]:
        figure, unit = self.apart(str(value)) if value else ("", "")
        parts = {"figure": figure, "unit": unit, "blank": ""}
        if BLANK.fullmatch(figure):
            parts |= {"figure": "", "blank": figure}
        return [parts[name] for name in self.names]

    def apart(self, value: str) -> tuple[str, str]:
        """A figure as written in an agreement, and its unit."""
        found = SPAN.fullmatch(value)
        if found is None:
            return value, ""
        unit = next(unit for unit, ends in CODES.items() if ends == (found[1], found[3]))
        return found[2], unit.value


class FigureField(forms.Field):
    """A whole number, or a blank."""

    kinds: tuple[Kind, ...] = (Kind.DAY_OF_MONTH, Kind.DAYS)
    units: tuple[Unit, ...] = ()

    def __init__(self, each: Asked, document: Document, **kwargs: Any) -> None:
        blanks = blanks_of(document, *self.kinds)
        super().__init__(widget=FigureWidget(each.units, blanks), **kwargs)
        self.asked = each

    def clean(self, value: Any) -> str:
        parts = dict(zip(self.widget.names, value or [], strict=False))
        figure = str(parts.get("figure") or "").strip()
        blank = str(parts.get("blank") or "")
        if not figure and not blank:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        if figure and blank:
            raise ValidationError(gettext("Give either a figure or a blank."))
        return self.spelt(blank or self.checked(figure), str(parts.get("unit") or ""))

    def checked(self, figure: str) -> str:
        least, most = self.asked.least, self.asked.most
        if figure.isascii() and figure.isdigit() and len(figure) <= 5:
            number = int(figure)
            if (least is None or number >= least) and (most is None or number <= most):
                return str(number)
        raise ValidationError(self.complaint)

    @property
    def complaint(self) -> str:
        least, most = self.asked.least or 0, self.asked.most or 99999
        words = gettext("Enter a whole number from %(least)s to %(most)s.")
        return words % {"least": least, "most": most}

    def spelt(self, figure: str, unit: str) -> str:
        return figure

    def has_changed(self, initial: Any, data: Any) -> bool:
        return True


class SpanField(FigureField):
    """A length of time."""

    kinds = (Kind.HOURS, Kind.DAYS, Kind.WORKING_DAYS, Kind.MONTHS, Kind.YEARS)

    def spelt(self, figure: str, unit: str) -> str:
        if unit not in list(self.asked.units):
            raise ValidationError(gettext("Choose a unit."))
        before, after = CODES[Unit(unit)]
        return f"{before}{figure}{after}"


class AmountField(FigureField):
    """An amount of money."""

    kinds = (Kind.MONEY,)

    def checked(self, figure: str) -> str:
        if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,2})?", figure):
            return figure
        raise ValidationError(gettext("Enter an amount in CNY, for example 80.00."))


class PercentField(FigureField):
    """A share of one, told in per cent."""

    kinds = ()

    def checked(self, figure: str) -> str:
        try:
            share = Decimal(figure.removesuffix("%")) / 100
        except InvalidOperation:
            raise ValidationError(self.complaint) from None
        if not share.is_finite() or not 0 < share <= 1:
            raise ValidationError(self.complaint)
        return f"{share.normalize():f}"

    @property
    def complaint(self) -> str:
        return gettext("Enter a percentage above 0 and up to 100.")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return f"{(Decimal(value) * 100).normalize():f}"
        except InvalidOperation:
            return value
