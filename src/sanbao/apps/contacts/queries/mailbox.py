"""The mailboxes of the companies: those that administrators keep go before the environment's."""

from collections.abc import Iterator

from django.conf import settings

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import Provider, Role, User
from sanbao.apps.contacts.facts.mailbox import Mailbox, as_mailbox, mailbox
from sanbao.apps.contacts.models import MailAccount

KEEPERS = (Role.ADMINISTRATOR,)


def account_of(provider_id: int) -> MailAccount | None:
    """As the administrator keeps it, in use or not."""
    rows = MailAccount.objects.select_related("provider", "changed_by")
    return rows.filter(provider_id=provider_id).first()


def account_for(user: User) -> MailAccount | None:
    return account_of(user.provider_id) if user.has_role(*KEEPERS) else None


def account_in_use(provider_id: int) -> MailAccount | None:
    found = account_of(provider_id)
    return found if found is not None and found.is_active else None


def mailbox_of(provider: Provider) -> Mailbox | None:
    """Where the company's mails come to now."""
    if (account := account_of(provider.pk)) is not None:
        return as_mailbox(account) if account.is_active else None
    url = settings.MAILBOXES.get(provider.slug)
    return mailbox(provider.slug, url) if url else None


def boxes() -> Iterator[tuple[str, Provider | None, Mailbox]]:
    """Every mailbox that is to be read: slug, company (None for one that is not there), where."""
    kept = set()
    for account in MailAccount.objects.select_related("provider").order_by("pk"):
        kept.add(account.provider.slug)
        if account.is_active:
            yield account.provider.slug, account.provider, as_mailbox(account)
    for slug, url in settings.MAILBOXES.items():
        if slug not in kept:
            yield slug, accounts.provider_called(slug), mailbox(slug, url)
