"""Who signs in, and for which company: the provider is the tenant."""

import secrets
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CUSTOMER = "customer", _("Customer")
    DESK = "desk", _("Desk agent")
    DISPATCHER = "dispatcher", _("Dispatcher")
    ENGINEER = "engineer", _("Engineer")
    MANAGER = "manager", _("Service manager")
    QUALITY = "quality", _("Quality engineer")
    DEALER = "dealer", _("Dealer staff")
    MARKETING = "marketing", _("Marketing manager")
    FINANCE = "finance", _("Finance")
    SALES = "sales", _("Sales")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Provider(models.Model):
    """A maker that promises service: the tenant. Nothing crosses from one to another."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="users", verbose_name=_("company")
    )
    display_name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    roles = ArrayField(models.CharField(max_length=20), default=list, verbose_name=_("roles"))

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_roles_are_known",
                condition=models.Q(roles__contained_by=[role.value for role in Role]),
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def role_words(self) -> list[str]:
        words = dict(Role.choices)
        return [str(words[role]) for role in self.roles]

    def has_role(self, *roles: str) -> bool:
        return not set(self.roles).isdisjoint(roles)


def new_token() -> str:
    return secrets.token_urlsafe(32)


class ApiToken(models.Model):
    """A key to the API for one user; only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    label = models.CharField(_("label"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label
