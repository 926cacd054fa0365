"""What the tests of repair sheets share."""

import pytest

from sanbao.apps.agreements.models import Version
from tests.apps.world import World

from .sheets import paper_with


@pytest.fixture
def paper(world: World) -> Version:
    return paper_with(world.ours, world)
