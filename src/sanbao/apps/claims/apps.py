from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "sanbao.apps.claims"
    label = "claims"
