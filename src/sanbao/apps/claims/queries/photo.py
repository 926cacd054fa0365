"""The photos of a sheet, and who may see them."""

from django.db.models import QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.claims.models import Sheet, SheetPhoto
from sanbao.apps.claims.queries.sheet import sheets_for
from sanbao.apps.evidence import queries as evidence


def photos_of(sheet: Sheet) -> QuerySet[evidence.Attachment]:
    """Its own, and those of the visit that it was drafted from, oldest first."""
    on_it = SheetPhoto.objects.filter(sheet=sheet).values("attachment")
    return evidence.Attachment.objects.filter(pk__in=on_it).order_by("id")


def shows_photo(user: User, photo: evidence.Attachment) -> bool:
    """Whether it stands on a sheet that `user` may see: also a visit's that he may not see."""
    on = SheetPhoto.objects.filter(attachment=photo, sheet__in=sheets_for(user))
    return on.exists()
