"""What is read from the pages of a work order. The rules judge it; forms only read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.access import User
from sanbao.apps.workorders.queries import WorkOrder, WorkOrderState


class FilterForm(forms.Form):
    """Narrows the list; whatever cannot be read narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("open", _("all open")), *WorkOrderState.choices],
    )
    engineer = forms.ChoiceField(label=_("Engineer"), required=False)
    text = forms.CharField(label=_("Number, serial or customer"), required=False, max_length=60)

    def __init__(self, *args: object, engineers: list[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(str(user.pk), str(user)) for user in engineers]
        self.fields["engineer"].choices = [("", _("all")), *people]  # type: ignore[attr-defined]

    def narrowing(self) -> dict[str, str]:
        if not self.is_valid():
            return {}
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class RaiseForm(forms.ModelForm["WorkOrder"]):
    class Meta:
        model = WorkOrder
        fields = ("task",)
        widgets = {"task": forms.Textarea(attrs={"rows": 3})}  # noqa: RUF012


class AssignForm(forms.Form):
    """`seen` is the assignment that the page showed, so that two people cannot cross."""

    engineer = forms.IntegerField()
    seen = forms.CharField(required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
