"""The law as a floor of decisions: each window from both sides, and whose term is the better."""

import json
from datetime import date

import pytest

from sanbao.rules.agreement import fill, parse
from sanbao.rules.decision import decide_given
from sanbao.rules.facts import FactError

from .situations import agreement

JIANGSU = {"province": "江苏", "area": "city"}
# An agreement that promises nothing: whatever a decision by it gives is the law's.
SILENT = """
slug: silent
title: {zh: 空白协议, en: Silent}
components: {whole: {zh: 整机, en: Whole}}
clauses: [{id: "1", area: agreement, zh: 供货。, en: Goods are supplied.}]
"""
FOLLOWS = SILENT + 'terms: [{kind: statute, clause: "1"}]\n'
LONGER = (
    SILENT
    + """terms:
  - {kind: warranty, clause: "1", start: invoiced, span: P5Y}
  - {kind: exclusion, clause: "1", causes: [human_damage], codes: [opened, human_damage]}
  - {kind: charge, clause: "1", items: [parts], payer: customer, basis: price_list}
  - kind: remedy
    clause: "1"
    what: exchange
    fee: {daily_rate: "0.01", since: invoiced}
    events: [fault_reported, exchange_requested]
"""
)
KEPT = {}


def by(text):
    return KEPT.setdefault(text, fill(parse(text), {}))


def facts(at, *, kind="fault_reported", cause="product_quality", place=JIANGSU, event=(), **asset):
    dates = {"invoiced": "2026-03-02", **asset.pop("dates", {})}
    return {
        "asset": {
            "dates": {name: day for name, day in dates.items() if day},
            "price": "1000.00",
            "category": "colour_tv",
            "buyer": "consumer",
            **asset,
        },
        "event": {
            "kind": kind,
            "at": f"{at}T10:00:00+08:00",
            "cause": cause,
            "place": place,
            **dict(event),
        },
    }


def decide(given, text=SILENT):
    return decide_given(by(text), given)


def now(decision):
    """What may be had now: remedy -> fee and article."""
    return {
        line.what: (None if line.fee is None else str(line.fee), line.clause)
        for line in decision.remedies
        if line.when == "now"
    }


def owed(decision):
    return {
        (duty.clause, duty.span.iso): [consequence.what for consequence in duty.consequence]
        for duty in decision.obligations
    }


# 2026-03-02 is a Monday: day 7 is the 9th, day 15 the 17th, both worked.
@pytest.mark.parametrize(
    ("at", "may"),
    [
        pytest.param("2026-03-09", {"repair", "exchange", "refund"}, id="day 7"),
        pytest.param("2026-03-10", {"repair", "exchange"}, id="day 8, no free refund any more"),
        pytest.param("2026-03-17", {"repair", "exchange"}, id="day 15"),
        pytest.param("2026-03-18", {"repair"}, id="day 16"),
        pytest.param("2027-03-02", {"repair"}, id="last day of the year"),
        pytest.param("2027-03-03", set(), id="the day after"),
    ],
)
def test_the_windows_of_the_general_rule(at, may) -> None:
    decision = decide(facts(at))
    free = {what for what, (fee, _) in now(decision).items() if fee == "0.00"}
    assert free == may
    assert decision.warranty.covered == ("repair" in may)


def test_each_remedy_names_its_article_and_the_article_is_told() -> None:
    decision = decide(facts("2026-03-09"))
    assert now(decision) == {
        "repair": ("0.00", "三包-包修"),
        "exchange": ("0.00", "三包-9"),
        "refund": ("0.00", "三包-9"),
    }
    told = decision.as_json("en")["clauses"]
    marked = {clause["id"] for clause in told if clause.get("law")}
    assert {"三包-9", "三包-包修", "三包-附录", "三包-12"} <= marked


def test_refusing_the_exchange_that_is_due_costs_a_daily_depreciation() -> None:
    at_day_10 = now(decide(facts("2026-03-12")))
    assert at_day_10["refund"] == ("10.00", "三包-13")
    assert at_day_10["exchange"] == ("0.00", "三包-10")


