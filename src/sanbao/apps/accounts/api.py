"""Who the caller is."""

from django.http import HttpRequest
from ninja import Router, Schema

from sanbao.apps.accounts.access import User, reader

router = Router(tags=["me"])


class Me(Schema):
    username: str
    name: str
    provider: str
    roles: list[str]

    @staticmethod
    def resolve_name(user: User) -> str:
        return str(user)

    @staticmethod
    def resolve_provider(user: User) -> str:
        return user.provider.slug


@router.get("", response=Me, summary="Who I am")
def me(request: HttpRequest) -> User:
    """The user of the token or session, with the company and roles."""
    return reader(request)
