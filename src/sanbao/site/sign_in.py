"""Signing in: nobody opens an account for himself; the company's administrator does."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from sanbao.apps.accounts import queries as accounts
from sanbao.apps.accounts.access import User


class Accounts(AuthenticationBackend):
    """Passwords as allauth checks them; who is signed in comes with the company."""

    def get_user(self, user_id: int) -> User | None:
        return accounts.reader_of(user_id)


class ClosedDoor(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class CompanyDoor(DefaultSocialAccountAdapter):
    """Sign-in by the company's own identity provider, for people who have an account here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time, the provider's `preferred_username` finds the account of that name.

        Whoever sets the provider up (SANBAO_OIDC_URL) trusts it to name people rightly.
        """
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        claims = sociallogin.account.extra_data
        # The ID token and the user info each may carry the claim.
        names = [claims, claims.get("userinfo") or {}, claims.get("id_token") or {}]
        name = next((c["preferred_username"] for c in names if c.get("preferred_username")), "")
        user = accounts.active_user(name)
        if user is not None:
            sociallogin.connect(request, user)
