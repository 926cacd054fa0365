"""Following a case: for its customer who has signed in, and by the secret link without."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.desk import queries as cases
from sanbao.apps.evidence import queries as evidence
from sanbao.apps.visits import queries as visits
from sanbao.site.pages.case_files import form_for
from sanbao.site.pages.decided import answer_of, latest
from sanbao.site.pages.progress import made_of, milestones


@roles_required(Role.CUSTOMER)
def customer_case(request: HttpRequest, code: str) -> HttpResponse:
    """One's own case: how far it is, what is promised, what each visit did."""
    case = get_object_or_404(cases.cases_for(reader(request)), code=code)
    row = latest(case)
    context = {
        "case": case,
        "milestones": milestones(case, made_of(case)),
        "answer": answer_of(row) if row else None,
        "rating": rating(case),
        "files": evidence.attachments_of(case.provider_id, "case", case.code),
        "file_form": form_for(reader(request), case),
        "visits": [visit for visit in visits.visits_of(case.pk) if visit.signed_at],
    }
    return render(request, "site/pages/customer_case.html", context)


def rating(case: cases.Case) -> str:
    """The link by which the service is rated, while it has not been."""
    open_ = visits.follow_ups_of(case.pk).filter(done_at__isnull=True).last()
    return reverse("public:follow_up", args=[visits.link_token(open_)]) if open_ else ""


def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The same way without an account: no name but the engineer's, no address, no number."""
    case = cases.by_follow_token(token)
    if case is None:
        raise Http404
    response = render(
        request,
        "site/pages/follow.html",
        {"case": case, "milestones": milestones(case, made_of(case)), "rating": rating(case)},
    )
    # The address is the key: it must not travel on to another site, nor into an index. To our own
    # it has to, or browsers refuse to change the language.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
