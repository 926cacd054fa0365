"""Reading rounds, inspections and what came to light."""

from sanbao.apps.inspections.models import FaultOutcome as FaultOutcome
from sanbao.apps.inspections.models import Inspection as Inspection
from sanbao.apps.inspections.models import InspectionState as InspectionState
from sanbao.apps.inspections.models import LatentFault as LatentFault
from sanbao.apps.inspections.models import Opinion as Opinion
from sanbao.apps.inspections.models import QuoteState as QuoteState
from sanbao.apps.inspections.models import Round as Round
from sanbao.apps.inspections.models import RoundState as RoundState
from sanbao.apps.inspections.queries.finding import faults_for as faults_for
from sanbao.apps.inspections.queries.finding import found_for as found_for
from sanbao.apps.inspections.queries.finding import opinions_for as opinions_for
from sanbao.apps.inspections.queries.finding import quotes_for as quotes_for
from sanbao.apps.inspections.queries.owed import owed as owed
from sanbao.apps.inspections.queries.paper import Paper as Paper
from sanbao.apps.inspections.queries.paper import paper_of as paper_of
from sanbao.apps.inspections.queries.trip import SEES_ALL as SEES_ALL
from sanbao.apps.inspections.queries.trip import filtered as filtered
from sanbao.apps.inspections.queries.trip import going as going
from sanbao.apps.inspections.queries.trip import inspections_of as inspections_of
from sanbao.apps.inspections.queries.trip import photos_of as photos_of
from sanbao.apps.inspections.queries.trip import rounds_for as rounds_for
from sanbao.apps.inspections.queries.trip import rounds_to_work as rounds_to_work
from sanbao.apps.inspections.queries.trip import whole as whole
