"""Terms that contradict each other, conditions that overlap, and what a paper asks for."""

from datetime import date

import pytest

from sanbao import templates
from sanbao.rules.agreement import Agreement, fill, parse
from sanbao.rules.binding import Asked
from sanbao.rules.conflict import findings
from sanbao.rules.facts import Area, Cause, Code, DateName
from sanbao.rules.formality import extension_clause, formalities, roles_asked, valid_until
from sanbao.rules.overlap import implies, overlaps
from sanbao.rules.source import TermsError
from sanbao.rules.span import Span, Unit
from sanbao.rules.terms import Condition, Standing, Window
from sanbao.rules.terms.formality import Role

PAPER = """
slug: small
title: {{zh: 小协议, en: Small}}
components: {{whole: {{zh: 整机, en: Whole}}, pump: {{zh: 泵, en: Pump}}}}
clauses:
  - {{id: "1", area: warranty, zh: 一, en: One}}
  - {{id: "2", area: warranty, zh: 二, en: Two}}
  - {{id: "3", area: warranty, zh: 三, en: Three, reading: {{zh: 按一, en: As in one}}}}
terms:
{terms}
"""
FREE = "items: [parts], payer: provider, basis: free"
PAID = "items: [parts], payer: customer, basis: cost"
FAULT = "by: provider, events: [fault_reported]"


def paper(*terms: str) -> Agreement:
    rows = "\n".join(f"  - {{{term}}}" for term in terms)
    return fill(parse(PAPER.format(terms=rows)), {})


def shipped(slug: str) -> Agreement:
    document = parse(templates.read(slug))
    return fill(document, {blank.name: blank.sample for blank in document.parameters})


@pytest.mark.parametrize(
    ("terms", "clauses"),
    [
        pytest.param(
            (
                'kind: warranty, clause: "1", start: sold, span: P1Y',
                'kind: warranty, clause: "2", start: accepted, span: P1Y',
            ),
            "1 / 2",
            id="two warranties from different events",
        ),
        pytest.param(
            (
                'kind: warranty, clause: "1", start: sold, span: P1Y',
                'kind: warranty, clause: "2", start: sold, span: P2Y',
            ),
            "1 / 2",
            id="two warranties of different length",
        ),
        pytest.param(
            (
                'kind: warranty, clause: "1", start: sold, span: P1Y',
                'kind: warranty, clause: "2", component: pump, start: accepted, span: P1Y',
            ),
            "1 / 2",
            id="a part that counts from another day than the whole",
        ),
        pytest.param(
            (
                f'kind: charge, clause: "1", {FREE}, when: {{standing: [covered]}}',
                f'kind: charge, clause: "2", {PAID}, when: {{standing: [covered]}}',
            ),
            "1 / 2",
            id="two payers in one case",
        ),
        pytest.param(
            (
                f'kind: charge, clause: "1", {FREE}',
                f'kind: charge, clause: "2", {PAID}, when: {{standing: [covered]}}',
            ),
            "1 / 2",
            id="an exception behind its rule never counts",
        ),
        pytest.param(
            (
                f'kind: charge, clause: "1", {FREE}, when: {{area: city}}',
                f'kind: charge, clause: "2", {PAID}, when: {{standing: [outside]}}',
            ),
            "1 / 2",
            id="two rules that meet in some case",
        ),
        pytest.param(
            (
                f'kind: promise, clause: "1", what: on_site, {FAULT}, within: PT24H',
                f'kind: promise, clause: "2", what: on_site, {FAULT}, within: PT48H',
            ),
            "1 / 2",
            id="two times for one promise",
        ),
        pytest.param(
            (
                'kind: remedy, clause: "1", what: exchange, events: [fault_reported]',
                (
                    'kind: remedy, clause: "2", what: exchange, fee: not_priced,'
                    " events: [fault_reported]"
                ),
            ),
            "1 / 2",
            id="two fees for one remedy",
        ),
        pytest.param(
            (
                (
                    'kind: rhythm, clause: "1", what: inspected, by: provider, each: customer,'
                    " every: P6M"
                ),
                (
                    'kind: rhythm, clause: "2", what: inspected, by: provider, each: customer,'
                    " every: P3M"
                ),
            ),
            "1 / 2",
            id="a rhythm twice",
        ),
    ],
)
def test_what_contradicts_is_found_with_both_clauses(terms: tuple[str, ...], clauses: str) -> None:
    found = findings(paper(*terms))
    assert [finding.clauses for finding in found] == [clauses]
    assert not found[0].is_read
    assert found[0].first == "1", "the earlier one counts"


@pytest.mark.parametrize(
    "terms",
    [
        pytest.param(
            (
                f'kind: charge, clause: "1", {PAID}, when: {{causes: [misuse]}}',
                f'kind: charge, clause: "2", {FREE}',
            ),
            id="an exception before its rule",
        ),
        pytest.param(
            (
                (
                    f'kind: promise, clause: "1", what: on_site, {FAULT}, within: PT24H,'
                    " when: {area: city}"
                ),
                (
                    f'kind: promise, clause: "2", what: on_site, {FAULT}, within: PT48H,'
                    " when: {area: county}"
                ),
            ),
            id="in town and in the country",
        ),
        pytest.param(
            (
                f'kind: charge, clause: "1", {FREE}',
                f'kind: charge, clause: "2", {PAID}, apart: true',
            ),
            id="what is listed besides",
        ),
        pytest.param(
            (f'kind: charge, clause: "1", {FREE}', f'kind: charge, clause: "2", {FREE}'),
            id="said twice",
        ),
        pytest.param(
            (
                'kind: warranty, clause: "1", start: sold, span: P2Y, tier: member',
                'kind: warranty, clause: "2", start: sold, span: P1Y',
            ),
            id="members have it longer",
        ),
        pytest.param(
            (
                'kind: exclusion, clause: "1", causes: [human_damage]',
                f'kind: charge, clause: "1", {FREE}, when: {{standing: [covered]}}',
                f'kind: charge, clause: "2", {PAID}, when: {{causes: [human_damage]}}',
            ),
            id="what is excluded is never covered",
        ),
    ],
)
def test_a_rule_with_its_exception_is_no_contradiction(terms: tuple[str, ...]) -> None:
    assert findings(paper(*terms)) == ()