@pytest.mark.parametrize(
    ("dates", "at", "covered"),
    [
        # 2025-10-01 + 1 year ends inside the National Day week of 2026, worked again on the 8th.
        pytest.param("2025-10-01", "2026-10-08", True, id="holiday end: the next working day"),
        pytest.param("2025-10-01", "2026-10-09", False, id="and no longer"),
        pytest.param("2025-03-07", "2026-03-09", True, id="ends on a Saturday: Monday"),
        pytest.param("2025-03-07", "2026-03-10", False, id="and no longer than Monday"),
        pytest.param("2026-03-02", "2026-03-01", False, id="before the sale"),
    ],
)
def test_where_the_period_ends(dates, at, covered) -> None:
    assert decide(facts(at, dates={"invoiced": dates})).warranty.covered is covered


@pytest.mark.parametrize(
    ("invoiced", "at", "free"),
    [
        pytest.param("2026-02-28", "2026-03-09", True, id="day 7 is a Saturday: Monday"),
        pytest.param("2026-02-28", "2026-03-10", False, id="not Tuesday"),
    ],
)
def test_a_window_that_ends_on_a_day_off(invoiced, at, free) -> None:
    found = now(decide(facts(at, dates={"invoiced": invoiced})))
    assert (found.get("refund", ("", ""))[0] == "0.00") is free


def test_days_in_repair_lengthen_the_period() -> None:
    assert not decide(facts("2027-03-12")).warranty.covered
    line = decide(facts("2027-03-12", repair_days=10)).warranty
    assert (line.covered, line.ends_on) == (True, date(2027, 3, 12))
    assert any("10 days in repair" in str(message) for message in line.why)


def test_an_exchange_starts_the_period_again() -> None:
    line = decide(facts("2027-05-01", replaced_on="2026-06-01")).warranty
    assert (line.covered, line.starts_on, line.ends_on) == (
        True,
        date(2026, 6, 1),
        date(2027, 6, 1),
    )


def test_main_parts_have_their_own_period() -> None:
    assert not decide(facts("2028-03-02")).warranty.covered
    assert decide(facts("2028-03-02", part="main")).warranty.covered
    assert decide(facts("2028-03-02", part="main", category="range_hood")).warranty.covered is False


def test_an_accessory_of_a_phone_is_exchanged_in_its_own_months() -> None:
    battery = {"category": "mobile_phone", "part": "battery"}
    assert now(decide(facts("2026-09-02", **battery)))["exchange"] == ("0.00", "手机三包-有效期")
    assert now(decide(facts("2026-09-03", **battery))) == {}


@pytest.mark.parametrize(
    ("failed", "exchange"),
    [pytest.param(1, False, id="once"), pytest.param(2, True, id="twice")],
)
def test_two_failed_repairs_give_a_free_exchange(failed, exchange) -> None:
    found = now(decide(facts("2026-06-10", failed_repairs=failed)))
    assert found.get("exchange") == (("0.00", "三包-11") if exchange else None)
    # 100 days x 0.1 % x 1000.00
    assert found.get("refund") == (("100.00", "三包-13") if exchange else None)


@pytest.mark.parametrize(
    ("category", "rate", "asset"),
    [
        ("bicycle", "50.00", {}),
        ("colour_tv", "100.00", {}),
        ("microcomputer", "250.00", {}),
        ("mobile_phone", "500.00", {}),
        ("air_conditioner", "100.00", {}),
        ("gas_water_heater", "50.00", {}),
        ("mobile_phone", "450.00", {"repair_days": 10}),
        ("mobile_phone", "0.00", {"repair_days": 150}),
        ("mobile_phone", None, {"price": None}),
    ],
)
def test_the_depreciation_of_a_refund(category, rate, asset) -> None:
    given = facts("2026-06-10", category=category, failed_repairs=2, **asset)
    assert now(decide(given))["refund"][0] == rate


def test_the_depreciation_never_exceeds_the_price() -> None:
    given = facts("2026-12-31", category="mobile_phone", failed_repairs=2)
    assert now(decide(given))["refund"][0] == "1000.00"


def test_a_rate_that_was_not_seen_is_no_price() -> None:
    given = facts("2026-03-12", category="sewing_machine")
    assert now(decide(given))["refund"] == (None, "三包-13")


