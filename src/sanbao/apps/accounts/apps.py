from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sanbao.apps.accounts"
    label = "accounts"
