"""Who may read the paper of an agreement, how it is handed over, and what is kept of it."""

import hashlib
import io
from datetime import timedelta
from urllib.parse import unquote

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from sanbao import templates
from sanbao.apps.accounts.access import STAFF, Role, User
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Version
from sanbao.apps.assets.models import Asset
from sanbao.apps.evidence.models import Attachment
from sanbao.apps.journal.models import Entry
from sanbao.apps.products.models import PriceList
from sanbao.site.papers import keep_paper
from sanbao.site.reactions import REACTIONS

from ..apps.world import World

pytestmark = pytest.mark.django_db
PAGE, PDF, WORD = "agreements:paper", "agreements:paper_pdf", "agreements:paper_word"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def world(world: World) -> World:
    """Ours, told apart from the other company's, which is alike."""
    agreement = world.ours.version.agreement
    agreement.code = "XY-OURS"
    agreement.save(update_fields=["code"])
    return world


def get(user: User, name: str, version: Version, **asked: str):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(user)
    address = reverse(name, args=[version.agreement.code, version.number])
    return client.get(address, asked)


def with_dealer(world: World, *, named: bool = True) -> Version:
    """Our agreement with our dealer, in force."""
    manager = world.mei(Role.MANAGER)
    agreement = actions.create(
        "solar-dealer", title="经销商协议", counterparty="华北经销部", by=manager, at=world.at
    )
    if named:
        type(agreement).objects.filter(pk=agreement.pk).update(dealer=world.ours.dealer)
    Version.objects.filter(agreement=agreement).update(
        state="in_force", put_in_force_at=world.at, put_in_force_by=manager, starts_on=world.on
    )
    return Version.objects.select_related("agreement").get(agreement=agreement)


@pytest.mark.parametrize("role", [*STAFF, Role.CUSTOMER])
@pytest.mark.parametrize("name", [PAGE, PDF, WORD])
def test_staff_and_the_customer_read_what_is_promised_to_the_customer(world, role, name):
    assert get(world.mei(role), name, world.ours.version).status_code == 200


@pytest.mark.parametrize("name", [PAGE, PDF, WORD])
def test_nobody_else_does(world, name):
    version = world.ours.version
    assert get(world.mei(Role.DEALER), name, version).status_code == 404
    for role in (Role.MANAGER, Role.CUSTOMER, Role.DEALER):
        assert get(world.stranger(role), name, version).status_code == 404
    assert get(world.neighbour, name, with_dealer(world)).status_code == 404


def test_a_customer_without_a_unit_under_it_reads_no_agreement(world):
    Asset.objects.filter(customer=world.ours.customer).update(agreement=None)
    assert get(world.mei(Role.CUSTOMER), PAGE, world.ours.version).status_code == 404


def test_a_customer_never_reads_what_was_agreed_with_the_dealer(world):
    version = with_dealer(world)
    Asset.objects.filter(customer=world.ours.customer).update(agreement=version.agreement)
    assert get(world.mei(Role.CUSTOMER), PAGE, version).status_code == 404


def test_a_dealer_reads_the_agreement_that_names_it(world):
    version = with_dealer(world)
    assert get(world.mei(Role.DEALER), PAGE, version).status_code == 200
    assert get(world.mei(Role.DEALER), PDF, version).status_code == 200


def test_a_dealer_reads_the_agreement_without_a_name_that_it_sells_under(world):
    version = with_dealer(world, named=False)
    assert get(world.mei(Role.DEALER), PAGE, version).status_code == 404
    Asset.objects.filter(dealer=world.ours.dealer).update(agreement=version.agreement)
    assert get(world.mei(Role.DEALER), PAGE, version).status_code == 200


def test_a_draft_is_read_by_staff_only(world):
    version = with_dealer(world)
    Version.objects.filter(pk=version.pk).update(
        state="draft", put_in_force_at=None, put_in_force_by=None
    )
    assert get(world.mei(Role.DEALER), PAGE, version).status_code == 404
    page = get(world.mei(Role.MANAGER), PAGE, version)
    assert 'data-watermark="草稿"' in page.content.decode()


def test_the_page_shows_every_clause_once_and_in_order(world):
    version = world.ours.version
    content = get(world.mei(Role.MANAGER), PAGE, version).content.decode()
    places = [
        content.index(f'id="clause-{clause.id}"')
        for clause in queries.document(version.source).outline.clauses
    ]
    assert places == sorted(places)
    assert all(content.count(f'id="clause-{number}"') == 1 for number in ("1.1", "5.2", "7.6"))
    assert "代表人（签字）" in content


def test_the_page_speaks_the_language_that_is_asked_for(world):
    content = get(world.mei(Role.MANAGER), PAGE, world.ours.version, lang="en").content.decode()
    assert "Party A (the provider)" in content
    odd = get(world.mei(Role.MANAGER), PAGE, world.ours.version, lang="xx'\"<b>")
    assert "甲方（供方）" in odd.content.decode()