@pytest.mark.parametrize(
    ("days", "parts", "article"),
    [
        pytest.param(30, False, None, id="30 days"),
        pytest.param(31, False, "三包-12", id="31 days"),
        pytest.param(31, True, None, id="31 days, the maker owes the parts"),
        pytest.param(91, True, "三包-12", id="91 days, the maker owes the parts"),
    ],
)
def test_how_long_one_repair_may_last(days, parts, article) -> None:
    event = {"days_in_repair": days, "awaiting_parts": parts}
    found = now(decide(facts("2026-08-03", event=event)))
    assert found.get("exchange", (None, None))[1] == article


def test_a_repair_that_lasts_too_long_is_a_promise_with_its_consequence() -> None:
    sent_in = decide(facts("2026-08-03", kind="goods_received", category="mobile_phone"))
    assert owed(sent_in) == {
        ("手机三包-15", "P7D"): ["loaner"],
        ("手机三包-修理超期", "P30D"): ["exchange"],
    }
    assert {str(duty.due) for duty in sent_in.obligations} == {"2026-08-10", "2026-09-02"}
    assert ("loaner", "if_missed:repaired_and_returned") in {
        (line.what, line.when) for line in sent_in.remedies
    }
    at_home = decide(facts("2026-08-03"))
    assert [(duty.due, duty.after) for duty in at_home.obligations] == [(None, "on_site")]
    arrived = {"on_site_at": "2026-08-04T10:00:00+08:00"}
    (duty,) = decide(facts("2026-08-03", event=arrived)).obligations
    assert str(duty.due) == "2026-09-03"


@pytest.mark.parametrize(
    ("category", "days", "lent"),
    [
        ("mobile_phone", 7, False),
        ("mobile_phone", 8, True),
        ("fixed_telephone", 3, False),
        ("fixed_telephone", 4, False),
        ("household_car", 6, True),
    ],
)
def test_when_one_is_lent(category, days, lent) -> None:
    """A fixed telephone's period was not seen, so that nothing shows that it runs."""
    found = now(decide(facts("2026-08-03", category=category, event={"days_in_repair": days})))
    assert ("loaner" in found) is lent


ZHEJIANG = {"province": "浙江省", "area": "city"}
SHANDONG = {"province": "山东", "area": "county"}
BEIJING = {"province": "北京市", "area": "city"}


def test_zhejiang_keeps_back_no_fee_and_takes_back_after_two_repairs() -> None:
    found = now(decide(facts("2026-06-10", failed_repairs=2, place=ZHEJIANG)))
    assert found["refund"] == ("0.00", "浙江消保-两次或35日")
    assert now(decide(facts("2026-03-12", place=ZHEJIANG)))["refund"][0] == "0.00"
    sold_before = {"dates": {"invoiced": "2017-03-01"}, "failed_repairs": 2}
    assert now(decide(facts("2017-06-09", place=ZHEJIANG, **sold_before)))["refund"][0] == "100.00"


def test_zhejiang_counts_from_the_delivery() -> None:
    late = {"dates": {"delivered": "2026-03-30"}}
    assert now(decide(facts("2026-04-06", place=ZHEJIANG, **late)))["refund"][0] == "0.00"
    assert "refund" not in now(decide(facts("2026-04-06", **late)))


@pytest.mark.parametrize(("days", "back"), [(35, False), (36, True)])
def test_zhejiang_takes_back_after_more_than_35_days_in_sum(days, back) -> None:
    found = now(decide(facts("2026-08-03", repair_days=days, place=ZHEJIANG)))
    assert ("refund" in found) is back


def test_zhejiang_lends_after_five_days() -> None:
    duties = owed(decide(facts("2026-08-03", place=ZHEJIANG)))
    assert duties[("浙江消保-五日修好", "P5D")] == ["loaner"]


@pytest.mark.parametrize(("days", "back"), [(30, False), (31, True)])
def test_shandong_takes_back_what_is_not_repaired_in_30_days(days, back) -> None:
    found = now(decide(facts("2026-08-03", place=SHANDONG, event={"days_in_repair": days})))
    assert (found.get("refund") == ("0.00", "山东消保-三十日未修好")) is back


@pytest.mark.parametrize(
    ("at", "text", "covered"),
    [
        pytest.param("2026-09-02", SILENT, True, id="6 months where nothing is agreed"),
        pytest.param("2026-09-03", SILENT, False, id="and no longer"),
    ],
)
def test_beijing_gives_goods_of_no_list_six_months(at, text, covered) -> None:
    decision = decide(facts(at, category="other", place=BEIJING), text)
    assert decision.warranty.covered is covered
    assert ("refund" in now(decision)) is covered


