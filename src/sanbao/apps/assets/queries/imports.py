"""Imports of the installed base, as far as a reader may see them."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import Role, User
from sanbao.apps.assets.models import Import


def imports_for(user: User) -> QuerySet[Import]:
    """Managers make them; administrators and auditors may look on."""
    rows = Import.objects.filter(provider_id=user.provider_id).select_related(
        "agreement", "uploaded_by"
    )
    if user.has_role(Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR):
        return rows
    return rows.none()
