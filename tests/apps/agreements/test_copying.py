"""A new agreement from another one or from a file: its text to the character, a life of its own."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.models import Agreement
from sanbao.apps.journal.models import Entry
from sanbao.rules.moves import Refused

from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db
FILE = reverse("agreements:new_from_file")


def test_a_copy_has_the_terms_and_blanks_and_nothing_else(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    old = world.ours.version
    detail = reverse("agreements:detail", args=[old.agreement.code])
    address = reverse("agreements:copy", args=[old.agreement.code, old.number])
    assert address in client.get(detail).content.decode()
    assert 'id="clause-5.3"' in client.get(address).content.decode()
    key = str(uuid4())
    for _twice in "ab":
        sent = {"key": key, "title": "新厂成套协议", "counterparty": "北岸机械厂"}
        answer = client.post(address, sent)
    made = Agreement.objects.get(key=key)
    assert answer["Location"] == reverse("agreements:version", args=[made.code, 1])
    version = made.versions.get()
    assert (version.source, version.blanks) == (old.source, queries.values(old))
    assert (made.title, made.counterparty, made.state) == ("新厂成套协议", "北岸机械厂", "draft")
    assert (made.follows, made.dealer, made.customer) == (None, None, None)
    entry = Entry.objects.get(happening="agreement.created", subject_code=made.code)
    assert entry.details == {"copied_from": f"{old.agreement.code} v{old.number}"}
    life = client.get(reverse("agreements:detail", args=[made.code])).content.decode()
    assert f"{old.agreement.code} v{old.number}" in life


def test_a_copy_needs_a_title_and_keeps_what_was_typed(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    old = drafted(world)
    address = reverse("agreements:copy", args=[old.agreement.code, 1])
    answer = client.post(address, {"key": str(uuid4()), "title": " ", "counterparty": "北岸"})
    assert answer.status_code == 422
    assert 'value="北岸"' in answer.content.decode()
    assert Agreement.objects.filter(template=old.agreement.template).count() == 1


def test_a_file_becomes_a_new_agreement_once(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    text = templates.read("fire-door") + "# 由销售部整理\n"
    assert FILE in client.get(reverse("agreements:gallery")).content.decode()
    key = str(uuid4())
    for _twice in "ab":
        upload = SimpleUploadedFile("a.yaml", text.encode())
        client.post(FILE, {"key": key, "counterparty": "北岸", "file": upload})
    made = Agreement.objects.get(key=key)
    version = made.versions.get()
    assert (made.template, made.counterparty) == ("fire-door", "北岸")
    assert made.title == queries.document(text).title.zh
    assert version.source == text
    assert queries.exported(version) == text


def test_the_faults_of_a_file_are_told_and_nothing_is_made(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    before = Agreement.objects.count()
    text = templates.read("fire-door").replace("P24M", "P24X")
    answer = client.post(FILE, {"key": str(uuid4()), "title": "门窗", "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<li>第 " in page
    assert 'value="门窗"' in page
    assert client.post(FILE, {"key": str(uuid4())}).status_code == 422
    assert Agreement.objects.count() == before


def test_a_text_that_is_no_agreement_is_refused_by_its_field(world: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_from_text(
            "slug: x", title="", counterparty="", by=world.mei(Role.MANAGER), at=world.at
        )
    assert refused.value.field
