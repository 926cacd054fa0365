"""The secrets of webhooks stand sealed in the database, and nobody but the program reads them."""

from typing import Any

import pytest
from django.db import connection

from sanbao.apps.accounts.access import Role
from sanbao.apps.accounts.sealed import MARK, opened, sealed
from sanbao.apps.notices import actions
from sanbao.apps.notices.actions import hook
from sanbao.apps.notices.models import Delivery, Endpoint

from ..world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def endpoint(world: World, settings: Any) -> Endpoint:
    settings.HOOKS_MAY_BE_PRIVATE = True
    by = world.mei(Role.ADMINISTRATOR)
    return actions.make_endpoint(
        label="ERP", url="http://127.0.0.1:1/", happenings=["case.opened"], at=world.at, by=by
    )


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, previous_secret FROM notices_endpoint")
        return [text for row in cursor.fetchall() for text in row]


def test_the_table_holds_no_secret_and_the_program_reads_it(
    world: World, endpoint: Endpoint
) -> None:
    old = endpoint.secret
    actions.rotate_secret(endpoint.pk, at=world.at, by=world.mei(Role.ADMINISTRATOR))
    assert all(text.startswith(MARK) and "whsec" not in text for text in stored())
    row = Endpoint.objects.get()
    assert row.secret.startswith("whsec_")
    assert row.previous_secret == old


def test_no_two_sealed_texts_are_alike_and_nothing_stays_nothing(endpoint: Endpoint) -> None:
    assert sealed("x") != sealed("x")
    assert opened(sealed("口令")) == "口令"
    assert stored()[1] == ""


def test_what_was_stored_in_clear_is_still_read(endpoint: Endpoint) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notices_endpoint SET secret = 'whsec_clear'")
    assert Endpoint.objects.get().secret == "whsec_clear"


def test_an_older_key_still_opens_and_an_unknown_one_asks_for_a_new_secret(
    world: World, endpoint: Endpoint, settings: Any
) -> None:
    first, secret = settings.SECRET_KEY, endpoint.secret
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = [first]
    assert Endpoint.objects.get().secret == secret
    settings.SECRET_KEY_FALLBACKS = []
    lost = Endpoint.objects.get()
    assert lost.secret == ""
    outcome = hook.post_hook(Delivery(), lost, at=world.at)
    assert (outcome.is_sent, outcome.response) == (False, hook.CANNOT_SIGN)
    made = actions.rotate_secret(lost.pk, at=world.at, by=world.mei(Role.ADMINISTRATOR))
    assert made.secret.startswith("whsec_")
    assert (made.previous_secret, made.previous_until) == ("", None)
