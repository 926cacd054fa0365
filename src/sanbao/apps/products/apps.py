from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "sanbao.apps.products"
    label = "products"
