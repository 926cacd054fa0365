"""Forms of the agreements."""

from sanbao.apps.agreements.forms.blank import BlanksForm as BlanksForm
from sanbao.apps.agreements.forms.blank import NewAgreementForm as NewAgreementForm
from sanbao.apps.agreements.forms.clause import ClauseForm as ClauseForm
from sanbao.apps.agreements.forms.clause import ParameterForm as ParameterForm
from sanbao.apps.agreements.forms.comparing import CompareForm as CompareForm
from sanbao.apps.agreements.forms.extension import DecideForm as DecideForm
from sanbao.apps.agreements.forms.extension import ExtensionForm as ExtensionForm
from sanbao.apps.agreements.forms.file import ImportForm as ImportForm
from sanbao.apps.agreements.forms.file import NewFromFileForm as NewFromFileForm
from sanbao.apps.agreements.forms.file import TakeInForm as TakeInForm
from sanbao.apps.agreements.forms.file import fault_words as fault_words
from sanbao.apps.agreements.forms.file import packed as packed
from sanbao.apps.agreements.forms.language import language as language
from sanbao.apps.agreements.forms.naming import ComponentForm as ComponentForm
from sanbao.apps.agreements.forms.naming import TitleForm as TitleForm
from sanbao.apps.agreements.forms.particulars import ParticularsForm as ParticularsForm
from sanbao.apps.agreements.forms.signing import CopiesForm as CopiesForm
from sanbao.apps.agreements.forms.signing import EndForm as EndForm
from sanbao.apps.agreements.forms.signing import ForceForm as ForceForm
from sanbao.apps.agreements.forms.signing import ReasonForm as ReasonForm
from sanbao.apps.agreements.forms.signing import ReviseForm as ReviseForm
from sanbao.apps.agreements.forms.signing import SideForm as SideForm
from sanbao.apps.agreements.forms.templating import TemplateForm as TemplateForm
from sanbao.apps.agreements.forms.term import TermForm as TermForm
from sanbao.apps.agreements.forms.trying import TrialForm as TrialForm
