from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "sanbao.apps.knowledge"
    label = "knowledge"
