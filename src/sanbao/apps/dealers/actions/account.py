"""The account that a dealer is paid to: proposed by one person, confirmed by another (P2-7.2.6)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers import queries
from sanbao.apps.dealers.actions.row import lock, say
from sanbao.apps.dealers.facts import Account
from sanbao.apps.dealers.models import BankAccount
from sanbao.apps.parties import queries as parties
from sanbao.rules.identity import account_number, is_plain
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused

REPLACED = gettext_noop("replaced by another account")


@transaction.atomic
def propose_account(
    dealer: parties.Dealer, account: Account, *, by: User, at: datetime
) -> BankAccount:
    """Name an account. It counts once a second person has confirmed it."""
    dealer = lock(dealer)
    for field in ("holder", "bank", "branch"):
        if not is_plain(getattr(account, field).strip()):
            raise Refused(
                Message("no line breaks, and no sign such as = or + at its beginning"), field=field
            )
    number = account_number(account.number)
    if not number:
        raise Refused(Message("an account number has 8 to 30 digits"), field="number")
    if queries.proposed_account(dealer.pk) is not None:
        raise Refused(Message("another account waits to be confirmed; withdraw it first"))
    in_force = queries.account_of(dealer.pk)
    if in_force is not None and in_force.number == number:
        raise Refused(Message("this is the account in force"), field="number")
    made = BankAccount.objects.create(
        provider_id=dealer.provider_id,
        dealer=dealer,
        holder=account.holder.strip(),
        bank=account.bank.strip(),
        branch=account.branch.strip(),
        number=number,
        proposed_at=at,
        proposed_by=by,
    )
    say("dealer.account_proposed", dealer, by=by, at=at, account=f"{made}")
    return made


@transaction.atomic
def confirm_account(account: BankAccount, *, by: User, at: datetime) -> BankAccount:
    """A second person has checked it: from now on it is paid to, and the one before is not."""
    dealer = lock(account.dealer)
    account = BankAccount.objects.get(pk=account.pk)
    refuse_ended(account)
    if account.confirmed_at is not None:
        return account
    if account.proposed_by_id == by.pk:
        raise Refused(Message("whoever proposed an account does not confirm it"))
    if (former := queries.account_of(dealer.pk)) is not None:
        end(former, reason=REPLACED, by=by, at=at)
    account.confirmed_at, account.confirmed_by = at, by
    account.save(update_fields=["confirmed_at", "confirmed_by"])
    say("dealer.account_confirmed", dealer, by=by, at=at, account=f"{account}")
    return account


@transaction.atomic
def withdraw_account(account: BankAccount, *, reason: str, by: User, at: datetime) -> BankAccount:
    """A proposed account is not confirmed. What is in force ends only with the next one."""
    dealer = lock(account.dealer)
    account = BankAccount.objects.get(pk=account.pk)
    refuse_ended(account)
    if account.confirmed_at is not None:
        raise Refused(Message("it is in force; propose another one instead"))
    if not reason.strip():
        raise Refused(Message("a reason is needed"), field="reason")
    end(account, reason=reason, by=by, at=at)
    say("dealer.account_withdrawn", dealer, by=by, at=at, account=f"{account}", reason=reason)
    return account


def refuse_ended(account: BankAccount) -> None:
    if account.ended_at is not None:
        raise Refused(Message("this account has ended"))


def end(account: BankAccount, *, reason: str, by: User, at: datetime) -> None:
    account.ended_at, account.ended_by = at, by
    account.ended_because = reason.strip()[:200]
    account.save(update_fields=["ended_at", "ended_by", "ended_because"])
