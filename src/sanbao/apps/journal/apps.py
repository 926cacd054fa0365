from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "sanbao.apps.journal"
    label = "journal"
