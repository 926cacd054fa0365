"""The typed terms themselves: what they take and what they refuse."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Charge, Condition, Promise, Remedy, Term, Warranty, Window

TERM = TypeAdapter(Term)


def test_cover_never_rolls_and_a_time_to_act_does_unless_it_says_no():
    window = Window.model_validate({"start": "delivered", "span": "P7D"})
    assert window.span == Span(7, Unit.DAYS, roll=False)
    given = {
        "kind": "promise",
        "clause": "1",
        "what": "replied",
        "by": "provider",
        "within": "P2D",
        "events": ["complaint_received"],
    }
    assert TERM.validate_python(given).span.roll is True
    assert TERM.validate_python({**given, "roll": "false"}).span.roll is False


@pytest.mark.parametrize(
    ("kind", "model", "rest"),
    [
        ("warranty", Warranty, {"start": "sold", "span": "P1Y"}),
        ("charge", Charge, {"items": ["parts"], "payer": "provider", "basis": "free"}),
        ("remedy", Remedy, {"what": "repair", "events": ["fault_reported"]}),
        (
            "promise",
            Promise,
            {"what": "on_site", "by": "dealer", "within": "PT4H", "events": ["fault_reported"]},
        ),
    ],
)
def test_a_kind_leads_to_its_term(kind, model, rest):
    assert isinstance(TERM.validate_python({"kind": kind, "clause": "1", **rest}), model)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "warranty", "clause": "1", "start": "sold"},
        {"kind": "warranty", "clause": "", "start": "sold", "span": "P1Y"},
        {"kind": "charge", "clause": "1", "items": [], "payer": "provider", "basis": "free"},
        {"kind": "charge", "clause": "1", "items": ["soul"], "payer": "provider", "basis": "free"},
        {"kind": "remedy", "clause": "1", "what": "repair", "events": []},
        {
            "kind": "remedy",
            "clause": "1",
            "what": "exchange",
            "events": ["exchange_requested"],
            "fee": {"daily_rate": "2", "since": "sold"},
        },
        {"kind": "exclusion", "clause": "1", "causes": ["ghost"]},
        {"clause": "1"},
        {"kind": "penalty", "clause": "1"},
    ],
)
def test_what_is_no_term_is_refused(given):
    with pytest.raises(ValidationError):
        TERM.validate_python(given)


def test_a_term_cannot_be_changed():
    with pytest.raises(ValidationError):
        Condition().area = "city"  # type: ignore[misc]


def test_a_depreciation_is_a_fee_of_its_own():
    remedy = TERM.validate_python(
        {
            "kind": "remedy",
            "clause": "5.3",
            "what": "exchange",
            "events": ["exchange_requested"],
            "fee": {"daily_rate": "0.001", "since": "invoiced"},
        }
    )
    assert str(remedy.fee.daily_rate) == "0.001"
    assert timedelta(days=1000) * float(remedy.fee.daily_rate) == timedelta(days=1)
