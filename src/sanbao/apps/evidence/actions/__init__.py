"""Writing evidence: forms as shipped, records as filled, files as proof."""

from sanbao.apps.evidence.actions.files import attach as attach
from sanbao.apps.evidence.actions.forms import sync_forms as sync_forms
from sanbao.apps.evidence.actions.pictures import is_blank as is_blank
from sanbao.apps.evidence.actions.records import fill as fill
