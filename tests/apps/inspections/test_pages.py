"""The pages of the rounds: plan, inspect on the phone, sign, and what the office makes of it."""

import base64
import io
import json
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk.models import Case
from sanbao.apps.inspections import actions, queries, tasks
from sanbao.apps.inspections.models import LatentFault, Opinion, Round
from sanbao.apps.inspections.queries import paper as printed
from sanbao.apps.journal.models import Entry
from sanbao.apps.obligations.models import Obligation
from tests.apps.inspections.conftest import CHECKLIST, FEEDBACK, Trip, certified_designer, owe
from tests.apps.visits.conftest import drawn
from tests.apps.world import CHINA, World, engineer, unit

ROOT = Path(__file__).resolve().parents[3]
BUDGETS: dict[str, int] = json.loads((ROOT / "tests/query_budgets.json").read_text())
SIGNATURE = "data:image/png;base64," + base64.b64encode(drawn().read()).decode()


def signed_in(client: Client, trip: Trip, role: str) -> Client:
    client.force_login(trip.world.mei(role))
    return client


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(out, "JPEG")
    return SimpleUploadedFile("隐患.jpg", out.getvalue())


def url(trip: Trip, name: str, *more: object) -> str:
    return reverse(f"inspections:{name}", args=[trip.row.code, *more])


def test_the_dispatcher_plans_moves_and_the_desk_tells(client: Client, trip: Trip) -> None:
    signed_in(client, trip, Role.DISPATCHER)
    form = {"on": f"{trip.world.on}", "lead": trip.world.expired.pk}
    refused = client.post(url(trip, "plan"), form)
    assert refused.status_code == 422
    assert "到期" in refused.content.decode()
    form["lead"] = trip.engineer.pk
    assert client.post(url(trip, "plan"), form).status_code == 302
    signed_in(client, trip, Role.DESK)
    assert client.post(url(trip, "notify"), {"whom": "卫工"}).status_code == 302
    row = Round.objects.get()
    assert (row.state, row.notified_whom) == ("planned", "卫工")
    assert client.post(url(trip, "plan"), form).status_code == 404


def test_the_list_shows_what_is_to_be_planned_first(client: Client, trip: Trip) -> None:
    signed_in(client, trip, Role.MANAGER)
    page = client.get(reverse("inspections:list")).content.decode()
    assert "待安排" in page
    assert trip.row.code in page
    narrowed = {"state": "proposed", "week": f"{trip.row.week_on}"}
    assert trip.row.code in client.get(reverse("inspections:list"), narrowed).content.decode()
    other = {"state": "done"}
    assert trip.row.code not in client.get(reverse("inspections:list"), other).content.decode()


def test_more_is_proposed_by_who_plans_only(client: Client, trip: Trip) -> None:
    owe(trip.world, "YF-3000", days=10)
    signed_in(client, trip, Role.DESK)
    assert client.post(reverse("inspections:list")).status_code == 404
    assert Round.objects.count() == 1
    signed_in(client, trip, Role.DISPATCHER)
    assert client.post(reverse("inspections:list")).status_code == 302
    assert Round.objects.count() == 2


