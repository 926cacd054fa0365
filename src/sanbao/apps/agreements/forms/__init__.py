"""Forms of the agreements."""

from sanbao.apps.agreements.forms.blank import BlanksForm as BlanksForm
from sanbao.apps.agreements.forms.blank import NewAgreementForm as NewAgreementForm
from sanbao.apps.agreements.forms.language import language as language
from sanbao.apps.agreements.forms.signing import EndForm as EndForm
from sanbao.apps.agreements.forms.signing import SigningForm as SigningForm
