"""The way in: who has an account, how often one may try, and what protects the session."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from sanbao.apps.accounts.models import Provider, Role, User

PASSWORD = "a-long-password-7"
LOGIN = "/accounts/login/"


@pytest.fixture
def mei(db: None) -> User:
    cache.clear()
    provider = Provider.objects.create(slug="yuanfan", name="远帆成套设备")
    return User.objects.create_user(
        "mei", password=PASSWORD, provider=provider, display_name="梅客服", roles=[Role.DESK]
    )


def sign_in(client: Client, name: str, password: str, **headers: str):
    return client.post(LOGIN, {"login": name, "password": password}, headers=headers)


def test_a_person_with_an_account_comes_in(client: Client, mei: User) -> None:
    assert sign_in(client, "mei", PASSWORD).status_code == 302
    assert client.session["_auth_user_id"] == str(mei.pk)


def test_a_wrong_password_keeps_the_name_and_says_so(client: Client, mei: User) -> None:
    answer = sign_in(client, "mei", "wrong")
    assert answer.status_code == 200
    assert "mei" in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_after_five_failures_even_the_right_password_waits(client: Client, mei: User) -> None:
    for _ in range(5):
        sign_in(client, "mei", "wrong")
    answer = sign_in(client, "mei", PASSWORD)
    assert "_auth_user_id" not in client.session
    assert 'role="alert"' in answer.content.decode()


def test_the_throttle_is_of_one_name_only(client: Client, mei: User) -> None:
    User.objects.create_user("lan", password=PASSWORD, provider=mei.provider)
    for _ in range(5):
        sign_in(client, "mei", "wrong")
    assert sign_in(client, "lan", PASSWORD).status_code == 302


def test_one_address_may_try_ten_names_a_minute(client: Client, mei: User) -> None:
    for number in range(10):
        sign_in(client, f"nobody-{number}", "wrong")
    sign_in(client, "mei", PASSWORD)
    assert "_auth_user_id" not in client.session


def test_the_throttle_is_shared_by_all_web_processes(settings) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")


def test_nobody_opens_an_account_for_himself(client: Client, mei: User) -> None:
    answer = client.get("/accounts/signup/", headers={"accept-language": "zh-hans"})
    assert "管理员" in answer.content.decode()
    client.post(
        "/accounts/signup/", {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.filter(username="x").exists()


def test_the_sign_in_page_offers_no_sign_up(client: Client, db: None) -> None:
    page = client.get(LOGIN).content.decode()
    assert "/accounts/signup/" not in page
    assert "passkey_login" in page


def test_a_visitor_is_sent_to_the_sign_in_page(client: Client, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(LOGIN)


def test_the_user_menu_reaches_two_step_sign_in_and_passkeys(client: Client, mei: User) -> None:
    client.force_login(mei)
    page = client.get(reverse("mfa_index")).content.decode()
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert reverse(name) in page
    assert reverse("mfa_index") in client.get(reverse("mfa_index")).content.decode()


def test_whoever_turned_on_two_steps_needs_the_second(client: Client, mei: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(mei, secret)
    RecoveryCodes.activate(mei)
    answer = sign_in(client, "mei", PASSWORD)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    wrong = client.post(answer["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    counter = next(iter(yield_hotp_counters_from_time()))
    client.post(answer["Location"], {"code": format_hotp_value(hotp_value(secret, counter))})
    assert client.session["_auth_user_id"] == str(mei.pk)
    assert Authenticator.objects.filter(user=mei, type="totp").exists()


def test_signing_out_ends_the_session(client: Client, mei: User) -> None:
    client.force_login(mei)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_somebody_who_left_cannot_sign_in(client: Client, mei: User) -> None:
    mei.is_active = False
    mei.save(update_fields=["is_active"])
    sign_in(client, "mei", PASSWORD)
    assert "_auth_user_id" not in client.session


def company_sign_in(mei: User, name: str) -> SocialLogin:
    """What the company's identity provider says of somebody who signs in the first time."""
    account = SocialAccount(
        provider="company", uid="7", extra_data={"userinfo": {"preferred_username": name}}
    )
    found = SocialLogin(user=User(), account=account)
    request = RequestFactory().get("/")
    request.user = type("Visitor", (), {"is_authenticated": False})()
    get_adapter().pre_social_login(request, found)
    return found


@pytest.fixture
def company(settings) -> None:
    app = {"provider_id": "company", "name": "SSO", "client_id": "sanbao", "secret": "s"}
    app["settings"] = {"server_url": "https://id.example.com"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def test_the_company_sign_in_finds_the_account_of_that_name(company: None, mei: User) -> None:
    assert company_sign_in(mei, "mei").user == mei
    assert SocialAccount.objects.get(uid="7").user == mei


def test_the_sign_in_page_offers_the_company_sign_in(client: Client, company: None, mei) -> None:
    assert ">SSO</a>" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("name", ["stranger", ""])
def test_the_company_sign_in_makes_no_account(company: None, mei: User, name: str) -> None:
    assert company_sign_in(mei, name).user.pk is None
    assert not get_adapter().is_open_for_signup(RequestFactory().get("/"), SocialLogin(user=User()))
    assert not SocialAccount.objects.exists()
