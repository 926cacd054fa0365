"""The words of the terms: each code as it stands inside a sentence, and as a choice in a form."""

from collections.abc import Mapping
from enum import StrEnum

from sanbao.rules.facts import (
    Area,
    Cause,
    Claimant,
    Code,
    DateName,
    EventKind,
    Reason,
    Tier,
)
from sanbao.rules.message import Message
from sanbao.rules.terms import (
    After,
    Basis,
    Deed,
    Each,
    Item,
    Party,
    Payer,
    Relief,
    Role,
    Runs,
    Sanction,
    Standing,
)
from sanbao.rules.terms.duty import Attendant

_PARTIES = {
    "provider": Message("the provider"),
    "dealer": Message("the dealer"),
    "customer": Message("the customer"),
    "claimant": Message("whoever claims"),
}
_DATES = {
    "made": Message("the day it was made"),
    "picked_up": Message("the day it was picked up"),
    "sold": Message("the day it was sold"),
    "invoiced": Message("the day of the invoice"),
    "delivered": Message("the day of delivery"),
    "commissioned": Message("the day of commissioning"),
    "accepted": Message("the day of acceptance"),
}

# By the class first: codes of several classes are spelt alike (misuse, loaner), and are equal.
WORDS: Mapping[type[StrEnum], Mapping[str, Message]] = {
    Party: _PARTIES,
    Payer: _PARTIES,
    Claimant: _PARTIES,
    DateName: _DATES,
    Role: {
        Role.SIGNS: Message("signs"),
        Role.EXECUTES: Message("executes"),
        Role.SUPERVISES: Message("supervises"),
    },
    Tier: {Tier.MEMBER: Message("members")},
    Area: {
        Area.CITY: Message("inside the city area"),
        Area.COUNTY: Message("outside the city area"),
    },
    EventKind: {
        EventKind.FAULT_REPORTED: Message("a reported fault"),
        EventKind.COMPLAINT_RECEIVED: Message("a complaint"),
        EventKind.QUESTION_ASKED: Message("a question"),
        EventKind.PRICE_ASKED: Message("a price inquiry"),
        EventKind.GOODS_RECEIVED: Message("a unit sent in for repair"),
        EventKind.RETURN_REQUESTED: Message("a request to return"),
        EventKind.EXCHANGE_REQUESTED: Message("a request to exchange"),
        EventKind.DEFECT_APPLICATION_RECEIVED: Message("an application about a defect"),
    },
    Cause: {
        Cause.PRODUCT_QUALITY: Message("product quality"),
        Cause.BATCH_FAULT: Message("a fault of the batch"),
        Cause.TRANSIT: Message("damage in transit"),
        Cause.MISUSE: Message("wrong use"),
        Cause.HUMAN_DAMAGE: Message("damage by people"),
        Cause.FORCE_MAJEURE: Message("force majeure"),
        Cause.UNKNOWN: Message("a cause not established yet"),
    },
    Code: {
        Code.SHELL: Message("damage to the shell"),
        Code.PACKING: Message("packing missing or damaged"),
        Code.SEAL_BROKEN: Message("the warranty seal broken"),
        Code.OPENED: Message("opened without permission"),
        Code.NOT_PER_MANUAL: Message("not used by the manual"),
        Code.MISUSE: Message("wrong use"),
        Code.UNFIT_SUPPLIES: Message("unfit supplies"),
        Code.HUMAN_DAMAGE: Message("damage by people"),
        Code.FORCE_MAJEURE: Message("force majeure"),
        Code.VOUCHER_MISMATCH: Message("a voucher that does not match the product"),
        Code.VOUCHER_ALTERED: Message("an altered voucher"),
    },
    Reason: {
        Reason.UNUSABLE: Message("cannot be used"),
        Reason.CANNOT_OPERATE: Message("not known how to operate it"),
        Reason.DISSATISFIED: Message("not satisfied"),
        Reason.INSISTS: Message("insists on it"),
    },
    Standing: {
        Standing.COVERED: Message("covered by the warranty"),
        Standing.EXCLUDED: Message("in the warranty period but excluded"),
        Standing.OUTSIDE: Message("out of warranty"),
    },
    Item: {
        Item.PARTS: Message("parts"),
        Item.LABOUR: Message("labour"),
        Item.TRAVEL: Message("travel"),
        Item.FREIGHT: Message("freight"),
    },
    Basis: {
        Basis.FREE: Message("free of charge"),
        Basis.COST: Message("at cost"),
        Basis.PRICE_LIST: Message("by the price list"),
        Basis.TENDER_LIST: Message("by the tender price list"),
        Basis.FAVOURABLE: Message("at the most favourable price"),
        Basis.QUOTE: Message("by a quotation"),
    },
    Relief: {
        Relief.REPAIR: Message("repair"),
        Relief.EXCHANGE: Message("exchange"),
        Relief.REFUND: Message("refund"),
        Relief.LOANER: Message("a spare unit on loan"),
        Relief.TRAINING: Message("training in its use"),
        Relief.EXPLANATION: Message("an explanation first"),
        Relief.MANAGEMENT_DECISION: Message("a decision by the management"),
        Relief.RETURN_TO_SENDER: Message("return to the sender"),
        Relief.HAND_TO_SALES: Message("hand-over to sales"),
    },
    Each: {
        Each.ASSET: Message("for each unit"),
        Each.CUSTOMER: Message("for each customer"),
        Each.DEALER: Message("for each dealer"),
        Each.AGREEMENT: Message("for the agreement as a whole"),
    },
    Runs: {
        Runs.IN_FORCE: Message("as long as the agreement is in force"),
        Runs.COVERED: Message("only while the warranty runs"),
        Runs.OUTSIDE: Message("only after the warranty has ended"),
    },
    After: {
        After.SOLD: Message("the sale"),
        After.DELIVERED: Message("delivery"),
        After.COMMISSIONED: Message("commissioning"),
        After.ACCEPTED: Message("acceptance"),
        After.VISIT_AGREED: Message("the agreed visit"),
        After.VISIT_SIGNED: Message("the signed visit"),
        After.CASE_RESTORED: Message("the unit works again"),
        After.SHEETS_RECEIVED: Message("the repair sheets have come in"),
        After.PRODUCT_LAUNCHED: Message("a new product is launched"),
        After.MAJOR_FAILURE: Message("a major failure"),
        After.SUGGESTION_RECEIVED: Message("a suggestion has come in"),
    },
    Attendant: {Attendant.DESIGN_ENGINEER: Message("a design engineer")},
    Sanction: {
        Sanction.LOANER: Message("a spare unit is lent"),
        Sanction.DEDUCTION: Message("a deduction is made"),
        Sanction.WAIVER: Message("the fees are waived"),
        Sanction.BREACH: Message("a breach goes on the dealer's record"),
        Sanction.QUALITY_CASE: Message("a quality case is opened"),
        Sanction.TERMINATION: Message("the agreement may be ended"),
    },
    Deed: {
        Deed.ANSWERED: Message("answer"),
        Deed.DISPATCHED: Message("send an engineer"),
        Deed.ON_SITE: Message("be on site"),
        Deed.RESOLVED: Message("fix the fault"),
        Deed.REPLIED: Message("reply"),
        Deed.PLAN_GIVEN: Message("give a definite plan"),
        Deed.REPAIRED_AND_RETURNED: Message("repair it and send it back"),
        Deed.REPLACED: Message("replace the unit"),
        Deed.INSPECTED: Message("inspect the equipment"),
        Deed.CALLED_BACK: Message("call the customer"),
        Deed.FOLLOWED_UP: Message("follow up the repairs"),
        Deed.FEEDBACK_REPORTED: Message("report the month's quality feedback"),
        Deed.SHEETS_SUBMITTED: Message("hand in the month's repair sheets"),
        Deed.PAID: Message("pay the month's repair fees"),
        Deed.YEAR_SETTLED: Message("settle the year's repair fund"),
        Deed.AWARDED: Message("choose the year's service award"),
        Deed.DEALER_CHECKED: Message("check the dealer's service"),
        Deed.TRAINED: Message("give a training"),
        Deed.NOTIFIED: Message("notify the customer of the date"),
        Deed.TEST_REPORT_GIVEN: Message("give the written test report"),
        Deed.DOCUMENTS_HANDED_OVER: Message("hand over the documents"),
        Deed.REPORTED: Message("hand in the service report"),
        Deed.RECORDS_REPORTED: Message("report the week's records"),
        Deed.RECORDS_CONSOLIDATED: Message("consolidate the month's records"),
        Deed.FAILURE_REPORTED: Message("report the major failure"),
        Deed.USERS_REPORTED: Message("hand in the new users' details"),
        Deed.SHIPPED_ONCE_A_WEEK: Message("ship to the factory once a week at most"),
        Deed.HOTLINE_STAFFED: Message("keep the hotline staffed"),
        Deed.CERTIFIED: Message("keep a certified engineer"),
        Deed.ORGANISATION_KEPT: Message("keep staff and equipment for service"),
        Deed.STATION_KEPT: Message("keep the service station"),
        Deed.PARTS_AVAILABLE: Message("keep spare parts available"),
        Deed.SUPPORTED: Message("support for life"),
        Deed.RUN_LOG_KEPT: Message("keep the daily run log"),
        Deed.MAINTAINED: Message("maintain by the manual"),
    },
}


def word(code: StrEnum) -> Message:
    """A code in words; one that has none yet is told as it is spelt, without underscores."""
    known = WORDS.get(type(code), {}).get(code.value)
    return known or Message("%(word)s", {"word": code.value.replace("_", " ")})
