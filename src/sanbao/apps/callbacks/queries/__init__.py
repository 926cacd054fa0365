"""Reading the calls that are owed, and what was answered."""

from sanbao.apps.callbacks.models import Callback as Callback
from sanbao.apps.callbacks.models import CallbackState as CallbackState
from sanbao.apps.callbacks.models import Sample as Sample
from sanbao.apps.callbacks.queries.answered import By as By
from sanbao.apps.callbacks.queries.answered import after_repairs_for as after_repairs_for
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
from sanbao.apps.callbacks.queries.sampled import chosen_of as chosen_of
from sanbao.apps.callbacks.queries.sampled import is_same_again as is_same_again
from sanbao.apps.callbacks.queries.sampled import month_after as month_after
from sanbao.apps.callbacks.queries.sampled import repairs_of as repairs_of
from sanbao.apps.callbacks.queries.sampled import samples_for as samples_for
