"""What `sanbao agreements export` writes and `sanbao agreements import` takes in."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.wording import said
from sanbao.apps.agreements import actions, queries
from sanbao.apps.agreements.forms.file import LARGEST, fault_words
from sanbao.rules.faults import faults
from sanbao.rules.moves import Refused
from sanbao.site.redecide_cli import lacking


class CannotDo(ValueError):
    """Why not, for whoever typed the command."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new agreement is to be. by: the account name of a manager of the company."""

    provider: str
    by: str
    title: str = ""
    counterparty: str = ""


def exported(code: str, *, provider: str = "", version: str = "") -> str:
    """The text of a version. Raises CannotDo for what there is not, or at several companies."""
    slugs = queries.companies_with(code, provider=provider)
    if not slugs:
        raise CannotDo(_("there is no agreement “%(code)s”") % {"code": code})
    if len(slugs) > 1:
        raise CannotDo(
            _("several companies have an agreement “%(code)s”: name one by --provider")
            % {"code": code}
        )
    if version not in ("", "draft") and not (version.isascii() and version.isdigit()):
        raise CannotDo(_("--version must be a number or `draft`"))
    name = version or str(newest(slugs[0], code))
    found = queries.version_called(slugs[0], code, name)
    if found is None:
        raise CannotDo(lacking(code, name))
    return queries.exported(found)


def newest(provider: str, code: str) -> int:
    rows = queries.Version.objects.filter(agreement__provider__slug=provider, agreement__code=code)
    return rows.order_by("-number").values_list("number", flat=True)[0]


def taken_in(content: bytes, wanted: Wanted) -> str:
    """The number of the draft made from a file. Raises CannotDo with every fault of the file."""
    by = User.objects.filter(
        provider__slug=wanted.provider, username=wanted.by, is_active=True
    ).first()
    if by is None or not by.has_role(Role.MANAGER):
        raise CannotDo(
            _("“%(name)s” is no manager of company “%(company)s”")
            % {"name": wanted.by, "company": wanted.provider}
        )
    text = read(content)
    try:
        made = actions.create_from_text(
            text,
            title=wanted.title,
            counterparty=wanted.counterparty,
            by=by,
            at=timezone.now(),
        )
    except Refused as refused:
        raise CannotDo(said(refused.message)) from None
    return made.code


def read(content: bytes) -> str:
    if len(content) > LARGEST:
        raise CannotDo(_("the file is too large for an agreement"))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise CannotDo(_("the file is not written in UTF-8")) from None
    found = [fault_words(fault) for fault in faults(text)]
    if found:
        raise CannotDo("\n  ".join([_("not taken in:"), *found]))
    return text
