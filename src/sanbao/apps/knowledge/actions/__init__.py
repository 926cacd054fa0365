"""Writing, publishing, reading and handing over."""

from sanbao.apps.knowledge.actions.giving import hand_over as hand_over
from sanbao.apps.knowledge.actions.giving import launch as launch
from sanbao.apps.knowledge.actions.giving import read as read
from sanbao.apps.knowledge.actions.writing import draft as draft
from sanbao.apps.knowledge.actions.writing import publish as publish
from sanbao.apps.knowledge.actions.writing import revise as revise
from sanbao.apps.knowledge.facts import Writing as Writing
