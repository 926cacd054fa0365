from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "sanbao.apps.contacts"
    label = "contacts"
