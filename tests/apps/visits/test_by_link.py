"""The questionnaire behind a link: without signing in, once, and not for ever."""

from time import time
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.complaints.actions import open_for_contradictions
from sanbao.apps.complaints.models import Complaint
from sanbao.apps.journal.models import Entry
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.models import FollowUp

ANSWERS = {"respondent": "钱一", "works": "yes", "satisfaction": "5"}


@pytest.fixture
def follow_up(field) -> FollowUp:
    field.reported()
    return actions.plan(Entry.objects.get(happening="case.restored"))


def address(follow_up: FollowUp) -> str:
    return reverse("public:follow_up", args=[queries.link_token(follow_up)])


def test_the_customer_answers_once(client: Client, field, follow_up: FollowUp) -> None:
    url = address(follow_up)
    opened = client.get(url)
    # A browser that may name no referrer sends the answers as of nowhere: "Origin: null".
    assert opened["Referrer-Policy"] == "same-origin"
    page = opened.content.decode()
    assert follow_up.case.code in page
    assert follow_up.case.customer.name not in page
    assert "您的姓名" in page
    assert "受访人" not in page
    assert f">{follow_up.case.reporter_name}</textarea>" in page
    key = uuid4()
    open_ = client.post(url, {"key": key, "wishes": "大字"})
    assert open_.status_code == 422
    assert "大字" in open_.content.decode()
    for _twice in "ab":
        assert client.post(url, {**ANSWERS, "key": key}).status_code == 200
    follow_up.refresh_from_db()
    assert (follow_up.satisfaction, follow_up.is_reached, follow_up.done_by) == (5, True, None)
    field.case.refresh_from_db()
    assert field.case.state == "closed"
    client.post(url, {**ANSWERS, "satisfaction": "1", "key": uuid4()})
    follow_up.refresh_from_db()
    assert follow_up.satisfaction == 5
    assert "已经答复" in client.get(url).content.decode()


def test_a_link_is_good_for_two_weeks_and_only_as_we_made_it(
    client: Client, follow_up: FollowUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = address(follow_up)
    for forged in ("x", signing.dumps(follow_up.pk), queries.link_token(follow_up)[:-1]):
        assert client.get(reverse("public:follow_up", args=[forged])).status_code == 404
    assert client.get(url).status_code == 200

    later = time() + queries.LINK_LASTS.total_seconds() + 60
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(url).status_code == 404


def test_it_stands_on_the_page_of_the_call_and_behind_the_secret_link(
    client: Client, world, field, follow_up: FollowUp
) -> None:
    follow = reverse("public:follow", args=[field.case.follow_token])
    assert "/r/follow-up/" in client.get(follow).content.decode()
    client.force_login(world.mei())
    call = reverse("visits:follow_up", args=[follow_up.pk])
    assert "http://testserver/r/follow-up/" in client.get(call).content.decode()


def test_a_bad_answer_opens_one_complaint(client: Client, field, follow_up: FollowUp) -> None:
    bad = {**ANSWERS, "satisfaction": "1", "attitude": "2", "wishes": "敷衍了事"}
    client.post(address(follow_up), {**bad, "key": uuid4()})
    for _twice in "ab":
        open_for_contradictions(field.case.provider_id, field.case.code, at=field.later(200))
    complaint = Complaint.objects.get()
    assert (complaint.topic, complaint.grade) == ("attitude", "slight")
    assert "敷衍了事" in complaint.description


def test_the_link_is_given_to_those_who_may_call(
    client: Client, field, follow_up: FollowUp
) -> None:
    """An auditor reads which calls are open; to answer in the customer's name is not his."""
    for role, is_given in ((Role.DESK, True), (Role.MANAGER, True), (Role.AUDITOR, False)):
        client.force_login(field.world.mei(role))
        (row,) = client.get("/api/follow-ups").json()["items"]
        assert row["link"].startswith("/r/follow-up/") == is_given, role
