"""Where a company's mails are fetched and what they are answered from."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from sanbao.apps.contacts.models import MailAccount


@dataclass(frozen=True, slots=True)
class Mailbox:
    """slug: of the company. address: what its mails come to, and its answers come from. has_public:
    the server has to have a public address; the environment may name any.
    """

    slug: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    is_tls: bool
    address: str
    has_public: bool = False


def mailbox(slug: str, url: str) -> Mailbox:
    """`imaps://user:password@host:993/INBOX?from=service@example.com`; `imap://` is without TLS."""
    parts = urlsplit(url)
    is_tls = parts.scheme == "imaps"
    user = unquote(parts.username or "")
    return Mailbox(
        slug=slug,
        host=parts.hostname or "",
        port=parts.port or (993 if is_tls else 143),
        user=user,
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        is_tls=is_tls,
        address=dict(parse_qsl(parts.query)).get("from", user).lower(),
    )


def as_mailbox(account: MailAccount) -> Mailbox:
    """The one that the company's administrator keeps."""
    return Mailbox(
        slug=account.provider.slug,
        host=account.imap_host,
        port=account.imap_port,
        user=account.imap_user,
        password=account.imap_password,
        folder=account.folder,
        is_tls=account.imap_is_tls,
        address=account.address.lower(),
        has_public=True,
    )
