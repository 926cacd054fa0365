from django.apps import AppConfig


class DealersConfig(AppConfig):
    name = "sanbao.apps.dealers"
    label = "dealers"
