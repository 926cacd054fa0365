"""The pages of a visit: for its engineer, not for his colleague, not there for a stranger."""

import base64
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localtime

from sanbao.apps.accounts.access import Role
from sanbao.apps.evidence.models import Attachment, Record
from sanbao.apps.products.models import Price
from sanbao.apps.visits import actions, tasks
from sanbao.apps.visits.models import FollowUp, Visit
from sanbao.apps.workorders import queries as orders
from tests.apps.evidence.test_files import picture
from tests.apps.visits.conftest import CHECKLIST, drawn
from tests.apps.visits.test_call import planned
from tests.apps.visits.test_report import entry_of
from tests.apps.world import engineer

MINUTES = "%Y-%m-%dT%H:%M"


@pytest.fixture
def mine(client, field):
    """The client of the engineer who is sent."""
    client.force_login(field.engineer)
    return client


def url(name: str, visit) -> str:
    return reverse(f"visits:{name}", args=[visit.code])


def local(at) -> str:
    return localtime(at).strftime(MINUTES)


def appointment(field, start=60, end=120, **more):
    return {
        "key": str(uuid4()),
        "starts_at": local(field.later(start)),
        "ends_at": local(field.later(end)),
        "agreed_with": "钱一",
        **more,
    }


def signature() -> str:
    return "data:image/png;base64," + base64.b64encode(drawn().read()).decode()


def work(**more):
    return {
        "component": "whole",
        "cause": "product_quality",
        "finding": "称重传感器漂移",
        "measure": "更换传感器",
        "is_restored": "yes",
        **more,
    }


def test_a_visit_is_walked_from_the_appointment_to_the_report(mine, field):
    answer = mine.post(
        reverse("visits:agree", args=[field.order.code]), appointment(field), follow=True
    )
    visit = Visit.objects.get()
    assert answer.redirect_chain == [(url("visit", visit), 302)]
    mine.post(url("arrive", visit), {"latitude": "32.0415", "longitude": "118.7", "accuracy": "9"})
    mine.post(url("papers", visit), {"certificate": "on", "price_list": "on"})
    mine.post(url("checklist", visit), {**CHECKLIST, "key": str(uuid4())})
    price = Price.objects.filter(item="parts", price_list__provider=field.world.provider).first()
    row = {"row": "a", "a-price": price.pk, "a-quantity": "2", "a-old_part_returned": "on"}
    page = mine.post(url("work", visit), work(**row), follow=True)
    assert page.status_code == 200
    assert "¥0.00" in page.content.decode()
    signed = {"key": str(uuid4()), "satisfaction": "5", "signer_name": "钱一"}
    mine.post(url("sign", visit), {**signed, "opinion": "好", "signature": signature()})
    mine.post(url("report", visit), {"summary": "已更换"})
    visit.refresh_from_db()
    assert (visit.state, visit.accuracy_m, visit.satisfaction) == ("reported", 9, 5)
    assert visit.used.get().old_part_returned


STEPS = ("visit", "papers", "checklist", "work", "sign", "used_row")
WRITES = ("move", "abandon", "arrive", "papers", "checklist", "photo", "work", "sign", "report")


@pytest.mark.parametrize("step", STEPS)
def test_its_engineer_and_the_manager_may_open_each_step(client, field, step):
    visit = field.worked()
    for role in (Role.ENGINEER, Role.MANAGER):
        client.force_login(field.world.mei(role))
        assert client.get(url(step, visit)).status_code == 200


@pytest.mark.parametrize("step", STEPS)
def test_another_engineer_a_role_without_part_and_a_stranger_find_nothing(client, field, step):
    visit = field.worked()
    colleague = engineer(field.world.ours, "赵工", until=field.world.on)
    stranger = field.world.stranger(Role.MANAGER)
    for other in (colleague, field.world.lan, field.world.neighbour, stranger):
        client.force_login(other)
        assert client.get(url(step, visit)).status_code == 404


@pytest.mark.parametrize("step", WRITES)
def test_nobody_else_may_write(client, field, step):
    visit = field.worked()
    colleague = engineer(field.world.ours, "赵工", until=field.world.on)
    others = [
        colleague,
        field.world.mei(Role.DESK),
        field.world.mei(Role.AUDITOR),
        field.world.mei(Role.CUSTOMER),
        field.world.stranger(Role.ENGINEER),
    ]
    for other in others:
        client.force_login(other)
        assert client.post(url(step, visit), {}).status_code == 404
    visit.refresh_from_db()
    assert visit.state == "worked"


@pytest.mark.parametrize("name", ["visit", "list", "today"])
def test_a_visitor_is_asked_to_sign_in(client, field, name):
    address = url(name, field.agreed()) if name == "visit" else reverse(f"visits:{name}")
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


