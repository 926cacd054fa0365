"""What a person chooses about being told, and what the administrator types about an endpoint."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanbao.apps.notices import queries
from sanbao.apps.notices.actions import Chosen
from sanbao.apps.notices.facts import HAPPENINGS


class TimeInput(forms.TimeInput):
    input_type = "time"


class NewsField(forms.MultipleChoiceField):
    """Kinds of news, as boxes of one column."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            choices=queries.News.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


def language_choices() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


class PreferenceForm(forms.Form):
    """Boxes by kind of news and channel, quiet hours, the language of mails."""

    in_app = NewsField(_("in Sanbao"))
    mail = NewsField(_("by mail"))
    webhook = NewsField(_("by webhook"))
    mail_rhythm = forms.ChoiceField(
        label=_("mails come"),
        choices=queries.MailRhythm.choices,
        required=False,
        help_text=_("What is urgent comes at once all the same, where you let it pass."),
    )
    digest_at = forms.TimeField(
        label=_("the day's mail comes at"), required=False, widget=TimeInput(format="%H:%M")
    )
    quiet_from = forms.TimeField(
        label=_("no mail from"), required=False, widget=TimeInput(format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("no mail until"), required=False, widget=TimeInput(format="%H:%M")
    )
    urgent_passes = forms.BooleanField(label=_("what is urgent comes all the same"), required=False)
    language = forms.ChoiceField(label=_("language of mails"), choices=language_choices)

    def chosen(self) -> Chosen:
        """What is left empty of the day's mail stays as it is where nobody has chosen."""
        given = {**self.cleaned_data}
        for name in ("mail_rhythm", "digest_at"):
            if not given[name]:
                del given[name]
        return Chosen(**given)

    def rows(self) -> list[dict[str, Any]]:
        """By kind of news: its label and the box of each channel."""
        columns = [list(self[name]) for name in ("in_app", "mail", "webhook")]
        return [
            {"label": label, "boxes": list(boxes)}
            for label, *boxes in zip(queries.News.labels, *columns, strict=True)
        ]


def happening_choices() -> list[tuple[str, Any]]:
    return [(name, words) for name, words in HAPPENINGS.items()]


class EndpointForm(forms.Form):
    label = forms.CharField(
        label=_("label"), max_length=60, help_text=_("Which program it is, for example: ERP")
    )
    url = forms.URLField(label=_("address (URL)"), max_length=500, assume_scheme="https")
    happenings = forms.MultipleChoiceField(
        label=_("told of"), choices=happening_choices, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label=_("is told"), required=False, initial=True)
