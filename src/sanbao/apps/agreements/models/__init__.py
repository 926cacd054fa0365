"""Agreements, their versions and signatures, longer covers, and the decisions made by them."""

from sanbao.apps.agreements.models.agreement import Agreement as Agreement
from sanbao.apps.agreements.models.agreement import AgreementState as AgreementState
from sanbao.apps.agreements.models.agreement import Version as Version
from sanbao.apps.agreements.models.agreement import VersionKind as VersionKind
from sanbao.apps.agreements.models.decision import Decision as Decision
from sanbao.apps.agreements.models.extension import Extension as Extension
from sanbao.apps.agreements.models.extension import ExtensionState as ExtensionState
from sanbao.apps.agreements.models.own_template import OwnTemplate as OwnTemplate
from sanbao.apps.agreements.models.signing import Copy as Copy
from sanbao.apps.agreements.models.signing import LiablePerson as LiablePerson
from sanbao.apps.agreements.models.signing import PartRole as PartRole
from sanbao.apps.agreements.models.signing import Responsibility as Responsibility
from sanbao.apps.agreements.models.signing import Seal as Seal
from sanbao.apps.agreements.models.signing import Side as Side
from sanbao.apps.agreements.models.signing import Signature as Signature
from sanbao.apps.agreements.models.signing import Suspension as Suspension
from sanbao.apps.agreements.models.trial import Covers as Covers
from sanbao.apps.agreements.models.trial import Trial as Trial
from sanbao.apps.agreements.models.trial import TrialState as TrialState
from sanbao.apps.agreements.models.trial import TriedCase as TriedCase
