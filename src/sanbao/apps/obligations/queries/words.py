"""What a promise is called: the only list of its names for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanbao.rules.span import Span, Unit

PROMISES: Mapping[str, Promise] = {
    "answered": _("Answer the question"),
    "dispatched": _("Send an engineer"),
    "on_site": _("Be on site"),
    "resolved": _("Fix the fault"),
    "replied": _("Reply to the application"),
    "plan_given": _("Give a definite plan"),
    "repaired_and_returned": _("Repair and send back"),
    "replaced": _("Replace the unit"),
    "loaner": _("Lend a spare unit"),
}

SPANS: Mapping[Unit, Promise] = {
    Unit.HOURS: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    Unit.WORKING_HOURS: ngettext_lazy("%(n)d working hour", "%(n)d working hours", "n"),
    Unit.DAYS: ngettext_lazy("%(n)d day", "%(n)d days", "n"),
    Unit.WORKING_DAYS: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
    Unit.MONTHS: ngettext_lazy("%(n)d month", "%(n)d months", "n"),
    Unit.YEARS: ngettext_lazy("%(n)d year", "%(n)d years", "n"),
}


def promise(what: str) -> str:
    """The name of a promise in the reader's language; what has no name yet shows its code."""
    return str(PROMISES.get(what, what.replace("_", " ")))


def span_words(span: Span | None) -> str:
    """The time allowed: “24 hours”, “3 working days”; a standing duty has none."""
    if span is None:
        return str(_("no time limit"))
    return str(SPANS[span.unit] % {"n": span.amount})
