from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "sanbao.apps.complaints"
    label = "complaints"
