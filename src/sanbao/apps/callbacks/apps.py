from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    name = "sanbao.apps.callbacks"
    label = "callbacks"
