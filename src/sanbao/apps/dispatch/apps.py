from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "sanbao.apps.dispatch"
    label = "dispatch"
