"""Finding and reading articles; what stands beside a case while it is typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from sanbao.apps.accounts.access import STAFF, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.knowledge import actions, queries
from sanbao.apps.knowledge.forms import PublishForm, SearchForm

BESIDE = 5
SHORTEST = 2


@roles_required(*queries.READERS)
def article_list(request: HttpRequest) -> HttpResponse:
    """Found by words, the best first; without words the newest first."""
    me, form = reader(request), SearchForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    rows, after = queries.editions_for(me), ""
    if given["q"].strip():
        shown = queries.search_for(me, given["q"], kind=given["kind"])
    else:
        rows = rows.filter(article__kind=given["kind"]) if given["kind"] else rows
        page = page_of(rows, by=("-id",), after=request.GET.get("after", ""), size=30)
        shown, after = page.rows, page.after
    context = {
        "rows": shown,
        "after": after,
        "form": form,
        "asked": given,
        "drafts": drafts(request),
        "may_write": queries.is_writer(me),
    }
    return render(request, "knowledge/list.html", context)


def drafts(request: HttpRequest) -> list[queries.Edition]:
    """What is still being written, for those who write."""
    me = reader(request)
    if not queries.is_writer(me):
        return []
    rows = queries.Edition.objects.filter(
        state=queries.EditionState.DRAFT, article__provider_id=me.provider_id
    )
    return list(rows.select_related("article").order_by("-id")[:10])


@roles_required(*STAFF)
def beside(request: HttpRequest) -> HttpResponse:
    """What we know about what is being typed: a fragment beside the intake of a case."""
    text = request.GET.get("description", "").strip()
    me, product = reader(request), request.GET.get("product", "")
    rows = (
        queries.search_for(me, text, product=product, most=BESIDE) if len(text) >= SHORTEST else []
    )
    return render(request, "knowledge/_beside.html", {"rows": rows, "text": text})


@roles_required(*queries.READERS)
def article(request: HttpRequest, code: str) -> HttpResponse:
    """The published edition; for those who write also the draft and what it said before."""
    me = reader(request)
    found = get_object_or_404(queries.articles_for(me), code=code)
    editions = list(queries.history_of(found))
    published = next((row for row in editions if row.state == "published"), None)
    writes, is_staff = queries.is_writer(me), me.has_role(*STAFF)
    context = {
        "article": found,
        "title": (published or editions[0]).title,
        "edition": published,
        "draft": next((row for row in editions if row.state == "draft"), None) if writes else None,
        "editions": editions if writes else [],
        "writes": writes,
        "publishing": PublishForm(),
        "receipt": published and published.receipts.filter(user=me).first(),
        "asks_receipt": not is_staff,
        "readers": readers(request, found, published),
    }
    return render(request, "knowledge/article.html", context)


def readers(
    request: HttpRequest, found: queries.Article, edition: queries.Edition | None
) -> list[object]:
    """Which dealers have read it and which have not, where it is meant for them."""
    me = reader(request)
    is_for_dealers = found.audience != queries.Audience.INSIDE
    if edition is None or not is_for_dealers or not me.has_role(*STAFF):
        return []
    return list(queries.readers_of(edition, me))


@require_POST
@roles_required(*queries.OUTSIDE)
def read(request: HttpRequest, code: str) -> HttpResponse:
    """I have read it."""
    me = reader(request)
    edition = get_object_or_404(queries.editions_for(me), article__code=code)
    actions.read(edition, by=me, at=timezone.now())
    return redirect("knowledge:article", code)
