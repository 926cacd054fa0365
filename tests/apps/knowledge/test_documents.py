"""Documents that come with a unit: the full set keeps the promise, a part of it does not."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.obligations.models import Obligation
from sanbao.rules.knowledge import FULL_SET
from tests.apps.inspections.conftest import owe
from tests.apps.world import World


@pytest.fixture
def owed(world: World) -> Obligation:
    """The set that is owed with a unit, and the set itself."""
    boss = world.mei(Role.MANAGER)
    for kind in FULL_SET:
        writing = actions.Writing(
            uuid4(), f"手册 {kind}", "正文", kind=kind, audience="all", product=world.ours.product
        )
        article = actions.draft(writing, provider=world.provider, by=boss, at=world.at)
        actions.publish(article, by=boss, at=world.at)
    row = owe(world, world.asset.serial, days=3, what="documents_handed_over")
    Obligation.objects.filter(pk=row.pk).update(kind="one_off")
    return row


def give(client: Client, world: World, editions: list[int], **more: object) -> int:
    told = {"key": uuid4(), "editions": editions, "received_by_name": "钱一", **more}
    url = reverse("knowledge:documents", args=[world.asset.serial])
    return client.post(url, told).status_code


def test_only_the_full_set_keeps_the_promise(
    client: Client, world: World, owed: Obligation
) -> None:
    client.force_login(world.mei())
    there = list(queries.documents_of(world.mei(), world.asset).values_list("pk", flat=True))
    assert len(there) == 6
    assert give(client, world, []) == 422
    key = uuid4()
    for _twice in "ab":
        assert give(client, world, there[:4], key=key) == 302
    owed.refresh_from_db()
    assert owed.state == "running"
    url = reverse("knowledge:documents", args=[world.asset.serial])
    assert "尚缺" in client.get(url).content.decode()
    assert give(client, world, there[4:]) == 302
    owed.refresh_from_db()
    assert owed.state == "met"
    client.force_login(world.mei(Role.CUSTOMER))
    page = client.get(url).content.decode()
    assert "资料齐全" in page
    assert "移交资料" not in page
    client.force_login(world.neighbour)
    assert client.get(url).status_code == 404


def test_a_file_goes_with_it_to_whoever_may_read_it(client: Client, world: World) -> None:
    boss = world.mei(Role.MANAGER)
    writing = actions.Writing(uuid4(), "图纸", "", kind="drawing", audience="dealers")
    paper = ContentFile(b"%PDF-1.4 drawing", name="图纸.pdf")
    article = actions.draft(writing, upload=paper, provider=world.provider, by=boss, at=world.at)
    actions.publish(article, by=boss, at=world.at)
    file = article.editions.get().file
    assert file is not None
    for role, status in ((Role.DEALER, 200), (Role.ENGINEER, 200), (Role.CUSTOMER, 404)):
        client.force_login(world.mei(role))
        assert client.get(reverse("attachment", args=[file.key])).status_code == status
