"""Mails from a real IMAP server, answers to a real SMTP server, and what senders do to both."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage, Message
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.contacts import actions, tasks
from sanbao.apps.contacts.actions import fetching
from sanbao.apps.contacts.facts.letter import read
from sanbao.apps.contacts.facts.mailbox import Mailbox, mailbox
from sanbao.apps.contacts.models import Contact, Saying
from sanbao.apps.evidence.models import Attachment
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused
from tests.apps.notices.post_office import PostOffice, free_port, open_at
from tests.apps.world import World

OURS = "service@yuanfan.example"
PDF = b"%PDF-1.4 nothing much\n%%EOF\n"


def letter(subject: str = "咨询", text: str = "量程怎么设？", **headers: str) -> EmailMessage:
    mail = EmailMessage()
    named = {"From": "卫工 <wei@customer.example>", "To": OURS, "Message-ID": "<1@customer>"}
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in {**named, "Subject": subject, **asked}.items():
        mail[name] = value
    mail.set_content(text)
    return mail


def take(world: World, mail: Message | bytes) -> Contact | None:
    raw = mail if isinstance(mail, bytes) else mail.as_bytes()
    return actions.take_in(world.provider, raw, ours=OURS, at=world.at)


@pytest.fixture(scope="module")
def imap() -> Iterator[Mailbox]:
    """pymap, with one mailbox in memory."""
    port = free_port()
    command = [Path(sys.executable).parent / "pymap", "--host", "127.0.0.1", "--port", str(port)]
    started = subprocess.Popen([*command, "--no-tls", "dict"], stderr=subprocess.DEVNULL)
    box = mailbox("yuanfan", f"imap://demouser:demopass@127.0.0.1:{port}/INBOX?from={OURS}")
    try:
        until = time.monotonic() + 30
        while True:
            try:
                imaplib.IMAP4("127.0.0.1", port).shutdown()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield box
    finally:
        started.terminate()
        started.wait()


def deliver(box: Mailbox, *mails: bytes) -> None:
    server = imaplib.IMAP4(box.host, box.port)
    server.login(box.user, box.password)
    for mail in mails:
        server.append("INBOX", "", imaplib.Time2Internaldate(time.time()), mail)
    server.logout()


def test_new_mails_are_fetched_once_and_a_broken_one_stands_in_nobodys_way(
    world: World,
    imap: Mailbox,
    settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = b"From: =?utf-8?B?////?= <a@b.example>\nSubject: \xc4\xe3\xba\xc3\n\n\xff\xfe\x00 ?"
    second = letter(Message_ID="<2@customer>", From="sun@other.example", subject="坏了")
    deliver(imap, letter().as_bytes(), letter().as_bytes(), broken, second.as_bytes())
    url = f"imap://{imap.user}:{imap.password}@{imap.host}:{imap.port}/INBOX?from={OURS}"
    settings.MAILBOXES = {world.provider.slug: url, "nobody": url}
    tasks.fetch_mail(0)
    assert sorted(Contact.objects.values_list("subject", flat=True)) == ["你好", "咨询", "坏了"]
    assert actions.fetch(imap, world.provider, at=world.at) == 0, "what was seen is not new"

    (tmp_path / "full").touch()
    settings.MEDIA_ROOT = tmp_path / "full"  # no folder: nothing can be kept there
    third = letter(Message_ID="<3@customer>")
    third.add_attachment(PDF, maintype="application", subtype="pdf", filename="a.pdf")
    deliver(imap, third.as_bytes())
    for _twice in "ab":
        with pytest.raises(OSError, match="full"):
            actions.fetch(imap, world.provider, at=world.at)
        assert Contact.objects.count() == 3, "rolled back"
    settings.MEDIA_ROOT = tmp_path / "room"
    assert actions.fetch(imap, world.provider, at=world.at) == 1, "no mail is lost to a full disk"
    assert Contact.objects.count() == 4

    def choke(*_mail: object, **_more: object) -> None:
        raise ValueError("whatever a stranger has sent")

    monkeypatch.setattr(fetching, "take_in", choke)
    deliver(imap, letter(Message_ID="<4@customer>").as_bytes())
    assert actions.fetch(imap, world.provider, at=world.at) == 1
    assert actions.fetch(imap, world.provider, at=world.at) == 0, "flagged for a person"
    assert Contact.objects.count() == 4
    settings.MAILBOXES = {world.provider.slug: f"imap://a:b@127.0.0.1:{free_port()}"}
    tasks.fetch_mail(0)


def test_a_mail_is_answered_to_its_writer_alone_and_its_thread_is_one_contact(
    world: World, client: Client, settings
) -> None:
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.MAILBOXES = {world.provider.slug: f"imap://u:p@mail.example?from={OURS}"}
    crowd = ", ".join(f"reader{number}@crowd.example" for number in range(200))
    contact = take(world, letter(Cc=crowd))
    assert contact is not None
    client.force_login(world.mei())
    client.post(reverse("contacts:step", args=[contact.code, "take"]))
    form = {"key": uuid4(), "text": "长按设置键三秒"}
    assert client.post(reverse("contacts:step", args=[contact.code, "reply"]), form).status_code
    answer = Saying.objects.get(side="us")
    with open_at(settings.EMAIL_PORT, PostOffice()) as office:
        tasks.send_mail(answer.pk)
        tasks.send_mail(answer.pk)
    (mail,) = office.mails
    page = client.get(reverse("contacts:contact", args=[contact.code])).content.decode()
    assert "已发出" in page
    assert (mail["To"], mail["Cc"], mail["From"]) == ("wei@customer.example", None, OURS)
    assert (mail["In-Reply-To"], mail["References"]) == ("<1@customer>", "<1@customer>")
    assert mail["Message-ID"] == answer.message_id
    further = letter("Re: 咨询", "好了", Message_ID="<9@customer>", In_Reply_To=answer.message_id)
    assert take(world, further) == contact
    assert contact.sayings.count() == 3


def test_an_answer_refused_for_good_is_told_and_one_that_may_pass_is_tried_again(
    world: World, client: Client, settings
) -> None:
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    contact = take(world, letter())
    assert contact is not None
    actions.take(contact, by=world.mei(), at=world.at)
    said = actions.reply(contact, "好", key=uuid4(), by=world.mei(), at=world.at)
    with pytest.raises(OSError, match="refused"):
        tasks.send_mail(said.pk)
    client.force_login(world.mei())
    page = reverse("contacts:contact", args=[contact.code])
    assert "Connection refused" in client.get(page).content.decode()
    with open_at(settings.EMAIL_PORT, PostOffice(refuses="550 no such user")):
        actions.send(said.pk, at=world.at)
    told = Entry.objects.get(happening="contact.mail_refused").details
    assert told["response"] == "no such user"
    with open_at(settings.EMAIL_PORT, PostOffice(refuses_content="554 content denied")):
        actions.send(said.pk, at=world.at)
    told = Entry.objects.filter(happening="contact.mail_refused").latest("id").details
    assert told["response"] == "content denied"
    said.refresh_from_db()
    assert said.sent_at is None
    assert "未发出：content denied" in client.get(page).content.decode()


def test_a_mail_of_an_old_thread_is_a_new_contact_that_follows_on_it(world: World) -> None:
    contact = take(world, letter())
    assert contact is not None
    actions.take(contact, by=world.mei(), at=world.at)
    actions.solve(contact, "见说明书", by=world.mei(), at=world.at)
    Contact.objects.update(done_at=world.at - timedelta(days=8))
    further = letter("Re: 咨询", "又坏了", Message_ID="<9@customer>", In_Reply_To="<1@customer>")
    second = take(world, further)
    assert second is not None
    assert (second.follows, second.state, second.came_again) == (contact, "waiting", False)
    contact.refresh_from_db()
    assert contact.is_first


def test_nothing_is_promised_by_mail_where_no_server_is_set_up(world: World) -> None:
    contact = take(world, letter())
    assert contact is not None
    actions.take(contact, by=world.mei(), at=world.at)
    assert django_settings.SENDS_MAIL is False
    with pytest.raises(Refused, match="no mail server"):
        actions.reply(contact, "好", key=uuid4(), by=world.mei(), at=world.at)


def test_the_same_mail_twice_is_one_and_its_files_are_kept(
    world: World, client: Client, settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    mail = letter()
    mail.add_attachment(PDF, maintype="application", subtype="pdf", filename="合格证.pdf")
    mail.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="a.exe")
    contact = take(world, mail)
    assert take(world, mail) == contact
    assert contact is not None
    assert contact.sayings.get().text == "量程怎么设？\n\n未保存的附件：a.exe"
    kept = Attachment.objects.get()
    assert kept.name == "合格证.pdf"
    url = reverse("attachment", args=[kept.key])
    client.force_login(world.mei())
    assert client.get(url).status_code == 200
    for who in (world.mei(Role.CUSTOMER), world.stranger()):
        client.force_login(who)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Auto_Submitted": "auto-replied"}, id="out of office"),
        pytest.param({"Precedence": "bulk"}, id="bulk"),
        pytest.param({"Return_Path": "<>"}, id="a bounce"),
        pytest.param({"From": "MAILER-DAEMON@mail.example"}, id="a mail server"),
        pytest.param({"List_Id": "<news.example>"}, id="a list"),
        pytest.param({"From": f"我们 <{OURS.upper()}>"}, id="ourselves"),
    ],
)
def test_what_no_person_wrote_starts_nothing(world: World, headers: dict[str, str]) -> None:
    assert take(world, letter(**headers)) is None
    assert not Contact.objects.exists()


def test_a_writer_is_recognised_by_the_address_of_a_customers_sign_in(world: World) -> None:
    customer = world.mei(Role.CUSTOMER)
    type(customer).objects.filter(pk=customer.pk).update(email="Wei@Customer.example")
    contact = take(world, letter())
    assert contact is not None
    assert contact.customer == world.ours.customer


GBK = "量程怎么设？".encode("gbk")


@pytest.mark.parametrize(
    ("raw", "subject", "text"),
    [
        pytest.param(
            b"Subject: =?gb2312?B?xOO6ww==?=\nContent-Type: text/plain; charset=gb2312\n\n" + GBK,
            "你好",
            "量程怎么设？",
            id="gb2312 that is gbk",
        ),
        pytest.param(
            b"Subject: \xc4\xe3\xba\xc3\n\n" + GBK, "你好", "量程怎么设？", id="raw bytes"
        ),
        pytest.param(
            b"Subject: x\nContent-Type: text/plain; charset=utf-9\n\n\xe4\xbd\xa0\xe5\xa5\xbd",
            "x",
            "你好",
            id="a charset that is none",
        ),
        pytest.param(
            b"Subject: =?utf-8?B?broken\nContent-Transfer-Encoding: base64\n\n!!!!",
            "=?utf-8?B?broken",
            "",
            id="base64 that is none",
        ),
        pytest.param(
            b"Subject: p\nContent-Type: text/html\n\n<style>p{}</style><p>a &amp; b<br>c</p>",
            "p",
            "a & b\nc",
            id="a page alone",
        ),
        pytest.param(b"\xff\xfe\xfd", "", "\ufffd\ufffd\ufffd", id="no mail at all"),
    ],
)
def test_whatever_the_encoding_the_words_are_read(raw: bytes, subject: str, text: str) -> None:
    found = read(raw)
    assert found.subject == subject
    assert found.text == text or "\ufffd" in text
