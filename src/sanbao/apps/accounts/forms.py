"""What the administrator types about a person who signs in, and the label of a token."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from sanbao.apps.accounts.models import ApiToken, Role, User


class UserForm(forms.ModelForm[User]):
    """A new password is set only when one is typed; a new user needs one."""

    roles = forms.MultipleChoiceField(
        label=_("roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )
    password = forms.CharField(
        label=_("password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 8 signs. Leave empty to keep the old one."),
    )

    class Meta:
        model = User
        fields: ClassVar = ["username", "display_name", "phone", "email", "roles", "is_active"]
        labels: ClassVar = {
            "username": _("user name"),
            "email": _("e-mail"),
            "is_active": _("may sign in"),
        }
        help_texts: ClassVar = {"username": "", "is_active": ""}

    def clean(self) -> dict[str, Any]:
        """Check the password against the person it is for; a new person needs one."""
        cleaned = super().clean() or {}
        password = cleaned.get("password", "")
        if password:
            try:
                validate_password(password, self.instance)
            except forms.ValidationError as error:
                self.add_error("password", error)
        elif not self.instance.pk:
            self.add_error("password", _("A new person needs a password."))
        return cleaned


class ProfileForm(forms.ModelForm[User]):
    class Meta:
        model = User
        fields: ClassVar = ["display_name", "phone", "email"]
        labels: ClassVar = {"email": _("e-mail")}
        help_texts: ClassVar = {"email": _("Where notices go that you want by mail.")}


class TokenForm(forms.ModelForm[ApiToken]):
    class Meta:
        model = ApiToken
        fields: ClassVar = ["label"]
        help_texts: ClassVar = {"label": _("Which program uses it, for example: ERP")}
