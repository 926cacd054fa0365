from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sanbao.apps.agreements"
    label = "agreements"
