"""The promises of a case or an order on its page: `{% obligations_of "case" case.code %}`."""

from typing import Any

from django import template
from django.template import Context

from sanbao.apps.obligations import queries, views
from sanbao.rules.statute.table import ARTICLES

register = template.Library()


@register.inclusion_tag("obligations/_of_subject.html", takes_context=True)
def obligations_of(context: Context, kind: str, code: str) -> dict[str, Any]:
    """Needs the request in the context; the page has checked that its reader may see `code`."""
    return views.panel(context["request"].user, kind, code)


@register.filter
def promise_name(what: str) -> str:
    """What a promise is called: `{{ duty.what|promise_name }}`."""
    return queries.promise(what)


@register.filter
def is_law(clause: str) -> bool:
    """Whether what reads like a clause is an article of the law, which no agreement holds."""
    return clause in ARTICLES
