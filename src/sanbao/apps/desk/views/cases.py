"""The list of cases."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanbao.apps.accounts.access import Role, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.desk import queries
from sanbao.apps.obligations import queries as obligations

SEE_CASES = (
    Role.DESK,
    Role.DISPATCHER,
    Role.ENGINEER,
    Role.MANAGER,
    Role.QUALITY,
    Role.SALES,
    Role.AUDITOR,
    Role.DEALER,
)
PAGE = 30


@roles_required(*SEE_CASES)
def case_list(request: HttpRequest) -> HttpResponse:
    """Newest first, each with the promise that falls due next."""
    user = reader(request)
    asked = {name: request.GET.get(name, "") for name in ("state", "channel")}
    text = request.GET.get("q", "")
    cases = queries.filtered(queries.cases_for(user), user=user, **asked, text=text)
    page = page_of(cases, by=("-id",), after=request.GET.get("after", ""), size=PAGE)
    rows = with_duties(page.rows, zone=user.provider.zone, at=timezone.now())
    context = {
        "rows": rows,
        "after": page.after,
        "asked": asked,
        "q": text,
        "states": queries.CaseState.choices,
        "channels": queries.Channel.choices,
        "query": "&".join(f"{name}={value}" for name, value in asked.items() if value),
    }
    return render(request, "desk/case_list.html", context)


def with_duties(
    cases: list[queries.Case], *, zone: str, at: datetime
) -> list[tuple[queries.Case, obligations.Row | None]]:
    """Each case with its nearest open promise; the same number of queries for any page."""
    nearest = queries.nearest_duties(cases)
    shown = {
        row.obligation.subject_code: row
        for row in obligations.rows_of(nearest.values(), zone=zone, at=at)
    }
    return [(case, shown.get(case.code)) for case in cases]