def test_the_seller_pays_the_transport_of_what_is_sent_in() -> None:
    sent_in = decide(facts("2026-08-03", kind="goods_received"))
    lines = {line.item: (line.payer, line.clause) for line in sent_in.charges}
    assert lines["freight"] == ("provider", "消保法-24")
    assert lines["parts"] == lines["labour"] == ("provider", "三包-包修")


CAR = {"category": "household_car", "dates": {"delivered": "2026-03-05"}}


@pytest.mark.parametrize(
    ("at", "asset", "event", "may"),
    [
        pytest.param(
            "2026-03-12", {}, {"car_fault": "assembly"}, {"refund": "汽车三包-22"}, id="7"
        ),
        pytest.param(
            "2026-03-13", {}, {"car_fault": "assembly"}, {"exchange": "汽车三包-20"}, id="8"
        ),
        pytest.param(
            "2026-05-06",
            {"mileage_km": 3000},
            {"car_fault": "safety"},
            {"refund": "汽车三包-23"},
            id="60",
        ),
        pytest.param("2026-05-06", {"mileage_km": 3001}, {"car_fault": "safety"}, {}, id="too far"),
        pytest.param("2026-12-01", {"failed_repairs": 4}, {}, {}, id="4 repairs"),
        pytest.param(
            "2026-12-01", {"failed_repairs": 5}, {}, {"refund": "汽车三包-24"}, id="more than 4"
        ),
        pytest.param("2026-12-01", {"repair_days": 30}, {}, {}, id="30 days in sum"),
        pytest.param(
            "2026-12-01", {"repair_days": 31}, {}, {"refund": "汽车三包-24"}, id="31 days in sum"
        ),
        pytest.param(
            "2026-12-01",
            {"failed_repairs": 2},
            {"car_fault": "safety"},
            {"refund": "汽车三包-24"},
            id="safety, twice",
        ),
        pytest.param("2028-03-07", {"repair_days": 0, "failed_repairs": 5}, {}, {}, id="after 2 y"),
    ],
)
def test_when_a_car_goes_back(at, asset, event, may) -> None:
    found = now(decide(facts(at, **CAR, **asset, event=event)))
    found.pop("repair", None)
    assert may.items() <= {what: article for what, (_, article) in found.items()}.items()
    assert bool(found) is bool(may)


def test_a_car_is_repaired_free_for_three_years_or_60000_km() -> None:
    assert decide(facts("2029-03-05", **CAR, mileage_km=60_000)).warranty.covered
    assert not decide(facts("2029-03-06", **CAR)).warranty.covered
    assert not decide(facts("2027-03-05", **CAR, mileage_km=60_001)).warranty.covered


@pytest.mark.parametrize(
    ("km", "fee"),
    [(10_000, "5000.00"), (40_000, "20000.00"), (None, None)],
)
def test_the_use_fee_of_a_car_counts_kilometres(km, fee) -> None:
    asset = {**CAR, "price": "100000.00", "failed_repairs": 5}
    given = facts("2026-12-01", **asset, **({"mileage_km": km} if km else {}))
    assert now(decide(given))["refund"][0] == fee


def test_the_early_return_of_a_car_costs_nothing() -> None:
    event = {"car_fault": "safety"}
    assert now(decide(facts("2026-05-06", **CAR, event=event)))["refund"][0] == "0.00"


def test_a_demand_about_a_car_is_answered_in_10_working_days_and_settled_in_20() -> None:
    decision = decide(facts("2026-12-01", **CAR, kind="return_requested", failed_repairs=5))
    assert owed(decision) == {
        ("汽车三包-28", "P10WD"): [],
        ("汽车三包-28", "P20WD"): ["refund"],
    }


def test_a_car_sold_in_2021_follows_the_rule_before() -> None:
    old = {"category": "household_car", "dates": {"invoiced": "2021-12-31"}}
    text = LONGER
    assert "exchange" in now(decide(facts("2023-06-01", **old, repair_days=36), text))
    found = now(decide(facts("2023-06-01", **old, repair_days=35), text))
    assert found["exchange"][1] == "1"


