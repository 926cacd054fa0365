"""What the demo companies teach: a course for the service certificate, and its next session."""

from datetime import datetime, time, timedelta

from sanbao.apps.accounts.access import Role
from sanbao.apps.parties import queries as parties
from sanbao.apps.training import actions as training
from sanbao.apps.training import queries as rows
from sanbao.site.demo.clock import CHINA, Clock
from sanbao.site.demo.people import Staff

SYLLABUS = "结构、电气和控制原理\n使用、调整与日常保养\n常见故障及排除\n服务礼仪与收费标准"
PLACES = 20


def tell(staff: Staff, clock: Clock) -> None:
    """A course for engineers, dealers and customers; in two weeks it is held."""
    boss = staff[Role.MANAGER]
    kind = rows.qualifications_for(boss).filter(code=rows.SERVICE).first()
    audience = rows.Audience.values
    details = training.CourseDetails("产品维修与服务规范", audience, SYLLABUS, 60, kind)
    at = clock.ago(10)
    course = training.create_course(details, provider=boss.provider, at=at, by=boss)
    begins = datetime.combine(clock.today + timedelta(days=14), time(9), CHINA)
    when = training.SessionDetails(
        begins, begins + timedelta(hours=6), "周讲师", "总部培训室", PLACES
    )
    session = training.plan(course, when, key=clock.key(), at=at, by=boss)
    for person in parties.people_for(boss).order_by("pk")[:3]:
        training.sign_up(session, person, at=at, by=boss)