def test_the_customer_sees_his_visit_and_the_paper_but_no_steps(client, field):
    visit = field.signed()
    tasks.make_report(entry_of(visit).pk)
    client.force_login(field.world.mei(Role.CUSTOMER))
    page = client.get(url("visit", visit)).content.decode()
    assert "称重传感器漂移" in page
    assert 'id="steps"' not in page
    paper = client.get(url("report_paper", visit))
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"].startswith("attachment")
    assert paper.content.startswith(b"%PDF-")
    over_api = client.get(f"/api/visits/{visit.code}").json()["report_url"]
    assert client.get(over_api).content == paper.content
    client.force_login(field.world.neighbour)
    assert client.get(url("report_paper", visit)).status_code == 404
    assert client.get(over_api).status_code == 404


def test_the_history_calls_the_signature_by_its_name(mine, field):
    page = mine.get(url("visit", field.signed())).content.decode()
    assert "客户签名" in page.partition('id="history"')[2]
    assert "signature.png" not in page
    assert "form-label required" not in page.partition('id="photos"')[2].partition("</section>")[0]


def test_a_paper_not_made_yet_is_not_there(mine, field):
    visit = field.signed()
    for address in (url("report_paper", visit), f"/api/visits/{visit.code}/report.pdf"):
        assert mine.get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends_at": ""}, "必填"),
        ({"agreed_with": ""}, "必填"),
        ({"starts_at": "yesterday"}, "有效"),
    ],
)
def test_a_refused_appointment_keeps_what_was_typed(mine, field, change, words):
    posted = {**appointment(field, agreed_with="孙厂长"), **change}
    answer = mine.post(reverse("visits:agree", args=[field.order.code]), posted)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert posted["starts_at"] in page
    assert posted["agreed_with"] in page
    assert 'role="alert"' in page


def test_a_past_appointment_is_refused_in_chinese_beside_its_field(mine, field):
    posted = appointment(field, start=-30)
    answer = mine.post(reverse("visits:agree", args=[field.order.code]), posted)
    assert answer.status_code == 422
    assert "预约时间已经过去" in answer.content.decode()


def test_an_appointment_after_the_promised_time_is_warned_of(mine, field):
    posted = appointment(field, start=60 * 24 * 30, end=60 * 24 * 30 + 60)
    answer = mine.post(reverse("visits:agree", args=[field.order.code]), posted, follow=True)
    assert "预约晚于承诺的到场时间" in answer.content.decode()


def test_a_double_click_agrees_once(mine, field):
    posted = appointment(field)
    address = reverse("visits:agree", args=[field.order.code])
    first, second = mine.post(address, posted), mine.post(address, posted)
    assert first.url == second.url
    assert Visit.objects.count() == 1


