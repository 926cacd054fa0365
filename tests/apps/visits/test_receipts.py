"""Receipts: for whoever pays, under numbers without a gap, whatever is rolled back or at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.urls import reverse

from sanbao.apps.accounts.access import Role
from sanbao.apps.journal import actions as journal
from sanbao.apps.visits import queries
from sanbao.apps.visits.models import Receipt
from tests.apps.world import build as world_at


def test_nothing_owed_has_no_receipt(field):
    visit = field.signed()
    assert queries.fee_of(visit).owed_by("customer") == 0
    assert queries.receipt_of(visit) is None


def test_the_customers_page_of_a_case_leads_to_the_receipt(charged, client):
    """As soon as he has signed, before the report is handed in or its paper made."""
    visit = charged.signed()
    client.force_login(charged.world.mei(Role.CUSTOMER))
    case = reverse("desk:customer_case", args=[charged.case.code])
    url = reverse("visits:visit", args=[visit.code])
    assert f'href="{url}"' in client.get(case).content.decode()
    page = client.get(url).content.decode()
    assert f"{queries.receipt_of(visit)}" in page
    assert f'href="{case}"' in page


def test_a_number_taken_back_is_given_again(world):
    ours, theirs = world.provider, world.theirs.provider
    assert journal.next_number("SJ", provider=ours) == 1
    with transaction.atomic():
        assert journal.next_number("SJ", provider=ours) == 2
        transaction.set_rollback(True)
    assert journal.next_number("SJ", provider=ours) == 2
    assert journal.next_number("SJ", provider=theirs) == 1
    assert Receipt.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_take_eight_numbers_in_a_row():
    provider = world_at(datetime(2026, 9, 7, 2, tzinfo=UTC)).provider

    def take(_number: int) -> int:
        try:
            with transaction.atomic():
                return journal.next_number("SJ", provider=provider)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        assert sorted(people.map(take, range(8))) == list(range(1, 9))
