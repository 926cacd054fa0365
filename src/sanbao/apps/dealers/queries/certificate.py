"""The certificate of who is awarded: the bytes of its PDF."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanbao.apps.accounts.access import User
from sanbao.apps.accounts.typeset import typeset
from sanbao.apps.accounts.wording import said
from sanbao.apps.dealers.models import Score
from sanbao.apps.dealers.queries.awarding import scores_for
from sanbao.rules.award import percent
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Measured

LANGUAGE = "zh-hans"


def awarded_for(user: User, year: int) -> QuerySet[Score]:
    """Who holds a certificate of that year."""
    return scores_for(user).exclude(number="").filter(award__year=year)


def certificate_of(score: Score) -> bytes:
    return typeset("dealers", "award", paper_of(score))


def shown(one: Mapping[str, Any], evidence: Mapping[str, list[str]]) -> dict[str, Any]:
    """One criterion as the page shows it."""
    share = percent(one["part"], one["whole"])
    return {
        **one,
        "words": said(word(Measured(one["measured"]))),
        "share": share,
        "evidence": evidence.get(one["measured"], []),
    }


def paper_of(score: Score) -> dict[str, Any]:
    """Everything that stands on the certificate, in the language of the trade."""
    with override(LANGUAGE):
        decided = score.award.decided_at
        criteria = [shown(one, {}) for one in score.criteria]
        return {
            "title": _("Certificate of honour"),
            "provider": score.award.provider.name,
            "number": score.number,
            "labels": {"number": _("No.")},
            "dealer": score.dealer.name,
            "sentence": _("is the outstanding after-sales service unit of %(year)s")
            % {"year": score.award.year},
            "facts": [[one["words"], figure(one)] for one in criteria],
            "day": f"{timezone.localtime(decided):%Y-%m-%d}" if decided else "",
        }


def figure(one: Mapping[str, Any]) -> str:
    if one["whole"] is None:
        return _("met")
    return f"{one['part']} / {one['whole']}（{one['share']}%）"
