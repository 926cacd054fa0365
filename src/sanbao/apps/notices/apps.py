from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sanbao.apps.notices"
    label = "notices"
