"""How well promises are kept: figures with their pictures, the ledger of breaches, the calendar."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from sanbao.apps.accounts.access import User, reader, roles_required
from sanbao.apps.accounts.paging import page_of
from sanbao.apps.insight import queries
from sanbao.apps.insight.facts import READERS, Period, month_after, month_of_label
from sanbao.apps.insight.forms import KeptForm, LedgerForm, MonthForm
from sanbao.apps.insight.queries import DIMENSIONS, Figure
from sanbao.apps.obligations import queries as obligations

NEXT_DUE_FIRST = ("due_at", "id")
# More columns than this are too thin to read; the table beside shows all.
BARS_SHOWN = 40
# Breaches beside the agreement or the dealer that they are about.
LATEST_SHOWN = 8


@roles_required(*READERS)
def kept(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = KeptForm(request.GET, today=timezone.localdate())
    form.is_valid()
    period, by = form.period, form.dimension
    months = queries.month_by_month(me.provider, period)
    rows = months if by == "month" else queries.figures(me.provider, by, period)
    context = {
        "form": form,
        "period": period,
        "dimension": DIMENSIONS[by],
        "rows": [(name(by, row.label), row, ledger_of(by, row, period)) for row in rows],
        "months": [(row.label, row, "") for row in months],
        "totals": queries.totals(months),
        "pictures": {
            "bars": picture([(name(by, row.label), row) for row in rows[:BARS_SHOWN]]),
            "months": picture([(row.label, row) for row in months]),
        },
    }
    return render(request, "insight/kept.html", context, status=422 if form.errors else 200)


def name(by: str, label: str) -> str:
    """A label as a reader knows it; "—" for promises that have none of it."""
    if by == "what":
        return obligations.promise(label)
    if by == "owed_by":
        return str(dict(obligations.Obligor.choices).get(label, label))
    return label or "—"


def ledger_of(by: str, row: Figure, period: Period) -> str:
    """The address of what was not kept behind one row of the figures."""
    asked = {"by": by, "label": row.label, "since": period.since, "until": period.until}
    if by == "month" and (month := month_of_label(row.label)):
        asked = {"since": month.since, "until": month.until}
    return f"{reverse('insight:ledger')}?{urlencode(asked)}"


def picture(rows: list[tuple[str, Figure]]) -> dict[str, Any]:
    """What the chart draws; the same as the table beside it."""
    return {
        "labels": [label for label, _row in rows],
        "kept": [row.kept for _label, row in rows],
        "missed": [row.missed for _label, row in rows],
        "excused": [row.excused for _label, row in rows],
        "percent": [row.percent for _label, row in rows],
    }


@roles_required(*READERS)
def ledger(request: HttpRequest) -> HttpResponse:
    me = reader(request)
    form = LedgerForm(request.GET, today=timezone.localdate())
    form.is_valid()
    asked = form.asked
    rows = queries.ledger_for(me, **asked)
    page = page_of(rows, by=obligations.LATEST_FIRST, after=request.GET.get("after", ""))
    further = request.GET.copy()
    further["after"] = page.after
    context = {
        "form": form,
        "told_by": told_by(asked),
        "period": asked["period"],
        "rows": queries.breaches(page.rows, zone=me.provider.zone, at=timezone.now()),
        "further": further.urlencode() if page.after else "",
    }
    return render(request, "insight/ledger.html", context)


def told_by(asked: dict[str, Any]) -> str:
    """What the ledger is limited to, in words."""
    row = name(asked["by"], asked["label"]) if asked["by"] else ""
    return " · ".join(part for part in (row, asked["agreement"], asked["owing_dealer"]) if part)


def panel(user: User, *, agreement: str = "", owing_dealer: str = "") -> dict[str, Any]:
    """The latest breaches, how many there are, where all stand; nothing for who reads no figures.

    The page has checked that its reader may see the agreement or the dealer.
    """
    if not user.has_role(*READERS):
        return {"may_read": False}
    rows = queries.ledger_for(user, agreement=agreement, owing_dealer=owing_dealer)
    latest = rows.order_by(*obligations.LATEST_FIRST)[:LATEST_SHOWN]
    which = {"agreement": agreement} if agreement else {"owing_dealer": owing_dealer}
    return {
        "may_read": True,
        "breaches": queries.breaches(latest, zone=user.provider.zone, at=timezone.now()),
        "count": rows.count(),
        "all": f"{reverse('insight:ledger')}?{urlencode(which)}",
        "is_agreement": bool(agreement),
    }


@roles_required(*READERS)
def calendar(request: HttpRequest) -> HttpResponse:
    me, today = reader(request), timezone.localdate()
    month, day = MonthForm(request.GET).chosen(today)
    context: dict[str, Any] = {
        "month": month,
        "before": month_after(month, -1) if month > date.min.replace(year=1900) else None,
        "after": month_after(month) if month.year < date.max.year else None,
        "today": today,
        "weeks": queries.month_of(me, month),
        "day": day,
    }
    if day is not None:
        page = page_of(
            queries.due_on(me, day), by=NEXT_DUE_FIRST, after=request.GET.get("after", "")
        )
        further = request.GET.copy()
        further["after"] = page.after
        context |= {
            "rows": obligations.rows_of(page.rows, zone=me.provider.zone, at=timezone.now()),
            "further": further.urlencode() if page.after else "",
        }
    return render(request, "insight/calendar.html", context)