def test_an_inspector_walks_a_round_on_the_phone(client: Client, trip: Trip) -> None:
    trip.plan()
    signed_in(client, trip, Role.ENGINEER)
    assert trip.row.code in client.get(reverse("inspections:today")).content.decode()
    pk = trip.unit.pk
    assert client.post(url(trip, "checklist", pk), CHECKLIST).status_code == 422
    client.post(url(trip, "start"))
    missing = {**CHECKLIST, "result": "", "key": uuid4()}
    answer = client.post(url(trip, "checklist", pk), missing)
    assert answer.status_code == 422
    assert "空载 0.02 kg" in answer.content.decode()
    problem = {**CHECKLIST, "result": "problem", "key": uuid4()}
    answer = client.post(url(trip, "checklist", pk), problem)
    assert answer["Location"] == url(trip, "fault", pk)
    fault = {"key": uuid4(), "found": "端子过热", "outcome": "ordered", "measured": "86 ℃"}
    assert client.post(url(trip, "fault", pk), fault).status_code == 302
    opinion = {"key": uuid4(), "said_by": "老周", "words": "润滑点太低，够不着"}
    assert client.post(url(trip, "opinion", pk), opinion).status_code == 302
    unsigned = {**FEEDBACK, "key": uuid4(), "signer_name": "卫工", "signature": ""}
    refused = client.post(url(trip, "sign"), {**unsigned, "remarks": "讲得清楚"})
    assert refused.status_code == 422
    assert "讲得清楚" in refused.content.decode()
    assert client.post(url(trip, "sign"), {**unsigned, "signature": SIGNATURE}).status_code == 302
    assert Round.objects.get().state == "done"
    assert Obligation.objects.get(what="inspected").state == "met"
    case = Case.objects.get()
    signed_in(client, trip, Role.DESK)
    page = client.get(reverse("desk:case", args=[case.code])).content.decode()
    assert url(trip, "round") in page
    assert "86 ℃" in page
    assert case.code in client.get(url(trip, "round")).content.decode()
    signed_in(client, trip, Role.QUALITY)
    page = client.get(reverse("inspections:opinions")).content.decode()
    assert "润滑点太低，够不着" in page
    assert "老周" in page


def test_a_photo_that_is_refused_leaves_the_page_of_the_round(client: Client, trip: Trip) -> None:
    trip.started()
    signed_in(client, trip, Role.ENGINEER)
    for sent in ({}, {"photo": SimpleUploadedFile("a.jpg", b"no picture")}):
        answer = client.post(url(trip, "photo"), {"key": uuid4(), **sent})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'id="units"' in page
        assert "text-danger" in page.split('id="photos"')[1]
    part = client.post(url(trip, "photo"), {}, headers={"HX-Request": "true"})
    assert part.status_code == 422
    assert 'id="units"' not in part.content.decode()
    Round.objects.update(state="planned")
    answer = client.post(url(trip, "photo"), {"key": uuid4(), "photo": photo()})
    assert answer.status_code == 422
    assert "巡检还没开始，或者已经结束" in answer.content.decode()


def test_what_was_found_is_shown_by_photos_on_page_and_report(client: Client, trip: Trip) -> None:
    trip.checked(result="problem")
    fault = trip.found()
    page = url(trip, "fault_photo", fault.pk)
    signed_in(client, trip, Role.ENGINEER)
    assert page in client.get(url(trip, "round")).content.decode()
    for wrong in ({}, {"photo": SimpleUploadedFile("a.jpg", b"no picture")}):
        answer = client.post(page, {"key": uuid4(), **wrong})
        assert answer.status_code == 422
        assert "text-danger" in answer.content.decode()
    key = uuid4()
    for _again in range(2):
        assert client.post(page, {"key": key, "photo": photo()})["Location"] == page
    assert client.post(url(trip, "photo"), {"key": uuid4(), "photo": photo()}).status_code == 302
    taken = fault.photos.get()
    small = reverse("thumbnail", args=[taken.key])
    assert small in client.get(page).content.decode()
    assert queries.photos_of(trip.row).count() == 2
    answer = client.get(f"/api/inspections/{trip.row.code}").json()
    assert answer["units"][0]["faults"][0]["photos"] == [str(key)]
    signing = trip.signing(nobody_spoke=True)
    given = {"key": uuid4(), "by": trip.engineer, "at": trip.later(30)}
    actions.sign(Round.objects.get(), signing, FEEDBACK, **given)
    assert client.post(page, {"key": uuid4(), "photo": photo()}).status_code == 422
    paper = queries.paper_of(Round.objects.get())
    shown = f"{trip.unit.asset.serial} {fault.found}"
    assert paper.text["photos"] == [["photo-01.jpg", shown], ["photo-02.jpg", ""]]
    assert tasks.printed(paper).startswith(b"%PDF")
    for reader in (trip.world.mei(Role.DESK), trip.world.mei(Role.CUSTOMER)):
        client.force_login(reader)
        assert small in client.get(url(trip, "round")).content.decode()
        assert client.get(small).status_code == 200
        assert client.post(page, {"key": uuid4(), "photo": photo()}).status_code == 404
    client.force_login(trip.world.stranger(Role.MANAGER))
    assert client.get(page).status_code == 404
    assert client.get(small).status_code == 404


