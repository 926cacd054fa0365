"""What is typed about statements: which month, why back, the number of an invoice."""

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.wording import said
from sanbao.apps.products import queries as products
from sanbao.apps.settlements import queries
from sanbao.apps.settlements.models import Contest, StatementKind, StatementState
from sanbao.rules.moves import Refused
from sanbao.rules.remittance import Answer, Column, Layout, read_answers

FILE_AT_MOST = 5 * 1024 * 1024


class MonthField(forms.CharField):
    """A month, or for a year any month of it; by the browser's own picker."""

    widget = forms.TextInput({"type": "month", "placeholder": "2026-11"})

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError as problem:
            raise ValidationError(gettext("Write the month like 2026-11.")) from problem


class FilterForm(forms.Form):
    month = MonthField(label=_("month"), required=False)
    state = forms.ChoiceField(
        label=_("state"), required=False, choices=[("", _("all")), *StatementState.choices]
    )

    def wanted(self) -> dict[str, Any]:
        """What to ask for; a field that cannot be read asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DayForm(forms.Form):
    on = forms.DateField(label=_("as of the end of"), widget=forms.DateInput({"type": "date"}))

    def __init__(self, *given: Any, today: date, **more: Any) -> None:
        super().__init__(*given, **more)
        self.today = today

    def clean_on(self) -> date:
        try:
            return queries.account_day(self.cleaned_data["on"], today=self.today)
        except Refused as refused:
            raise ValidationError(said(refused.message)) from refused


class RunForm(forms.Form):
    kind = forms.ChoiceField(label=_("what is settled"), choices=StatementKind.choices)
    month = MonthField(label=_("month"), help_text=_("For a year end, any month of the year."))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("reason"), max_length=200)


class InvoiceForm(forms.Form):
    number = forms.CharField(label=_("e-invoice number"), max_length=20)
    reason = forms.CharField(
        label=_("reason"),
        max_length=200,
        required=False,
        help_text=_("Needed where another number stands there already; finance changes it."),
    )


ENCODINGS = [("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")]
DELIMITERS = [(",", _("comma")), (";", _("semicolon")), ("|", _("vertical line"))]


class LayoutForm(forms.Form):
    columns = forms.CharField(
        label=_("columns in their order"),
        max_length=200,
        help_text=_("Names parted by commas; those that may stand there are listed below."),
    )
    delimiter = forms.ChoiceField(label=_("parted by"), choices=DELIMITERS)
    encoding = forms.ChoiceField(label=_("characters"), choices=ENCODINGS)
    has_header = forms.BooleanField(label=_("first line with headings"), required=False)
    has_total = forms.BooleanField(label=_("last line with the control total"), required=False)

    def clean_columns(self) -> tuple[str, ...]:
        names = self.cleaned_data["columns"].replace("，", ",").split(",")
        given = tuple(name.strip() for name in names if name.strip())
        if unknown := [name for name in given if name not in list(Column)]:
            raise ValidationError(gettext("There is no column “%(name)s”.") % {"name": unknown[0]})
        return given

    def layout(self) -> Layout:
        given = self.cleaned_data
        return Layout(given["columns"], given["delimiter"], given["has_header"], given["has_total"])


class AnswerForm(forms.Form):
    """The bank's answer: reference, amount, result, the bank's number, its reason."""

    file = forms.FileField(
        label=_("the bank's answer"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        help_text=_(
            "One transfer a line: our reference, amount, paid or refused, number of the bank,"
            " reason."
        ),
    )
    answers: list[Answer]
    digest: str

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > FILE_AT_MOST:
            raise ValidationError(gettext("The file is larger than 5 MB."))
        self.digest = hashlib.sha256(file.read()).hexdigest()
        file.seek(0)
        try:
            with products.opened(file.file) as rows:
                self.answers, bad = read_answers(list(rows))
        except products.SheetError as error:
            raise ValidationError(said(error.message)) from error
        if bad:
            told = [{"row": row.row, "reason": said(row.message)} for row in bad[:10]]
            raise ValidationError([gettext("Row %(row)s: %(reason)s.") % each for each in told])
        return file


class DisputeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    amount = forms.DecimalField(
        label=_("amount asked for"), max_digits=14, decimal_places=2, min_value=0
    )
    about = forms.ChoiceField(
        label=_("what it is about"), choices=Contest.choices, initial=Contest.FEES, required=False
    )
    text = forms.CharField(
        label=_("what is contested"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    about = forms.ChoiceField(label=_("what it is about"), choices=Contest.choices, required=False)
    granted = forms.DecimalField(
        label=_("amount granted"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        help_text=_("0 rejects it. What is granted comes with the next statement."),
    )
    reason = forms.CharField(
        label=_("reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class YearForm(forms.Form):
    year = forms.IntegerField(label=_("year"), min_value=2000, max_value=2999, required=False)