def test_files_come_under_their_chinese_names(world):
    Version.objects.filter(pk=world.ours.version.pk).update(number=1)
    type(world.ours.agreement).objects.update(title='服务/承诺 "甲"\r\n<b>')
    for name, suffix in ((PDF, ".pdf"), (WORD, ".docx")):
        header = get(world.mei(Role.MANAGER), name, world.ours.version)["Content-Disposition"]
        assert header.startswith("attachment; filename*=utf-8''")
        assert "服务 承诺" in unquote(header)
        assert header.endswith(suffix)
        assert "\r" not in header


def test_the_price_lists_that_its_charges_speak_of_are_annexed(world):
    version = with_dealer(world)
    named = PriceList.objects.get(provider=world.provider, basis="price_list")
    content = get(world.mei(Role.MANAGER), PAGE, version).content.decode()
    assert f"附件一　{named.name}" in content
    for price in named.prices.all():
        assert price.code in content
        assert f"{price.amount:,.2f}" in content
    cost = PriceList.objects.get(provider=world.provider, basis="cost")
    assert cost.name not in content


def test_the_list_that_held_on_its_first_day_is_annexed_and_no_later_one(world):
    version = with_dealer(world)
    now = PriceList.objects.get(provider=world.provider, basis="price_list")
    later = PriceList.objects.create(
        provider=world.provider,
        basis="price_list",
        name="以后的价格表",
        starts_on=world.on + timedelta(days=1),
    )
    content = get(world.mei(Role.MANAGER), PAGE, version).content.decode()
    assert now.name in content
    assert later.name not in content


def in_force(world: World, version: Version) -> Entry:
    return Entry.objects.create(
        provider=world.provider,
        happening="agreement.put_in_force",
        subject_code=version.agreement.code,
        at=world.at,
        details={"version": version.number},
    )


def test_what_comes_into_force_is_kept_once_with_its_digest(world):
    assert keep_paper in REACTIONS["agreement.put_in_force"]
    entry = in_force(world, world.ours.version)
    keep_paper(entry.pk)
    keep_paper(entry.pk)
    kept = Attachment.objects.get(purpose="paper", provider=world.provider)
    with kept.file.open("rb") as stored:
        content = stored.read()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert len(PdfReader(io.BytesIO(content)).pages) >= 3
    page = get(world.mei(Role.CUSTOMER), PAGE, world.ours.version).content.decode()
    assert kept.sha256 in page


def test_what_was_signed_stays_as_it_was_whatever_changes_later(world):
    version = world.ours.version
    keep_paper(in_force(world, version).pk)
    first = get(world.mei(Role.MANAGER), PDF, version).content
    type(world.ours.agreement).objects.update(title="改过的名称")
    Version.objects.filter(pk=version.pk).update(source=templates.read("fire-door"))
    assert get(world.mei(Role.MANAGER), PDF, version).content == first
    assert get(world.mei(Role.MANAGER), PDF, version, lang="en").content != first


def test_staff_open_the_kept_file_and_a_customer_gets_it_as_the_paper(world):
    keep_paper(in_force(world, world.ours.version).pk)
    kept = Attachment.objects.get(purpose="paper", provider=world.provider)
    client = Client()
    for person, status in (
        (world.mei(Role.MANAGER), 200),
        (world.mei(Role.CUSTOMER), 404),
        (world.stranger(Role.MANAGER), 404),
    ):
        client.force_login(person)
        assert client.get(reverse("attachment", args=[kept.key])).status_code == status
    with kept.file.open("rb") as stored:
        assert get(world.mei(Role.CUSTOMER), PDF, world.ours.version).content == stored.read()


def test_the_api_hands_over_the_same_files(world):
    version = world.ours.version
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(world.mei(Role.CUSTOMER))
    address = f"/api/agreements/{version.agreement.code}/versions/{version.number}/paper"
    pdf = client.get(f"{address}.pdf")
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == get(world.mei(Role.CUSTOMER), PDF, version).content
    word = client.get(f"{address}.docx", {"lang": "en"})
    title = docx.Document(io.BytesIO(word.content)).core_properties.title
    assert version.agreement.code in title
    client.force_login(world.stranger(Role.CUSTOMER))
    assert client.get(f"{address}.pdf").status_code == 404


def test_whoever_may_read_the_paper_finds_it_on_the_page_of_the_unit(world):
    version, asset = world.ours.version, world.asset
    address = reverse(PAGE, args=[version.agreement.code, version.number])
    client = Client()
    for person, is_shown in (
        (world.mei(Role.CUSTOMER), True),
        (world.mei(Role.MANAGER), True),
        (world.mei(Role.DEALER), False),
    ):
        client.force_login(person)
        page = client.get(reverse("assets:asset", args=[asset.serial])).content.decode()
        assert (address in page) is is_shown
