"""What all pages of the trainings do with a refusal, and which day it is."""

from datetime import date

from django.forms import Form
from django.utils import timezone

from sanbao.apps.accounts.wording import reason_of
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.moves import Refused


def today() -> date:
    return timezone.now().astimezone(CHINA_TIME).date()


def complain(form: Form, refused: Refused) -> None:
    """Put the reason beside the field that it names, else on top; with its clause."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, reason_of(refused))
