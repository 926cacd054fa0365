"""Reading what happened."""

from django.db.models import Q, QuerySet

from sanbao.apps.journal.models import Entry as Entry


def entry(pk: int) -> Entry:
    return Entry.objects.select_related("provider", "by").get(pk=pk)


def history(provider_id: int, *subjects: tuple[str, str]) -> QuerySet[Entry]:
    """Everything that happened to the subjects (kind, code), oldest first."""
    which = Q(pk__in=[])
    for kind, code in subjects:
        which |= Q(subject_kind=kind, subject_code=code)
    return Entry.objects.filter(which, provider_id=provider_id).select_related("by").order_by("id")
