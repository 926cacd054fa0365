"""Files of sheets by page and API: where to poll, how far it is, each bad row handed out."""

import asyncio
import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import AsyncClient, AsyncRequestFactory, Client
from django.urls import reverse
from ninja.errors import HttpError
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from sanbao.apps.accounts.access import Role
from sanbao.apps.claims import actions, queries, tasks
from sanbao.apps.claims.actions.bulk import bringing
from sanbao.apps.claims.actions.bulk.bringing import MEGABYTE
from sanbao.apps.claims.api.bringing import body_of
from sanbao.apps.claims.models import Sheet, SheetImport, SheetProblem
from sanbao.rules.moves import Refused
from sanbao.site.api import api
from tests.apps.begun import begun, broken
from tests.apps.world import World

from .test_bulk import PART, lines, row, table
from .test_photo import in_memory as in_memory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper", "in_memory")]
IMPORTS = "/api/repair-sheet-imports"


def text_of(rows: list[list[str]]) -> bytes:
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode()


def rows_of(world: World) -> list[list[str]]:
    return table(
        [
            row(world, "A-1"),
            row(world, "A-2", repaired_on="2026-02-30", signed_on="昨天"),
            row(world, "A-3", fault="=HYPERLINK()", dealer_code="WHO"),
        ]
    )


def brought(
    world: World, *, take: bool = False, told: bytes | None = None, claimed: bytes | None = None
) -> SheetImport:
    sheets = SimpleUploadedFile("单.csv", told or text_of(rows_of(world)))
    of_lines = SimpleUploadedFile("行.csv", claimed) if claimed else None
    given = actions.Brought(sheets, of_lines, take, uuid4())
    by = world.mei(Role.DEALER)
    return actions.bring(given, dealer=world.ours.dealer, by=by, at=world.at)


def worked(code: str, world: World) -> None:
    """What the worker does."""
    actions.carry_out(SheetImport.objects.get(code=code).pk, at=world.at)


def test_over_the_api_parts_are_brought_polled_and_taken_in(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DEALER))
    key, told = uuid4(), lines(PART, ("NONE", "配件", "X", "", "1", "1", ""))
    for _ in range(2):
        files = {
            "sheets": SimpleUploadedFile("s.csv", text_of(rows_of(world))),
            "lines": SimpleUploadedFile("l.csv", text_of(told)),
        }
        answer = client.post(f"{IMPORTS}?key={key}", files)
    assert answer.status_code == 202
    where, code = answer["Location"], answer.json()["code"]
    assert SheetImport.objects.count() == 1
    assert (client.get(where).json()["state"], client.get(where).json()["step"]) == ("waiting", 0)
    worked(code, world)
    found = client.get(where).json()
    assert (found["state"], found["step"], found["steps"]) == ("done", 4, 4)
    assert (found["sheets_total"], found["sheets_new"], found["rows_bad"]) == (3, 1, 3)
    assert not Sheet.objects.exists(), "looked through only"
    bad = client.get(f"{where}/bad-rows", headers={"accept-language": "en"}).json()["items"]
    assert [(one["file"], one["row"], one["field"]) for one in bad] == [
        ("sheets", 3, "repaired_on"),
        ("sheets", 3, "signed_on"),
        ("sheets", 4, "dealer_code"),
        ("lines", 3, "number"),
    ]
    assert (bad[0]["words"], bad[0]["raw"]["repaired_on"]) == ("cannot be read", "2026-02-30")
    assert client.post(f"{where}/take").status_code == 202
    worked(code, world)
    assert [sheet.number for sheet in Sheet.objects.all()] == ["A-1"]
    assert Sheet.objects.get().claimed == 91
    worked(code, world)
    assert client.post(f"{where}/take").json()["sheets_new"] == 1, "once is enough"
    assert [one["code"] for one in client.get(IMPORTS).json()["items"]] == [code]


