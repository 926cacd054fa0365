"""What is typed about products and price lists."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.products.actions import PriceLine, ProductDetails
from sanbao.apps.products.facts.price import BadRow, read
from sanbao.apps.products.facts.sale import SaleLine, read_sales
from sanbao.apps.products.facts.sheet import SheetError, opened, pasted
from sanbao.apps.products.models import Basis, Product
from sanbao.rules.facts import WHOLE
from sanbao.rules.statute.words import CATEGORY_WORDS

FILE_AT_MOST = 5 * 1024 * 1024
TOLD_AT_MOST = 10


def category_choices() -> list[tuple[str, str]]:
    lang = get_language() or "zh"
    known = [(kind.value, words.text(lang)) for kind, words in CATEGORY_WORDS.items()]
    return [("", gettext("not said")), *known]


class ProductForm(forms.Form):
    code = forms.CharField(label=_("product number"), max_length=40)
    name = forms.CharField(label=_("product name"), max_length=120)
    model = forms.CharField(label=_("model"), max_length=60, required=False)
    components = forms.CharField(
        label=_("component classes"),
        required=False,
        max_length=400,
        help_text=_("As the agreement names them, parted by commas; the whole unit is always one."),
    )

    category = forms.ChoiceField(
        label=_("three-guarantees category"),
        required=False,
        choices=category_choices,
        help_text=_(
            "By it the national rules on repair, exchange and refund are a floor for consumers."
        ),
    )
    production_ended_on = forms.DateField(
        label=_("production ended on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("From that day on the law counts how long spare parts are owed."),
    )

    def clean_components(self) -> list[str]:
        names = str(self.cleaned_data["components"]).replace("，", ",").split(",")
        if any(len(name.strip()) > 40 for name in names):
            raise ValidationError(gettext("A component class has at most 40 characters."))
        return [name.strip() for name in names if name.strip()]

    def details(self) -> ProductDetails:
        cleaned = self.cleaned_data
        return ProductDetails(
            cleaned["name"],
            cleaned["model"],
            cleaned["components"],
            cleaned["category"],
            cleaned["production_ended_on"],
        )


def written(product: Product) -> dict[str, Any]:
    classes = [name for name in product.components if name != WHOLE]
    return {
        "code": product.code,
        "name": product.name,
        "model": product.model,
        "components": ", ".join(classes),
        "category": product.category,
        "production_ended_on": product.production_ended_on,
    }


class PriceListForm(forms.Form):
    """The prices come from a file or are pasted from a spreadsheet."""

    basis = forms.ChoiceField(label=_("basis"), choices=Basis.choices)
    name = forms.CharField(label=_("name of the list"), max_length=120)
    starts_on = forms.DateField(
        label=_("in force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    prices = forms.CharField(
        label=_("prices"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
        help_text=_(
            "One price a line: item, number, name, unit, unit price. Copy the cells from Excel, "
            "or part them by commas."
        ),
    )
    file = forms.FileField(
        label=_("or an Excel or CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    lines: list[PriceLine]

    def clean(self) -> dict[str, Any]:
        """`lines` holds the prices; what is wrong with a row is said with its number."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("prices", "")
        self.lines = []
        if file and text.strip():
            self.add_error("file", gettext("Either paste the prices or give a file, not both."))
        elif file:
            self.take_file(file)
        elif text.strip():
            self.take("prices", pasted(text))
        else:
            self.add_error("prices", gettext("Paste the prices or give a file."))
        return self.cleaned_data

    def take_file(self, file: Any) -> None:
        if file.size > FILE_AT_MOST:
            self.add_error("file", gettext("The file is larger than 5 MB."))
            return
        try:
            with opened(file.file) as rows:
                self.take("file", rows)
        except SheetError as error:
            self.add_error("file", said(error.message))

    def take(self, field: str, rows: Iterable[list[str]]) -> None:
        self.lines, bad = read(rows)
        for row in bad[:TOLD_AT_MOST]:
            self.add_error(field, in_words(row))
        if len(bad) > TOLD_AT_MOST:
            more = {"more": len(bad) - TOLD_AT_MOST}
            self.add_error(field, gettext("%(more)s more rows are bad.") % more)
        if not bad and not self.lines:
            self.add_error(field, gettext("There is no price in it."))


def in_words(row: BadRow) -> str:
    return gettext("Row %(row)s: %(reason)s.") % {"row": row.number, "reason": said(row.message)}


class SalesForm(forms.Form):
    """Settled sales from a file, or pasted from a spreadsheet."""

    sales = forms.CharField(
        label=_("settled sales"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "wrap": "off"}),
        help_text=_(
            "One settled sale a line: reference, dealer number, day, product number (may be empty),"
            " units, amount. Returned goods have a minus before units and amount. A seventh"
            " cell names the reference of a mistyped sale that this one takes back."
        ),
    )
    file = forms.FileField(
        label=_("or an Excel or CSV file"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    lines: list[SaleLine]

    def clean(self) -> dict[str, Any]:
        """`lines` holds the sales; what is wrong with a row is said with its number."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("sales", "")
        self.lines = []
        if bool(file) == bool(text.strip()):
            self.add_error("sales", gettext("Either paste the sales or give a file."))
        elif file:
            self.take_file(file)
        else:
            self.take("sales", pasted(text))
        return self.cleaned_data

    def take_file(self, file: Any) -> None:
        if file.size > FILE_AT_MOST:
            self.add_error("file", gettext("The file is larger than 5 MB."))
            return
        try:
            with opened(file.file) as rows:
                self.take("file", rows)
        except SheetError as error:
            self.add_error("file", said(error.message))

    def take(self, field: str, rows: Iterable[list[str]]) -> None:
        self.lines, bad = read_sales(rows)
        for row in bad[:TOLD_AT_MOST]:
            self.add_error(field, in_words(row))
        if len(bad) > TOLD_AT_MOST:
            more = {"more": len(bad) - TOLD_AT_MOST}
            self.add_error(field, gettext("%(more)s more rows are bad.") % more)
