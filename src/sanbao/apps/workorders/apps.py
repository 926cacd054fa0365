from django.apps import AppConfig


class WorkordersConfig(AppConfig):
    name = "sanbao.apps.workorders"
    label = "workorders"
