from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "sanbao.apps.money"
    label = "money"
