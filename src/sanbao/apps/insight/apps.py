from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "sanbao.apps.insight"
    label = "insight"
