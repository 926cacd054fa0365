"""Reading what is known."""

from sanbao.apps.knowledge.models import Article as Article
from sanbao.apps.knowledge.models import Audience as Audience
from sanbao.apps.knowledge.models import Edition as Edition
from sanbao.apps.knowledge.models import EditionState as EditionState
from sanbao.apps.knowledge.models import Handover as Handover
from sanbao.apps.knowledge.models import Kind as Kind
from sanbao.apps.knowledge.models import ReadReceipt as ReadReceipt
from sanbao.apps.knowledge.queries.article import GIVES as GIVES
from sanbao.apps.knowledge.queries.article import OUTSIDE as OUTSIDE
from sanbao.apps.knowledge.queries.article import READERS as READERS
from sanbao.apps.knowledge.queries.article import WRITERS as WRITERS
from sanbao.apps.knowledge.queries.article import articles_for as articles_for
from sanbao.apps.knowledge.queries.article import editions_for as editions_for
from sanbao.apps.knowledge.queries.article import history_of as history_of
from sanbao.apps.knowledge.queries.article import is_writer as is_writer
from sanbao.apps.knowledge.queries.given import documents_of as documents_of
from sanbao.apps.knowledge.queries.given import handovers_of as handovers_of
from sanbao.apps.knowledge.queries.given import readers_of as readers_of
from sanbao.apps.knowledge.queries.search import search_for as search_for
