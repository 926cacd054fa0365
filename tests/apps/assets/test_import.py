"""Importing the installed base: checked whole, then imported whole, twice without a change."""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanbao.apps.accounts.models import Role
from sanbao.apps.accounts.wording import said
from sanbao.apps.assets import queries
from sanbao.apps.assets.actions.imports import check, load, upload
from sanbao.apps.assets.facts.problem import restored
from sanbao.apps.assets.models import Asset, Import, ImportState, Verdict
from sanbao.apps.journal.models import Entry
from sanbao.apps.parties.models import Customer, Site
from sanbao.rules.moves import Refused

from ..world import World
from .sheets import HEADER, csv_of, row, xlsx_of


@pytest.fixture(autouse=True)
def kept_in(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def taken(world: World, content: bytes, *, name: str = "base.csv") -> Import:
    """The file, uploaded and checked."""
    given = upload.Upload(
        SimpleUploadedFile(name, content), world.ours.agreement.pk, key=uuid.uuid4()
    )
    batch = upload.upload(given, at=world.at, by=world.mei(Role.MANAGER))
    check.check(batch.pk, at=world.at)
    batch.refresh_from_db()
    return batch


def imported(world: World, content: bytes) -> Import:
    batch = taken(world, content)
    upload.confirm(batch, at=world.at, by=world.mei(Role.MANAGER))
    load.load(batch.pk, at=world.at)
    batch.refresh_from_db()
    return batch


def complaints(batch: Import) -> list[tuple[int, str, str]]:
    return [
        (line.number, problem["field"], said(restored(problem)))
        for line in batch.rows.filter(verdict=Verdict.BAD).order_by("number")
        for problem in line.problems
    ]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(csv_of([row()]), id="UTF-8"),
        pytest.param(csv_of([row()], encoding="utf-8-sig"), id="UTF-8 with a byte order mark"),
        pytest.param(csv_of([row()], encoding="gb18030"), id="GB18030"),
        pytest.param(xlsx_of([row()]), id="Excel, all text"),
        pytest.param(
            xlsx_of(
                [
                    [
                        *row()[:10],
                        date(2026, 1, 10),
                        date(2026, 2, 1),
                        12000.5,
                    ]
                ]
            ),
            id="Excel with dates and numbers",
        ),
        pytest.param(csv_of([row()]).replace(b'","', b'"\t"'), id="cells parted by tabs"),
    ],
)
def test_a_file_of_any_kind_is_imported(world: World, content: bytes) -> None:
    batch = imported(world, content)

    assert (batch.state, batch.rows_new, batch.rows_bad) == (ImportState.DONE, 1, 0)
    asset = Asset.objects.get(provider=world.provider, serial="SN-1")
    assert (asset.customer.name, asset.customer.phone) == ("大河水泥厂", "13700000001")
    assert (asset.site.province, asset.site.city, asset.site.area) == ("江苏", "南京", "city")
    assert (asset.delivered_on, asset.accepted_on) == (date(2026, 1, 10), date(2026, 2, 1))
    assert asset.price == Decimal("12000.50")
    assert asset.agreement == world.ours.agreement
    assert asset in queries.search_for(world.mei(), "大河 一号线")


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    content = csv_of([row(), row(序列号="SN-2"), row(序列号="SN-3", 安装地点="")])
    imported(world, content)
    before = list(Asset.objects.order_by("pk").values())
    sites = list(Site.objects.order_by("pk").values())

    again = imported(world, content)

    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 3)
    assert list(Asset.objects.order_by("pk").values()) == before
    assert list(Site.objects.order_by("pk").values()) == sites


def test_a_changed_row_changes_only_what_it_says(world: World) -> None:
    imported(world, csv_of([row()]))

    batch = imported(world, csv_of([row(验收日期="", 价格="9000", 客户名称="大河集团")]))

    assert (batch.rows_new, batch.rows_changed) == (0, 1)
    asset = Asset.objects.get(serial="SN-1")
    assert asset.price == Decimal("9000.00")
    assert asset.accepted_on == date(2026, 2, 1)
    assert asset.customer.name == "大河集团"


def test_other_units_of_a_renamed_customer_are_found_by_the_new_name(world: World) -> None:
    imported(world, csv_of([row(), row(序列号="SN-2")]))

    imported(world, csv_of([row(客户名称="长河集团")]))

    found = {asset.serial for asset in queries.search_for(world.mei(), "长河集团")}
    assert found == {"SN-1", "SN-2"}
    assert queries.search_for(world.mei(), "大河水泥") == []


