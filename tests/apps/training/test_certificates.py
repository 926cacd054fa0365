"""Certificates: recorded, renewed, revoked, reminded of, and asked for by a work."""

from datetime import timedelta

import pytest

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal.models import Entry
from sanbao.apps.notices.actions import tell
from sanbao.apps.notices.models import Notice
from sanbao.apps.obligations.models import LogLine, Obligation, ObligationKind
from sanbao.apps.parties.models import Person
from sanbao.apps.training import actions, queries
from sanbao.apps.training.models import Certificate, Qualification
from sanbao.rules.moves import Refused

from ..world import World, certify


@pytest.fixture
def person(world: World) -> Person:
    return Person.objects.get(user=world.expired)


def held(world: World) -> Certificate:
    return Certificate.objects.get(person__user=world.mei(Role.ENGINEER))


def job(world: World, **more: object) -> queries.Job:
    return queries.Job(world.provider.pk, **more)  # type: ignore[arg-type]


def test_the_same_certificate_is_recorded_once(world: World, person: Person) -> None:
    paper = actions.Paper("SG-9", world.on, world.on + timedelta(days=30))
    first = actions.record(person, paper, at=world.at, by=None)
    assert actions.record(person, paper, at=world.at, by=None) == first
    other = actions.Paper("SG-9", world.on, world.on + timedelta(days=60))
    with pytest.raises(Refused, match="recorded already"):
        actions.record(person, other, at=world.at, by=None)
    assert Entry.objects.filter(happening="certificate.recorded").count() == 1


def test_a_revoked_certificate_counts_no_more_and_says_why(world: World) -> None:
    boss, engineer, row = world.mei(Role.MANAGER), world.mei(Role.ENGINEER), held(world)
    with pytest.raises(Refused, match="a reason is needed"):
        actions.revoke(row, reason=" ", on=world.on, at=world.at, by=boss)
    assert queries.lacking(engineer, job(world), on=world.on) is None
    for _ in "ab":
        actions.revoke(row, reason="考核作弊", on=world.on, at=world.at, by=boss)
    lack = queries.lacking(engineer, job(world), on=world.on)
    assert lack is not None
    assert f"was revoked on {world.on}" in str(lack.no().reason)
    (entry,) = Entry.objects.filter(happening="certificate.revoked")
    assert entry.details["reason"] == "考核作弊"
    assert queries.lacking(engineer, job(world), on=world.on - timedelta(days=1)) is None
    with pytest.raises(Refused, match="not renewed"):
        actions.renew(row, until=world.on + timedelta(days=900), at=world.at, by=boss)


def test_a_renewal_goes_on_where_the_old_one_ends(world: World) -> None:
    boss, row = world.mei(Role.MANAGER), held(world)
    until = row.valid_until + timedelta(days=365)
    made = actions.renew(row, until=until, at=world.at, by=boss)
    assert made.valid_from == row.valid_until + timedelta(days=1)
    assert actions.renew(row, until=until, at=world.at, by=boss) == made
    with pytest.raises(Refused, match="renewed as"):
        actions.renew(row, until=until + timedelta(days=1), at=world.at, by=boss)


def test_who_let_it_expire_is_renewed_from_today(world: World) -> None:
    row = Certificate.objects.get(person__user=world.expired)
    until = world.on + timedelta(days=365)
    made = actions.renew(row, until=until, at=world.at, by=world.mei(Role.MANAGER))
    assert made.valid_from == world.on
    assert queries.lacking(world.expired, job(world), on=world.on) is None


def test_each_reminder_is_told_once_and_nobody_is_told_of_what_is_renewed(world: World) -> None:
    row, provider = held(world), world.provider.pk
    Certificate.objects.filter(pk=row.pk).update(valid_until=world.on + timedelta(days=50))
    assert actions.remind(provider, at=world.at) == 2  # and the one that expired yesterday
    assert actions.remind(provider, at=world.at) == 0
    assert actions.remind(provider, at=world.at + timedelta(days=36)) == 1
    told = Entry.objects.filter(happening="certificate.expiring", subject_code=row.number)
    assert told.count() == 2
    actions.renew(
        row, until=world.on + timedelta(days=900), at=world.at, by=world.mei(Role.MANAGER)
    )
    assert actions.remind(provider, at=world.at + timedelta(days=51)) == 0


