"""The templates that a company made of its own agreements."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sanbao import templates
from sanbao.apps.accounts.access import Role, User
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.agreements.models import OwnTemplate
from sanbao.apps.agreements.queries.paper import Sample, sample_of
from sanbao.apps.agreements.queries.terms import document

OWN_SHOWN = 24
# Where few say what is looked for, so many pages of them are read for one that is shown.
READ_FOR_ONE = 4


@dataclass(frozen=True, slots=True)
class OwnSample:
    """A company's own template in the gallery."""

    template: OwnTemplate
    sample: Sample


def own_templates_for(user: User) -> QuerySet[OwnTemplate]:
    """Those of the company, also retired ones; only managers draw up agreements."""
    rows = OwnTemplate.objects.filter(provider_id=user.provider_id)
    rows = rows.select_related("made_from__agreement", "saved_by")
    return rows if user.has_role(Role.MANAGER) else rows.none()


def own_gallery(
    user: User, *, lang: str, area: str = "", text: str = "", after: str = ""
) -> tuple[list[OwnSample], str]:
    """Those offered that say something about it, as `gallery` chooses among the shipped ones.

    The newest first, a page of them, and the cursor of the next page, "" on the last one.
    """
    offered = own_templates_for(user).filter(retired_at__isnull=True)
    found: list[OwnSample] = []
    for _page in range(READ_FOR_ONE):
        left = OWN_SHOWN - len(found)
        page = page_of(offered, by=("-id",), after=after, size=left)
        for row in page.rows:
            given = document(row.source)
            sample = sample_of(given, row.title, lang=lang, area=area, text=text.strip())
            found += [OwnSample(row, sample)] if sample is not None else []
        after = page.after
        if not after or len(found) == OWN_SHOWN:
            break
    return found, after


def is_shipped(name: str) -> bool:
    """Whether a template of this name came with the product."""
    return name in templates.SLUGS