def test_a_contradiction_that_a_reading_settles_is_told_as_such() -> None:
    (found,) = findings(
        paper(
            'kind: warranty, clause: "1", start: sold, span: P1Y',
            'kind: warranty, clause: "3", start: accepted, span: P1Y',
        )
    )
    assert found.is_read


@pytest.mark.clause("P1-5.1", "P1-6.1")
def test_the_two_starts_of_the_first_plan_are_shown_and_read() -> None:
    found = [one for one in findings(shipped("scale-supplier")) if one.clauses == "5.1 / 6.1"]
    assert "commissioning" in str(found[0].about)
    assert "acceptance" in str(found[0].about)
    assert all(one.is_read for one in found)


@pytest.mark.parametrize("slug", templates.SLUGS)
def test_no_shipped_agreement_leaves_a_contradiction_unread(slug: str) -> None:
    assert [one.clauses for one in findings(shipped(slug)) if not one.is_read] == []


YEAR, MONTH = (Window(start=DateName.SOLD, span=Span(amount, Unit.MONTHS)) for amount in (12, 1))


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (Condition(), Condition(), True),
        (Condition(area=Area.CITY), Condition(area=Area.COUNTY), False),
        (Condition(area=Area.CITY), Condition(), True),
        (Condition(causes={Cause.MISUSE}), Condition(except_causes={Cause.MISUSE}), False),
        (Condition(codes={Code.OPENED}), Condition(codes={Code.SHELL}), False),
        (Condition(provinces={"江苏"}), Condition(except_provinces={"江苏"}), False),
        (Condition(within=MONTH), Condition(beyond=YEAR), False),
        (Condition(within=YEAR), Condition(beyond=MONTH), True),
        (Condition(past="1"), Condition(running="1"), False),
    ],
)
def test_which_conditions_can_hold_of_one_event(
    one: Condition, other: Condition, meets: bool
) -> None:
    assert overlaps(one, other) is overlaps(other, one) is meets


@pytest.mark.parametrize(
    ("one", "other", "is_inside"),
    [
        (Condition(area=Area.CITY), Condition(), True),
        (Condition(), Condition(area=Area.CITY), False),
        (
            Condition(standing={Standing.COVERED}),
            Condition(standing={Standing.COVERED, Standing.OUTSIDE}),
            True,
        ),
        (Condition(causes={Cause.TRANSIT}), Condition(except_causes={Cause.MISUSE}), True),
        (Condition(failed_repairs_from=2), Condition(failed_repairs_from=1), True),
        (Condition(failed_repairs_from=1), Condition(failed_repairs_from=2), False),
        (Condition(within=MONTH), Condition(within=YEAR), True),
        (Condition(beyond=YEAR), Condition(beyond=MONTH), True),
    ],
)
def test_which_condition_is_the_narrower(one: Condition, other: Condition, is_inside: bool) -> None:
    assert implies(one, other) is is_inside


@pytest.mark.clause("P2-12", "P2-14", "P2-10.4")
def test_what_the_dealer_agreement_asks_for_before_it_binds() -> None:
    asked = formalities(shipped("solar-dealer"))
    assert asked.copies == 2
    assert asked.clauses == {
        Asked.COPIES: "12",
        Asked.SEAL: "12",
        Asked.ID_CARD: "14",
        Asked.COURT: "10.4",
        Asked.LIABLE: "10.4",
        Asked.VALID: "13",
    }


@pytest.mark.clause("P5-4", "P5-5")
def test_three_copies_three_roles_and_a_main_agreement() -> None:
    agreement = shipped("fuel-truck-dealer")
    asked = formalities(agreement)
    assert asked.copies == 3
    assert asked.clauses == {Asked.ROLES: "4", Asked.COPIES: "5", Asked.MAIN: "5"}
    assert roles_asked(agreement) == (Role.SIGNS, Role.EXECUTES, Role.SUPERVISES)


@pytest.mark.clause("P2-13")
def test_the_years_count_from_signing_and_its_day_is_not_counted() -> None:
    document = parse(templates.read("solar-dealer"))
    agreement = fill(document, {"valid_years": "2"})
    assert valid_until(agreement, date(2024, 2, 29)) == date(2026, 2, 28)
    assert valid_until(shipped("scale-supplier"), date(2024, 2, 29)) is None


def test_only_where_a_clause_says_so_cover_can_be_made_longer() -> None:
    assert extension_clause(shipped("solar-dealer")) == "3.2"
    assert extension_clause(shipped("scale-supplier")) == ""


def test_a_formality_asks_for_something() -> None:
    with pytest.raises(TermsError, match="needs something that it asks for"):
        paper('kind: formality, clause: "1"')
