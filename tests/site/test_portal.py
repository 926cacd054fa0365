"""The customer's home: what waits stands first, and everything is one large target away."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements.models import Agreement, Version
from sanbao.apps.assets.models import Asset
from sanbao.apps.complaints import actions as complaints
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions as visits

from ..apps.visits.conftest import take_to_the_field
from ..apps.world import World, build


def home(client: Client) -> str:
    answer = client.get(reverse("desk:customer_home"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_everything_is_a_tap_away_and_nothing_waits_at_first(client: Client, db: None) -> None:
    world = the_world()
    client.force_login(world.mei(Role.CUSTOMER))
    page = home(client)
    names = ("contacts:mine", "complaints:complain", "complaints:suggest", "knowledge:list")
    for name in (*names, "complaints:mine", "obligations:duties"):
        assert f'href="{reverse(name)}"' in page
    serial = world.asset.serial
    for name in ("assets:asset", "assets:run_log", "knowledge:documents"):
        assert f'href="{reverse(name, args=[serial])}"' in page
    assert 'id="waiting"' not in page
    assert "tel:400-100-2000" in page


def test_what_waits_stands_first(client: Client, db: None) -> None:
    world = the_world()
    field = take_to_the_field(world, world.asset)
    visit = field.agreed()
    client.force_login(world.mei(Role.CUSTOMER))
    assert "将于" in home(client)
    visits.move(
        visit,
        field.appointment(70, 130),
        reason="堵车",
        by=field.engineer,
        at=world.at,
    )
    boss = world.mei(Role.MANAGER)
    made = complaints.open_complaint(
        complaints.Report(uuid4(), "phone", "other", "占道", "钱一", customer=world.ours.customer),
        provider=world.provider,
        by=boss,
        at=world.at,
    )
    found = complaints.Found("查无此事", "not_ours", "slight")
    complaints.investigate(made, found, by=boss, at=world.at)
    complaints.answer(made, complaints.Reply("已说明"), by=boss, at=world.at)
    Agreement.objects.filter(pk=world.ours.agreement.pk).update(customer=world.ours.customer)
    source = world.ours.version.source
    Version.objects.create(
        agreement=world.ours.agreement, number=2, state="in_review", source=source
    )
    page = home(client)
    assert "您的投诉已答复" in page
    assert "待您签字" in page
    client.force_login(world.neighbour)
    assert 'id="waiting"' not in home(client)


def test_a_service_that_was_made_is_to_be_rated(client: Client, db: None) -> None:
    world = the_world()
    field = take_to_the_field(world, world.asset)
    field.reported()
    visits.plan(Entry.objects.get(happening="case.restored"))
    client.force_login(world.mei(Role.CUSTOMER))
    page = home(client)
    assert "评价本次服务" in page
    assert "/r/follow-up/" in page


def test_with_several_units_a_tile_leads_to_their_list(client: Client, db: None) -> None:
    world = the_world()
    assert Asset.objects.filter(customer=world.ours.customer).count() == 2
    client.force_login(world.mei(Role.CUSTOMER))
    assert 'href="#units"' in home(client)
    client.force_login(world.neighbour)
    report = reverse("desk:customer_report", args=[world.neighbour_unit.pk])
    assert home(client).count(report) == 2


def the_world() -> World:
    return build(timezone.now())
