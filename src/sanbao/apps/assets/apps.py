from django.apps import AppConfig


class AssetsConfig(AppConfig):
    name = "sanbao.apps.assets"
    label = "assets"
