"""Who calls: found by the number or the mail address that it came from."""

import re

from django.db.models import Q

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.assets import queries as assets
from sanbao.apps.parties import queries as parties

NO_DIGIT = re.compile(r"\D+")
SHORTEST = 7  # digits; less is an extension, and stands in too many numbers
LONGEST_ABROAD = 11
MOST = 5


def digits_of(number: str) -> str:
    """The number without marks and without the country's code (+86, 0086)."""
    digits = NO_DIGIT.sub("", number).removeprefix("00")
    return digits[2:] if digits.startswith("86") and len(digits) > LONGEST_ABROAD else digits


def customers_at(provider_id: int, number: str) -> list[parties.Customer]:
    """The customers that the number may be of: their own, a contact person's, or of a site."""
    digits = digits_of(number)
    if len(digits) < SHORTEST:
        return []
    rows = parties.Customer.objects.filter(provider_id=provider_id)
    known = list(parties.found(rows, digits).order_by("id")[:MOST])
    if len(known) < MOST:
        by_person = Q(people__phone=number.strip()) | Q(people__phone=digits)
        known += rows.filter(by_person).distinct().order_by("id")[:MOST]
    if len(known) < MOST:
        known += [unit.customer for unit in assets.units_at(provider_id, digits, most=MOST)]
    return list({customer.pk: customer for customer in known}.values())[:MOST]


def customer_called(provider_id: int, code: str) -> parties.Customer | None:
    """The customer of the company that has this number, as somebody typed it."""
    number = code.replace("\x00", "").strip()
    return parties.Customer.objects.filter(provider_id=provider_id, code=number).first()


def customers_by_mail(provider_id: int, address: str) -> list[parties.Customer]:
    """The customer of whoever signs in with that mail address."""
    if not address:
        return []
    people = accounts.people_at(provider_id, address)
    return list(
        parties.Customer.objects.filter(people__user__in=people).distinct().order_by("id")[:MOST]
    )
