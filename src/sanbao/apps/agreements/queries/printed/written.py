"""Dates as contracts write them."""

from datetime import date

from django.utils.translation import gettext as _


def day(on: date | None) -> str:
    """A date as contracts write it, "" for none."""
    if on is None:
        return ""
    return _("%(year)d-%(month)02d-%(day)02d") % {
        "year": on.year,
        "month": on.month,
        "day": on.day,
    }
