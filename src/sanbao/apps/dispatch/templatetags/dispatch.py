"""What speaks for an engineer, and his hours, in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.apps.accounts.wording import said
from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.forms.engineer import DAYS
from sanbao.apps.dispatch.queries import Best, Proposal
from sanbao.apps.dispatch.queries.crew import words
from sanbao.rules.message import Message
from sanbao.rules.sending import EVERY_DAY, Rule, Shift, Taken

register = template.Library()


@register.filter
def minutes(time: Time) -> int:
    return round((time.ends_at - time.starts_at) / timedelta(minutes=1))


@register.filter
def reasons(one: Proposal) -> list[str]:
    """Certificate, way, load, time to spare."""
    found = []
    if one.until:
        found.append(_("certified until %(day)s") % {"day": one.until})
    if one.km is not None:
        found.append(_("%(km)s km to go") % {"km": one.km})
    jobs = one.chance.jobs
    if jobs:
        words = ngettext(
            "%(count)s job already on that day", "%(count)s jobs already on that day", jobs
        )
        found.append(words % {"count": jobs})
    else:
        found.append(_("nothing else on that day"))
    for each in one.fetch:
        words = _("fetches %(part)s × %(count)s at the station first")
        found.append(words % {"part": each.part, "count": each.count})
    if one.spare is not None:
        found.append(spare_words(one.spare))
    return found


def spare_words(spare: timedelta) -> str:
    hours = abs(spare) / timedelta(hours=1)
    if spare < timedelta(0):
        return _("%(hours).1f hours later than promised") % {"hours": hours}
    return _("%(hours).1f hours before the promised time") % {"hours": hours}


@register.filter
def kept_words(best: Best) -> list[str]:
    """How many engineers each rule keeps."""
    words = {
        Rule.CERTIFICATE: _("%(count)s without a valid certificate"),
        Rule.TERRITORY: _("%(count)s of other stations (the place is served by %(station)s)"),
        Rule.PARTS: _("%(count)s without the parts needed, on the van or at their station"),
        Rule.HOURS: _("%(count)s off duty"),
        Rule.ABSENCE: _("%(count)s away"),
        Rule.BOOKED: _("%(count)s fully booked"),
    }
    counts = [(rule, best.kept[rule]) for rule in Rule if best.kept.get(rule)]
    return [words[rule] % {"count": count, "station": best.served_by} for rule, count in counts]


@register.filter
def shift_words(shift: Shift) -> str:
    hours = f"{shift.opens:%H:%M}–{shift.closes:%H:%M}"
    if shift.by_calendar:
        return _("working days, %(hours)s") % {"hours": hours}
    if shift.days == EVERY_DAY:
        return _("every day, %(hours)s") % {"hours": hours}
    days = "、".join(str(name) for day, name in DAYS if day in shift.days)
    return f"{days} {hours}"


@register.filter
def what(taken: Taken) -> str:
    return words(taken)


@register.filter
def tone(due_at: datetime, now: datetime) -> str:
    """Red when the promised time is over, orange in the last four hours."""
    left = due_at - now
    if left < timedelta(0):
        return "red"
    return "orange" if left < timedelta(hours=4) else "green"


@register.filter
def time_left(due_at: datetime, now: datetime) -> str:
    hours = abs(due_at - now) / timedelta(hours=1)
    if due_at < now:
        return _("%(hours).1f h over") % {"hours": hours}
    return _("%(hours).1f h left") % {"hours": hours}


@register.filter
def told(reason: Message) -> str:
    """The words of a rule."""
    return said(reason)


@register.filter
def clock(iso: str) -> str:
    """The time of the day of an instant in ISO form."""
    return f"{localtime(datetime.fromisoformat(iso)):%H:%M}"


@register.filter
def hindrance_words(one: Mapping[str, Any]) -> str:
    """Which rule keeps an engineer from a job that a plan leaves out."""
    missing = [str(word) for word in one["missing"]]
    if one["rule"] == "skill" and any(word.startswith("cert:") for word in missing):
        return _("without a valid certificate")
    if one["rule"] == "skill":
        return _("the place belongs to another station")
    if one["rule"] in ("part", "tool"):
        words = _("not on the van nor at the own station: %(parts)s")
        return words % {"parts": "、".join(missing)}
    others = {
        "lock": _("the job is promised to somebody else"),
        "window": _("the time is over before anybody could be there"),
        "shift": _("it does not fit into the working time"),
        "travel": _("the day is full, or the way costs more than waiting"),
    }
    return others.get(str(one["rule"]), str(one["rule"]))
