"""What the tests of all apps share."""

from datetime import UTC, datetime

import pytest

from .world import World, build


@pytest.fixture
def world(db: None) -> World:
    """The world as of this minute, so that pages that read the clock agree with it."""
    return build(datetime.now(UTC).replace(second=0, microsecond=0))
