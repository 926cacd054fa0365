"""What is written down, and how text is cut into words."""

from dataclasses import dataclass
from uuid import UUID

from sanbao.apps.knowledge.facts.cutting import cut as cut
from sanbao.apps.knowledge.facts.cutting import query_of as query_of
from sanbao.apps.knowledge.facts.cutting import vector_of as vector_of
from sanbao.apps.products import queries as products

PREFIX = "ZS"
HANDED_OVER = "documents_handed_over"


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody writes: of what kind, about what, for whom, and the text."""

    key: UUID
    title: str
    body: str
    kind: str = "article"
    audience: str = "inside"
    product: products.Product | None = None
    fault: str = ""
    case_code: str = ""