def test_its_holder_and_the_managers_are_told(world: World) -> None:
    row = held(world)
    Certificate.objects.filter(pk=row.pk).update(valid_until=world.on + timedelta(days=50))
    actions.remind(world.provider.pk, at=world.at)
    tell(Entry.objects.get(happening="certificate.expiring"), at=world.at)
    told = set(Notice.objects.values_list("user__username", flat=True))
    assert told == {"yuanfan-engineer", "yuanfan-manager"}


def test_a_product_asks_for_a_certificate_of_its_own(world: World) -> None:
    boss, engineer = world.mei(Role.MANAGER), world.mei(Role.ENGINEER)
    high = actions.add_qualification(
        "高压电工证", provider=world.provider, code="high-voltage", at=world.at, by=boss
    )
    product, other = world.asset.product_id, world.asset.product_id + 1000
    need = actions.require(
        "on_site", high, product=world.asset.product, clause="3.2", at=world.at, by=boss
    )
    lack = queries.lacking(engineer, job(world, product_id=product), on=world.on)
    assert lack is not None
    assert (lack.need.name, lack.no().clause) == ("高压电工证", "3.2")
    assert queries.lacking(engineer, job(world, product_id=other), on=world.on) is None
    certify_high(world, high)
    assert queries.lacking(engineer, job(world, product_id=product), on=world.on) is None
    actions.drop_need(need, at=world.at, by=boss)
    assert queries.needs_of(job(world, product_id=product))[0].qualification == "service"


def certify_high(world: World, high: Qualification) -> None:
    person = Person.objects.get(user=world.mei(Role.ENGINEER))
    paper = actions.Paper("DG-1", world.on, world.on + timedelta(days=90), kind=high.code)
    actions.record(person, paper, at=world.at, by=None)


@pytest.mark.clause("P6-7.4")
def test_the_promise_of_certified_engineers_lapses_with_the_last_certificate(world: World) -> None:
    promise = Obligation.objects.create(
        provider=world.provider,
        version=world.ours.version,
        code="LY-1",
        kind=ObligationKind.UPKEEP,
        what="certified",
        owed_by="provider",
        clause="7.4",
        subject_kind="agreement",
        subject_code=world.ours.agreement.code,
        starts_at=world.at - timedelta(days=9),
        state="running",
    )
    for line in ("raised", "started"):
        LogLine.objects.create(obligation=promise, kind=line, at=world.at - timedelta(days=9))
    assert actions.check_certified(world.provider.pk, at=world.at) == 0
    Certificate.objects.filter(person__user=world.mei(Role.ENGINEER)).update(
        valid_until=world.on - timedelta(days=1)
    )
    assert actions.check_certified(world.provider.pk, at=world.at) == 1
    promise.refresh_from_db()
    assert promise.state == "lapsed"
    Certificate.objects.filter(person__user=world.expired).update(
        valid_until=world.on + timedelta(days=3)
    )
    assert actions.check_certified(world.provider.pk, at=world.at) == 1


def test_a_stranger_and_other_dealers_see_none_of_ours(world: World) -> None:
    assert queries.certificates_for(world.mei(Role.AUDITOR)).count() == 2
    for role in (Role.DEALER, Role.CUSTOMER):
        assert queries.certificates_for(world.mei(role)).count() == 0
    own = Person.objects.get(user=world.mei(Role.DEALER))
    certify(own, until=world.on + timedelta(days=3))
    assert queries.certificates_for(world.mei(Role.DEALER)).get().person == own
    theirs = queries.certificates_for(world.stranger(Role.MANAGER))
    assert not theirs.filter(person=own).exists()
