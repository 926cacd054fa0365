"""The administrator's mailbox: kept sealed, tried at real servers, read by the worker."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions, queries, tasks
from sanbao.apps.contacts.facts.mailbox import Mailbox
from sanbao.apps.contacts.models import Contact, MailAccount
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused
from tests.apps.contacts.test_mail import OURS, deliver, imap, letter
from tests.apps.notices.post_office import PostOffice, free_port, open_at
from tests.apps.world import World

__all__ = ["imap"]
JSON = "application/json"


def given(box: Mailbox | None = None, **change: object) -> dict[str, object]:
    host, port = (box.host, box.port) if box else ("imap.example.com", 993)
    servers = {"address": OURS, "imap_host": host, "imap_port": port, "folder": "INBOX"}
    signs = {"imap_user": "demouser", "imap_password": "demopass", "is_active": "on"}
    smtp = {"smtp_host": "", "smtp_port": 25, "smtp_security": "none", "smtp_user": ""}
    return {**servers, **signs, **smtp, **change}


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.mei(Role.ADMINISTRATOR))
    return client


def url(name: str = "mailbox") -> str:
    return reverse(f"contacts:{name}")


def test_the_mailbox_is_set_up_tried_and_read(
    world: World, admin: Client, imap: Mailbox, settings
) -> None:
    settings.HOOKS_MAY_BE_PRIVATE = True
    assert admin.post(url("test_mailbox"), follow=True).status_code == 200
    port = free_port()
    form = given(imap, smtp_host="127.0.0.1", smtp_port=port)
    assert admin.post(url(), form).status_code == 302
    with open_at(port, PostOffice()) as office:
        page = admin.post(url("test_mailbox"), follow=True).content.decode()
        assert "收信正常" in page
        assert "发信正常" in page
        deliver(imap, letter(Message_ID="<m@box>").as_bytes())
        tasks.fetch_mail(0)
        contact = Contact.objects.get(subject="咨询")
        assert MailAccount.objects.get().fetched_at is not None
        actions.take(contact, by=world.mei(), at=world.at)
        said = actions.reply(contact, "长按设置键", key=uuid4(), by=world.mei(), at=world.at)
        tasks.send_mail(said.pk)
    (mail,) = office.mails
    assert (mail["From"], mail["To"]) == (OURS, "wei@customer.example")
    page = admin.post(url("test_mailbox"), follow=True).content.decode()
    assert "发信失败" in page


def test_what_goes_wrong_stands_on_the_page_until_it_is_mended(
    world: World, admin: Client, imap: Mailbox, settings
) -> None:
    settings.HOOKS_MAY_BE_PRIVATE = True
    admin.post(url(), given(imap, imap_password="wrong"))
    tasks.fetch_mail(0)
    account = MailAccount.objects.get()
    assert account.failed_at is not None
    assert escape(account.failure) in admin.get(url()).content.decode()
    admin.post(url(), given(imap))
    tasks.fetch_mail(0)
    account.refresh_from_db()
    assert (account.failure, account.failed_at) == ("", None)


def test_passwords_are_sealed_never_shown_and_kept_when_left_empty(
    world: World, admin: Client
) -> None:
    admin.post(url(), given(imap_password="geheim-17"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT imap_password FROM contacts_mailaccount")
        assert "geheim" not in cursor.fetchone()[0]
    assert "geheim" not in admin.get(url()).content.decode()
    assert admin.post(url(), given(imap_password="", folder="Service")).status_code == 302
    account = MailAccount.objects.get()
    assert (account.imap_password, account.folder) == ("geheim-17", "Service")
    assert "geheim" not in str(Entry.objects.filter(happening="mailbox.changed").values())
    # Sent to another server it would be told to whoever keeps that one.
    answer = admin.post(url(), given(imap_password="", imap_host="evil.example.com"))
    assert (answer.status_code, "evil.example.com" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": "nobody"}, "address"),
        ({"imap_host": ""}, "imap_host"),
        ({"imap_password": ""}, "imap_password"),
        ({"imap_port": 0}, "imap_port"),
        ({"smtp_port": 70000}, "smtp_port"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(
    world: World, admin: Client, change: dict[str, object], field: str
) -> None:
    answer = admin.post(url(), given(**change))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MailAccount.objects.exists()


def test_a_server_inside_our_own_network_is_not_talked_to(
    world: World, admin: Client, imap: Mailbox
) -> None:
    admin.post(url(), given(imap, smtp_host="127.0.0.1"))
    tried = actions.try_mailbox(MailAccount.objects.get())
    assert "not a public address" in tried.imap
    assert "not a public address" in (tried.smtp or "")


def test_only_the_administrator_of_the_company_keeps_it(world: World, admin: Client) -> None:
    admin.post(url(), given())
    other = Client()
    for user in (world.mei(Role.MANAGER), world.mei(Role.DESK)):
        other.force_login(user)
        assert other.get(url()).status_code == 404
        assert other.put("/api/mailbox", given(), content_type=JSON).status_code == 404
    other.force_login(world.stranger(Role.ADMINISTRATOR))
    assert OURS not in other.get(url()).content.decode()
    assert other.get("/api/mailbox").json()["address"] == ""


def test_over_the_api_it_is_kept_and_tried_without_telling_a_password(
    world: World, admin: Client
) -> None:
    assert "尚未设置邮箱" in admin.post("/api/mailbox/test").json()["imap"]
    body = {**given(), "is_active": True}
    kept = admin.put("/api/mailbox", body, content_type=JSON)
    assert kept.json()["imap_host"] == "imap.example.com"
    assert "demopass" not in kept.content.decode() + admin.get("/api/mailbox").content.decode()


def test_a_mailbox_that_is_not_in_use_is_not_read_nor_is_that_of_the_environment(
    world: World, admin: Client, settings
) -> None:
    settings.MAILBOXES = {world.provider.slug: f"imap://a:b@mail.example?from={OURS}"}
    assert [slug for slug, *_ in queries.boxes()] == [world.provider.slug]
    form = given()
    del form["is_active"]
    admin.post(url(), form)
    assert list(queries.boxes()) == []
    assert queries.mailbox_of(world.provider) is None


def test_where_no_server_sends_an_answer_by_mail_is_refused(world: World, admin: Client) -> None:
    admin.post(url(), given())
    contact = actions.take_in(world.provider, letter().as_bytes(), ours=OURS, at=world.at)
    assert contact is not None
    actions.take(contact, by=world.mei(), at=world.at)
    with pytest.raises(Refused, match="no mail server"):
        actions.reply(contact, "好", key=uuid4(), by=world.mei(), at=world.at)
