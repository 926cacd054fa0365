from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "sanbao.apps.inspections"
    label = "inspections"
