from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "sanbao.apps.desk"
    label = "desk"
