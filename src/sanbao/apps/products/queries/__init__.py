"""Reading products and prices. Other apps import this module and write `products.Product`."""

from sanbao.apps.products.facts.price import money as money
from sanbao.apps.products.facts.sheet import Row as Row
from sanbao.apps.products.facts.sheet import SheetError as SheetError
from sanbao.apps.products.facts.sheet import csv_lines as csv_lines
from sanbao.apps.products.facts.sheet import harmless as harmless
from sanbao.apps.products.facts.sheet import opened as opened
from sanbao.apps.products.facts.sheet import row_count as row_count
from sanbao.apps.products.models import Basis as Basis
from sanbao.apps.products.models import Item as Item
from sanbao.apps.products.models import Price as Price
from sanbao.apps.products.models import PriceList as PriceList
from sanbao.apps.products.models import Product as Product
from sanbao.apps.products.models import SettledSale as SettledSale
from sanbao.apps.products.queries.price import PUBLISHED as PUBLISHED
from sanbao.apps.products.queries.price import price_lists as price_lists
from sanbao.apps.products.queries.price import price_lists_for as price_lists_for
from sanbao.apps.products.queries.price import prices as prices
from sanbao.apps.products.queries.product import products_for as products_for
from sanbao.apps.products.queries.sale import SALES_READERS as SALES_READERS
from sanbao.apps.products.queries.sale import sales_for as sales_for
