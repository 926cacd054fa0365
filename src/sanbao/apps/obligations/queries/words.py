"""What a promise is called: the only list of its names for people."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sanbao.rules.deadline import FixedDay
from sanbao.rules.replay import Allowed
from sanbao.rules.span import Unit

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
    "loaner_returned": _("Return the spare unit"),
    "inspected": _("Inspect the equipment"),
    "called_back": _("Call the customer"),
    "followed_up": _("Follow up the repairs"),
    "feedback_reported": _("Report the month's quality feedback"),
    "sheets_submitted": _("Hand in the month's repair sheets"),
    "paid": _("Pay the month's repair fees"),
    "year_settled": _("Settle the year's repair fund"),
    "awarded": _("Choose the year's service award"),
    "dealer_checked": _("Check the dealer's service"),
    "trained": _("Give a training"),
    "notified": _("Notify the customer of the date"),
    "test_report_given": _("Give the written test report"),
    "documents_handed_over": _("Hand over the documents"),
    "appointed": _("Contact the customer and agree an appointment"),
    "reported": _("Hand in the service report"),
    "repairs_reported": _("Report the month's repairs"),
    "records_reported": _("Report the week's records"),
    "records_consolidated": _("Consolidate the month's records"),
    "failure_reported": _("Report the major failure"),
    "users_reported": _("Hand in the new users' details"),
    "shipped_once_a_week": _("Ship to the factory once a week at most"),
    "hotline_staffed": _("Keep the hotline staffed"),
    "certified": _("Keep a certified engineer"),
    "service_not_refused": _("Serve without refusing anybody"),
    "organisation_kept": _("Keep staff and equipment for service"),
    "station_kept": _("Keep the service station"),
    "standards_met": _("Supply products that meet the national standards"),
    "parts_available": _("Keep spare parts available"),
    "supported": _("Support for life"),
    "run_log_kept": _("Keep the daily run log"),
    "maintained": _("Maintain by the manual"),
    "deduction": _("Deduction"),
    "waiver": _("Fees are waived"),
    "breach": _("Breach on the dealer's record"),
    "quality_case": _("Open a quality case"),
    "termination": _("Right to end the agreement"),
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


def span_words(span: Allowed | None) -> str:
    """The time allowed: “24 hours”, “3 working days”, “by 2026-12-20”; a standing duty has none."""
    if span is None:
        return str(_("no time limit"))
    if isinstance(span, FixedDay):
        return str(_("by %(day)s") % {"day": span.iso})
    return str(SPANS[span.unit] % {"n": span.amount})
