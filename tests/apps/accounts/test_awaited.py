"""Whoever waits before a progress bar is told how it ended, and how far it is meanwhile."""

import pytest
from django.db import OperationalError, connection, connections, transaction

from sanbao.apps.accounts.awaited import ATTEMPTS, answering, telling
from sanbao.apps.accounts.models import Provider


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "attempts", "is_told"),
    [
        pytest.param(ZeroDivisionError, 0, True, id="a fault of ours"),
        pytest.param(OperationalError, 0, False, id="the database was away"),
        pytest.param(OperationalError, ATTEMPTS, True, id="it was away for too long"),
    ],
)
def test_what_cannot_be_retried_is_said_to_have_failed(
    error: type[Exception], attempts: int, is_told: bool
) -> None:
    told: list[str] = []
    with pytest.raises(error), answering(lambda: told.append("failed"), attempts=attempts):
        raise error
    assert bool(told) is is_told


@pytest.mark.django_db
def test_what_goes_well_is_not_given_up() -> None:
    told: list[str] = []
    with answering(lambda: told.append("failed"), attempts=ATTEMPTS):
        pass
    assert not told


@pytest.mark.django_db(transaction=True)
def test_it_is_given_up_although_its_connection_died() -> None:
    row = Provider.objects.create(slug="a", name="A")

    def give_up() -> None:
        Provider.objects.filter(pk=row.pk).update(name="failed")

    def works() -> None:
        cut_off()
        Provider.objects.get(pk=row.pk)

    with pytest.raises(OperationalError), answering(give_up, attempts=ATTEMPTS):
        works()
    assert Provider.objects.get(pk=row.pk).name == "failed"


def cut_off() -> None:
    """End the session of this thread's connection, as an administrator or a restart does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (ours,) = cursor.fetchone()
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ours])
    finally:
        other.close()


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_is_seen_before_it_is_done() -> None:
    row = Provider.objects.create(slug="a", name="A")
    with telling("accounts_provider", "zone", row.pk) as tell, transaction.atomic():
        tell(7)
        transaction.set_rollback(True)
    assert Provider.objects.get(pk=row.pk).zone == "7"
