"""The dealer writes a sheet, or mends it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from sanbao.apps.accounts.access import reader, roles_required
from sanbao.apps.accounts.wording import complain
from sanbao.apps.claims import actions, queries
from sanbao.apps.claims.forms import LineForm, SheetForm, lines_told, written, written_line
from sanbao.apps.parties import queries as parties
from sanbao.apps.products.queries import Price
from sanbao.rules.moves import Refused
from sanbao.rules.sheet import MOVES, Step

BLANK, MOST = 3, 20


@roles_required(*queries.WRITES)
def new(request: HttpRequest) -> HttpResponse:
    return filled(request, None)


@roles_required(*queries.WRITES)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(queries.files_for(reader(request)), code=code)
    if Step.WRITE not in MOVES.next[row.state]:
        raise Http404
    return filled(request, row)


def filled(request: HttpRequest, row: queries.Sheet | None) -> HttpResponse:
    """The form; a refusal shows it as it was typed."""
    me = reader(request)
    data = request.POST if request.method == "POST" else None
    form = SheetForm(data, initial=written(row) if row else None)
    listed = queries.positions_on(me.provider_id, day_of(request, row))
    lines = line_forms(data, row, listed)
    # Both are asked, so that everything that is wrong is said at once.
    is_valid = data is not None and all([form.is_valid(), *(line.is_valid() for line in lines)])
    if is_valid:
        told = form.told(lines_told(lines))
        try:
            if row is None:
                dealer = parties.dealer_of(me)
                if dealer is None:
                    raise Http404
                row = actions.write(told, dealer=dealer, by=me, at=timezone.now())
            else:
                row = actions.rewrite(row, told, by=me, at=timezone.now())
        except Refused as refused:
            complain(form, refused)
        else:
            return redirect("claims:sheet", row.code)
    context = {"form": form, "lines": lines, "sheet": row, "listed": listed}
    status = 422 if data is not None else 200
    return render(request, "claims/write.html", context, status=status)


def day_of(request: HttpRequest, row: queries.Sheet | None) -> date:
    """The day of the repair as it was typed, else as it is on record, else today."""
    asked = (request.POST or request.GET).get("repaired_on", "")
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return row.repaired_on if row else timezone.localdate()


def line_forms(data: Any, row: queries.Sheet | None, listed: Sequence[Price]) -> list[LineForm]:
    """As many rows as are on record or were sent, and some to fill."""
    kept = list(row.lines.order_by("place")) if row else []
    if data is not None:
        sent = [name for name in data if name.startswith("line") and name.endswith("-item")]
        return [
            LineForm(data, prefix=f"line{n}", listed=listed) for n in range(min(len(sent), MOST))
        ]
    shown: list[Any] = [*map(written_line, kept), *([None] * BLANK)]
    return [
        LineForm(prefix=f"line{n}", initial=initial, listed=listed)
        for n, initial in enumerate(shown[:MOST])
    ]
