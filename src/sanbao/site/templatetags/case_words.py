"""What happened to a case, its orders and its visits, in words."""

from collections.abc import Mapping, Sequence

from django import template
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from sanbao.apps.desk.forms.choices import AREAS, CAUSES, SEVERITIES
from sanbao.apps.journal.queries import Entry
from sanbao.apps.obligations import queries as obligations
from sanbao.site.pages.progress import Milestone

register = template.Library()

# What is not listed here is told by another panel of the page.
WORDS: dict[str, str | Promise] = {
    "case.opened": _("case opened"),
    "case.noted": _("note added"),
    "case.decided": _("decided again"),
    "case.handed_over": _("handed over for work on site"),
    "case.solved": _("solved by an answer"),
    "case.reached": _("engineer on site"),
    "case.cause_established": _("cause established"),
    "case.corrected": _("place or severity put right"),
    "case.restored": _("works again"),
    "case.reopened": _("opened again"),
    "case.closed": _("closed"),
    "case.cancelled": _("withdrawn"),
    "case.promise_kept": _("promise kept"),
    "case.not_reached": _("follow-up: nobody was reached"),
    "case.followed_up": _("followed up"),
    "case.follow_up_given_up": _("follow-up: given up"),
    "case.file_attached": _("file added"),
    "workorder.raised": _("work order raised"),
    "workorder.unassigned": _("taken off, to be assigned anew"),
    "workorder.joined": _("somebody goes along"),
    "workorder.needs": _("parts needed stated"),
    "workorder.left": _("somebody does not go along any more"),
    "workorder.assigned": _("engineer assigned"),
    "workorder.sent_back": _("another visit is needed"),
    "workorder.reported": _("service report handed in"),
    "workorder.cancelled": _("work order cancelled"),
    "visit.agreed": _("appointment agreed"),
    "visit.moved": _("appointment moved"),
    "visit.worked": _("work written down"),
    "visit.signed": _("signed by the customer"),
    "visit.went_back": _("a step back"),
    "visit.abandoned": _("visit did not take place"),
}
TOLD = ("text", "reason", "engineer", "note")


@register.filter
def in_words(entry: Entry) -> str:
    return str(WORDS.get(entry.happening, ""))


@register.filter
def particulars(entry: Entry) -> str:
    """What the entry says besides: the note, the reason, who was sent, the cause found."""
    if entry.happening == "case.cause_established":
        causes = {cause.value: words for cause, words in CAUSES.items()}
        return str(causes.get(entry.now, entry.now))
    told = [str(entry.details[name]) for name in TOLD if entry.details.get(name)]
    if entry.happening == "case.corrected":
        told = [*corrected(entry.details["was"], entry.details["now"]), *told]
    if entry.happening == "case.promise_kept":
        told.insert(0, obligations.promise(str(entry.details.get("what", ""))))
    return " · ".join(told)


def corrected(was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What is otherwise now, in words."""
    words: Mapping[str, Mapping[str, object]] = {
        "area": {key.value: said for key, said in AREAS.items()},
        "severity": {key.value: said for key, said in SEVERITIES.items()},
    }
    return [
        str(words.get(name, {}).get(value, value) or "—")
        for name, value in now.items()
        if was[name] != value
    ]


@register.simple_tag
def milestones_of(milestones: Sequence[Milestone]) -> SafeString:
    """The steps of the way as a list, made once for the two places that show it."""
    return render_to_string("site/pages/_milestones.html", {"milestones": milestones})
