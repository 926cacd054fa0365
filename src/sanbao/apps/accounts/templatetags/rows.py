"""What a page with many rows writes in each: addresses and times, without Django's detours."""

from datetime import datetime

from django import template

from sanbao.apps.accounts.addresses import address
from sanbao.apps.accounts.wording import due_said

register = template.Library()
register.simple_tag(address)


@register.filter(expects_localtime=True)
def minute(at: datetime | None) -> str:
    """2026-07-01 14:41, as the filter `date` writes "Y-m-d H:i"."""
    return f"{at:%Y-%m-%d %H:%M}" if at else ""


@register.filter(expects_localtime=True)
def short_minute(at: datetime | None) -> str:
    """07-01 14:41, as the filter `date` writes "m-d H:i"."""
    return f"{at:%m-%d %H:%M}" if at else ""


@register.filter(expects_localtime=True)
def iso(at: datetime | None) -> str:
    """For machines, as the filter `date` writes "c"."""
    return at.isoformat() if at else ""


@register.filter(expects_localtime=True)
def due_minute(at: datetime | None) -> str:
    """2026-07-01 14:41; what falls due at midnight does so at 24:00 of the day before."""
    return due_said(at) if at else ""


@register.filter(expects_localtime=True)
def short_due(at: datetime | None) -> str:
    """07-01 14:41, likewise."""
    return due_said(at, "%m-%d") if at else ""
