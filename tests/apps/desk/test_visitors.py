"""The open pages: behind a QR code, and by the secret link."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sanbao.apps.desk import actions, queries
from sanbao.apps.desk.actions.knock import PER_ADDRESS, PER_UNIT
from sanbao.apps.desk.models import Case, Knock
from sanbao.apps.evidence import queries as evidence
from sanbao.rules.moves import Refused

from ..world import World
from .reports import report

pytestmark = pytest.mark.django_db


def sent(**changes: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "reporter_name": "路过的工人",
        "reporter_phone": "13700007777",
        "description": "机器冒烟",
        **changes,
    }


def url(world: World) -> str:
    return f"/r/{world.asset.public_key}/"


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_the_page_names_the_unit_and_nobody(world: World, client: Client) -> None:
    page = client.get(url(world)).content.decode()
    assert "YF-1000" in page
    assert "称重成套设备 XD-9" in page
    assert "400-100-2000" in page
    for personal in ("清河水泥厂", "13900001111", "秣周路", "清工"):
        assert personal not in page


def test_an_unknown_code_leads_nowhere(world: World, client: Client) -> None:
    assert client.get("/r/no-such-key/").status_code == 404
    assert client.post("/r/no-such-key/", sent()).status_code == 404
    assert client.get("/r/case/no-such-token/").status_code == 404


def test_a_report_gives_a_number_and_a_link_to_follow(world: World, client: Client) -> None:
    answer = client.post(url(world), sent(photos=[photo("a.jpg"), photo("b.jpg")]))
    case = Case.objects.get()
    assert answer["Location"] == f"/r/case/{case.follow_token}/"
    assert (case.channel, case.opened_by, case.owner) == ("qr", None, None)
    assert evidence.attachments_of(world.provider.pk, "case", case.code).count() == 2
    followed = client.get(answer["Location"])
    page = followed.content.decode()
    assert case.code in page
    assert "已报修" in page
    for personal in ("清河水泥厂", "13900001111", "13700007777", "路过的工人", "冒烟"):
        assert personal not in page
    assert followed["Referrer-Policy"] == "same-origin"
    assert "no-store" in followed["Cache-Control"]


def test_sent_twice_it_is_one_case_and_one_set_of_photos(world: World, client: Client) -> None:
    twice = sent()
    first = client.post(url(world), {**twice, "photos": [photo()]})
    second = client.post(url(world), {**twice, "photos": [photo()]})
    assert first["Location"] == second["Location"]
    case = Case.objects.get()
    assert evidence.attachments_of(world.provider.pk, "case", case.code).count() == 1


def test_nothing_typed_is_lost_when_something_is_missing(world: World, client: Client) -> None:
    answer = client.post(url(world), sent(reporter_phone="", description="独特的描述"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "独特的描述" in page
    assert 'id="id_reporter_phone_error"' in page
    assert not Case.objects.exists()


def test_a_photo_of_30_mb_is_refused_by_its_limit_and_nothing_else_is_lost(
    world: World, client: Client
) -> None:
    huge = SimpleUploadedFile("big.jpg", b"\xff\xd8" + bytes(30 * 1024 * 1024), "image/jpeg")
    answer = client.post(url(world), sent(photos=[huge], description="独特的描述"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "15 MB" in page
    assert "独特的描述" in page
    assert not Case.objects.exists()


def test_what_is_no_photo_is_refused(world: World, client: Client) -> None:
    script = SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg")
    assert client.post(url(world), sent(photos=[script])).status_code == 422
    assert not Case.objects.exists()


def test_more_than_six_photos_are_refused(world: World, client: Client) -> None:
    answer = client.post(url(world), sent(photos=[photo() for _number in range(7)]))
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_one_unit_takes_a_few_reports_an_hour(world: World, client: Client) -> None:
    for _number in range(PER_UNIT):
        assert client.post(url(world), sent()).status_code == 302
    answer = client.post(url(world), sent(description="独特的描述"))
    assert answer.status_code == 422
    assert "独特的描述" in answer.content.decode()
    assert Case.objects.count() == PER_UNIT


def test_one_address_is_limited_over_all_units(world: World) -> None:
    at = world.at
    for number in range(PER_ADDRESS):
        actions.knock("10.0.0.9", f"unit-{number}", at=at)
    with pytest.raises(Refused, match="too many reports"):
        actions.knock("10.0.0.9", "another", at=at)
    actions.knock("10.0.0.8", "another", at=at)
    actions.knock("10.0.0.9", "another", at=at + timedelta(hours=1, seconds=1))


def test_no_address_is_kept_in_the_clear(world: World) -> None:
    actions.knock("10.0.0.9", "unit", at=world.at)
    assert not Knock.objects.filter(who__contains="10.0.0.9").exists()
    later = world.at + timedelta(hours=3)
    actions.knock("10.0.0.8", "unit", at=later)
    assert not Knock.objects.filter(at__lt=later).exists()


def test_a_unit_without_an_agreement_still_takes_reports(world: World, client: Client) -> None:
    world.asset.agreement = None
    world.asset.save()
    assert client.post(url(world), sent()).status_code == 302
    assert Case.objects.get().version is None


def test_the_open_form_needs_its_token(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(url(world), sent()).status_code == 403
    assert not Case.objects.exists()


def test_the_secret_link_shows_the_way_of_its_own_case_only(world: World, client: Client) -> None:
    case = actions.open_case(report(world), by=world.mei(), at=world.at)
    other = actions.open_case(report(world), by=world.mei(), at=world.at)
    assert case.follow_token != other.follow_token
    actions.cancel(case, "撤销", by=world.mei(), at=world.at)
    page = client.get(f"/r/case/{case.follow_token}/").content.decode()
    assert case.code in page
    assert "已撤销" in page
    assert other.code not in page
    assert queries.by_follow_token(case.follow_token) == case