def test_an_open_checklist_names_each_point_and_loses_no_answer(mine, field):
    visit = field.shown()
    answers = {**CHECKLIST, "courteous": "no", "site_rules_kept": "", "key": str(uuid4())}
    answer = mine.post(url("checklist", visit), answers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="problem-courteous"' in page
    assert 'id="problem-site_rules_kept"' in page
    assert 'id="nothing_accepted-yes" value="yes" checked' in page
    assert not Record.objects.exists()


def test_work_that_is_refused_keeps_what_was_typed_and_its_rows(mine, field):
    visit = field.checked()
    price = Price.objects.filter(item="parts", price_list__provider=field.world.provider).first()
    row = {"row": "a", "a-price": price.pk, "a-quantity": "-3", "a-serial": "CG-9"}
    answer = mine.post(url("work", visit), work(cause="", **row))
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in ("称重传感器漂移", "CG-9", 'value="-3"'):
        assert kept in page
    visit.refresh_from_db()
    assert visit.state == "arrived"


def test_there_is_no_field_for_an_amount(mine, field):
    visit = field.worked()
    for step in ("work", "sign"):
        page = mine.get(url(step, visit)).content.decode()
        for name in ("amount", "price_amount", "fee", "total"):
            assert f'name="{name}"' not in page


def test_thirty_megabytes_are_refused_with_the_limit_and_the_form_beside_stays(mine, field):
    visit = field.checked()
    big = SimpleUploadedFile("大.jpg", picture() + b"\0" * (30 * 1024 * 1024), "image/jpeg")
    answer = mine.post(
        url("photo", visit),
        {"key": str(uuid4()), "photo": big},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "最多只能上传 15 MB" in page
    # Only the photos are answered and swapped: what is typed beside them is not touched.
    assert page.count("<section") == 1
    assert "<form" in page
    assert 'id="work-form"' not in page
    assert not Attachment.objects.exists()


def test_a_photo_sent_twice_is_kept_once_and_shown_safely(mine, field):
    visit, key = field.checked(), str(uuid4())
    for _ in range(2):
        mine.post(
            url("photo", visit),
            {"key": key, "photo": SimpleUploadedFile("故障.jpg", picture())},
            headers={"HX-Request": "true"},
        )
    photo = Attachment.objects.get(purpose="photo")
    address = reverse("attachment", args=[photo.key])
    shown = mine.get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    with photo.file.open() as stored:
        assert shown.content == stored.read()
    for other in (field.world.expired, field.world.lan, field.world.stranger(Role.MANAGER)):
        mine.force_login(other)
        assert mine.get(address).status_code == 404


def test_a_paper_among_the_files_is_downloaded_not_shown(mine, field):
    visit = field.signed()
    tasks.make_report(entry_of(visit).pk)
    visit.refresh_from_db()
    answer = mine.get(reverse("attachment", args=[visit.report.key]))
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("text", ["data:image/png;base64,!!!", "data:image/png;base64,AAAA", ""])
def test_a_signature_that_cannot_be_read_is_refused(mine, field, text):
    visit = field.worked()
    signed = {"key": str(uuid4()), "satisfaction": "4", "signer_name": "钱一", "opinion": "可以"}
    answer = mine.post(url("sign", visit), {**signed, "signature": text})
    assert answer.status_code == 422
    assert "可以" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.state == "worked"


def test_the_day_of_an_engineer_shows_what_is_before_him(mine, field):
    day = mine.get(reverse("visits:today")).content.decode()
    assert reverse("visits:agree", args=[field.order.code]) in day
    visit = field.agreed()
    day = mine.get(reverse("visits:today")).content.decode()
    assert url("visit", visit) in day
    assert reverse("visits:agree", args=[field.order.code]) not in day


def test_the_follow_up_is_called_and_answered_on_its_page(client, field):
    field.reported()
    follow_up = planned(field)
    client.force_login(field.world.mei(Role.DESK))
    assert follow_up.case.code in client.get(reverse("visits:follow_ups")).content.decode()
    address = reverse("visits:follow_up", args=[follow_up.pk])
    client.post(reverse("visits:try_again", args=[follow_up.pk]), {"seen": "0", "note": "忙线"})
    follow_up.refresh_from_db()
    assert follow_up.attempts == 1
    wrong = client.post(address, {"key": str(uuid4()), "respondent": "钱一"})
    assert wrong.status_code == 422
    assert "钱一" in wrong.content.decode()
    good = {"respondent": "钱一", "works": "yes", "satisfaction": "4", "key": str(uuid4())}
    for _ in range(2):
        assert client.post(address, good).url == reverse("desk:case", args=[follow_up.case.code])
    field.case.refresh_from_db()
    assert field.case.state == "closed"


def test_who_may_read_a_follow_up_may_not_answer_it(client, field):
    field.reported()
    follow_up = planned(field)
    address = reverse("visits:follow_up", args=[follow_up.pk])
    good = {"respondent": "x", "works": "yes", "satisfaction": "4", "key": str(uuid4())}
    client.force_login(field.world.mei(Role.AUDITOR))
    assert client.get(address).status_code == 200
    client.post(address, good)
    assert FollowUp.objects.get().done_at is None
    tried = reverse("visits:try_again", args=[follow_up.pk])
    assert client.post(tried, {"seen": "0"}).status_code == 404
    for other in (field.engineer, field.world.lan, field.world.stranger(Role.DESK)):
        client.force_login(other)
        assert client.get(address).status_code == 404


def test_after_three_attempts_the_page_offers_to_close_as_not_reached(client, field):
    field.reported()
    follow_up = planned(field)
    by = {"note": "", "by": field.world.mei(), "at": field.later(200)}
    for seen in range(3):
        actions.try_again(follow_up, seen=seen, **by)
    client.force_login(field.world.mei(Role.DESK))
    give_up = reverse("visits:give_up", args=[follow_up.pk])
    assert give_up in client.get(reverse("visits:follow_up", args=[follow_up.pk])).content.decode()
    for _ in range(2):
        assert client.post(give_up).status_code == 302
    field.case.refresh_from_db()
    assert field.case.state == "closed"


def test_the_pages_speak_english_too(mine, field):
    visit = field.worked()
    mine.cookies["django_language"] = "en"
    page = mine.get(url("visit", visit)).content.decode()
    assert "To be paid by the customer" in page
    assert "客户应付" not in page


def test_the_next_free_time_of_the_engineer_is_offered_to_the_minute(client, field, monkeypatch):
    """A job that ends within a minute leaves him free with the next one."""
    client.force_login(field.engineer)
    free = localtime().replace(hour=22, minute=30, second=42, microsecond=7)
    monkeypatch.setattr(orders, "free_from", lambda *_asked: free)
    form = client.get(reverse("visits:agree", args=[field.order.code])).context["form"]
    assert f"{form.initial['starts_at']:%H:%M:%S}" == "22:31:00"
    assert form.initial["ends_at"] > form.initial["starts_at"]
