"""An agreement is in force from the signature of both sides."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.agreements import queries
from sanbao.apps.agreements.models import Version

from ..apps.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build(datetime.now(UTC).replace(second=0, microsecond=0))


def drafted(client: Client) -> Version:
    """The dealer agreement drawn up on the pages, its blanks as proposed."""
    typed = {"key": "7c8f5b1e-0d7b-4c56-9c55-6f0f0d6f8a01", "title": "经销商售后服务协议"}
    client.post(reverse("agreements:create", args=["solar-dealer"]), typed)
    return Version.objects.select_related("agreement").get(agreement__title=typed["title"])


def signed(client: Client, version: Version, **typed: str) -> int:
    address = reverse("agreements:sign", args=[version.agreement.code, version.number])
    return client.post(address, typed).status_code


@pytest.mark.clause("P2-12")
def test_it_is_in_force_from_the_signature_of_both_sides_and_not_of_one(
    client: Client, world: World
) -> None:
    client.force_login(world.mei(Role.MANAGER))
    version = drafted(client)
    ours = {"starts_on": f"{world.on}", "signed_for_provider": "马经理"}
    assert signed(client, version, **ours) == 422
    assert queries.version_in_force(version.agreement, on=world.on) is None
    assert signed(client, version, **ours, signed_for_counterparty="李代表") == 302
    assert queries.version_in_force(version.agreement, on=world.on) == version
    assert queries.version_in_force(version.agreement, on=world.on - timedelta(days=1)) is None
