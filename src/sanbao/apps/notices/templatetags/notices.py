"""Words of the notices in templates."""

from django import template

from sanbao.apps.journal.queries import Entry
from sanbao.apps.notices import queries

register = template.Library()


@register.filter
def news(entry: Entry) -> str:
    """What happened, in one line: `{{ delivery.entry|news }}`."""
    return queries.title_of(entry)
