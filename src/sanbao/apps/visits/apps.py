from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "sanbao.apps.visits"
    label = "visits"
