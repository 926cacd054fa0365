from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "sanbao.apps.evidence"
    label = "evidence"
