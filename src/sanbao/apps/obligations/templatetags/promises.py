"""The promises of a case or an order on its page: `{% obligations_of "case" case.code %}`."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sanbao.apps.accounts.addresses import address
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


@register.simple_tag
def clause_of(row: queries.Row) -> SafeString:
    """A clause number that leads to its text, or the number of an article of the law."""
    clause = row.obligation.clause
    if is_law(clause):
        words = gettext("law: %(number)s") % {"number": clause}
        return format_html('<span class="badge bg-purple-lt">{}</span>', words)
    version = row.obligation.version
    return format_html(
        '<a class="badge bg-blue-lt text-decoration-none" href="{}#clause-{}" title="{}">{}</a>',
        address("agreements:version", version.agreement.code, version.number),
        clause,
        version.agreement.title,
        row.clause,
    )


@register.simple_tag
def subject_of(obligation: queries.Obligation) -> SafeString:
    """What a promise was made for, as a link where that has a page."""
    code = obligation.subject_code
    if obligation.subject_kind != "case":
        return format_html('<span class="text-secondary">{}</span>', code)
    return format_html('<a href="{}">{}</a>', address("desk:case", code), code)
