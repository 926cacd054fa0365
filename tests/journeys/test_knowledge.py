"""The desk types what happened, and what is known about it stands beside."""

import pytest
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from tests.apps.knowledge.test_articles import published
from tests.apps.world import World

from .conftest import Opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_articles_appear_while_the_desk_types(opened: Opened, world: World) -> None:
    published(world, "称重传感器漂移怎么办", "断电十分钟后重新调零")
    page = opened(world.mei(Role.DESK))
    page.goto(reverse("desk:call", args=[world.asset.pk]))
    beside = page.locator("#knowledge")
    beside.get_by_text("输入故障情况时").wait_for()
    page.locator("#id_description").press_sequentially("传敢器漂移", delay=20)
    beside.get_by_text("称重传感器漂移怎么办").wait_for()
    beside.get_by_text("称重传感器漂移怎么办").click()
    beside.get_by_text("断电十分钟后重新调零").wait_for()
    assert page.locator("#id_description").input_value() == "传敢器漂移"
