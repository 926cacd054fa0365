"""What every answer carries against abuse, and what a form must carry to be heard."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ..architecture.sources import PACKAGE, ROOT

LOGIN = "/accounts/login/"


def policy(client: Client, url: str = LOGIN) -> dict[str, list[str]]:
    header = client.get(url)["Content-Security-Policy"]
    return {part.split()[0]: part.split()[1:] for part in header.split(";") if part.strip()}


def test_scripts_and_styles_come_from_the_site_alone(client: Client, db: None) -> None:
    found = policy(client)
    assert found["script-src"] == ["'self'"]
    assert found["style-src"] == ["'self'"]
    assert found["object-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert found["frame-ancestors"] == ["'none'"]
    assert found["default-src"] == ["'self'"]


def test_no_template_has_a_script_or_style_of_its_own() -> None:
    inline = []
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"<script(?![^>]*(src=|application/json))[^>]*>|<style|\son[a-z]+=", text):
            inline.append(str(path.relative_to(ROOT)))
        if re.search(r"\bhx-on\b|hx-vals=['\"]js:|https?://(?!\{)[^ ]*\.(js|css)\b", text):
            inline.append(str(path.relative_to(ROOT)))
    assert inline == []


def test_pages_cannot_be_framed_sniffed_or_leak_their_address(client: Client, db: None) -> None:
    answer = client.get(LOGIN)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_post_without_its_token_is_refused_with_advice(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(LOGIN, {"login": "mei", "password": "x"})
    assert answer.status_code == 403
    assert 'class="empty-header">403<' in answer.content.decode()


def test_a_post_with_its_token_is_heard(db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(LOGIN).content.decode()
    token = re.search(r'"X-CSRFToken": "(\w+)"', page)
    assert token, "every page hands the token to htmx"
    answer = strict.post(
        LOGIN, {"login": "mei", "password": "x"}, headers={"X-CSRFToken": token[1]}
    )
    assert answer.status_code == 200


def test_the_session_cookie_is_out_of_reach_of_scripts(client: Client, db: None) -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_COOKIE_SAMESITE == "Lax"


def settings_under(name: str, **environment: str) -> str:
    """A setting as a fresh process reads it under another environment."""
    code = f"from sanbao.site import settings; print(settings.{name})"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout.strip()


@pytest.mark.parametrize(
    ("name", "plain", "secure"),
    [
        ("SESSION_COOKIE_SECURE", "False", "True"),
        ("CSRF_COOKIE_SECURE", "False", "True"),
        ("SECURE_HSTS_SECONDS", "0", "31536000"),
        ("SECURE_PROXY_SSL_HEADER", "None", "('HTTP_X_FORWARDED_PROTO', 'https')"),
        ("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", "True", "False"),
    ],
)
def test_an_https_address_turns_its_protection_on(name: str, plain: str, secure: str) -> None:
    assert settings_under(name, SANBAO_URL="http://localhost:8000") == plain
    assert settings_under(name, SANBAO_URL="https://sanbao.example.com") == secure


def test_the_company_sign_in_comes_from_the_environment() -> None:
    found = settings_under("SOCIALACCOUNT_PROVIDERS", SANBAO_OIDC_URL="https://id.example.com/x")
    assert "https://id.example.com/x" in found
    found = settings_under("CONTENT_SECURITY_POLICY", SANBAO_OIDC_URL="https://id.example.com/x")
    assert "'form-action': [\"'self'\", 'https://id.example.com']" in found


def test_a_foreign_scheme_of_database_is_refused() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        settings_under("DATABASES", DATABASE_URL="mysql://localhost/x")
    assert "DATABASE_URL must start with postgresql://" in failed.value.stderr


def test_the_language_is_changed_by_post_and_kept(client: Client, db: None) -> None:
    assert 'lang="zh-CN"' in client.get(LOGIN).content.decode()
    answer = client.post(reverse("set_language"), {"language": "en", "next": LOGIN})
    assert answer["Location"] == LOGIN
    assert '<html lang="en">' in client.get(LOGIN).content.decode()


def test_the_language_switch_sends_nobody_to_another_site(client: Client, db: None) -> None:
    answer = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example"}
    )
    assert answer["Location"] == "/"
