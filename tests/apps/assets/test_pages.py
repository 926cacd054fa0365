"""Pages of units and imports: for who may, who may not, and a stranger."""

import io
import json
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from sanbao.apps.accounts.models import Role
from sanbao.apps.assets import actions, queries
from sanbao.apps.assets.actions.imports import check, load
from sanbao.apps.assets.facts.columns import COLUMNS
from sanbao.apps.assets.models import Asset, Import, ImportState
from sanbao.apps.parties.models import Customer, Site

from ..world import SHARED_PHONE, World
from .sheets import csv_of, row

BUDGETS = json.loads((Path(__file__).resolve().parents[2] / "query_budgets.json").read_text())


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def page_of(unit: Asset, name: str = "asset") -> str:
    return reverse(f"assets:{name}", args=[unit.serial])


@pytest.mark.parametrize(
    ("role", "status"),
    [
        pytest.param(Role.MANAGER, 200, id="manager"),
        pytest.param(Role.DESK, 200, id="desk"),
        pytest.param(Role.AUDITOR, 200, id="auditor"),
        pytest.param(Role.CUSTOMER, 200, id="whose unit it is"),
        pytest.param(Role.DEALER, 200, id="the dealer who sold it"),
        pytest.param(Role.ENGINEER, 404, id="an engineer without work on it"),
    ],
)
def test_who_sees_a_unit(world: World, client: Client, role: str, status: int) -> None:
    client.force_login(world.mei(role))
    assert client.get(page_of(world.asset)).status_code == status
    assert client.get(page_of(world.asset, "label")).status_code == status


def test_an_engineer_sees_a_unit_while_he_attends_it(world: World, client: Client) -> None:
    mechanic = world.mei(Role.ENGINEER)
    client.force_login(mechanic)
    actions.attend(world.asset.pk, engineer=mechanic)
    actions.attend(world.asset.pk, engineer=mechanic)
    assert client.get(page_of(world.asset)).status_code == 200
    actions.leave(world.asset.pk, engineer=mechanic)
    assert client.get(page_of(world.asset)).status_code == 404


def test_a_neighbour_and_a_stranger_see_nothing(world: World, client: Client) -> None:
    Asset.objects.filter(pk=world.asset.pk).update(serial="YF-OURS")
    world.asset.refresh_from_db()
    for user in (world.neighbour, world.stranger(Role.MANAGER)):
        client.force_login(user)
        assert client.get(page_of(world.asset)).status_code == 404
        assert client.get(page_of(world.asset, "label")).status_code == 404
        assert client.get(page_of(world.asset, "change")).status_code == 404


def test_the_page_says_how_the_warranty_stands_and_by_which_clause(
    world: World, client: Client
) -> None:
    client.force_login(world.mei())
    answer = client.get(page_of(world.asset))
    [stand] = answer.context["standing"]
    assert stand["covered"] is True
    assert stand["starts_on"] == world.on - timedelta(days=200)
    assert stand["clause"] in answer.content.decode()


def test_a_missing_date_is_named_and_can_be_completed(world: World, client: Client) -> None:
    Asset.objects.filter(pk=world.asset.pk).update(accepted_on=None)
    client.force_login(world.mei())
    answer = client.get(page_of(world.asset))
    [stand] = answer.context["standing"]
    assert stand["problem"]
    assert page_of(world.asset, "change") in answer.content.decode()


def test_a_unit_without_agreement_is_promised_nothing(world: World, client: Client) -> None:
    Asset.objects.filter(pk=world.asset.pk).update(agreement=None)
    client.force_login(world.mei())
    assert client.get(page_of(world.asset)).context["agreement"] is None


def test_repairs_stand_on_the_page_and_count_when_they_failed(world: World, client: Client) -> None:
    for visit in ("SM-1", "SM-1", "SM-2"):
        actions.record_repair(
            world.asset,
            component="whole",
            cause="product_quality",
            in_warranty=True,
            visit_code=visit,
            finding="换密封圈",
            at=world.at,
        )
    actions.not_held(world.asset)
    assert queries.facts_of(world.asset)["failed_repairs"] == 1
    client.force_login(world.mei())
    assert client.get(page_of(world.asset)).content.decode().count("换密封圈") == 2


