"""What will be done by when, and which clauses speak of an event without a time."""

from dataclasses import replace
from enum import StrEnum
from typing import Literal

from sanbao.rules.span import Span
from sanbao.rules.terms.condition import ClauseId, Condition, Events, Part, TimeToAct


class Party(StrEnum):
    """Who owes it."""

    PROVIDER = "provider"
    DEALER = "dealer"
    CUSTOMER = "customer"


class Deed(StrEnum):
    """What is promised to be done."""

    ANSWERED = "answered"
    DISPATCHED = "dispatched"
    ON_SITE = "on_site"
    RESOLVED = "resolved"
    REPLIED = "replied"
    PLAN_GIVEN = "plan_given"
    REPAIRED_AND_RETURNED = "repaired_and_returned"
    REPLACED = "replaced"
    # Without anybody asking: what terms of `duty` make owed.
    INSPECTED = "inspected"
    CALLED_BACK = "called_back"
    FOLLOWED_UP = "followed_up"
    FEEDBACK_REPORTED = "feedback_reported"
    SHEETS_SUBMITTED = "sheets_submitted"
    PAID = "paid"
    YEAR_SETTLED = "year_settled"
    AWARDED = "awarded"
    DEALER_CHECKED = "dealer_checked"
    TRAINED = "trained"
    NOTIFIED = "notified"
    TEST_REPORT_GIVEN = "test_report_given"
    DOCUMENTS_HANDED_OVER = "documents_handed_over"
    APPOINTED = "appointed"
    REPORTED = "reported"
    REPAIRS_REPORTED = "repairs_reported"
    RECORDS_REPORTED = "records_reported"
    RECORDS_CONSOLIDATED = "records_consolidated"
    FAILURE_REPORTED = "failure_reported"
    USERS_REPORTED = "users_reported"
    SHIPPED_ONCE_A_WEEK = "shipped_once_a_week"
    HOTLINE_STAFFED = "hotline_staffed"
    CERTIFIED = "certified"
    SERVICE_NOT_REFUSED = "service_not_refused"
    ORGANISATION_KEPT = "organisation_kept"
    STATION_KEPT = "station_kept"
    STANDARDS_MET = "standards_met"
    PARTS_AVAILABLE = "parts_available"
    SUPPORTED = "supported"
    RUN_LOG_KEPT = "run_log_kept"
    MAINTAINED = "maintained"


class Promise(Part):
    """`by` owes `what` within a time after the event, or after an arrival on site.

    Hours run from the instant; days end at 24:00 of the last day, rolled to a working day unless
    `roll` is false. Of several promises of one deed that hold, the first counts.
    """

    kind: Literal["promise"]
    clause: ClauseId
    what: Deed
    by: Party
    within: TimeToAct
    roll: bool = True
    after: Literal["on_site"] | None = None
    events: Events
    when: Condition = Condition()

    @property
    def span(self) -> Span:
        """The time, with its rule for days off."""
        return self.within if self.roll else replace(self.within, roll=False)


class Guidance(Part):
    """A clause that says how an event is taken up, without a time: it joins the explanation."""

    kind: Literal["guidance"]
    clause: ClauseId
    events: Events
    when: Condition = Condition()
