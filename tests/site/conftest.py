"""The world of the apps' tests, for tests of the whole site."""

from ..apps.conftest import world as world
