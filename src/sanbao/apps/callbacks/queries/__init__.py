"""Reading the calls that are owed, and what was answered."""

from sanbao.apps.callbacks.models import Callback as Callback
from sanbao.apps.callbacks.models import CallbackState as CallbackState
from sanbao.apps.callbacks.queries.answered import By as By
from sanbao.apps.callbacks.queries.answered import results_for as results_for
from sanbao.apps.callbacks.queries.answered import wishes_for as wishes_for
from sanbao.apps.callbacks.queries.due import READERS as READERS
from sanbao.apps.callbacks.queries.due import Row as Row
from sanbao.apps.callbacks.queries.due import due_for as due_for
from sanbao.apps.callbacks.queries.due import holder_of as holder_of
from sanbao.apps.callbacks.queries.due import owed_for as owed_for
from sanbao.apps.callbacks.queries.due import rows_of as rows_of
from sanbao.apps.callbacks.queries.due import tries_of as tries_of
from sanbao.apps.callbacks.queries.due import units_of as units_of
