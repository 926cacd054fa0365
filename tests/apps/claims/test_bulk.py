"""Many sheets at once: each bad row named, good ones in whole, the same file twice nothing more."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements.models import Version
from sanbao.apps.assets.models import Asset
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.actions.bulk import import_sheets, judging, look_through
from sanbao.apps.claims.facts.reasons import REASONS
from sanbao.apps.claims.models import Sheet, SheetImport, SheetLine
from sanbao.apps.products.queries import SheetError
from tests.apps.world import World

from .sheets import handed_in, paper_with, repaired_on

pytestmark = pytest.mark.django_db
LINES = ["number", "item", "code", "name", "quantity", "unit_price", "old_part_returned"]


def row(world: World, number: str, **changed: str) -> dict[str, str]:
    day = f"{repaired_on(world)}"
    whole = {
        "dealer_code": world.ours.dealer.code,
        "number": number,
        "repaired_on": day,
        "serial": world.asset.serial,
        "product_code": "P-1",
        "customer_name": "钱一",
        "customer_phone": "13900001111",
        "repairer": "王师傅",
        "fault": "不制热",
        "cause": "断路",
        "measure": "更换",
        "signer_name": "钱一",
        "signed_on": day,
        "confirmer": "李店长",
        "confirmed_on": day,
    }
    return whole | changed


def table(rows: Sequence[dict[str, str]]) -> list[list[str]]:
    heading = list(rows[0])
    return [heading, *([told[name] for name in heading] for told in rows)]


def lines(*rows: tuple[str, ...]) -> list[list[str]]:
    return [LINES, *(list(told) for told in rows)]


def take(world: World, sheets: Any, told: Any = None) -> actions.Imported:
    return import_sheets(
        sheets,
        lines() if told is None else told,
        provider=world.provider,
        dealer=world.ours.dealer,
        by=world.mei(Role.DEALER),
        at=world.at,
    )


def problems() -> list[tuple[str, int, str]]:
    """File, row and field of what was bad in the last file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, place, field FROM problem ORDER BY file DESC, place, field")
        return list(cursor.fetchall())


PART = ("A-1", "配件", "LC-30", "传感器", "2", "45.5", "是")


@pytest.mark.usefixtures("paper")
def test_good_sheets_come_in_whole_and_the_same_file_changes_nothing(world: World) -> None:
    sheets = table([row(world, "A-1"), row(world, "A-2", confirmer="", cause="")])
    told = lines(
        PART, ("A-1", "人工", "GS", "", "1", "60", ""), ("A-2", "运费", "", "寄", "1", "8", "")
    )
    found = take(world, sheets, told)
    assert (found.total, found.new, found.bad) == (2, 2, 0)
    first, second = Sheet.objects.order_by("number")
    assert (first.state, first.confirmer, first.asset) == ("confirmed", "李店长", world.asset)
    assert (f"{first.claimed}", f"{second.claimed}") == ("151.00", "8.00")
    assert (second.state, second.code) == ("drafted", first.code[:-1] + "2")
    assert list(first.lines.order_by("place").values_list("item", "name")) == [
        ("parts", "传感器"),
        ("labour", "GS"),
    ]
    before = list(Sheet.objects.values()), list(SheetLine.objects.values())
    again = take(world, sheets, told)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    assert (list(Sheet.objects.values()), list(SheetLine.objects.values())) == before


@pytest.mark.usefixtures("paper")
def test_mended_it_is_changed_but_not_once_it_is_handed_in(world: World) -> None:
    take(world, table([row(world, "A-1", confirmer="")]), lines(PART))
    found = take(world, table([row(world, "A-1")]), lines(PART, PART))
    assert found.changed == 1
    sheet = Sheet.objects.get()
    assert (sheet.state, sheet.lines.count()) == ("confirmed", 2)
    handed_in(world)
    found = take(world, table([row(world, "A-1", fault="别的")]), lines(PART))
    assert (found.changed, found.bad) == (0, 1)
    assert problems() == [("sheets", 2, "number")]
    sheet.refresh_from_db()
    assert (sheet.state, sheet.fault) == ("submitted", "不制热")