@pytest.mark.parametrize(
    ("cells", "field", "says"),
    [
        pytest.param({"产品编号": "P-9"}, "product_code", "P-9", id="an unknown product"),
        pytest.param({"产品编号": ""}, "product_code", "", id="no product"),
        pytest.param({"序列号": ""}, "serial", "", id="no serial number"),
        pytest.param({"客户编号": ""}, "customer_code", "", id="no customer number"),
        pytest.param({"序列号": "YF-1000"}, "serial", "C-001", id="another customer's unit"),
        pytest.param({"省份": "江苏人"}, "province", "江苏人", id="no such province"),
        pytest.param({"市区/县": "村"}, "area", "村", id="neither city nor county"),
        pytest.param({"客户类型": "鬼"}, "customer_kind", "鬼", id="no such kind"),
        pytest.param({"验收日期": "昨天"}, "accepted_on", "昨天", id="not a date"),
        pytest.param({"验收日期": "2026-02-30"}, "accepted_on", "2026-02-30", id="no such day"),
        pytest.param({"验收日期": "2099-01-01"}, "accepted_on", "2099-01-01", id="in the future"),
        pytest.param(
            {"验收日期": "2026-01-09"}, "accepted_on", "2026-01-10", id="end before start"
        ),
        pytest.param({"价格": "十元"}, "price", "十元", id="not a price"),
        pytest.param({"价格": "-1"}, "price", "-1", id="less than nothing"),
        pytest.param({"序列号": "9" * 61}, "serial", "60", id="too long"),
        pytest.param({"序列号": "1.23E+17"}, "serial", "", id="a number that Excel rounded"),
    ],
)
def test_a_bad_row_says_what_is_wrong(
    world: World, cells: dict[str, str], field: str, says: str
) -> None:
    batch = taken(world, csv_of([row(**cells)]))

    assert (batch.state, batch.rows_bad) == (ImportState.CHECKED, 1)
    [(number, named, sentence)] = complaints(batch)
    assert (number, named) == (2, field)
    assert says in sentence


def test_rows_that_contradict_each_other_are_bad(world: World) -> None:
    rows = [
        row(),
        row(),
        row(序列号="SN-2", 客户名称="小河水泥厂"),
        row(序列号="SN-3", 省份="浙江"),
    ]
    batch = taken(world, csv_of(rows))

    assert [(number, field) for number, field, _ in complaints(batch)] == [
        (3, "serial"),
        (4, "customer_name"),
        (5, "province"),
    ]


def test_days_are_checked_against_those_on_record(world: World) -> None:
    imported(world, csv_of([row()]))

    batch = taken(world, csv_of([row(交货日期="", 验收日期="2026-01-09")]))

    assert [field for _, field, _ in complaints(batch)] == ["accepted_on"]


def test_nothing_is_imported_while_a_row_is_bad(world: World) -> None:
    batch = taken(world, csv_of([row(), row(序列号="SN-2", 产品编号="P-9")]))

    with pytest.raises(Refused):
        upload.confirm(batch, at=world.at, by=world.mei(Role.MANAGER))

    load.load(batch.pk, at=world.at)
    assert not Asset.objects.filter(serial="SN-1").exists()


def test_what_changed_since_the_check_imports_nothing(world: World) -> None:
    rows = [row(序列号=f"SN-{n}") for n in range(3)]
    batch = taken(world, csv_of(rows))
    upload.confirm(batch, at=world.at, by=world.mei(Role.MANAGER))
    world.neighbour_unit.serial = "SN-2"
    world.neighbour_unit.save()

    load.load(batch.pk, at=world.at)

    batch.refresh_from_db()
    assert batch.state == ImportState.CHECKING
    assert not Asset.objects.filter(serial="SN-0").exists()
    check.check(batch.pk, at=world.at)
    assert [number for number, _, _ in complaints(batch)] == [4]


def test_a_second_click_uploads_and_confirms_once(world: World) -> None:
    given = upload.Upload(SimpleUploadedFile("a.csv", csv_of([row()])), None, key=uuid.uuid4())
    manager = world.mei(Role.MANAGER)
    first = upload.upload(given, at=world.at, by=manager)
    assert upload.upload(given, at=world.at, by=manager) == first

    check.check(first.pk, at=world.at)
    upload.confirm(first, at=world.at, by=manager)
    upload.confirm(first, at=world.at, by=manager)
    assert Entry.objects.filter(happening="import.confirmed").count() == 1


