"""What speaks for an engineer, and his hours, in words."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbao.apps.dispatch.facts import Time
from sanbao.apps.dispatch.forms.engineer import DAYS
from sanbao.apps.dispatch.queries import Best, Proposal
from sanbao.rules.sending import EVERY_DAY, Rule, Shift

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