def test_a_file_may_be_the_body_itself(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DEALER))
    book = Workbook()
    for told in rows_of(world):
        book.active.append(told)
    kept = io.BytesIO()
    book.save(kept)
    for body, kind in (
        (text_of(rows_of(world)), "text/csv"),
        (kept.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        answer = client.post(f"{IMPORTS}?take=true", body, content_type=kind)
        assert answer.status_code == 202
        worked(answer.json()["code"], world)
    first, second = SheetImport.objects.order_by("id")
    assert (first.sheets_new, second.sheets_same, second.rows_bad) == (1, 1, 2)
    answer = client.post(IMPORTS, b"a,b\n1,2\n", content_type="text/csv")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "sheets")
    assert client.post(IMPORTS, b"", content_type="text/csv").status_code == 422
    assert client.post(IMPORTS, {}).status_code == 422


def test_all_bad_rows_are_handed_out_and_may_be_brought_back_mended(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries.bringing, "PIECE", 2)  # of several pieces
    batch = brought(world)
    worked(batch.code, world)
    client.force_login(world.mei(Role.DEALER))
    answer = client.get(reverse("claims:bad_rows", args=[batch.code, "sheets"]))
    content = b"".join(answer.streaming_content)
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [told[:3] for told in found] == [
        ["行号", "列", "问题"],
        ["3", "维修日期；签字日期", "无法识别；无法识别"],
        ["4", "经销商编号", "没有这个经销商，或文件不属于该经销商"],
    ]
    place = found[0].index("故障现象")
    assert found[2][place] == "'=HYPERLINK()"
    english = client.get(
        f"{IMPORTS}/{batch.code}/bad-rows/sheets", headers={"accept-language": "en"}
    )
    assert b"cannot be read" in b"".join(english.streaming_content)
    day = found[0].index("维修日期")
    found[1][day], found[1][found[0].index("签字日期")] = rows_of(world)[1][2], ""
    found[2][found[0].index("经销商编号")] = ""
    again = brought(world, take=True, told=text_of(found))
    worked(again.code, world)
    assert set(Sheet.objects.values_list("number", "fault")) == {
        ("A-2", "不制热"),
        ("A-3", "=HYPERLINK()"),
    }


def bad_rows(client: Client, batch: SheetImport, file: str) -> list[list[str]]:
    answer = client.get(reverse("claims:bad_rows", args=[batch.code, file]))
    content = b"".join(answer.streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_bad_sheet_is_handed_out_with_all_its_lines_and_claims_all_of_them_again(
    world: World, client: Client
) -> None:
    sheets = [row(world, "A-1", repaired_on="2026-02-30"), row(world, "A-2"), row(world, "A-3")]
    told = lines(
        PART,
        ("A-2", *PART[1:]),
        ("A-3", *PART[1:]),
        ("A-2", "人工", "GS", "", "x", "60", ""),
        ("A-1", "运费", "", "寄", "1", "8.05", ""),
    )
    batch = brought(world, take=True, told=text_of(table(sheets)), claimed=text_of(told))
    worked(batch.code, world)
    assert [sheet.number for sheet in Sheet.objects.all()] == ["A-3"]
    client.force_login(world.mei(Role.DEALER))
    page = client.get(reverse("claims:import", args=[batch.code])).content.decode()
    assert reverse("claims:bad_rows", args=[batch.code, "lines"]) in page
    listed = client.get(f"{IMPORTS}/{batch.code}/bad-rows").json()["items"]
    assert [(one["file"], one["row"]) for one in listed] == [
        ("sheets", 2),
        ("sheets", 3),
        ("lines", 5),
    ], "a good line is no bad row"
    of_sheets, of_lines = (bad_rows(client, batch, file) for file in ("sheets", "lines"))
    assert [found[:3] for found in of_lines[1:]] == [
        ["2", "", ""],
        ["3", "", ""],
        ["5", "数量", "无法识别"],
        ["6", "", ""],
    ]
    of_sheets[1][of_sheets[0].index("维修日期")] = row(world, "A-1")["repaired_on"]
    of_lines[3][of_lines[0].index("数量")] = "1"
    again = brought(world, take=True, told=text_of(of_sheets), claimed=text_of(of_lines))
    worked(again.code, world)
    claimed = Sheet.objects.order_by("number").values_list("number", "claimed")
    assert [(number, f"{amount}") for number, amount in claimed] == [
        ("A-1", "99.05"),
        ("A-2", "151.00"),
        ("A-3", "91.00"),
    ]


def test_the_page_shows_what_is_bad_and_takes_the_good_in(world: World, client: Client) -> None:
    client.force_login(world.mei(Role.DEALER))
    file = SimpleUploadedFile("十月.csv", text_of(rows_of(world)))
    sent = {"key": str(uuid4()), "sheets": file}
    page = client.post(reverse("claims:upload"), sent, follow=True).content.decode()
    batch = SheetImport.objects.get()
    assert "every 1s" in page
    worked(batch.code, world)
    page = client.get(reverse("claims:import", args=[batch.code])).content.decode()
    assert "无法识别" in page
    assert reverse("claims:bad_rows", args=[batch.code, "sheets"]) in page
    assert "十月.csv" in client.get(reverse("claims:upload")).content.decode()
    page = client.post(reverse("claims:take_in", args=[batch.code]), follow=True).content.decode()
    assert "every 1s" in page
    worked(batch.code, world)
    page = client.get(reverse("claims:import", args=[batch.code])).content.decode()
    assert "已导入" in page
    assert Sheet.objects.get().number == "A-1"


def test_a_file_is_left_to_the_worker_and_its_page_asks_for_itself(
    world: World, client: Client
) -> None:
    client.force_login(world.mei(Role.DEALER))
    sent = {"key": str(uuid4()), "sheets": SimpleUploadedFile("s.csv", text_of(rows_of(world)))}
    page = client.post(reverse("claims:upload"), sent, follow=True).content.decode()
    assert "every 1s" in page
    batch = SheetImport.objects.get()
    with pytest.raises(Refused):
        actions.take_in(batch, by=world.mei(Role.DEALER), at=world.at)
    actions.give_up(batch.pk)
    assert "中断" in client.get(reverse("claims:import", args=[batch.code])).content.decode()
    worked(batch.code, world)
    assert not SheetProblem.objects.exists(), "given up it is not begun again"


class Killed(BaseException):
    """As of a worker whose machine went off."""


def test_a_small_file_killed_in_between_is_begun_anew_and_ends_told(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = brought(world, take=True)

    def killed(*_given: Any, **_more: Any) -> None:
        raise Killed

    monkeypatch.setattr(bringing, "keep_problems", killed)
    with pytest.raises(Killed):
        tasks.carry_out_import.func(begun(), import_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Sheet.objects.exists()) == ("running", False)
    job = ProcrastinateJob.objects.get(task_name=actions.CARRY_OUT)
    assert job.args == {"import_id": batch.pk}, (
        "however small, it is a job, which is taken up again"
    )
    monkeypatch.undo()
    tasks.carry_out_import.func(begun(1), **job.args)
    batch.refresh_from_db()
    assert (batch.state, batch.sheets_new, Sheet.objects.count()) == ("done", 1, 1)


def test_a_file_that_breaks_by_a_fault_of_ours_is_said_to_have_failed(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = brought(world)
    monkeypatch.setattr(bringing, "keep_problems", broken)
    with pytest.raises(ZeroDivisionError):
        tasks.carry_out_import.func(begun(), import_id=batch.pk)
    client.force_login(world.mei(Role.DEALER))
    answer = client.get(f"{IMPORTS}/{batch.code}", headers={"accept-language": "en"}).json()
    assert (answer["state"], "upload the file again" in answer["problem"]) == ("failed", True)
    assert "中断" in client.get(reverse("claims:import", args=[batch.code])).content.decode()


def test_how_far_it_is_is_told_step_by_step(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    @contextmanager
    def listening(*_where: Any) -> Iterator[Any]:
        yield told.append

    monkeypatch.setattr(bringing, "telling", listening)
    worked(brought(world).code, world)
    assert told == list(range(1, actions.STEPS))


def test_files_too_large_for_one_request_are_refused_and_the_limit_is_said(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = settings.LARGEST_REQUEST // MEGABYTE - queries.FILES_MB_AT_MOST
    assert 0 < room < 8, "what may be brought has to get through the door"
    client.force_login(world.mei(Role.DEALER))
    most = f"{queries.FILES_MB_AT_MOST} MB"
    assert most in client.get(reverse("claims:upload")).content.decode()
    how = api.get_openapi_schema()["paths"][IMPORTS]["post"]["description"]
    assert most in " ".join(how.split())
    half = b"x" * (MEGABYTE // 2 + 1)
    monkeypatch.setattr(bringing, "FILES_MB_AT_MOST", 1)
    files = {name: SimpleUploadedFile("s.csv", half) for name in ("sheets", "lines")}
    page = client.post(reverse("claims:upload"), {"key": str(uuid4()), **files})
    assert (page.status_code, "超过 1 MB" in page.content.decode()) == (422, True)
    for file in files.values():
        file.seek(0)
    assert client.post(IMPORTS, files).json()["errors"][0]["field"] == "sheets"
    assert not SheetImport.objects.exists()


def test_a_body_is_copied_no_further_than_may_be_brought(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "FILES_MB_AT_MOST", 1)
    client.force_login(world.mei(Role.DEALER))
    body = b"x" * (3 * MEGABYTE)
    answer = client.post(f"{IMPORTS}?key={uuid4()}", body, content_type="text/csv")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "超过 1 MB" in answer.json()["detail"]
    assert not SheetImport.objects.exists()
    request = AsyncRequestFactory().post(IMPORTS, body, content_type="text/csv")
    del request.META["CONTENT_LENGTH"]
    with pytest.raises(HttpError), body_of(request):
        pass
    assert len(request.read()) == MEGABYTE, "the rest is left where it is"


@pytest.mark.django_db(transaction=True)
def test_bad_rows_are_streamed_to_an_asgi_server_in_the_readers_language(
    world: World, async_client: AsyncClient
) -> None:
    batch = brought(world)
    worked(batch.code, world)
    async_client.force_login(world.mei(Role.DEALER))

    async def read() -> bytes:
        url = reverse("claims:bad_rows", args=[batch.code, "sheets"])
        answer = await async_client.get(url, headers={"accept-language": "en"})
        assert answer.is_async, "else Django gathers all of it first"
        told = b"".join([piece async for piece in answer])
        await sync_to_async(connections.close_all)()
        return told

    # A browser of another test may keep a loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        told = thread.submit(asyncio.run, read()).result()
    assert "cannot be read" in told.decode()


def test_a_key_of_another_dealer_is_refused(world: World) -> None:
    batch = brought(world)
    given = actions.Brought(
        SimpleUploadedFile("s.csv", text_of(rows_of(world))), None, False, batch.key
    )
    with pytest.raises(Refused):
        actions.bring(given, dealer=world.theirs.dealer, by=world.mei(Role.DEALER), at=world.at)


def test_a_stranger_and_another_dealer_see_nothing_of_it(world: World, client: Client) -> None:
    batch = brought(world)
    worked(batch.code, world)
    assert {user.has_role(Role.DEALER) for user in [world.stranger(Role.DEALER)]} == {True}
    for user in (world.stranger(Role.DEALER), world.stranger(Role.MANAGER)):
        client.force_login(user)
        for place in ("", "/bad-rows", "/bad-rows/sheets"):
            assert client.get(f"{IMPORTS}/{batch.code}{place}").status_code == 404
        assert client.get(reverse("claims:import", args=[batch.code])).status_code == 404
    client.force_login(world.mei(Role.MANAGER))
    assert client.get(reverse("claims:import", args=[batch.code])).status_code == 200
    answer: Any = client.post(reverse("claims:take_in", args=[batch.code]))
    assert answer.status_code == 404