def test_a_job_that_runs_twice_changes_nothing_the_second_time(world: World) -> None:
    batch = imported(world, csv_of([row()]))
    Asset.objects.filter(serial="SN-1").update(price=Decimal("1.00"))

    check.check(batch.pk, at=world.at)
    load.load(batch.pk, at=world.at)

    batch.refresh_from_db()
    assert batch.state == ImportState.DONE
    assert Asset.objects.get(serial="SN-1").price == Decimal("1.00")
    assert Entry.objects.filter(happening="import.done").count() == 1


def test_a_check_that_died_half_way_begins_anew(world: World, monkeypatch: object) -> None:
    monkeypatch.setattr(check, "CHUNK", 2)  # type: ignore[attr-defined]
    batch = taken(world, csv_of([row(序列号=f"SN-{n}") for n in range(5)]))
    # As the dead worker left it: some rows judged, the state as it was.
    Import.objects.filter(pk=batch.pk).update(state=ImportState.CHECKING, rows_done=2, rows_new=2)
    batch.rows.filter(number__gt=3).delete()

    check.check(batch.pk, at=world.at)

    batch.refresh_from_db()
    assert (batch.state, batch.rows_new, batch.rows_done) == (ImportState.CHECKED, 5, 5)
    assert batch.rows.count() == 5


def test_an_attempt_given_up_for_dead_stops_when_it_wakes(world: World) -> None:
    batch = taken(world, csv_of([row()]))
    Import.objects.filter(pk=batch.pk).update(state=ImportState.CHECKING)
    sleeper = check.begin(batch.pk)
    assert sleeper is not None
    check.check(batch.pk, at=world.at)

    with pytest.raises(check.NotMyTurn):
        check.read_through(sleeper, on=world.on)
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (ImportState.CHECKED, 1)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("a.xlsx", b"MZ\x90\x00\x03\x00\x00\x00" * 50, "Excel", id="a renamed .exe"),
        pytest.param("a.csv", b"", "空", id="empty"),
        pytest.param("a.xlsx", b"PK\x03\x04 and no more", "损坏", id="a damaged zip"),
        pytest.param("a.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "xlsx", id="the old format"),
        pytest.param("a.csv", b"a,b\r\n1,2\r\n", "客户编号", id="other columns"),
        pytest.param("a.csv", csv_of([], header=["x"] * 5000), "100", id="a huge header"),
        pytest.param("a.xlsx", xlsx_of([], header=["x"] * 5000), "100", id="a huge Excel header"),
        pytest.param(
            "a.csv", csv_of([], header=[*HEADER, "序列号"]), "序列号", id="a column twice"
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_at_the_door(
    world: World, name: str, content: bytes, says: str
) -> None:
    given = upload.Upload(SimpleUploadedFile(name, content), None, key=uuid.uuid4())

    with pytest.raises(Refused) as refused:
        upload.upload(given, at=world.at, by=world.mei(Role.MANAGER))

    assert refused.value.field == "file"
    assert says in said(refused.value.message)
    assert not Import.objects.exists()


@pytest.mark.parametrize("content", [csv_of([]), xlsx_of([])])
def test_a_header_without_rows_fails_with_a_reason(world: World, content: bytes) -> None:
    batch = taken(world, content)
    assert batch.state == ImportState.FAILED
    assert batch.problem["msgid"] == "there is no row below the header"


def test_columns_that_mean_nothing_are_named(world: World) -> None:
    lines = [[*row(), "蓝色"]]
    batch = taken(world, csv_of(lines, header=[*HEADER, "颜色"]))
    assert batch.ignored == ["颜色"]
    assert batch.rows_bad == 0


def test_ten_thousand_rows_go_in_at_once(
    world: World, django_assert_max_num_queries: object
) -> None:
    rows = [
        row(客户编号=f"K-{n // 4}", 序列号=f"SN-{n:05d}", 安装地点=f"{n % 3} 号线")
        for n in range(10_000)
    ]
    content = xlsx_of(rows)

    # Twenty chunks of a dozen statements each, and no row-by-row loop.
    with django_assert_max_num_queries(500):  # type: ignore[operator]
        batch = imported(world, content)

    assert (batch.state, batch.rows_new, batch.rows_done) == (ImportState.DONE, 10_000, 10_000)
    assert Asset.objects.filter(provider=world.provider, serial__startswith="SN-").count() == 10_000
    assert Customer.objects.filter(code__startswith="K-").count() == 2500


def test_a_day_ahead_in_china_is_not_the_future(world: World) -> None:
    tomorrow = world.on + timedelta(days=1)
    batch = taken(world, csv_of([row(验收日期=world.on.isoformat())]))
    assert batch.rows_bad == 0
    batch = taken(world, csv_of([row(验收日期=tomorrow.isoformat())]))
    assert batch.rows_bad == 1
