"""The award of a year: measured from what is on record, decided once; territory that moves."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.dealers import actions, queries
from sanbao.apps.money import actions as money
from sanbao.apps.money import queries as ledger
from sanbao.apps.obligations.models import Obligation
from sanbao.apps.parties.models import Site, Station, Territory
from sanbao.apps.products.models import SettledSale
from sanbao.rules.moves import Refused
from tests.apps.visits.conftest import open_case

from .conftest import Bound, told

CHINA = ZoneInfo("Asia/Shanghai")
DECEMBER = datetime(2026, 12, 20, 10, tzinfo=CHINA)


def sold(bound: Bound, units: int, on: date) -> None:
    SettledSale.objects.create(
        provider=bound.world.provider,
        dealer=bound.dealer,
        reference=f"R-{units}-{on}",
        settled_on=on,
        units=units,
        amount=Decimal(units * 100),
        recorded_at=bound.at,
    )


def complained(bound: Bound, number: int, **more) -> None:
    Complaint.objects.create(
        provider=bound.world.provider,
        code=f"TS-{number}",
        key=uuid4(),
        source="phone",
        topic="delay",
        description="迟到",
        complainer_name="钱一",
        promised_code=f"TS-{number}",
        dealer=bound.dealer,
        received_at=datetime(2026, 5, 4, 9, tzinfo=CHINA),
        **{"customer": bound.world.ours.customer, **more},
    )


def test_the_numbers_come_from_what_is_on_record(bound: Bound) -> None:
    sold(bound, 1200, date(2026, 3, 1))
    sold(bound, -10, date(2026, 4, 1))
    sold(bound, 500, date(2025, 12, 31))
    complained(bound, 1)
    complained(bound, 2, verdict="not_ours")
    complained(bound, 3, customer=None)
    seen = actions.Seen("media", date(2026, 6, 1), "省电视台", "收费过高")
    actions.note_exposure(bound.dealer, seen, by=bound.boss, at=DECEMBER)
    found = queries.measured(bound.dealer, 2026, on=date(2026, 12, 20))
    assert (found.year.units, found.year.complaints, found.year.exposures) == (1190, 1, 1)
    assert found.evidence["complaints"] == ["TS-1"]
    assert found.evidence["exposure"] == ["省电视台 2026-06-01"]
    assert found.year.lacks == 6


def test_it_is_measured_as_often_as_wanted_and_decided_once(bound: Bound, client: Client) -> None:
    with pytest.raises(Refused, match="not begun"):
        actions.measure(2027, by=bound.boss, at=DECEMBER)
    award = actions.measure(2026, by=bound.boss, at=DECEMBER)
    assert actions.measure(2026, by=bound.boss, at=DECEMBER).pk == award.pk
    score = award.scores.get(dealer=bound.dealer)
    assert not score.is_worthy
    award.scores.filter(pk=score.pk).update(is_worthy=True)
    with pytest.raises(Refused, match="December"):
        actions.decide(award, by=bound.boss, at=datetime(2026, 11, 30, 9, tzinfo=CHINA))
    client.force_login(bound.mei)
    page = reverse("dealers:award", args=[2026])
    assert client.get(page).status_code == 404, "a dealer waits until it is decided"
    actions.decide(award, by=bound.boss, at=DECEMBER)
    actions.decide(award, by=bound.boss, at=DECEMBER)
    assert len(told("dealer.awarded")) == 1
    with pytest.raises(Refused, match="is decided"):
        actions.measure(2026, by=bound.boss, at=DECEMBER)
    duty = Obligation.objects.get(what="awarded", period="2026-12")
    assert (duty.state, duty.met_at) == ("met", DECEMBER)
    assert client.get(page).status_code == 200
    paper = client.get(reverse("dealers:certificate", args=[2026, bound.dealer.code]))
    assert paper.content.startswith(b"%PDF")
    over_api = f"/api/awards/2026/{bound.dealer.code}.pdf"
    assert client.get(over_api).content.startswith(b"%PDF")
    _other, neighbour = bound.neighbour()
    client.force_login(neighbour)
    assert client.get(page).status_code == 404
    assert client.get(paper.wsgi_request.path).status_code == 404
    assert client.get(over_api).status_code == 404


def stations(bound: Bound) -> tuple[Station, Station]:
    other, _user = bound.neighbour()
    made = [
        Station.objects.create(
            provider=bound.world.provider, code=f"S-{number}", name=f"{number} 号站", dealer=dealer
        )
        for number, dealer in ((8, bound.dealer), (9, other))
    ]
    Territory.objects.create(
        provider=bound.world.provider, station=made[0], province="江苏", city="南京"
    )
    return made[0], made[1]


def moving(old: Station, new: Station, **more) -> actions.Moving:
    return actions.Moving(more.pop("key", uuid4()), old, new, more.pop("reason", "多次违约"))


def breached(bound: Bound) -> None:
    base = bound.duty("organisation_kept")
    Obligation.objects.create(
        provider=bound.world.provider,
        version=bound.version,
        code="T-1",
        kind="consequence",
        what="termination",
        owed_by="provider",
        clause="10.3",
        subject_kind="dealer",
        subject_code=bound.dealer.code,
        dealer=bound.dealer.code,
        starts_at=base.starts_at,
        state="running",
        caused_by=base,
    )


def test_without_repeated_breaches_nothing_moves(bound: Bound) -> None:
    old, new = stations(bound)
    with pytest.raises(Refused) as refused:
        actions.move_territory(moving(old, new), by=bound.boss, at=bound.at)
    assert refused.value.clause == "10.3"
    assert [str(row) for row in old.territories.all()] == ["江苏南京"]
    for wrong in (moving(old, old), moving(new, old, reason=" ")):
        with pytest.raises(Refused):
            actions.move_territory(wrong, by=bound.boss, at=bound.at)


def test_places_open_work_and_the_fund_go_to_the_new_station(bound: Bound) -> None:
    old, new = stations(bound)
    breached(bound)
    case = open_case(bound.world, bound.world.asset)
    sending = actions.Sending(uuid4(), "换真空管")
    order = actions.send(case, bound.dealer, sending, by=bound.boss, at=bound.at)
    entry = money.Entry(
        item="fund",
        payer="provider",
        basis="agreement",
        description="1 %",
        quantity=Decimal(1),
        unit_price=Decimal("880.50"),
        amount=Decimal("880.50"),
        clause="5.1",
        contra="sales",
        dealer=bound.dealer.code,
    )
    subject = ("dealer", bound.dealer.code)
    provider = bound.world.provider
    money.book([entry], provider=provider, account="fund", subject=subject, by=None, at=bound.at)
    key = uuid4()
    made = actions.move_territory(moving(old, new, key=key), by=bound.boss, at=bound.at)
    again = actions.move_territory(moving(old, new, key=key), by=bound.boss, at=bound.at)
    assert made.pk == again.pk
    assert ([str(row) for row in new.territories.all()], made.quota) == (
        ["江苏南京"],
        Decimal("880.50"),
    )
    order.refresh_from_db()
    fresh = queries.orders_of_case(case).exclude(pk=order.pk).get()
    assert (order.state, fresh.dealer, fresh.task) == ("withdrawn", new.dealer, order.task)
    assert made.cases == [case.code]
    promised = Obligation.objects.filter(subject_code=case.code, state="running")
    assert set(promised.values_list("station", flat=True)) == {new.code}
    assert queries.fund_left(bound.dealer) == 0
    assert queries.fund_left(new.dealer) == Decimal("880.50")
    assert ledger.balance(ledger.ledger(provider.pk), "carried") == 0


def test_what_the_old_dealer_does_elsewhere_stays_with_it(bound: Bound) -> None:
    old, new = stations(bound)
    breached(bound)
    moved = open_case(bound.world, bound.world.asset)
    elsewhere = open_case(bound.world, bound.world.neighbour_unit)
    Site.objects.filter(pk=elsewhere.asset.site_id).update(province="山东", city="济南", county="")
    kept, sent = (
        actions.send(
            case, bound.dealer, actions.Sending(uuid4(), "换真空管"), by=bound.boss, at=bound.at
        )
        for case in (elsewhere, moved)
    )
    made = actions.move_territory(moving(old, new), by=bound.boss, at=bound.at)
    assert [pair[0] for pair in made.orders] == [sent.code]
    kept.refresh_from_db()
    assert (kept.state, kept.dealer) == ("sent", bound.dealer)


def test_the_pages_of_award_and_territory(bound: Bound, client: Client) -> None:
    old, new = stations(bound)
    client.force_login(bound.world.mei(Role.MARKETING))
    assert client.post(reverse("dealers:award_list"), {"year": "2026"}).status_code == 302
    page = client.get(reverse("dealers:award", args=[2026])).content.decode()
    assert "华北经销部" in page
    assert "用户投诉占销量的比例" in page
    form = {"key": str(uuid4()), "old": old.pk, "new": new.pk, "reason": "多次违约"}
    assert client.post(reverse("dealers:move_list"), form).status_code == 200, "no manager: no move"
    assert old.territories.exists()
    client.force_login(bound.boss)
    answer = client.post(reverse("dealers:move_list"), form)
    assert answer.status_code == 422
    assert "10.3" in answer.content.decode()
    breached(bound)
    assert client.post(reverse("dealers:move_list"), form).status_code == 302
    assert "江苏南京" in client.get(reverse("dealers:move_list")).content.decode()
