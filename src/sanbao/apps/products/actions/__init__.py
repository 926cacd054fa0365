"""What can be done about products and price lists."""

from sanbao.apps.products.actions.price import Heading as Heading
from sanbao.apps.products.actions.price import publish as publish
from sanbao.apps.products.actions.product import ProductDetails as ProductDetails
from sanbao.apps.products.actions.product import change_product as change_product
from sanbao.apps.products.actions.product import create_product as create_product
from sanbao.apps.products.actions.sale import record_sales as record_sales
from sanbao.apps.products.facts.price import PriceLine as PriceLine
from sanbao.apps.products.facts.sale import SaleLine as SaleLine
from sanbao.apps.products.facts.sale import read_sales as read_sales
