"""The yearly award: measured, ranked, decided; the certificate of who is awarded."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.accounts.wording import complain, reason_of, said
from sanbao.apps.dealers import actions, queries
from sanbao.apps.dealers.forms import YearForm
from sanbao.rules.award import percent
from sanbao.rules.moves import Refused
from sanbao.rules.sentence.words import word
from sanbao.rules.terms import Measured

LANGUAGE = "zh-hans"


@roles_required(*queries.READERS)
def award_list(request: HttpRequest) -> HttpResponse:
    """The years so far; whoever evaluates measures one here."""
    me = reader(request)
    may_measure = me.has_role(*queries.AWARDS)
    is_post = request.method == "POST" and may_measure
    initial = {"year": timezone.localdate().year}
    form = YearForm(request.POST if is_post else None, initial=initial)
    if is_post and form.is_valid():
        try:
            made = actions.measure(form.cleaned_data["year"], by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("dealers:award", made.year)
    page = page_of(
        queries.awards_for(me), by=("-year", "-id"), after=request.GET.get("after", ""), size=30
    )
    context = {
        "rows": page.rows,
        "after": page.after,
        "form": form,
        "may_measure": may_measure,
        "is_inside": queries.is_inside(me),
    }
    status = 422 if form.errors else 200
    return render(request, "dealers/award_list.html", context, status=status)


@require_safe
@roles_required(*queries.READERS)
def award(request: HttpRequest, year: int) -> HttpResponse:
    """The ranking, each number with the evidence behind it; for a dealer its own line."""
    me = reader(request)
    row = get_object_or_404(queries.awards_for(me), year=year)
    scores = [
        (score, [shown(one, score.evidence) for one in score.criteria])
        for score in queries.scores_for(me).filter(award=row)
    ]
    context = {
        "award": row,
        "scores": scores,
        "is_inside": queries.is_inside(me),
        "may_decide": me.has_role(*queries.AWARDS) and row.decided_at is None,
    }
    return render(request, "dealers/award.html", context)


def shown(one: Mapping[str, Any], evidence: Mapping[str, list[str]]) -> dict[str, Any]:
    """One criterion as the page shows it."""
    share = percent(one["part"], one["whole"])
    return {
        **one,
        "words": said(word(Measured(one["measured"]))),
        "share": share,
        "evidence": evidence.get(one["measured"], []),
    }


@require_POST
@roles_required(*queries.AWARDS)
def decide(request: HttpRequest, year: int) -> HttpResponse:
    me = reader(request)
    row = get_object_or_404(queries.awards_for(me), year=year)
    try:
        actions.decide(row, by=me, at=timezone.now())
    except Refused as refused:
        messages.error(request, reason_of(refused))
    else:
        messages.success(request, _("The award is decided."))
    return redirect("dealers:award", year)


@require_safe
@roles_required(*queries.READERS)
def certificate(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The certificate as PDF, of who is awarded."""
    rows = queries.scores_for(reader(request)).exclude(number="")
    score = rows.filter(award__year=year, dealer__code=code).first()
    if score is None:
        raise Http404
    shown_as = content_disposition_header(False, f"{score.number}.pdf") or "inline"
    return HttpResponse(
        typeset(paper_of(score)),
        content_type="application/pdf",
        headers={"Content-Disposition": shown_as},
    )


def paper_of(score: queries.Score) -> dict[str, Any]:
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
            "facts": [[one["words"], told(one)] for one in criteria],
            "day": f"{timezone.localtime(decided):%Y-%m-%d}" if decided else "",
        }


def told(one: Mapping[str, Any]) -> str:
    if one["whole"] is None:
        return _("met")
    return f"{one['part']} / {one['whole']}（{one['share']}%）"


def typeset(paper: Mapping[str, Any]) -> bytes:
    """The certificate as PDF. It can read nothing but the paper's own files."""
    template = files("sanbao.apps.dealers") / "documents" / "award.typ"
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "award.typ").write_bytes(template.read_bytes())
        (root / "award.json").write_text(json.dumps(paper, ensure_ascii=False))
        fonts = [str(path) for path in settings.FONT_DIRS]
        pdf: bytes = typst.compile(str(root / "award.typ"), root=folder, font_paths=fonts)
        return pdf
