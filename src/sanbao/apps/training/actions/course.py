"""Courses: what is taught, for whom, and what comes with it; needs and qualifications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanbao.apps.accounts.access import Provider, User
from sanbao.apps.journal import actions as journal
from sanbao.apps.products import queries as products
from sanbao.apps.training.facts import REMIND_DAYS
from sanbao.apps.training.models import Course, Need, Qualification
from sanbao.rules.deadline import china_day
from sanbao.rules.message import Message
from sanbao.rules.moves import Refused


@dataclass(frozen=True, slots=True)
class CourseDetails:
    """syllabus: one point a line. audience: values of Audience. pass_mark: None for no test."""

    topic: str
    audience: Sequence[str]
    syllabus: str = ""
    pass_mark: int | None = None
    qualification: Qualification | None = None


@transaction.atomic
def create_course(
    details: CourseDetails, *, provider: Provider, code: str = "", at: datetime, by: User | None
) -> Course:
    """A new course; without a number of the company's own it gets the next one."""
    code = code.strip() or journal.next_code("KC", provider=provider, on=china_day(at))
    if Course.objects.filter(provider=provider, code=code).exists():
        raise Refused(Message("the course number %(code)s is taken", {"code": code}), field="code")
    course = Course(provider=provider, code=code)
    put(course, details)
    course.save()
    journal.record("course.created", code, provider=provider, at=at, by=by)
    return course


@transaction.atomic
def change_course(
    course: Course, details: CourseDetails, *, is_offered: bool = True, at: datetime, by: User
) -> Course:
    """Sessions held before keep what they were; those to come follow the course as it stands."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    put(course, details)
    course.is_offered = is_offered
    course.save()
    journal.record("course.changed", course.code, provider=course.provider_id, at=at, by=by)
    return course


def put(course: Course, details: CourseDetails) -> None:
    if not details.audience:
        raise Refused(Message("say for whom the course is"), field="audience")
    if details.qualification and details.qualification.provider_id != course.provider_id:
        raise ValueError("a qualification of another company")
    course.topic, course.syllabus = details.topic.strip(), details.syllabus.strip()
    course.audience = sorted(set(details.audience))
    course.pass_mark, course.qualification = details.pass_mark, details.qualification


@transaction.atomic
def add_qualification(
    name: str,
    *,
    provider: Provider,
    code: str,
    months: int = 36,
    remind_days: Sequence[int] = REMIND_DAYS,
    at: datetime,
    by: User | None,
) -> Qualification:
    """What certificates can say; the same code again is the first."""
    made, is_new = Qualification.objects.get_or_create(
        provider=provider,
        code=code,
        defaults={
            "name": name.strip(),
            "months": months,
            "remind_days": sorted(set(remind_days), reverse=True),
        },
    )
    if not is_new and made.name != name.strip():
        raise Refused(Message("the code %(code)s is taken", {"code": code}), field="code")
    if is_new:
        journal.record("qualification.added", code, provider=provider, at=at, by=by)
    return made


@transaction.atomic
def require(
    work: str,
    qualification: Qualification,
    *,
    product: products.Product | None = None,
    clause: str = "",
    at: datetime,
    by: User | None,
) -> Need:
    """Only who holds the qualification is sent to the work, for the product or for any."""
    need, is_new = Need.objects.get_or_create(
        provider_id=qualification.provider_id,
        work=work,
        product=product,
        qualification=qualification,
        defaults={"clause": clause.strip()},
    )
    if is_new:
        tell(need, "need.added", at=at, by=by)
    return need


@transaction.atomic
def drop_need(need: Need, *, at: datetime, by: User) -> None:
    """The work asks for it no more; without any row the service certificate is asked for."""
    tell(need, "need.dropped", at=at, by=by)
    need.delete()


def tell(need: Need, happening: str, *, at: datetime, by: User | None) -> None:
    details = {
        "work": need.work,
        "product": need.product.code if need.product else "",
        "clause": need.clause,
    }
    code, provider = need.qualification.code, need.provider_id
    journal.record(happening, code, provider=provider, at=at, by=by, details=details)
