"""Pages of articles and product documents."""

from sanbao.apps.knowledge.views.giving import documents as documents
from sanbao.apps.knowledge.views.reading import article as article
from sanbao.apps.knowledge.views.reading import article_list as article_list
from sanbao.apps.knowledge.views.reading import beside as beside
from sanbao.apps.knowledge.views.reading import read as read
from sanbao.apps.knowledge.views.writing import publish as publish
from sanbao.apps.knowledge.views.writing import revise as revise
from sanbao.apps.knowledge.views.writing import write as write
