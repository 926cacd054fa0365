"""What is known of parts on pages where one is named."""

from typing import Any

from django import template

from sanbao.apps.accounts.access import User
from sanbao.apps.parts import queries

register = template.Library()
OFFERED_AT_MOST = 300  # a longer list is searched on its own page


@register.inclusion_tag("parts/_known.html")
def known_parts(user: User) -> dict[str, Any]:
    """`{% known_parts user %}`: what a field for a part's number offers while one types."""
    return {"parts": queries.parts_for(user).order_by("code")[:OFFERED_AT_MOST]}
