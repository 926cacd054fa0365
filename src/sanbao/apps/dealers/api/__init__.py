"""The dealer's side over the API."""

from sanbao.apps.dealers.api import keeping as keeping
from sanbao.apps.dealers.api import reporting as reporting
from sanbao.apps.dealers.api.awarding import awards as awards
from sanbao.apps.dealers.api.awarding import moves as moves
from sanbao.apps.dealers.api.checking import router as checks
from sanbao.apps.dealers.api.failing import router as failures
from sanbao.apps.dealers.api.file import router as dealers
from sanbao.apps.dealers.api.ordering import router as orders
from sanbao.apps.dealers.api.surveying import router as surveys

__all__ = ["awards", "checks", "dealers", "failures", "moves", "orders", "surveys"]
