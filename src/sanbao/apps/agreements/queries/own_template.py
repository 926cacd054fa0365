"""The templates that a company made of its own agreements."""

from dataclasses import dataclass

from django.db.models import QuerySet

from sanbao import templates
from sanbao.apps.accounts.access import Role, User
from sanbao.apps.agreements.models import OwnTemplate
from sanbao.apps.agreements.queries.paper import Sample, sample_of
from sanbao.apps.agreements.queries.terms import document

# More than these are looked for by their words.
OWN_SHOWN = 100


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


def own_gallery(user: User, *, lang: str, area: str = "", text: str = "") -> list[OwnSample]:
    """Those offered that say something about it, as `gallery` chooses among the shipped ones."""
    offered = own_templates_for(user).filter(retired_at__isnull=True).order_by("-id")
    found = (
        (row, sample_of(document(row.source), row.title, lang=lang, area=area, text=text.strip()))
        for row in offered[:OWN_SHOWN]
    )
    return [OwnSample(row, sample) for row, sample in found if sample is not None]


def is_shipped(name: str) -> bool:
    """Whether a template of this name came with the product."""
    return name in templates.SLUGS
