"""What holds for every model, also those nobody has written yet."""

import re
from functools import cache

import pytest
from django.apps import apps
from django.db.models import DateTimeField, Model

from .sources import ROOT

# Instants that need no actor, each with the reason. `app.Model.field`, or `*.field` for all.
NO_ACTOR = {
    "*.created_at": "the row's own time; who made it stands in the journal",
    "*.recorded_at": "set by the database",
    "*.due_at": "derived from what happened, by nobody",
    "obligations.Obligation.opens_at": "derived from the term, by nobody",
    "obligations.Obligation.warn_at": "derived from start and due time, by nobody",
    "obligations.Obligation.escalate_at": "derived from the miss, by nobody",
    "notices.Notice.read_at": "a notice is its reader's own",
    "notices.Delivery.next_at": "derived from the attempts, by nobody",
    "notices.Delivery.sent_at": "by the worker",
    "notices.FeedToken.last_used_at": "by the calendar program that holds the address",
    "notices.FeedToken.revoked_at": "an address is its user's own, and only the user withdraws it",
    "obligations.Obligation.starts_at": "derived from the log, whose lines name who",
    "obligations.Obligation.met_at": "derived from the log, whose lines name who",
    "dealers.Failure.known_at": "when the dealer came to know, told by whoever opened it",
    "desk.Case.reported_at": "by whoever called: reporter_name, who is no user",
    "desk.Case.on_site_at": "the journal's case.reached and the visit name the engineer",
    "accounts.ApiToken.last_used_at": "by the program that holds the token",
    "accounts.ApiToken.revoked_at": "a token is its user's own, and only the user withdraws it",
    "assets.Repair.repaired_at": "before Sanbao often nobody knows who; since then the visit does",
    "evidence.Record.signed_at": "by signer_name, often a customer who is no user",
    "callbacks.Callback.held_at": "by its holder",
    "contacts.MailAccount.fetched_at": "by the worker",
    "contacts.MailAccount.failed_at": "by the worker",
    "contacts.Contact.rated_at": "whoever turned to us says what he thinks of it",
    "contacts.Contact.started_at": "by whoever turned to us, who is often no user",
    "contacts.Contact.tell_at": "derived from how long somebody waits, by nobody",
    "contacts.Contact.ended_at": "either side hangs up, and no telephone says which",
    "contacts.Saying.sent_at": "by the worker",
    "contacts.Shift.starts_at": "a time to come, of its person",
    "contacts.Shift.ends_at": "a time to come, of its person",
    "contacts.Gap.starts_at": "derived from the roster, by nobody",
    "contacts.Gap.ends_at": "derived from the roster, by nobody",
    "contacts.Gap.came_at": "by the clock",
    "contacts.Gap.ended_at": "derived from the roster, by nobody",
    "knowledge.ReadReceipt.read_at": "by its user",
    "training.Session.starts_at": "a time to come, of its trainer",
    "training.Session.ends_at": "a time to come, of its trainer",
    "workorders.Booking.starts_at": "a time to come, booked by booked_by",
    "workorders.Booking.ends_at": "a time to come, booked by booked_by",
    "dispatch.PlanRun.begun_at": "by the worker",
    "dispatch.PlanRun.ended_at": "by the worker",
    "dispatch.Absence.starts_at": "a time to come, noted by noted_by",
    "dispatch.Absence.ends_at": "a time to come, noted by noted_by",
    "callbacks.Callback.last_tried_at": "the journal's entry of each try names who",
    "callbacks.Callback.next_try_at": "a time to come, agreed with nobody",
    "claims.Sheet.started_at": "by the repairer, whom the sheet names",
    "claims.Sheet.finished_at": "by the repairer, whom the sheet names",
    "parts.Loan.due_back_at": "when the original worked again, by whoever restored it",
    "settlements.Run.begun_at": "by the worker",
    "settlements.Run.ended_at": "by the worker",
    "inspections.Round.started_at": "by who leads the round",
    "inspections.Round.signed_at": "by the customer: signer_name",
    "visits.Visit.arrived_at": "by the visit's engineer",
    "visits.Visit.worked_at": "by the visit's engineer",
    "visits.Visit.signed_at": "by the customer: signer_name",
    "visits.Visit.reported_at": "by the visit's engineer",
    "visits.FollowUp.last_tried_at": "the journal's entry of each try names who",
}


@cache
def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("sanbao.")]


def names_of(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields()}


def instants() -> list[tuple[type[Model], str]]:
    return [
        (model, field.name)
        for model in models()
        for field in model._meta.get_fields()
        if isinstance(field, DateTimeField) and field.name.endswith("_at")
    ]


@pytest.mark.parametrize(
    ("model", "name"),
    [pytest.param(*found, id=f"{found[0]._meta.label}.{found[1]}") for found in instants()]
    if apps.ready
    else [],
)
def test_every_instant_names_its_actor_or_says_why_not(model: type[Model], name: str) -> None:
    actor = f"{name.removesuffix('_at')}_by"
    reasons = NO_ACTOR.keys() & {f"*.{name}", f"{model._meta.label}.{name}"}
    assert actor in names_of(model) or reasons, f"{model._meta.label} has {name} without {actor}"


def test_every_reason_is_still_needed() -> None:
    found = {f"{model._meta.label}.{name}" for model, name in instants()}
    found |= {f"*.{name}" for _model, name in instants()}
    assert set(NO_ACTOR) <= found


def test_every_model_is_in_the_glossary() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    headings = {word.lower() for word in re.findall(r"^\| \*\*([\w -]+)\*\*", text, re.M)}
    missing = [
        model._meta.label
        for model in models()
        if re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower() not in headings
    ]
    assert missing == []