def test_the_facts_are_those_of_the_contract(world: World) -> None:
    assert queries.facts_of(world.asset, component="body") == {
        "component": "body",
        "dates": {
            "delivered": (world.on - timedelta(days=300)).isoformat(),
            "accepted": (world.on - timedelta(days=200)).isoformat(),
        },
        "price": "10000.00",
        "failed_repairs": 0,
    }


def test_what_only_the_law_asks_is_said_once_the_product_has_a_category(world: World) -> None:
    product, customer = world.asset.product, world.asset.customer
    product.category, product.production_ended_on = "microcomputer", date(2026, 6, 30)
    customer.kind = "consumer"
    for number, (reported, days) in enumerate(((20, 5), (17, 4), (3, 3))):
        actions.record_repair(
            world.asset,
            component="whole",
            cause="product_quality",
            in_warranty=True,
            visit_code=f"SM-{number}",
            finding="换主板",
            on=world.on - timedelta(days=reported),
            at=world.at - timedelta(days=reported - days),
        )
    facts = queries.facts_of(world.asset)
    assert {key: facts[key] for key in ("category", "buyer", "production_ended")} == {
        "category": "microcomputer",
        "buyer": "consumer",
        "production_ended": "2026-06-30",
    }
    # Days 20 to 15, 15 to 13 (the rest of the second lies in the first) and 3 to 0.
    assert facts["repair_days"] == 10


def test_the_label_leads_to_the_public_page(world: World, client: Client) -> None:
    client.force_login(world.mei())
    shown = client.get(page_of(world.asset, "label")).content.decode()
    assert f"/r/{world.asset.public_key}/" in shown
    assert "<svg" in shown
    assert queries.by_public_key(world.asset.public_key) == world.asset
    assert queries.by_public_key("guessed") is None


def test_the_list_finds_as_one_types(world: World, client: Client) -> None:
    client.force_login(world.mei())
    typed = client.get(reverse("assets:list"), {"q": SHARED_PHONE}, HTTP_HX_REQUEST="true")
    shown = typed.content.decode()
    assert shown.count("<html") == 0
    assert "YF-1000" in shown
    assert "YF-3000" in shown


def test_an_unknown_serial_number_is_met_with_help(world: World, client: Client) -> None:
    client.force_login(world.mei())
    shown = client.get(reverse("assets:list"), {"q": "YF-9999"}).content.decode()
    assert "YF-9999" in shown
    assert reverse("assets:choose") in shown


@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("query", [{}, {"q": "QQX"}])
def test_the_list_asks_as_often_for_thirty_units_as_for_three(
    world: World,
    client: Client,
    count: int,
    query: dict[str, str],
    django_assert_max_num_queries: object,
) -> None:
    for number in range(count):
        unit = Asset.objects.get(pk=world.asset.pk)
        unit.pk, unit.serial = None, f"QQX-{number}"
        unit.public_key, unit.key = uuid.uuid4().hex[:20], uuid.uuid4()
        unit._state.adding = True
        unit.save()
    actions.refresh_search(Asset.objects.filter(provider=world.provider))
    client.force_login(world.mei())
    with django_assert_max_num_queries(BUDGETS["assets:list"]):  # type: ignore[operator]
        client.get(reverse("assets:list"), query)


