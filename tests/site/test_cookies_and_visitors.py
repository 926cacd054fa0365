"""Cookies out of reach of scripts, a session of its own for each sign-in, limits that hold."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.desk.models import Case
from sanbao.apps.desk.views.visitor import address_of

from ..apps.visits.conftest import open_case
from ..apps.world import World
from .signed_in import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "sehr-lang-8421"


def with_password(world: World) -> str:
    mei = world.mei()
    mei.set_password(PASSWORD)
    mei.save()
    return mei.username


def test_no_cookie_can_be_read_by_a_script(world: World) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": with_password(world), "password": PASSWORD})
    client.post(reverse("set_language"), {"language": "en"})
    assert {"sessionid", "csrftoken", "django_language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_whoever_planted_a_session_does_not_share_it_after_sign_in(world: World) -> None:
    username = with_password(world)
    client = Client()
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    client.post("/accounts/login/", {"login": username, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(world.mei().pk)
    assert client.cookies["sessionid"].value != planted
    assert Client(headers={"Cookie": f"sessionid={planted}"}).get("/").status_code == 302


def test_who_may_not_sign_in_any_more_is_out_at_once(world: World) -> None:
    mei = world.mei(Role.MANAGER)
    client = signed_in(mei)
    assert client.get(reverse("desk:case_list")).status_code == 200
    mei.is_active = False
    mei.save(update_fields=["is_active"])
    assert client.get(reverse("desk:case_list")).status_code == 302


def test_a_forged_address_does_not_widen_the_limit_of_reports(world: World) -> None:
    url = reverse("public:scan", args=[world.asset.public_key])
    for number in range(8):
        form = {
            "key": uuid4(),
            "reporter_name": "x",
            "reporter_phone": "1",
            "description": f"{number}",
        }
        Client(headers={"X-Forwarded-For": f"10.0.0.{number}"}).post(url, form)
    assert Case.objects.count() == 5


@pytest.mark.parametrize("what", ["code", "pk"])
def test_no_public_page_is_found_by_a_number(world: World, what: str) -> None:
    case = open_case(world)
    visitor: Any = Client()
    for found in (getattr(case, what), getattr(world.asset, "serial" if what == "code" else "pk")):
        assert visitor.get(f"/r/case/{found}/").status_code == 404
        assert visitor.get(f"/r/{found}/").status_code == 404


def test_behind_a_proxy_each_visitor_is_counted_for_himself(world: World, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for proxied, told in (("10.0.0.1", "10.0.0.1"), ("1.1.1.1, 10.0.0.2", "10.0.0.2")):
        request = RequestFactory().get("/", headers={"X-Forwarded-For": proxied})
        assert address_of(request) == told
    assert address_of(RequestFactory().get("/")) == "127.0.0.1"


def test_the_account_of_nobody_is_not_a_new_one(world: World) -> None:
    client = signed_in(world.mei(Role.ADMINISTRATOR))
    assert client.get(reverse("accounts:user_edit", args=[0])).status_code == 404
