"""Courses and their sessions, who took part, and what people are certified to do."""

from sanbao.apps.training.models.certificate import Certificate as Certificate
from sanbao.apps.training.models.certificate import Need as Need
from sanbao.apps.training.models.certificate import Qualification as Qualification
from sanbao.apps.training.models.certificate import Work as Work
from sanbao.apps.training.models.course import Audience as Audience
from sanbao.apps.training.models.course import Course as Course
from sanbao.apps.training.models.course import Enrolment as Enrolment
from sanbao.apps.training.models.course import EnrolmentState as EnrolmentState
from sanbao.apps.training.models.course import Session as Session
from sanbao.apps.training.models.course import SessionState as SessionState
from sanbao.apps.training.models.material import Material as Material
