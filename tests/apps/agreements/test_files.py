"""Out to a file and in again: not a character is lost, and every fault of a file is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sanbao import templates
from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import actions, queries

from ..world import World
from .test_pages import drafted

pytestmark = pytest.mark.django_db


def test_out_and_in_and_out_again_is_the_same_to_the_byte(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    for slug in templates.SLUGS:
        draft = drafted(world, slug)
        args = [draft.agreement.code, 1]
        shipped = client.get(reverse("agreements:export", args=args)).content
        assert shipped.decode() == templates.read(slug)
        for blank in queries.document(draft.source).parameters:
            value = {"text": "甲乙丙", "money": "66.00"}.get(blank.kind, "2")
            actions.fill_blanks(draft, {blank.name: value}, by=world.mei(Role.MANAGER), at=world.at)
        out = client.get(reverse("agreements:export", args=args)).content
        other = drafted(world, "fire-door")
        into = [other.agreement.code, 1]
        sent = {"token": queries.token(other), "file": SimpleUploadedFile("a.yaml", out)}
        assert client.post(reverse("agreements:import", args=into), sent).status_code == 302
        assert client.get(reverse("agreements:export", args=into)).content == out
        other.refresh_from_db()
        assert other.blanks == draft.blanks


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b"slug:\n\t- x", "第 2 行"),
        ("slug: 三包".encode("gbk"), "UTF-8"),
        (b"x" * 1_000_001, "文件过大"),
        (b"a: &a [*a]", "第 1 行"),
    ],
)
def test_a_hostile_file_is_answered_and_changes_nothing(
    client: Client, world: World, file: bytes, said: str
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    draft = drafted(world, "fire-door")
    address = reverse("agreements:import", args=[draft.agreement.code, 1])
    sent = {"token": queries.token(draft), "file": SimpleUploadedFile("a.yaml", file)}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    draft.refresh_from_db()
    assert draft.source == templates.read("fire-door")


def test_all_faults_are_told_and_what_was_pasted_stays(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    draft = drafted(world, "fire-door")
    text = templates.read("fire-door").replace("P24M", "P24X").replace("PT4H", "PT4X")
    assert text.count("X") >= 2
    address = reverse("agreements:import", args=[draft.agreement.code, 1])
    answer = client.post(address, {"token": queries.token(draft), "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert page.count("<li>第 ") >= 2
    assert "P24X" in page.split("<textarea")[1]
    stale = {"token": "x", "text": templates.read("fire-door")}
    assert "有人改动了草稿" in client.post(address, stale).content.decode()