def test_what_the_law_takes_out_it_grants_nothing_for() -> None:
    for code in ("misuse", "human_damage", "voucher_altered", "force_majeure", "not_per_manual"):
        decision = decide(facts("2026-03-09", exclusions=[code]))
        assert (decision.warranty.covered, decision.remedies) == (False, ()), code
    for cause in ("misuse", "human_damage", "force_majeure"):
        assert decide(facts("2026-03-09", cause=cause)).remedies == (), cause


@pytest.mark.parametrize("code", ["opened", "seal_broken", "shell", "packing"])
def test_towards_a_consumer_the_list_of_the_law_is_complete(code) -> None:
    decision = decide_given(
        agreement("tablet-dealer"), facts("2026-05-04", category="microcomputer", exclusions=[code])
    )
    assert decision.warranty.covered
    assert {line.payer for line in decision.charges} == {"provider"}
    between_businesses = decide_given(
        agreement("tablet-dealer"),
        facts("2026-05-04", category="microcomputer", exclusions=[code], buyer="business"),
    )
    assert {"customer"} <= {line.payer for line in between_businesses.charges}


def test_the_exclusion_that_does_not_count_is_said() -> None:
    decision = decide(facts("2026-05-04", exclusions=["opened"]), LONGER)
    assert decision.warranty.clause == "三包-附录"
    assert any("list of exclusions is complete (三包-17)" in str(m) for m in decision.warranty.why)


def test_the_longer_period_counts_the_agreements_or_the_laws() -> None:
    agreed = decide(facts("2027-05-04"), LONGER).warranty
    assert (agreed.clause, agreed.ends_on) == ("1", date(2031, 3, 2))
    assert any("agreement is better here than the law" in str(m) for m in agreed.why)
    tablet = agreement("tablet-dealer")
    longer = decide_given(tablet, facts("2028-01-10", part="main")).warranty
    assert (longer.covered, longer.clause) == (True, "三包-附录")
    assert any("law is better for the buyer" in str(message) for message in longer.why)


def test_the_lower_fee_counts_and_who_gives_more_is_said() -> None:
    dear = decide(facts("2026-03-09"), LONGER)
    assert now(dear)["exchange"] == ("0.00", "三包-9")
    assert [line for line in dear.charges if line.payer == "customer"] == []
    tablet = agreement("tablet-dealer")
    given = facts("2026-05-04", category="microcomputer", kind="exchange_requested")
    three_months = decide_given(tablet, given)
    assert now(three_months)["exchange"] == ("0.00", "5.2")
    assert any(
        "gives more than the law here: clause 5.2" in str(m) for m in three_months.warranty.why
    )


def test_a_free_exchange_by_law_has_no_refurbishing() -> None:
    """P7's exchange for a fee adds refurbishing, which the law does not know."""
    given = facts(
        "2026-08-03",
        category="microcomputer",
        kind="exchange_requested",
        event={"days_in_repair": 31},
    )
    decision = decide_given(agreement("tablet-dealer"), given)
    assert now(decision)["exchange"] == ("0.00", "三包-12")
    assert [line for line in decision.charges if line.payer == "customer"] == []


def test_without_a_day_of_the_sale_the_law_is_not_looked_at_and_that_is_said() -> None:
    decision = decide(facts("2026-03-09", dates={"invoiced": None, "made": "2026-01-01"}))
    assert decision.remedies == ()
    assert "day of the sale is not known" in str(decision.warranty.why[-1])


def test_a_phone_without_an_invoice_starts_90_days_after_it_was_made() -> None:
    made = {"invoiced": None, "made": "2026-01-01"}
    line = decide(facts("2026-06-01", dates=made, category="mobile_phone")).warranty
    assert (line.covered, line.starts_on) == (True, date(2026, 4, 1))


@pytest.mark.parametrize(
    ("text", "asset"),
    [
        pytest.param(SILENT, {"buyer": "business"}, id="a business, the agreement does not follow"),
        pytest.param(SILENT, {"buyer": None}, id="nobody says who bought"),
        pytest.param(FOLLOWS, {"category": None}, id="nobody says what it is"),
        pytest.param(SILENT, {"category": None}, id="a consumer's unknown goods"),
    ],
)
def test_where_the_law_is_no_floor_the_decision_is_the_agreements(text, asset) -> None:
    given = facts("2026-03-09", **asset)
    bare = facts("2026-03-09", category=None, buyer=None)
    assert decide(given, text) == decide(bare, text)


