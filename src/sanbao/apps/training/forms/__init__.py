"""What is typed about trainings and certificates."""

from sanbao.apps.training.forms.certificate import CertificateForm as CertificateForm
from sanbao.apps.training.forms.certificate import FilterForm as FilterForm
from sanbao.apps.training.forms.certificate import NeedForm as NeedForm
from sanbao.apps.training.forms.certificate import QualificationForm as QualificationForm
from sanbao.apps.training.forms.certificate import RenewForm as RenewForm
from sanbao.apps.training.forms.certificate import RevokeForm as RevokeForm
from sanbao.apps.training.forms.session import CourseForm as CourseForm
from sanbao.apps.training.forms.session import HoldForm as HoldForm
from sanbao.apps.training.forms.session import MaterialForm as MaterialForm
from sanbao.apps.training.forms.session import SessionForm as SessionForm
from sanbao.apps.training.forms.session import SignUpForm as SignUpForm
