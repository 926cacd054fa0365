"""What a dealer has handed in, and what it still owes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from sanbao.apps.accounts.access import User
from sanbao.apps.dealers.facts import REPORTS, SUBJECT
from sanbao.apps.dealers.models import Report, ReportKind, Survey, SurveyAnswer
from sanbao.apps.dealers.queries.access import dealers_for
from sanbao.apps.obligations import queries as obligations
from sanbao.apps.parties import queries as parties
from sanbao.apps.visits import queries as visits
from sanbao.rules.deadline import CHINA_TIME
from sanbao.rules.rhythm import first_after, month_of

KINDS = {kept.what: kind for kind, kept in REPORTS.items()}
FEEDBACK = REPORTS["feedback"].what
OVER = (obligations.ObligationState.MET, obligations.ObligationState.MISSED)


def reports_for(user: User) -> QuerySet[Report]:
    rows = Report.objects.filter(dealer__in=dealers_for(user))
    return rows.select_related("dealer", "record__form", "reported_by")


def report_of(dealer: parties.Dealer, kind: str, period: str) -> Report | None:
    rows = Report.objects.filter(dealer=dealer, kind=kind, period=period)
    return rows.select_related("record__form", "reported_by").first()


def latest_reports(dealer: parties.Dealer) -> QuerySet[Report]:
    """The newest first."""
    rows = Report.objects.filter(dealer=dealer).select_related("reported_by")
    return rows.order_by("-id")


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is owed. kind, period: which form it is filled in by, and about what."""

    duty: obligations.Obligation
    kind: str
    label: str

    @property
    def period(self) -> str:
        return self.duty.period

    @property
    def is_missed(self) -> bool:
        return self.duty.state == obligations.ObligationState.MISSED


def due_of(dealer: parties.Dealer, *, at: datetime) -> list[Due]:
    """The reports that may be handed in now, those missed included, what falls due first ahead."""
    open_ = Q(state__in=obligations.OPEN_STATES, opens_at__lte=at)
    once = Q(state__in=obligations.OPEN_STATES, opens_at__isnull=True)
    late = Q(state=obligations.ObligationState.MISSED, met_at__isnull=True)
    rows = obligations.Obligation.objects.filter(
        open_ | once | late,
        provider_id=dealer.provider_id,
        subject_kind=SUBJECT,
        subject_code=dealer.code,
        what__in=KINDS,
    )
    labels = dict(ReportKind.choices)
    return [
        Due(row, KINDS[row.what], str(labels[KINDS[row.what]]))
        for row in rows.order_by("due_at", "id")
    ]


def owes(dealer: parties.Dealer, kind: str, period: str) -> bool:
    """Whether an agreement asks for this report, or asked for it."""
    return obligations.Obligation.objects.filter(
        provider_id=dealer.provider_id,
        subject_kind=SUBJECT,
        subject_code=dealer.code,
        what=REPORTS[kind].what,
        period=period,
    ).exists()


def feedback_months(provider_id: int, dealer_id: int, year: int) -> tuple[int, int]:
    """Of how many months of the year the dealer gave its quality feedback, of how many it had to.

    What was handed in late counts as handed in; a month counts once its day has come. What was
    excused does not count at all.
    """
    dealer = parties.Dealer.objects.get(pk=dealer_id, provider_id=provider_id)
    rows = obligations.Obligation.objects.filter(
        provider_id=provider_id,
        subject_kind=SUBJECT,
        subject_code=dealer.code,
        what=FEEDBACK,
        period__startswith=f"{year}-",
        state__in=OVER,
    )
    reported = Count("id", filter=Q(met_at__isnull=False))
    counted = rows.aggregate(reported=reported, owed=Count("id"))
    return counted["reported"], counted["owed"]


@dataclass(frozen=True, slots=True)
class Repairs:
    """What Sanbao itself knows of a month's repairs, to compare: how many, with how many parts."""

    repairs: int
    parts: int


def repairs_known(dealer: parties.Dealer, month: date) -> Repairs:
    """The visits to the dealer's units that customers signed in the month."""
    first = datetime(month.year, month.month, 1, tzinfo=CHINA_TIME)
    after = first_after(f"{month:%Y-%m}")
    until = datetime(after.year, after.month, 1, tzinfo=CHINA_TIME)
    rows = visits.Visit.objects.filter(
        provider_id=dealer.provider_id,
        signed_at__gte=first,
        signed_at__lt=until,
        order__case__asset__dealer=dealer,
    )
    found = rows.aggregate(
        repairs=Count("id", distinct=True),
        parts=Count("used", filter=Q(used__price__item="parts"), distinct=True),
    )
    return Repairs(found["repairs"], found["parts"])


def month_named(period: str) -> date | None:
    """The first day of the month that "2026-11" names; None for anything else."""
    try:
        year, month = month_of(period)
    except ValueError:
        return None
    return date(year, month, 1) if period == f"{year:04d}-{month:02d}" else None


def surveys_for(user: User) -> QuerySet[Survey]:
    """The company's all for whoever runs the dealers; a dealer's people those that went to it, with
    their own answers alone.
    """
    own = dealers_for(user)
    rows = Survey.objects.filter(provider_id=user.provider_id, dealers__in=own)
    theirs = SurveyAnswer.objects.filter(dealer__in=own).select_related("dealer")
    answers = Prefetch("answers", theirs)
    return rows.distinct().prefetch_related(answers, "dealers").select_related("opened_by")


def open_surveys(dealer: parties.Dealer) -> QuerySet[Survey]:
    """What a dealer was asked and has not answered, what is due first ahead."""
    rows = Survey.objects.filter(dealers=dealer).exclude(answers__dealer=dealer)
    return rows.order_by("due_on", "id")
