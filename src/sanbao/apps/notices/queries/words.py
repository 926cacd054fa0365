"""What a notice says, in the reader's language, and where it leads."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.accounts.wording import said
from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices.facts import HAPPENINGS
from sanbao.apps.notices.queries import money_news
from sanbao.apps.obligations import queries as obligations
from sanbao.rules.warning import TOLD


def title_of(entry: Entry) -> str:
    """One line: what happened."""
    words = TITLES.get(entry.happening)
    if words is not None:
        return words(entry.details)
    return str(PLAIN.get(entry.happening, entry.happening))


def promise(details: Mapping[str, Any]) -> str:
    return obligations.promise(str(details.get("what", "")))


def warned(details: Mapping[str, Any]) -> str:
    return _("%(promise)s: %(share)s %% of the time is used up") % {
        "promise": promise(details),
        "share": details.get("share", ""),
    }


def escalated(details: Mapping[str, Any]) -> str:
    return _("%(promise)s: overdue, step %(level)s") % {
        "promise": promise(details),
        "level": details.get("level", ""),
    }


def lapsed(details: Mapping[str, Any]) -> str:
    return _("%(promise)s: not kept up any more") % {"promise": promise(details)}


def raised(details: Mapping[str, Any]) -> str:
    return _("New duty: %(promise)s") % {"promise": promise(details)}


TITLES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "obligation.warned": warned,
    "obligation.escalated": escalated,
    "obligation.lapsed": lapsed,
    "obligation.raised": raised,
}
# News that say the same of every subject.
PLAIN: Mapping[str, Promise] = {
    **HAPPENINGS,
    **money_news.WORDS,
    "workorder.assigned": gettext_lazy("You are sent"),
    "workorder.joined": gettext_lazy("You go along with a colleague"),
    "workorder.left": gettext_lazy("You do not go along any more"),
    "case.opened": gettext_lazy("A new case from outside"),
    "complaint.opened": gettext_lazy("A new complaint"),
    "complaint.reopened": gettext_lazy("A complainer is not content"),
    "complaint.assigned": gettext_lazy("You look after a complaint"),
    "suggestion.received": gettext_lazy("A new suggestion"),
    "suggestion.assigned": gettext_lazy("You look after a suggestion"),
    "dealer.staff_named": gettext_lazy("A dealer has named repair staff"),
    "dealer.staff_ended": gettext_lazy("Somebody repairs for a dealer no more"),
    "dealer.staff_told": gettext_lazy("A dealer has told of a change of staff"),
    "dealer.shortfall_declared": gettext_lazy("A shortfall of the organisation is on record"),
    "dealer.awarded": gettext_lazy("You are an outstanding service unit of the year"),
    "dealer.territory_moved": gettext_lazy("A territory has moved to another station"),
    "dealer.order_sent": gettext_lazy("You have a repair order"),
    "dealer.order_withdrawn": gettext_lazy("A repair order is taken back"),
    "dealer.order_refused": gettext_lazy("A dealer has refused a repair order"),
    "dealer.failure_opened": gettext_lazy("A major failure at a dealer"),
    "dealer.failure_reported": gettext_lazy("A dealer has reported a major failure"),
    "dealer.survey_opened": gettext_lazy("The provider asks you: a survey"),
    "dealer.account_proposed": gettext_lazy("A bank account waits for a second person"),
    "dealer.account_confirmed": gettext_lazy("The bank account is confirmed"),
    "dealer.account_withdrawn": gettext_lazy("The proposed bank account is withdrawn"),
    "contact.unanswered": gettext_lazy("Somebody waits for an answer"),
    "contact.mail_refused": gettext_lazy("An answer could not be delivered"),
    "contact.rated_badly": gettext_lazy("A caller was not content with the answer"),
    "line.gap_ahead": gettext_lazy("The roster has a gap ahead"),
    "line.unstaffed": gettext_lazy("Nobody is on duty"),
    "delivery.died": gettext_lazy("A message could not be delivered"),
    "certificate.issued": gettext_lazy("A certificate is issued"),
    "certificate.revoked": gettext_lazy("A certificate is revoked"),
    "certificate.expiring": gettext_lazy("A certificate ends soon"),
    "certificate.expired": gettext_lazy("A certificate has expired"),
    "session.moved_up": gettext_lazy("A place on a training has become free for you"),
    "visit.unfit": gettext_lazy("An engineer has no valid certificate on the day of his visit"),
}


def lines_of(entry: Entry, *, zone: str) -> list[str]:
    """What else a person wants to know: clause, due time, who was told or why it failed."""
    details = entry.details
    lines = []
    if clause := details.get("clause"):
        lines.append(_("clause %(clause)s") % {"clause": clause})
    if due := details.get("due_at"):
        words = obligations.due_words(datetime.fromisoformat(due), zone)
        lines.append(_("due %(time)s") % {"time": words})
    if entry.subject_kind == "line" and "starts_at" in details:
        starts, ends = (datetime.fromisoformat(details[name]) for name in ("starts_at", "ends_at"))
        span = {
            "start": obligations.due_words(starts, zone),
            "end": obligations.due_words(ends, zone),
        }
        lines.append(_("from %(start)s to %(end)s") % span)
    if until := details.get("valid_until"):
        lines.append(_("valid until %(day)s") % {"day": until})
    if (to := details.get("to")) in TOLD:
        lines.append(_("told to: %(who)s") % {"who": said(TOLD[to])})
    if entry.subject_kind in money_news.PAGES and (reason := details.get("reason")):
        lines.append(_("reason: %(reason)s") % {"reason": reason})
    if answer := details.get("response"):
        lines.append(str(answer))
    return lines


def address_of(entry: Entry, user: User) -> str:
    """The page of the subject; "" where this reader has none."""
    if entry.subject_kind == "run":
        return reverse("settlements:list")
    name = page_of(entry.subject_kind, user)
    try:
        return reverse(name, args=[entry.details.get("pk", entry.subject_code)]) if name else ""
    except NoReverseMatch:
        return ""


# Pages whose readers are judged by the page itself.
OPEN_TO_ALL: Mapping[str, str] = {
    "complaint": "complaints:complaint",
    "suggestion": "complaints:suggestion",
    "dealer": "dealers:file",
    **money_news.PAGES,
}


LEADS_TO = {
    "contact": "contacts:contact",
    "line": "contacts:line",
    "visit": "visits:visit",
    "session": "training:session",
}


def page_of(kind: str, user: User) -> str:
    if kind == "obligation":
        return "obligations:detail" if user.has_role(*STAFF) else ""
    if kind == "workorder":
        return "workorders:order" if user.has_role(*STAFF) else ""
    if kind == "case":
        return "desk:case" if user.has_role(*STAFF) else ""
    if kind in OPEN_TO_ALL:
        return OPEN_TO_ALL[kind]
    if kind in LEADS_TO:
        return LEADS_TO[kind]
    if kind == "certificate":
        return "training:certificate"
    if kind == "agreement":
        return "agreements:detail" if user.has_role(*STAFF) else ""
    is_administrator = kind == "delivery" and user.has_role(Role.ADMINISTRATOR)
    return "notices:delivery" if is_administrator else ""
