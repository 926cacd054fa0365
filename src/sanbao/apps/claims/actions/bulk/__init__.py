"""A month's sheets at once: copied in, checked and inserted by SQL, however many they are."""

from sanbao.apps.claims.actions.bulk.importing import Imported as Imported
from sanbao.apps.claims.actions.bulk.importing import Problem as Problem
from sanbao.apps.claims.actions.bulk.importing import import_sheets as import_sheets
from sanbao.apps.claims.actions.bulk.importing import look_through as look_through
