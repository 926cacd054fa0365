from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "sanbao.apps.parties"
    label = "parties"
