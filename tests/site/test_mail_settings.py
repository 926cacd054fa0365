"""The mail server as the environment names it."""

import pytest

from sanbao.apps.contacts.facts.mailbox import mailbox
from sanbao.site.environment import mailboxes, smtp

NOWHERE = {
    "host": "",
    "port": 25,
    "user": "",
    "password": "",
    "use_ssl": False,
    "use_tls": False,
}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param({}, {}, id="nothing is mailed"),
        pytest.param(
            {"SANBAO_SMTP_URL": "smtp://mail.example.com"}, {"host": "mail.example.com"}, id="plain"
        ),
        pytest.param(
            {"SANBAO_SMTP_URL": "smtp://me%40x:p%2Fw@mail.example.com:587/?tls=1"},
            {
                "host": "mail.example.com",
                "port": 587,
                "user": "me@x",
                "password": "p/w",
                "use_tls": True,
            },
            id="starttls with a name and a password",
        ),
        pytest.param(
            {"SANBAO_SMTP_URL": "smtps://mail.example.com"},
            {"host": "mail.example.com", "port": 465, "use_ssl": True},
            id="tls from the start",
        ),
        pytest.param(
            {
                "SANBAO_SMTP_HOST": "mail.example.com",
                "SANBAO_SMTP_PORT": "2525",
                "SANBAO_SMTP_USER": "me@x",
                "SANBAO_SMTP_PASSWORD": "p/w:?",
                "SANBAO_SMTP_TLS": "starttls",
            },
            {
                "host": "mail.example.com",
                "port": 2525,
                "user": "me@x",
                "password": "p/w:?",
                "use_tls": True,
            },
            id="in parts",
        ),
        pytest.param(
            {"SANBAO_SMTP_HOST": "mail.example.com", "SANBAO_SMTP_TLS": "ssl"},
            {"host": "mail.example.com", "port": 465, "use_ssl": True},
            id="in parts, tls from the start",
        ),
    ],
)
def test_the_mail_server(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], found: dict[str, object]
) -> None:
    for name in ("URL", "HOST", "PORT", "USER", "PASSWORD", "TLS"):
        monkeypatch.delenv(f"SANBAO_SMTP_{name}", raising=False)
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert smtp() == {**NOWHERE, **found}


def test_another_protocol_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANBAO_SMTP_URL", "http://mail.example.com")
    with pytest.raises(SystemExit, match="smtp://"):
        smtp()


def test_mailboxes_are_named_by_company(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "a=imaps://me%40x:p@mail.example/INBOX?from=help@a.example b=imap://u:p@127.0.0.1:1143"
    monkeypatch.setenv("SANBAO_MAILBOXES", said)
    found = mailboxes()
    first, second = (mailbox(slug, url) for slug, url in found.items())
    assert (first.slug, first.user, first.port, first.is_tls) == ("a", "me@x", 993, True)
    assert (first.address, first.folder) == ("help@a.example", "INBOX")
    assert (second.port, second.is_tls, second.address) == (1143, False, "u")
    monkeypatch.setenv("SANBAO_MAILBOXES", "a=pop3://mail.example")
    with pytest.raises(SystemExit, match="SANBAO_MAILBOXES"):
        mailboxes()