@pytest.mark.usefixtures("paper")
def test_each_bad_row_is_named_with_its_field_and_does_not_stop_a_good_one(world: World) -> None:
    bad = [
        row(world, "B-1", repaired_on="2026-02-30"),
        row(world, "B-2", repaired_on="2999-01-01"),
        row(world, "B-3", dealer_code="WHO"),
        row(world, ""),
        row(world, "B-5", signed_on="昨天"),
        row(world, "B-6", confirmer="王师傅"),
        row(world, "B-7", repaired_on="2001-01-01"),
        row(world, "B-8", fault="长" * 401),
        row(world, "GOOD"),
        row(world, "GOOD"),
        row(world, "B-11"),
    ]
    told = lines(
        ("GOOD", "parts", "X", "", "1", "1", ""),
        ("B-11", "parts", "X", "", "0", "1", ""),
        ("B-11", "礼品", "", "", "x", "-1", "也许"),
        ("NONE", "parts", "X", "", "1", "1", ""),
    )
    found = take(world, table(bad), told)
    assert set(problems()) == {
        ("sheets", 2, "repaired_on"),
        ("sheets", 3, "repaired_on"),
        ("sheets", 4, "dealer_code"),
        ("sheets", 5, "number"),
        ("sheets", 6, "signed_on"),
        ("sheets", 7, "confirmer"),
        ("sheets", 8, "repaired_on"),
        ("sheets", 9, "fault"),
        ("sheets", 11, "number"),
        ("sheets", 12, ""),
        ("lines", 3, "quantity"),
        ("lines", 4, "item"),
        ("lines", 4, "name"),
        ("lines", 4, "quantity"),
        ("lines", 4, "unit_price"),
        ("lines", 4, "old_part_returned"),
        ("lines", 5, "number"),
    }
    assert [sheet.number for sheet in Sheet.objects.all()] == ["GOOD"]
    assert found.bad == 11


@pytest.mark.usefixtures("paper")
def test_looking_through_takes_nothing_in(world: World) -> None:
    sheets = table([row(world, "A-1"), row(world, "A-2", repaired_on="x")])
    found = look_through(sheets, provider=world.provider, at=world.at)
    assert (found.new, problems()) == (1, [("sheets", 3, "repaired_on")])
    assert not Sheet.objects.exists()


@pytest.mark.usefixtures("paper")
def test_an_open_file_of_csv_is_copied_as_it_is(world: World) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(table([row(world, "A-1", fault='漏水, "很多"'), row(world, "A-2")]))
    file = io.BytesIO(text.getvalue().encode("utf-8-sig"))
    assert take(world, file).new == 2
    assert Sheet.objects.get(number="A-1").fault == '漏水, "很多"'
    with pytest.raises(SheetError):
        take(world, io.BytesIO(b"number,repaired_on\na,b,c\n"))
    with pytest.raises(SheetError):
        take(world, [["别的", "表"]])


def test_a_dealer_takes_in_nothing_for_another(world: World, paper: Version) -> None:
    found = take(world, table([row(world, "A-1", dealer_code="D-9")]))
    assert (found.new, problems()) == (0, [("sheets", 2, "dealer_code")])
    found = take(world, table([row(world, "A-1", dealer_code="")]))
    assert found.new == 1


@pytest.mark.usefixtures("paper")
def test_a_line_of_no_dealer_or_no_number_is_bad_and_its_sheet_does_not_come_in_short(
    world: World,
) -> None:
    heading = [*LINES, "dealer_code"]
    told = [heading, [*PART, ""], ["A-1", "人工", "GS", "", "1", "60", "", "WHO"]]
    found = take(world, table([row(world, "A-1"), row(world, "A-2")]), told)
    assert (found.new, found.bad) == (1, 2)
    assert problems() == [("sheets", 2, ""), ("lines", 3, "dealer_code")]
    told = [heading, [*PART, world.ours.dealer.code], ["", *PART[1:], world.ours.dealer.code]]
    told.append(["A-1", *PART[1:], "WHO"])
    sheets = table([row(world, "A-1")])
    found = look_through(sheets, told, provider=world.provider, at=world.at)
    assert (found.new, found.bad) == (1, 2), "whose line it is nobody can tell in a file of all"
    assert problems() == [("lines", 3, "number"), ("lines", 4, "dealer_code")]


@pytest.mark.usefixtures("paper")
def test_the_same_sheets_in_another_order_change_nothing(world: World) -> None:
    rows = [row(world, "A-1"), row(world, "A-2")]
    take(world, table(rows))
    assert take(world, table(rows[::-1])).same == 2