def test_between_businesses_the_law_fills_what_the_agreement_leaves_open() -> None:
    decision = decide(facts("2026-03-09", buyer="business"), FOLLOWS)
    assert now(decision)["refund"] == ("0.00", "三包-9")
    assert "1" in {clause.id for clause in decision.clauses}
    solar = decide_given(
        agreement("solar-dealer"),
        facts("2026-03-09", buyer="business", category="other", dates={"sold": "2026-03-02"}),
    )
    assert solar.warranty.clause == "3.1"
    assert now(solar)["refund"] == ("0.00", "三包-9")
    assert {"1.1", "3.5"} <= {clause.id for clause in solar.clauses}


def test_between_businesses_the_agreements_own_word_counts() -> None:
    text = LONGER + '  - {kind: statute, clause: "1"}\n'
    decision = decide(facts("2026-03-09", buyer="business"), text)
    assert now(decision)["exchange"] == ("70.00", "1")
    assert (
        decide(facts("2026-05-04", exclusions=["opened"], buyer="business"), text).warranty.covered
        is False
    )


def test_a_dealers_claim_is_the_agreements_matter() -> None:
    event = {"claimant": "dealer"}
    given = facts("2026-03-09", dates={"picked_up": "2026-02-01"}, event=event)
    bare = {**given, "asset": {"dates": given["asset"]["dates"], "price": "1000.00"}}
    tablet = agreement("tablet-dealer")
    assert decide_given(tablet, given) == decide_given(tablet, bare)


@pytest.mark.parametrize(("at", "back"), [("2026-03-09", True), ("2026-03-10", False)])
def test_what_was_bought_at_a_distance_goes_back_without_a_reason(at, back) -> None:
    given = facts(
        at, kind="return_requested", cause="human_damage", distance_sale=True, category="other"
    )
    assert (now(decide(given)).get("refund") == ("0.00", "消保法-25")) is back


@pytest.mark.parametrize(("at", "back"), [("2026-03-09", True), ("2026-03-10", False)])
def test_goods_of_no_list_and_no_agreement_go_back_within_seven_days(at, back) -> None:
    found = now(decide(facts(at, category="other")))
    assert (found.get("refund") == ("0.00", "消保法-24")) is back


def test_an_agreement_that_speaks_of_refunds_is_not_silent() -> None:
    given = facts("2026-03-05", category="other", dates={"delivered": "2026-03-02"})
    event = {**given["event"], "kind": "complaint_received", "reason": "unusable"}
    decision = decide_given(agreement("full-process"), {**given, "event": event})
    assert "消保法-24" not in {line.clause for line in decision.remedies}


@pytest.mark.parametrize(("at", "said"), [("2026-09-02", True), ("2026-09-03", False)])
def test_within_six_months_the_seller_has_to_prove(at, said) -> None:
    why = " ".join(map(str, decide(facts(at, cause="unknown")).warranty.why))
    assert ("for the seller to show" in why) is said


@pytest.mark.parametrize(
    ("at", "words"),
    [("2030-12-31", "owed until 2030-12-31"), ("2031-01-01", "ended with 2030-12-31")],
)
def test_spare_parts_are_owed_for_five_years_after_production(at, words) -> None:
    why = " ".join(map(str, decide(facts(at, production_ended="2025-12-31")).warranty.why))
    assert words in why


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("category", "spaceship"),
        ("buyer", "friend"),
        ("part", "wheel"),
        ("repair_days", -1),
        ("replaced_on", "yesterday"),
        ("production_ended", "2025"),
        ("mileage_km", "many"),
        ("distance_sale", "yes"),
    ],
)
def test_a_bad_fact_is_named(field, value) -> None:
    with pytest.raises(FactError) as error:
        decide(facts("2026-03-09", **{field: value}))
    assert error.value.field == f"asset.{field}"


def test_the_answer_is_json_in_both_languages() -> None:
    decision = decide(facts("2026-03-09"))
    for lang in ("zh", "en"):
        assert json.loads(json.dumps(decision.as_json(lang)))["remedies"]
