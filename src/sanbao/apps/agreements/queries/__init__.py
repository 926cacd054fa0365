"""Reading agreements, the terms of their versions, and the decisions made by them."""

from sanbao.apps.agreements.models import Agreement as Agreement
from sanbao.apps.agreements.models import AgreementState as AgreementState
from sanbao.apps.agreements.models import Decision as Decision
from sanbao.apps.agreements.models import Version as Version
from sanbao.apps.agreements.queries.decided import decisions_of as decisions_of
from sanbao.apps.agreements.queries.decided import latest_decision as latest_decision
from sanbao.apps.agreements.queries.paper import Paragraph as Paragraph
from sanbao.apps.agreements.queries.paper import Sample as Sample
from sanbao.apps.agreements.queries.paper import gallery as gallery
from sanbao.apps.agreements.queries.paper import paragraphs as paragraphs
from sanbao.apps.agreements.queries.signed import agreements_for as agreements_for
from sanbao.apps.agreements.queries.signed import draft_of as draft_of
from sanbao.apps.agreements.queries.signed import last_in_force as last_in_force
from sanbao.apps.agreements.queries.signed import standing_words as standing_words
from sanbao.apps.agreements.queries.signed import version_in_force as version_in_force
from sanbao.apps.agreements.queries.signed import versions_for as versions_for
from sanbao.apps.agreements.queries.signed import versions_in_force as versions_in_force
from sanbao.apps.agreements.queries.signed import versions_of as versions_of
from sanbao.apps.agreements.queries.terms import document as document
from sanbao.apps.agreements.queries.terms import document_of as document_of
from sanbao.apps.agreements.queries.terms import open_blanks as open_blanks
from sanbao.apps.agreements.queries.terms import terms as terms
from sanbao.apps.agreements.queries.terms import usual as usual
from sanbao.apps.agreements.queries.terms import values as values
