"""Drawing up an agreement, filling its blanks, putting it in force, ending it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement, AgreementState, Version
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused

from ..world import World
from .signing import OURS, THEIRS, described, side_signs, signed

pytestmark = pytest.mark.django_db


def drafted(world: World, template: str = "solar-dealer") -> Version:
    agreement = actions.create(
        template,
        title="太阳能经销服务协议",
        counterparty="华北经销部",
        by=world.mei(Role.MANAGER),
        at=world.at,
    )
    return agreement.versions.get()


def number_of(version: Version) -> str:
    """A blank of the version that takes a number."""
    asked = queries.document(version.source).parameters
    return next(blank.name for blank in asked if blank.kind not in ("text", "money"))


def test_a_new_agreement_is_a_draft_with_the_text_of_its_template(world: World) -> None:
    version = drafted(world)
    assert version.agreement.state == AgreementState.DRAFT
    assert version.agreement.code.startswith("XY")
    assert queries.document(version.source).slug == "solar-dealer"
    assert Entry.objects.filter(
        happening="agreement.created", subject_code=version.agreement.code
    ).exists()


def test_the_same_request_twice_makes_one_agreement(world: World) -> None:
    key = uuid4()
    made = [
        actions.create(
            "fire-door",
            title="门窗协议",
            counterparty="",
            key=key,
            by=world.mei(Role.MANAGER),
            at=world.at,
        )
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert Entry.objects.filter(happening="agreement.created").count() == 1


def test_an_unknown_template_is_refused_and_nothing_is_made(world: World) -> None:
    before = Agreement.objects.count()
    with pytest.raises(Refused) as refused:
        drafted(world, "no-such")
    assert refused.value.field == "template"
    assert Agreement.objects.count() == before


def test_blanks_are_kept_as_their_kind_writes_them(world: World) -> None:
    version = drafted(world)
    blank = number_of(version)
    before = dict(version.blanks)
    filled = actions.fill_blanks(version, {blank: " 03 "}, by=world.mei(Role.MANAGER), at=world.at)
    assert filled.blanks == before | {blank: "3"}
    assert queries.terms(filled).blanks[blank] == "3"


def test_a_blank_of_the_wrong_kind_is_refused_by_its_name(world: World) -> None:
    version = drafted(world, "full-process")
    blank, before = number_of(version), dict(version.blanks)
    with pytest.raises(Refused) as refused:
        actions.fill_blanks(version, {blank: "soon"}, by=world.mei(), at=world.at)
    assert refused.value.field == blank
    version.refresh_from_db()
    assert version.blanks == before


@pytest.mark.clause("P2-12")
def test_it_is_in_force_once_both_sides_have_signed(world: World) -> None:
    version = signed(world, drafted(world))
    assert version.agreement.code
    assert queries.version_in_force(version.agreement, on=world.on) == version
    assert queries.version_in_force(version.agreement, on=world.on - timedelta(days=1)) is None
    assert queries.version_in_force(version.agreement, on=world.on + timedelta(days=365))
    assert queries.version_in_force(version.agreement, on=world.on + timedelta(days=366)) is None


@pytest.mark.clause("P2-12")
@pytest.mark.parametrize("side", [OURS, THEIRS])
def test_one_signature_is_not_enough(world: World, side: str) -> None:
    version = drafted(world)
    described(world, version.agreement)
    actions.submit(version, by=world.mei(Role.MANAGER), at=world.at)
    side_signs(world, version, side)
    with pytest.raises(Refused, match="both sides have to sign") as refused:
        signed(world, version)
    assert refused.value.clause == "12"
    version.refresh_from_db()
    assert version.put_in_force_at is None
    assert queries.version_in_force(version.agreement, on=world.on) is None


def test_open_blanks_keep_it_from_coming_into_force_and_are_named(world: World) -> None:
    version = drafted(world)
    asked = queries.document(version.source).parameters
    emptied = {blank.name: " " for blank in asked}
    version = actions.fill_blanks(version, emptied, by=world.mei(Role.MANAGER), at=world.at)
    missing = queries.open_blanks(version)
    assert len(missing) == len(asked) > 0
    with pytest.raises(Refused) as refused:
        signed(world, version)
    assert all(blank.label.zh in str(refused.value) for blank in missing)


def test_an_end_before_the_start_is_refused(world: World) -> None:
    version = drafted(world)
    with pytest.raises(Refused, match="last day lies before the first day"):
        signed(world, version, ends_on=world.on - timedelta(days=1))


def test_a_version_in_force_never_changes(world: World) -> None:
    version = signed(world, drafted(world))
    with pytest.raises(Refused, match="never changes"):
        actions.fill_blanks(version, {}, by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="in force already"):
        actions.put_in_force(version, starts_on=world.on, by=world.mei(Role.MANAGER), at=world.at)


def test_a_new_version_overrides_from_its_first_day_on(world: World) -> None:
    first = signed(world, drafted(world), ends_on=None)
    agreement = first.agreement
    second = actions.new_version(agreement, by=world.mei(Role.MANAGER), at=world.at)
    assert actions.new_version(agreement, by=world.mei(Role.MANAGER), at=world.at) == second
    assert (second.number, second.blanks) == (2, first.blanks)
    starts_on = world.on + timedelta(days=30)
    signed(world, second, starts_on=starts_on, ends_on=None)
    assert queries.version_in_force(agreement, on=starts_on - timedelta(days=1)) == first
    assert queries.version_in_force(agreement, on=starts_on) == second


def test_a_version_cannot_start_before_the_one_it_follows(world: World) -> None:
    first = signed(world, drafted(world), ends_on=None)
    second = actions.new_version(first.agreement, by=world.mei(Role.MANAGER), at=world.at)
    with pytest.raises(Refused, match="the version before is in force from"):
        signed(world, second, starts_on=world.on - timedelta(days=1), ends_on=None)


def test_a_draft_has_no_second_version(world: World) -> None:
    version = drafted(world)
    again = actions.new_version(version.agreement, by=world.mei(Role.MANAGER), at=world.at)
    assert again == version


def ended(world: World, agreement: Agreement, on: date | None, reason: str) -> Agreement:
    return actions.terminate(
        agreement, on=on, reason=reason, by=world.mei(Role.MANAGER), at=world.at
    )


def test_an_agreement_ends_after_its_last_day_with_a_reason(world: World) -> None:
    version = signed(world, drafted(world))
    agreement = ended(world, version.agreement, world.on, "经销商退出")
    assert agreement.state == AgreementState.TERMINATED
    assert queries.version_in_force(agreement, on=world.on) == version
    assert queries.version_in_force(agreement, on=world.on + timedelta(days=1)) is None


def test_ending_needs_a_reason_and_a_day_not_before_the_first(world: World) -> None:
    agreement = signed(world, drafted(world)).agreement
    with pytest.raises(Refused, match="a reason is needed"):
        ended(world, agreement, world.on, " ")
    with pytest.raises(Refused, match="before the first day"):
        ended(world, agreement, world.on - timedelta(days=1), "错")
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE


def test_what_has_ended_cannot_be_revised(world: World) -> None:
    agreement = signed(world, drafted(world)).agreement
    ended(world, agreement, world.on, "到期")
    with pytest.raises(Refused, match="not possible in the state"):
        actions.new_version(agreement, by=world.mei(Role.MANAGER), at=world.at)