@pytest.mark.parametrize("count", [3, 30])
def test_imports_and_customers_to_choose_from_ask_as_often_for_thirty_as_for_three(
    world: World, client: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        Customer.objects.create(provider=world.provider, code=f"X{number}", name="某")
        Import.objects.create(
            provider=world.provider,
            code=f"DR-{number}",
            file_name="a.csv",
            agreement=world.ours.agreement,
            uploaded_at=world.at,
            uploaded_by=world.mei(),
        )
    client.force_login(world.mei(Role.MANAGER))
    with django_assert_max_num_queries(BUDGETS["assets:imports"]):  # type: ignore[operator]
        assert client.get(reverse("assets:imports")).status_code == 200
    with django_assert_max_num_queries(BUDGETS["assets:choose"]):  # type: ignore[operator]
        assert client.get(reverse("assets:choose")).status_code == 200


# --- one unit by hand ---------------------------------------------------------------------------


def typed(world: World, **cells: object) -> dict[str, object]:
    return {
        "key": str(uuid.uuid4()),
        "serial": "NEW-1",
        "product": world.ours.product.pk,
        "agreement": world.ours.agreement.pk,
        "site": world.ours.site.pk,
        "delivered_on": "2026-01-10",
        "accepted_on": "2026-02-01",
        "price": "100.00",
        "area": "city",
        **cells,
    }


REGISTER = "/assets/register/?customer=C-001"


def test_a_unit_is_registered_once_however_often_one_clicks(world: World, client: Client) -> None:
    client.force_login(world.mei())
    given = typed(world, site="", site_name="新站", province="浙江省", city="杭州市")
    first = client.post(REGISTER, given)
    second = client.post(REGISTER, given)
    assert first["Location"] == second["Location"]
    unit = Asset.objects.get(serial="NEW-1")
    assert (unit.site.name, unit.site.province, unit.site.city) == ("新站", "浙江", "杭州")
    assert Site.objects.filter(name="新站").count() == 1
    assert unit in queries.search_for(world.mei(), "新站")


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        pytest.param({"accepted_on": "2099-01-01"}, "accepted_on", id="a date in the future"),
        pytest.param({"accepted_on": "2026-01-09"}, "accepted_on", id="accepted before delivered"),
        pytest.param({"accepted_on": "昨天"}, "accepted_on", id="not a date"),
        pytest.param({"serial": "YF-1000"}, "serial", id="a serial number in use"),
        pytest.param({"serial": ""}, "serial", id="no serial number"),
        pytest.param({"product": "999999"}, "product", id="an unknown product"),
        pytest.param({"price": "-1"}, "price", id="less than nothing"),
        pytest.param({"site": ""}, "site_name", id="neither a site nor a new one"),
        pytest.param(
            {"site": "", "site_name": "新站", "province": "月球"}, "province", id="no province"
        ),
        pytest.param(
            {"site": "", "site_name": "清河水泥厂一号站", "province": "江苏"},
            "site_name",
            id="a site that is there already",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    world: World, client: Client, cells: dict[str, object], field: str
) -> None:
    client.force_login(world.mei())
    answer = client.post(REGISTER, typed(world, **cells))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert 'value="100.00"' in answer.content.decode() or field == "price"
    assert not Asset.objects.filter(serial="NEW-1").exists()


def test_another_companys_product_and_customer_do_not_exist(world: World, client: Client) -> None:
    client.force_login(world.mei())
    answer = client.post(REGISTER, typed(world, product=world.theirs.product.pk))
    assert "product" in answer.context["form"].errors
    assert client.get("/assets/register/?customer=NOBODY").status_code == 404


@pytest.mark.parametrize("role", [Role.CUSTOMER, Role.AUDITOR, Role.FINANCE])
def test_who_may_not_neither_registers_nor_changes(world: World, client: Client, role: str) -> None:
    client.force_login(world.mei(role))
    assert client.post(REGISTER, typed(world)).status_code == 404
    assert client.get(reverse("assets:choose")).status_code == 404
    assert client.post(page_of(world.asset, "change"), typed(world)).status_code == 404


def test_a_record_is_changed_and_the_change_told(world: World, client: Client) -> None:
    client.force_login(world.mei())
    given = typed(world, serial="YF-1000", price="777.00")
    assert client.post(page_of(world.asset, "change"), given).status_code == 302
    world.asset.refresh_from_db()
    assert str(world.asset.price) == "777.00"
    shown = client.get(page_of(world.asset))
    assert [entry.happening for entry in shown.context["changes"]] == ["asset.changed"]


def test_a_unit_moves_to_another_customer(world: World, client: Client) -> None:
    client.force_login(world.mei())
    address = page_of(world.asset, "change") + "?customer=C-002"
    given = typed(world, serial="YF-1000", site=world.neighbour_unit.site_id)
    assert client.post(address, given).status_code == 302
    world.asset.refresh_from_db()
    assert world.asset.customer.name == "孙二"
    assert world.asset in queries.search_for(world.mei(), "孙二 1000")


# --- imports ------------------------------------------------------------------------------------


def uploaded(client: Client, content: bytes, *, key: str | None = None) -> object:
    return client.post(
        reverse("assets:upload"),
        {"key": key or str(uuid.uuid4()), "file": SimpleUploadedFile("base.csv", content)},
    )


def test_a_manager_imports_from_upload_to_the_end(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    key = str(uuid.uuid4())
    first = uploaded(client, csv_of([row()]), key=key)
    assert uploaded(client, csv_of([row()]), key=key)["Location"] == first["Location"]  # type: ignore[index]
    batch = Import.objects.get()

    waiting = client.get(reverse("assets:progress", args=[batch.code]))
    assert "every 1s" in waiting.content.decode()
    check.check(batch.pk, at=world.at)
    looked = client.get(reverse("assets:import", args=[batch.code]))
    assert "every 1s" not in looked.content.decode()
    assert reverse("assets:confirm", args=[batch.code]) in looked.content.decode()

    client.post(reverse("assets:confirm", args=[batch.code]))
    load.load(batch.pk, at=world.at)
    done = client.get(reverse("assets:import", args=[batch.code]))
    assert done.context["batch"].state == ImportState.DONE
    assert Asset.objects.filter(serial="SN-1").exists()


def test_bad_rows_are_told_one_by_one_and_can_be_downloaded(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    uploaded(
        client, csv_of([row(产品编号="P-9", 客户名称="=1+1"), row(序列号="SN-2", 省份="月球")])
    )
    batch = Import.objects.get()
    check.check(batch.pk, at=world.at)

    page = client.get(reverse("assets:import", args=[batch.code])).content.decode()
    assert "月球" in page
    assert f"{reverse('products:create')}?code=P-9" in page
    assert reverse("assets:confirm", args=[batch.code]) not in page

    file = client.get(reverse("assets:bad_rows", args=[batch.code])).getvalue().decode("utf-8-sig")
    lines = file.splitlines()
    assert lines[0].startswith("行号,问题,客户编号")
    assert len(lines) == 3
    assert "'=1+1" in lines[1]

    client.post(reverse("assets:confirm", args=[batch.code]))
    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKED


def test_the_list_of_bad_rows_can_be_corrected_and_uploaded(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    uploaded(client, csv_of([row(省份="月球")]))
    batch = Import.objects.get()
    check.check(batch.pk, at=world.at)
    file = client.get(reverse("assets:bad_rows", args=[batch.code])).getvalue()
    uploaded(client, file.replace("月球".encode(), "江苏".encode(), 2))
    mended = Import.objects.latest("pk")
    check.check(mended.pk, at=world.at)
    mended.refresh_from_db()
    assert (mended.rows_new, mended.rows_bad, mended.ignored) == (1, 0, [])


def test_a_file_that_is_no_table_is_refused_on_the_page(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = uploaded(client, b"MZ\x90\x00\x03\x00" * 100)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "file" in answer.context["form"].errors  # type: ignore[attr-defined]


def test_the_template_has_every_column_and_can_be_uploaded(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    answer = client.get(reverse("assets:template"))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [str(cell.value).rstrip(" *") for cell in sheet[1]] == [column.zh for column in COLUMNS]
    assert uploaded(client, answer.content).status_code == 302  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.AUDITOR, 200), (Role.DESK, 404), (Role.CUSTOMER, 404)]
)
def test_who_may_look_on_and_who_may_not_import(
    world: World, client: Client, role: str, reads: int
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    uploaded(client, csv_of([row()]))
    batch = Import.objects.get()
    client.force_login(world.mei(role))
    for name in ("import", "progress", "bad_rows"):
        assert client.get(reverse(f"assets:{name}", args=[batch.code])).status_code == reads
    assert client.get(reverse("assets:imports")).status_code == reads
    assert client.get(reverse("assets:upload")).status_code == 404
    assert client.post(reverse("assets:confirm", args=[batch.code])).status_code == 404


def test_a_stranger_finds_no_import_of_ours(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.MANAGER))
    uploaded(client, csv_of([row()]))
    batch = Import.objects.get()
    client.force_login(world.stranger(Role.MANAGER))
    for name in ("import", "progress", "bad_rows"):
        assert client.get(reverse(f"assets:{name}", args=[batch.code])).status_code == 404
    assert client.post(reverse("assets:confirm", args=[batch.code])).status_code == 404


def test_the_columns_of_a_file_stand_in_the_language_of_the_reader(client, world):
    client.force_login(world.mei(Role.MANAGER))
    chinese = client.get(reverse("assets:upload")).content.decode()
    assert "客户编号" in chinese
    assert "customer number" not in chinese
    english = client.get(reverse("assets:upload"), headers={"Accept-Language": "en"})
    assert "customer number" in english.content.decode()
