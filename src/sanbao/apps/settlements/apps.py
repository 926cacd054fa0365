from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "sanbao.apps.settlements"
    label = "settlements"