def test_photos_of_faults_come_first_where_the_report_has_no_room_for_all(
    client: Client, trip: Trip, monkeypatch: pytest.MonkeyPatch
) -> None:
    trip.checked(result="problem")
    signed_in(client, trip, Role.ENGINEER)
    assert client.post(url(trip, "photo"), {"key": uuid4(), "photo": photo()}).status_code == 302
    first, second, key = trip.found(), trip.found("removed", done="重新压接"), uuid4()
    second.found = "润滑不足"
    second.save(update_fields=["found"])
    for fault in (first, second, second):
        sent = {"key": key, "photo": photo()}
        assert client.post(url(trip, "fault_photo", fault.pk), sent).status_code == 302
    monkeypatch.setattr(printed, "MOST_PHOTOS", 1)
    paper = queries.paper_of(Round.objects.get())
    serial = trip.unit.asset.serial
    both = f"{serial} {first.found}；{serial} {second.found}"
    assert paper.text["photos"] == [["photo-01.jpg", both]]
    assert list(paper.pictures) == ["photo-01.jpg"]


def test_a_photo_and_the_link_to_take_one_say_which_fault(client: Client, trip: Trip) -> None:
    trip.checked(result="problem")
    fault = trip.found()
    signed_in(client, trip, Role.ENGINEER)
    page = url(trip, "fault_photo", fault.pk)
    assert client.post(page, {"key": uuid4(), "photo": photo()}).status_code == 302
    shown = client.get(url(trip, "round")).content.decode().split('id="units"')[1]
    assert f'alt="{fault.found}"' in shown
    assert f'aria-label="拍照：{fault.found}"' in shown
    fault.photos.clear()
    client.force_login(trip.world.mei(Role.DESK))
    shown = client.get(url(trip, "round")).content.decode().split('id="units"')[1]
    assert "gap-2 mt-1" not in shown.split("</section>")[0]


def test_a_round_says_until_the_end_of_which_day_an_inspection_is_owed(
    client: Client, trip: Trip
) -> None:
    row = Obligation.objects.get(what="inspected")
    assert row.due_at is not None
    day = row.due_at.astimezone(CHINA).date() - timedelta(days=1)
    row.due_at = datetime.combine(day + timedelta(days=1), time(), CHINA)
    row.save(update_fields=["due_at"])
    signed_in(client, trip, Role.DISPATCHER)
    assert f"{day} 24:00" in client.get(url(trip, "round")).content.decode()


def test_the_api_takes_a_photo_of_what_was_found(client: Client, trip: Trip) -> None:
    trip.checked(result="problem")
    fault, key = trip.found(), uuid4()
    api = f"/api/inspections/{trip.row.code}/faults/{fault.pk}/photos"
    other = engineer(trip.world.ours, "other", until=trip.world.on)
    for nobody in (other, trip.world.mei(Role.DESK), trip.world.stranger(Role.MANAGER)):
        client.force_login(nobody)
        assert client.post(api, {"key": key, "file": photo()}).status_code == 404
    signed_in(client, trip, Role.ENGINEER)
    for _again in range(2):
        answer = client.post(api, {"key": key, "file": photo()})
        assert answer.status_code == 201
    assert answer.json()["units"][0]["faults"][0]["photos"] == [str(key)]
    elsewhere = f"/api/inspections/{trip.row.code}/faults/0/photos"
    assert client.post(elsewhere, {"key": uuid4(), "file": photo()}).status_code == 404
    assert fault.photos.count() == 1
    # The same photo of another fault, too: which it shows is told once for each.
    other_fault = trip.found("removed", done="重新压接")
    for _again in range(2):
        also = api.replace(f"/{fault.pk}/", f"/{other_fault.pk}/")
        assert client.post(also, {"key": key, "file": photo()}).status_code == 201
    told = Entry.objects.filter(happening="round.fault_photographed").order_by("pk")
    assert [one.details["fault"] for one in told] == [f"{fault.key}", f"{other_fault.key}"]
    assert {one.details["photo"] for one in told} == {f"{key}"}
    assert "拍摄隐患照片" in client.get(url(trip, "round")).content.decode()


