"""Fields of forms that every app has: a day, and a choice among rows."""

from typing import Any, cast

from django import forms


class DayInput(forms.DateInput):
    """The browser's own picker of a day, which takes one form only whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


MINUTES = "%Y-%m-%dT%H:%M"


def local_time(label: Any) -> forms.DateTimeField:
    """The browser's own picker of a day and a time, to the minute."""
    return forms.DateTimeField(
        label=label,
        input_formats=[MINUTES, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MINUTES),
    )


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    """Offer only what the reader may see; anything else is no valid choice."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows
