from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "sanbao.apps.parts"
    label = "parts"
