"""Out to a file and in again: not a character is lost, and every fault of a file is told."""

from typing import Any

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
        shown = client.post(reverse("agreements:import", args=into), sent)
        assert (
            client.post(reverse("agreements:import", args=into), confirmed(shown)).status_code
            == 302
        )
        assert client.get(reverse("agreements:export", args=into)).content == out
        other.refresh_from_db()
        assert other.blanks == draft.blanks


def confirmed(shown: Any, **other: str) -> dict[str, str]:
    """What the page that shows the changes sends when they are taken in."""
    return {**shown.context["taking"].initial, **other}


def test_what_a_file_would_change_is_shown_before_it_is_taken_in(
    client: Client, world: World
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    draft = drafted(world, "fire-door")
    name = queries.document(draft.source).parameters[0].name
    actions.fill_blanks(draft, {name: "四零零八"}, by=world.mei(Role.MANAGER), at=world.at)
    address = reverse("agreements:import", args=[draft.agreement.code, 1])
    # As Windows ends its lines, and with a blank for which it proposes nothing.
    text = draft.source.replace("P24M", "P36M").replace("\n", "\r\n")
    sent = {"token": queries.token(draft), "file": SimpleUploadedFile("a.yaml", text.encode())}
    shown = client.post(address, sent)
    assert shown.status_code == 200
    assert shown.context["comparison"].differing
    assert "P36M" in shown.text.split("<textarea")[1], "the file can be corrected as text"
    draft.refresh_from_db()
    assert "P36M" not in draft.source
    keeping = {} if queries.usual(queries.document(text)).get(name) else {"keeps_blanks": "on"}
    assert client.post(address, confirmed(shown, **keeping)).status_code == 302
    draft.refresh_from_db()
    assert draft.source == text, "to the character"


def test_typed_blanks_stay_where_the_file_proposes_nothing(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    draft = drafted(world, "fire-door")
    blank = next(one for one in queries.document(draft.source).parameters if one.kind == "text")
    by = world.mei(Role.MANAGER)
    actions.fill_blanks(draft, {blank.name: ""}, by=by, at=world.at)
    text = queries.exported(draft)
    actions.fill_blanks(draft, {blank.name: "四零零八"}, by=by, at=world.at)
    address = reverse("agreements:import", args=[draft.agreement.code, 1])
    for keeping, left in (({"keeps_blanks": "on"}, "四零零八"), ({"keeps_blanks": ""}, None)):
        shown = client.post(address, {"token": queries.token(draft), "text": text})
        client.post(address, confirmed(shown, **keeping))
        draft.refresh_from_db()
        assert draft.blanks.get(blank.name) == left


def test_a_draft_that_changed_while_one_looked_is_shown_anew(client: Client, world: World) -> None:
    client.force_login(world.mei(Role.MANAGER))
    draft = drafted(world, "fire-door")
    address = reverse("agreements:import", args=[draft.agreement.code, 1])
    text = draft.source.replace("P24M", "P36M")
    shown = client.post(address, {"token": queries.token(draft), "text": text})
    name = queries.document(draft.source).parameters[0].name
    actions.fill_blanks(draft, {name: ""}, by=world.mei(Role.MANAGER), at=world.at)
    stale = client.post(address, confirmed(shown))
    assert stale.status_code == 422
    assert "有人改动了草稿" in stale.text
    assert "P36M" in stale.text.split("<textarea")[1]
    draft.refresh_from_db()
    assert "P36M" not in draft.source
    assert client.post(address, confirmed(stale)).status_code == 302
    for broken in ("%%%", ""):
        answer = client.post(address, {"token": "x", "packed": broken})
        assert answer.status_code in {302, 422}


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
