from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "sanbao.apps.obligations"
    label = "obligations"
