"""A month's sheets at once: copied in, checked and inserted by SQL, however many they are."""

from sanbao.apps.claims.actions.bulk.bringing import CARRY_OUT as CARRY_OUT
from sanbao.apps.claims.actions.bulk.bringing import Brought as Brought
from sanbao.apps.claims.actions.bulk.bringing import bring as bring
from sanbao.apps.claims.actions.bulk.bringing import carry_out as carry_out
from sanbao.apps.claims.actions.bulk.bringing import give_up as give_up
from sanbao.apps.claims.actions.bulk.bringing import take_in as take_in
from sanbao.apps.claims.actions.bulk.importing import STEPS as STEPS
from sanbao.apps.claims.actions.bulk.importing import Imported as Imported
from sanbao.apps.claims.actions.bulk.importing import import_sheets as import_sheets
from sanbao.apps.claims.actions.bulk.importing import look_through as look_through