@pytest.mark.usefixtures("paper")
def test_a_file_does_not_confirm_ones_own_repair_nor_before_it(world: World) -> None:
    me, day = world.mei(Role.DEALER), repaired_on(world)
    take(world, table([row(world, "A-4", confirmer="")]))
    Sheet.objects.update(repaired_by=me)
    rows = [
        row(world, "A-1", repairer=str(me)),
        row(world, "A-2", confirmed_on=f"{day - timedelta(days=1)}"),
        row(world, "A-3", confirmed_on="2999-01-01"),
        row(world, "A-4"),
    ]
    take(world, table(rows))
    assert problems() == [
        ("sheets", 2, "confirmer"),
        ("sheets", 3, "confirmed_on"),
        ("sheets", 4, "confirmed_on"),
        ("sheets", 5, "confirmer"),
    ]


@pytest.mark.usefixtures("paper")
def test_an_amount_that_does_not_fit_is_named_and_stops_nothing(world: World) -> None:
    much = "9999999999"
    told = lines(
        ("A-1", "parts", "X", "", "101", much, ""),
        *[("A-2", "parts", "X", "", "60", much, "")] * 2,
    )
    found = take(world, table([row(world, "A-1"), row(world, "A-2"), row(world, "A-3")]), told)
    assert set(problems()) == {
        ("lines", 2, "unit_price"),
        ("sheets", 2, ""),
        ("sheets", 3, ""),
    }
    assert found.new == 1


days = st.integers(min_value=-3, max_value=3)
flags = st.booleans()


@given(
    empty=st.sets(
        st.sampled_from(["serial", "fault", "repairer", "signer_name", "customer_phone"])
    ),
    is_signed=flags,
    has_voucher=flags,
    material=flags,
    back=flags,
    parts=st.integers(min_value=0, max_value=2),
    past=days,
    is_sold=flags,
)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_sql_and_rules_agree_on_what_is_complete(
    world: World,
    empty: set[str],
    is_signed: bool,
    has_voucher: bool,
    material: bool,
    back: bool,
    parts: int,
    past: int,
    is_sold: bool,
) -> None:
    """The twin of `rules.sheet.lacks` in SQL, on the agreement that asks for everything."""
    if not Version.objects.filter(agreement__dealer=world.ours.dealer).exists():
        paper_with(world.ours, world, "tablet-dealer")
    Sheet.objects.all().delete() if not SheetLine.objects.all().delete() else None
    Sheet.objects.all().delete()
    start = year_before(repaired_on(world)) + timedelta(days=past)
    Asset.objects.filter(pk=world.asset.pk).update(
        made_on=start, sold_on=start if is_sold else None, delivered_on=None, picked_up_on=None
    )
    given_row = row(world, "A-1", has_voucher="是" if has_voucher else "")
    given_row |= dict.fromkeys(empty, "")
    given_row |= {} if is_signed else {"signed_on": ""}
    given_row["material_returned"] = "1" if material else "0"
    told = [("A-1", "parts", f"P{n}", "", "1", "1", "是" if back else "") for n in range(parts)]
    take(world, table([given_row]), lines(*told))
    sheet = Sheet.objects.select_related("asset", "version__agreement", "authorisation").get()
    missing = queries.lacking(sheet, list(sheet.lines.all()))
    assert (sheet.state == "confirmed") == (missing == {}), missing


def year_before(day: date) -> date:
    return day.replace(year=day.year - 1)


@pytest.mark.usefixtures("paper")
def test_a_dealer_has_his_files_looked_through_and_then_taken_in(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.DEALER))
    text = io.StringIO()
    csv.writer(text).writerows(
        table([row(world, "A-1"), row(world, "A-2", repaired_on="2026-02-30")])
    )

    def sent(**more: str) -> str:
        file = SimpleUploadedFile("单.csv", text.getvalue().encode("gb18030"))
        given = {"key": str(uuid4()), "sheets": file, **more}
        answer = client.post(reverse("claims:upload"), given, follow=True)
        assert answer.status_code == 200
        batch = SheetImport.objects.latest("id")
        actions.carry_out(batch.pk, at=world.at)
        return client.get(reverse("claims:import", args=[batch.code])).content.decode()

    page = sent()
    assert "维修日期" in page
    assert "无法识别" in page
    assert not Sheet.objects.exists()
    sent(take="on")
    assert [sheet.number for sheet in Sheet.objects.all()] == ["A-1"]
    no_table = {"key": str(uuid4()), "sheets": SimpleUploadedFile("x.csv", b"a,b")}
    bad = client.post(reverse("claims:upload"), no_table)
    assert bad.status_code == 422


def test_every_check_has_its_words() -> None:
    for checks in (judging.SHEET_CHECKS, judging.LINE_CHECKS, judging.too_long("s")):
        assert {reason for _condition, _field, reason in checks} <= set(REASONS)
