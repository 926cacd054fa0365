"""The words of the desk's choices, as a person reads them."""

from django.utils.translation import gettext_lazy as _

from sanbao.rules.facts import Area, Cause, Claimant, Code, EventKind, Reason, Severity

KINDS = {
    EventKind.FAULT_REPORTED: _("a fault is reported"),
    EventKind.COMPLAINT_RECEIVED: _("a complaint"),
    EventKind.QUESTION_ASKED: _("a question"),
    EventKind.PRICE_ASKED: _("a question about prices"),
    EventKind.GOODS_RECEIVED: _("goods have come in for repair"),
    EventKind.RETURN_REQUESTED: _("a return is asked for"),
    EventKind.EXCHANGE_REQUESTED: _("an exchange is asked for"),
    EventKind.DEFECT_APPLICATION_RECEIVED: _("an application for defective goods"),
}
CAUSES = {
    Cause.UNKNOWN: _("to be established"),
    Cause.PRODUCT_QUALITY: _("product quality"),
    Cause.BATCH_FAULT: _("batch fault"),
    Cause.TRANSIT: _("damage in transit"),
    Cause.MISUSE: _("misuse"),
    Cause.HUMAN_DAMAGE: _("damage by people"),
    Cause.FORCE_MAJEURE: _("force majeure"),
}
CODES = {
    Code.SHELL: _("shell"),
    Code.PACKING: _("packing"),
    Code.SEAL_BROKEN: _("seal broken"),
    Code.OPENED: _("opened without leave"),
    Code.NOT_PER_MANUAL: _("not used as the manual says"),
    Code.MISUSE: _("misused"),
    Code.UNFIT_SUPPLIES: _("unfit supplies"),
    Code.HUMAN_DAMAGE: _("damaged by people"),
    Code.FORCE_MAJEURE: _("force majeure"),
    Code.VOUCHER_MISMATCH: _("voucher does not match"),
    Code.VOUCHER_ALTERED: _("voucher altered"),
}
AREAS = {Area.CITY: _("in the city"), Area.COUNTY: _("in the counties")}
REASONS = {
    Reason.UNUSABLE: _("it cannot be used"),
    Reason.CANNOT_OPERATE: _("the customer cannot operate it"),
    Reason.DISSATISFIED: _("the customer is not satisfied"),
    Reason.INSISTS: _("the customer insists after an explanation"),
}
SEVERITIES = {
    Severity.CRITICAL: _("stands still or is dangerous"),
    Severity.MAJOR: _("works with limits"),
    Severity.MINOR: _("works all the same"),
}
# The same, as somebody says it who stands before the unit.
SEVERITIES_SEEN = {
    Severity.CRITICAL: _("it has stopped, or it is dangerous"),
    Severity.MAJOR: _("it works, but not as it should"),
    Severity.MINOR: _("it works; it is a matter of looks or comfort"),
}
CLAIMANTS = {Claimant.CUSTOMER: _("the customer"), Claimant.DEALER: _("the dealer")}
