"""Writing evidence: forms as shipped, records as filled, files as proof."""

from sanbao.apps.evidence.actions.files import attach as attach
from sanbao.apps.evidence.actions.files import likeness as likeness
from sanbao.apps.evidence.actions.files import thumbnail as thumbnail
from sanbao.apps.evidence.actions.forms import sync_forms as sync_forms
from sanbao.apps.evidence.actions.pictures import is_blank as is_blank
from sanbao.apps.evidence.actions.records import fill as fill
from sanbao.apps.evidence.actions.transfers import Announced as Announced
from sanbao.apps.evidence.actions.transfers import OutOfStep as OutOfStep
from sanbao.apps.evidence.actions.transfers import begin as begin
from sanbao.apps.evidence.actions.transfers import complete as complete
from sanbao.apps.evidence.actions.transfers import drop as drop
from sanbao.apps.evidence.actions.transfers import sweep as sweep
from sanbao.apps.evidence.actions.transfers import take as take
