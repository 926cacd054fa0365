"""The papers of a repair: the one form, the photos of the fault, who came and who pays the way."""

import io
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sanbao.apps.visits import queries as visits
from sanbao.apps.visits import tasks

from .house import House, RefusedByPage
from .reading import booked, preview
from .walk import Walk

Company = Callable[..., House]


@pytest.fixture
def heaters(company: Company) -> Walk:
    house = company("solar-dealer")
    return house.walk(house.unit(province="山东", sold=date(2026, 1, 5)))


def forms(walk: Walk) -> int:
    """How many signed repair forms lie in the file of the case."""
    return walk.page().count("维修服务单 · ")


@pytest.mark.clause("P2-4.2")
def test_each_repair_has_one_form_of_one_kind_signed_at_the_end(heaters: Walk) -> None:
    heaters.to("arrived")
    with pytest.raises(RefusedByPage, match="当前状态“已到场”下不能这样做"):
        heaters.sign()
    heaters.to("worked", finding="三支真空管破裂", measure="换管并试水", parts=("ZKG-58",))
    for missing in ({"signature": ""}, {"signer_name": " "}):
        with pytest.raises(RefusedByPage, match="422"):
            heaters.sign(**missing)
    assert forms(heaters) == 0
    heaters.sign(opinion="换得很快")
    with pytest.raises(RefusedByPage, match="422"):
        heaters.sign(opinion="再签一次")
    assert forms(heaters) == 1
    page = heaters.page()
    form = page.split("维修服务单 2026-09-07", 1)[1]
    for entry in ("三支真空管破裂", "换管并试水", "真空管 58×1800 × 1 支", "换得很快"):
        assert entry in form
    assert f"签字人 {heaters.visit.signer_name}" in page


@pytest.mark.clause("P2-4.2")
def test_the_form_stands_as_it_was_signed(heaters: Walk) -> None:
    heaters.to("signed", finding="三支真空管破裂")
    with pytest.raises(RefusedByPage, match="422"):
        heaters.work(finding="换了整机")
    page = heaters.page()
    assert "换了整机" not in page
    assert "三支真空管破裂" in page


@pytest.mark.clause("P2-4.2", "P3-4.6")
def test_the_form_is_printed_with_the_signature_for_the_customer(heaters: Walk) -> None:
    heaters.to("signed", finding="三支真空管破裂", opinion="换得很快")
    house = heaters.house
    paper = visits.paper_of(heaters.visit)
    assert paper.text["signature"] == "signature.png"
    assert "换得很快" in dict(paper.text["signed"]).values()
    (arguments,) = [args for name, args in house.papers if name == "visits.make_report"]
    tasks.make_report(**arguments)
    answer = house.get("desk", "visits:report_paper", heaters.visit.code)
    assert answer.content.startswith(b"%PDF")


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (40, 90, 60)).save(out, "JPEG")
    return SimpleUploadedFile("故障部位.jpg", out.getvalue(), "image/jpeg")


def upload(walk: Walk, file: SimpleUploadedFile) -> None:
    data = {"key": str(uuid4()), "photo": file}
    walk.house.post(walk.sent, "visits:photo", walk.visit.code, data=data)


@pytest.mark.clause("P3-6.3")
def test_the_fault_is_shown_by_photos_that_stay_with_its_file(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("agreed")
    with pytest.raises(RefusedByPage, match="422"):
        upload(walk, picture())
    walk.to("checked")
    upload(walk, picture())
    with pytest.raises(RefusedByPage, match="422"):
        upload(walk, SimpleUploadedFile("故障.jpg", b"not a picture", "image/jpeg"))
    walk.to("signed")
    with pytest.raises(RefusedByPage, match="422"):
        upload(walk, picture())
    (kept,) = visits.photos_of(walk.visit)
    file = house.client("quality").get(f"/files/{kept.key}/")
    assert file.headers["Content-Type"] == "image/jpeg"
    case = house.get("quality", "desk:case", walk.code).content.decode()
    assert f"/files/{kept.key}/" in case
    assert "photo-01.jpg" in visits.paper_of(walk.visit).pictures


@pytest.mark.clause("P3-6.3")
def test_a_film_of_the_fault_that_broke_off_is_whole_in_the_end(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("checked")
    film, key = b"\0\0\0\x18ftypmp42" + b"\0" * 5000, str(uuid4())
    client = house.client(walk.sent)
    announced = {
        "key": key,
        "subject_kind": "visit",
        "subject": walk.visit.code,
        "purpose": "video",
        "name": "漏水.mp4",
        "size": len(film),
    }
    kind = "application/offset+octet-stream"
    client.post("/api/uploads", announced, content_type="application/json")
    for start in (0, 2000):
        piece, headers = film[start : start + 2000], {"Upload-Offset": f"{start}"}
        client.patch(f"/api/uploads/{key}", piece, content_type=kind, headers=headers)
    # The telephone was switched off; the next day it asks how far it had come.
    arrived = int(house.client(walk.sent).head(f"/api/uploads/{key}")["Upload-Offset"])
    rest, headers = film[arrived:], {"Upload-Offset": f"{arrived}"}
    client.patch(f"/api/uploads/{key}", rest, content_type=kind, headers=headers)
    case = house.get("quality", "desk:case", walk.code).content.decode()
    assert "漏水.mp4" in case
    assert house.client("quality").get(f"/files/{key}/").getvalue() == film


@pytest.mark.clause("P3-6.3")
def test_what_the_trip_found_is_handed_in_and_read_by_the_department(company: Company) -> None:
    house = company("full-process")
    walk = house.walk().to("signed")
    assert "待交报告" in house.page("engineer", "visits:today")
    walk.hand_in(summary="同批次读卡模块第三次受潮，建议加防潮垫")
    assert "待交报告" not in house.page("engineer", "visits:today")
    for who in ("manager", "quality"):
        page = house.page(who, "visits:visit", walk.visit.code)
        assert "同批次读卡模块第三次受潮，建议加防潮垫" in page


@pytest.mark.clause("P8-6")
def test_a_named_technician_comes_whom_the_customer_knows_beforehand(company: Company) -> None:
    house = company("bid-supply")
    walk = house.walk().to("agreed")
    name = str(house.person("engineer"))
    assert name in house.page("customer", "desk:customer_case", walk.code)
    followed = house.client("").get(f"/r/case/{walk.case.follow_token}/").content.decode()
    assert name in followed


@pytest.mark.clause("P8-6")
def test_freight_is_the_companys_unless_the_buyer_caused_it(company: Company) -> None:
    house = company("bid-supply")
    unit = house.unit(delivered=date(2026, 1, 5))
    assert "运费 供方 免费 第 6 条" in preview(house, unit).charges
    old = house.unit(delivered=date(2020, 1, 5))
    assert "运费 供方 免费 第 6 条" in preview(house, old).charges
    caused = preview(house, unit, cause="human_damage")
    assert not any(line.startswith("运费") for line in caused.charges)
    walk = house.walk(unit).to("signed", parts=("YF-01",))
    assert ("freight", "provider", "free", "0.00", "6") in booked(walk)


@pytest.mark.clause("P8-6")
def test_the_days_for_a_visit_are_those_of_the_agreement(company: Company) -> None:
    house = company("bid-supply")
    version = house.company.version
    page = house.page("manager", "agreements:version", version.agreement.code, version.number)
    assert "派指定技术员在 2 个工作日内上门" in page
