"""The chat of a customer or a visitor, as he may see it: his own, and nothing of ours but words."""

from django.db.models import Exists, OuterRef

from sanbao.apps.accounts.access import User
from sanbao.apps.contacts.models import Channel, Contact, Saying, Side


def chat_of(user: User) -> Contact | None:
    """The newest chat of a customer."""
    rows = Contact.objects.filter(provider_id=user.provider_id, user=user, channel=Channel.CHAT)
    return rows.select_related("provider", "held_by").order_by("-id").first()


def chat_by_token(provider_id: int, token: str) -> Contact | None:
    """The chat of a visitor whose browser holds its secret."""
    if not token:
        return None
    rows = Contact.objects.filter(provider_id=provider_id, channel=Channel.CHAT, ref=token)
    return rows.select_related("provider", "held_by").first()


def has_unread(user: User) -> bool:
    """Whether somebody of us has answered a customer who has not seen it."""
    ours = Saying.objects.filter(
        contact=OuterRef("pk"), side=Side.US, pk__gt=OuterRef("seen_by_caller")
    )
    rows = Contact.objects.filter(provider_id=user.provider_id, user=user, channel=Channel.CHAT)
    return rows.filter(Exists(ours)).exists()