def test_another_engineer_finds_nothing(client: Client, trip: Trip) -> None:
    trip.started()
    client.force_login(trip.world.expired)
    assert client.get(url(trip, "round")).status_code == 404
    assert client.post(url(trip, "start")).status_code == 404


def test_a_customer_answers_the_quote(client: Client, trip: Trip) -> None:
    trip.checked()
    fault = trip.found("quoted", quote="480.00")
    signed_in(client, trip, Role.CUSTOMER)
    assert "480.00" in client.get(reverse("inspections:quotes")).content.decode()
    to = reverse("inspections:answer_quote", args=[fault.pk])
    client.post(to, {"is_accepted": "yes", "note": "请尽快"})
    assert LatentFault.objects.get().case == Case.objects.get()
    client.force_login(trip.world.neighbour)
    assert client.post(to, {"is_accepted": "no"}).status_code == 404


def test_a_customer_asks_for_an_inspection_of_his_own_unit(client: Client, trip: Trip) -> None:
    signed_in(client, trip, Role.CUSTOMER)
    to = reverse("inspections:request", args=[trip.world.asset.serial])
    assert client.post(to, {"key": uuid4(), "wish": ""}).status_code == 422
    assert client.post(to, {"key": uuid4(), "wish": "过保后检修"}).status_code == 302
    other = reverse("inspections:request", args=[trip.world.neighbour_unit.serial])
    assert client.post(other, {"key": uuid4(), "wish": "试"}).status_code == 404
    assert Round.objects.filter(wish="过保后检修").count() == 1


@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.MANAGER])
def test_the_plan_offers_the_design_engineers(client: Client, trip: Trip, role: str) -> None:
    Round.objects.update(needs_designer=True, clause="4.1")
    certified_designer(trip.world, "设计老顾")
    page = signed_in(client, trip, role).get(url(trip, "round")).content.decode()
    assert "设计老顾" in page
    assert "4.1" in page


def fill(world: World, *serials: str) -> None:
    """For each a round with a quote and an opinion."""
    for serial in serials:
        ours = world.ours
        asset = unit(ours.product, ours.site, ours.agreement, serial, at=world.at, accepted_on=None)
        by = world.mei(Role.MANAGER)
        row = actions.request(asset, wish="清河水泥厂", key=uuid4(), by=by, at=world.at)
        trip = Trip(world, row)
        trip.checked()
        trip.found("quoted", quote="1.00")
        Opinion.objects.create(
            round=row,
            key=uuid4(),
            product=ours.product,
            said_by="周",
            words="好",
            written_at=world.at,
        )


def asked(client: Client, world: World) -> dict[str, int]:
    lists = {
        "inspections:list": (Role.DESK, BUDGETS["inspections:list"]),
        "inspections:today": (Role.ENGINEER, BUDGETS["inspections:today"]),
        "inspections:quotes": (Role.DESK, BUDGETS["inspections:quotes"]),
        "inspections:opinions": (Role.DESK, BUDGETS["inspections:opinions"]),
    }
    counts = {}
    for name, (role, budget) in lists.items():
        client.force_login(world.mei(role))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse(name)).content.decode()
        assert "清河水泥厂" in page
        counts[name] = len(queries)
        assert len(queries) <= budget, name
    return counts


def test_lists_keep_their_budgets_whatever_their_length(client: Client, trip: Trip) -> None:
    fill(trip.world, "YF-1")
    few = asked(client, trip.world)
    fill(trip.world, "YF-2", "YF-3")
    assert asked(client, trip.world) == few
