"""The record of the work."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.agreements import queries as agreements
from sanbao.apps.products import queries as products
from sanbao.apps.visits import actions, queries
from sanbao.apps.visits.facts import fee_day
from sanbao.apps.visits.forms import PhotoForm, UsedForm, WorkForm
from sanbao.apps.visits.forms.work import recorded, recorded_use
from sanbao.apps.visits.views.visit import WORKERS, to_work
from sanbao.rules.facts import WHOLE
from sanbao.rules.moves import Refused

MOST_ROWS = 50
LONGEST_PREFIX = 40


@roles_required(*WORKERS)
def work(request: HttpRequest, code: str) -> HttpResponse:
    """Cause, finding, measure, what was used. Saving decides again and shows the fee."""
    found = to_work(request, code)
    positions = queries.positions(found.provider_id, on=fee_day(found))
    is_post = request.method == "POST"
    form = WorkForm(
        request.POST if is_post else None,
        components=components_of(found),
        initial=recorded(found),
    )
    rows = posted_rows(request, positions) if is_post else rows_of(found, positions)
    if is_post and form.is_valid() & all(row.is_valid() for row in rows):
        try:
            uses = [use for row in rows if (use := row.use()) is not None]
            actions.work(found, form.work(uses), by=reader(request), at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            messages.success(request, _("The work is on record. This is the fee that follows."))
            return redirect("visits:visit", code)
    context = {
        "visit": found,
        "form": form,
        "rows": rows,
        "works": True,
        "can_add": True,
        "files": list(queries.files_of(found)),
        "photo_form": PhotoForm(),
    }
    return render(request, "visits/work.html", context, status=422 if is_post else 200)


@roles_required(*WORKERS)
def used_row(request: HttpRequest, code: str) -> HttpResponse:
    """One more empty row."""
    found = to_work(request, code)
    positions = queries.positions(found.provider_id, on=fee_day(found))
    return render(request, "visits/_used_row.html", {"row": empty_row(positions)})


def components_of(found: queries.Visit) -> dict[str, str]:
    """The component classes of the agreement, as it calls them."""
    version = found.order.case.version
    if version is None:
        return {WHOLE: _("the whole unit")}
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    components = agreements.terms(version).components
    return {name: words.text(lang) for name, words in components.items()}


def empty_row(positions: list[products.Price]) -> UsedForm:
    return UsedForm(prefix=f"used-{uuid4().hex}", positions=positions)


def rows_of(found: queries.Visit, positions: list[products.Price]) -> list[UsedForm]:
    """What is on record, and one empty row."""
    items = found.used.select_related("price").order_by("id")
    rows = [
        UsedForm(
            prefix=f"used-{item.pk}", positions=positions, initial=recorded_use(item, positions)
        )
        for item in items
    ]
    return [*rows, empty_row(positions)]


def posted_rows(request: HttpRequest, positions: list[products.Price]) -> list[UsedForm]:
    """The rows that came in, by the prefixes that they name."""
    prefixes = dict.fromkeys(prefix[:LONGEST_PREFIX] for prefix in request.POST.getlist("row"))
    return [
        UsedForm(request.POST, prefix=prefix, positions=positions)
        for prefix in list(prefixes)[:MOST_ROWS]
    ]
