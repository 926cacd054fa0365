"""What can be done about products and price lists."""

from sanbao.apps.products.actions.price import Heading as Heading
from sanbao.apps.products.actions.price import publish as publish
from sanbao.apps.products.actions.product import ProductDetails as ProductDetails
from sanbao.apps.products.actions.product import change_product as change_product
from sanbao.apps.products.actions.product import create_product as create_product
from sanbao.apps.products.facts.price import PriceLine as PriceLine
